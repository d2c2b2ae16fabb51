"""What is said once a form was saved, or was not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gemtui import rules, store
from gemtui.locale import say
from gemtui.store import Refused, Saved, Stale
from gemtui.tui.screens.late import keep_later
from gemtui.tui.sheets import Opened, theirs

if TYPE_CHECKING:
    from gemtui.tui.screens.writing import Writing


def say_saved(screen: Writing, saved: Saved) -> None:
    """Close the form, and say what was saved and where the person is now."""
    app = screen.app
    below = app.screen_stack[-2] if len(app.screen_stack) > 1 else screen
    facts = {
        "name": app.desk.db.kinds[saved.kind].about.label,
        "place": getattr(below, "title_words", "") or app.desk.office,
        "count": len(screen.left),
    }
    keep_later(screen, saved)
    screen.dismiss(saved)
    code = "saved-rest" if screen.left else "saved-record" if saved.changed else "nothing-different"
    small = rules.stays_here(saved.kind, saved.row) and saved.row["home"]
    stays = f" · {say('stays-here')}" if small and not screen.left else ""
    app.tell(say(code, facts) + stays, "alarm" if screen.left else "ok")


def say_refused(screen: Writing, problem: Exception) -> bool:
    """Say under the fields why nothing was saved; returns False where the reason is none of the form's."""
    opened, form = screen.opened, screen.form
    if form is None or opened is None:
        return False
    form.flush()
    if isinstance(problem, Refused):
        form.say({p.field: say(p.code, p.facts) for p in problem.problems})
        screen.app.tell(say("not-saved"), "alarm")
    elif isinstance(problem, Stale):
        say_meanwhile(screen, opened, problem)
    return isinstance(problem, Refused | Stale)


def say_meanwhile(screen: Writing, opened: Opened, problem: Stale) -> None:
    """Show what somebody else wrote meanwhile; saving again is then a decision, and overwrites it."""
    db, row = screen.app.desk.db, opened.row
    if row is not None and screen.form is not None:
        screen.opened = replace(opened, seen=store.seen(db, row["office"], row["id"]))
        words = theirs(opened, problem).items()
        screen.form.say({name: say("changed-meanwhile", {"value": text}) for name, text in words})
        screen.app.tell_problem(problem)
