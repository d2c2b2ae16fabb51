"""Headquarters' settings of a reporting year: a catalogue of the store, and an action that is taken back like any other."""

from __future__ import annotations

from typing import NamedTuple

from gemtui import log
from gemtui.store.catalogues import keep_catalogues, use_catalogues
from gemtui.store.connection import Connection
from gemtui.store.handle import Store
from gemtui.store.problems import StoreProblem

LABEL = "year"
"""What an action of this kind is called; behind it stand the year, and what was set before and after."""
HEAD = "# When reports are due, and which framework a year belongs to: settings of headquarters, written by gemtui.\n"


class YearSet(NamedTuple):
    """A year's day and framework, before and after; each empty where none was set."""

    year: int
    before: tuple[str, str]
    after: tuple[str, str]

    @property
    def label(self) -> str:
        """Return the words under which the action is kept."""
        return " ".join((LABEL, str(self.year), ",".join(self.before), ",".join(self.after)))

    @property
    def back(self) -> YearSet:
        """Return the step that takes this one back."""
        return YearSet(self.year, self.after, self.before)


def year_set(label: str) -> YearSet | None:
    """Return the step that an action was; None for one that saved records."""
    match label.split(" "):
        case [name, year, before, after] if name == LABEL and year.isdigit():
            (due, framework), (new_due, new_framework) = before.split(","), after.split(",")
            return YearSet(int(year), (due, framework), (new_due, new_framework))
    return None


def set_year(db: Store, year: int, due: str = "", framework: str = "") -> None:
    """Set a year's day, framework or both as one action of the user, and let it count at once."""
    from gemtui import reference  # here: hardly anybody sets a year

    before = reference.set_for(year)
    step = YearSet(year, before, (due or before[0], framework or before[1]))
    if step.before == step.after:
        return
    with db.writing() as connection:
        connection.execute("UPDATE user_action SET state = 'final' WHERE state = 'undo'")
        put_year(db, connection, step, "done", None)
    use_catalogues(db)


def put_year(db: Store, connection: Connection, step: YearSet, state: str, undoes: int | None) -> None:
    """Write what a step sets, and note it; raises StoreProblem undo-blocked where the year says something else by now."""
    import tomli_w  # as above

    from gemtui import reference

    if reference.set_for(step.year) != step.before:
        raise StoreProblem("undo-blocked", fields=str(step.year))
    content = HEAD + tomli_w.dumps(reference.with_year(step.year, *step.after))
    keep_catalogues(db, connection, [(reference.REPORTING, content.encode("utf-8"))])
    connection.execute(
        "INSERT INTO user_action (at, author, workspace, label, state, undoes) VALUES (?, ?, ?, ?, ?, ?)",
        (
            log.stamp(db.around.clock.now()), db.identity.author, db.identity.workspace, step.label, state, undoes,
        ),
    )  # fmt: skip
