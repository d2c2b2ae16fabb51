"""Settling a conflict: by a side, by what both started from, or by another value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from gemtui import store
from gemtui.locale import say
from gemtui.records import read
from gemtui.store import Choice, Store
from gemtui.tui.lists.conflicts import Found
from gemtui.tui.screens.asking_line import AskLine
from gemtui.tui.screens.tabbed import Tabbed

OURS, THEIRS, BEFORE, ANOTHER = "1", "2", "3", "e"


@dataclass(frozen=True)
class Case:
    """A conflict and how it is to be settled: by a side, or by another value."""

    found: Found
    side: str
    value: Any = None


def settle(db: Store, case: Case) -> str:
    """Settle a conflict and return the field's name; asks the store, so call it in a thread."""
    found, one = case.found, case.found.conflict
    takes = {OURS: found.ours["workspace"], THEIRS: found.theirs["workspace"]}
    choice = (
        Choice(take=takes[case.side])
        if case.side in takes
        else Choice(value=found.before if case.side == BEFORE else case.value)
    )
    store.resolve(db, one.kind, f"{one.office}/{one.id}", one.field, choice)
    return one.field


def settled(field: str) -> str:
    """Return the words for a conflict that is settled."""
    return say("conflict-settled", {"field": field})


def ask_another(screen: Tabbed, found: Found, then: Callable[[Case], None]) -> None:
    """Ask for another value, which has to be one that the field can hold; what is not stays in its line."""
    one = found.conflict
    question = screen.desk.db.kinds[one.kind].question(one.field)
    if question is None:
        return

    def echo(text: str) -> str:
        read(question, text, screen.desk.today)
        return ""

    def take(text: str | None) -> None:
        if text is not None:
            then(Case(found, ANOTHER, read(question, text, screen.desk.today)))

    line = AskLine(question.label, question.help, found.texts[0], echo=echo, about=f"{one.office}/{one.id}")
    screen.app.push_screen(line, take)
