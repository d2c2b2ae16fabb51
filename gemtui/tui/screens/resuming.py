"""A draft that comes back: said with its time, and turned against what is saved as often as wanted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gemtui import reports
from gemtui.locale import moment, say
from gemtui.tui.keymap import keys_of_id
from gemtui.tui.widgets.chrome import TopLine

if TYPE_CHECKING:
    from gemtui.tui.screens.writing import Writing
    from gemtui.tui.sheets import Opened


def say_resumed(screen: Writing) -> None:
    """Say that what was typed before stands in the form again, and which key shows what is saved."""
    kept = screen.opened.resumed if screen.opened else None
    anew = screen.opened.reworded if screen.opened else 0
    if kept is None:
        if anew:
            screen.app.tell(say("answers-reworded", {"count": anew}), "alarm")
        elif screen.opened:
            screen.say_spare(screen.opened.sheet)
        return
    at = moment(kept.at, screen.app.desk.today)
    screen.query_one(TopLine).tell(screen.heading, ((f"draft of {at}", "accent"),))
    facts = {"at": at, "key": keys_of_id("set-aside", screen.app.keys)}
    words = say("draft-restored" if screen.wanted.id else "draft-restored-new", facts)
    if anew:
        screen.app.tell(say("answers-reworded", {"count": anew}), "alarm")
    else:
        screen.app.tell(words, "dim")


def as_shown(screen: Writing, opened: Opened) -> Opened:
    """Return what is saved: the empty form beside a draft that is to fill another record's field fills none."""
    return opened if screen.shows_draft or screen.wanted.link else replace(opened, link=None)


def turn_draft(screen: Writing) -> None:
    """Show what is saved instead of the draft, or the draft again.

    Beside a new record nothing is saved: the draft gets a name of its own, and an empty form stands there.
    """
    opened, form = screen.opened, screen.form
    kept = opened.resumed if opened else None
    if kept is None or form is None:
        screen.app.tell(say("no-draft-here"), "dim")
        return
    screen.shows_draft = not screen.shows_draft
    form.show_saved(not screen.shows_draft)
    if screen.shows_draft:
        say_resumed(screen)
        return
    screen.query_one(TopLine).tell(screen.heading, ())
    if screen.wanted.id:
        facts = {"key": keys_of_id("set-aside", screen.app.keys)}
        screen.app.tell(say("draft-aside", facts), "dim")
    else:
        db = screen.app.desk.db
        screen.ask(
            "aside", lambda: reports.set_aside(db, kept), lambda _: screen.app.tell(say("draft-apart"), "dim")
        )
