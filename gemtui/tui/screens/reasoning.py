"""Why something is changed that headquarters has accepted: one line, asked when the save says that it needs it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from gemtui import reports, store
from gemtui.locale import say
from gemtui.tui.asking import code_of
from gemtui.tui.screens.asking_line import AskLine

if TYPE_CHECKING:
    from gemtui.tui.app import GemApp

T = TypeVar("T")


class AskReason(AskLine):
    """Asks for a reason, and keeps it until what it is for is done."""

    until_done = True


def ask_why(
    app: GemApp,
    problem: Exception,
    work: Callable[[], T],
    again: Callable[[Callable[[], T]], None],
    leave: Callable[[], None],
) -> None:
    """Ask for the reason and do the work again with it; `leave` where none is given, and then nothing is written."""
    db = app.desk.db

    def reasoned(why: str) -> Callable[[], T]:
        def with_reason() -> T:
            with store.because(db, why):
                done = work()
            line.done()
            return done

        return with_reason

    def take(why: str | None) -> None:
        if why:
            again(reasoned(why))
        else:
            leave()

    code, facts = code_of(problem)
    line = AskReason(
        say(f"asks-{code}", reports.readable(facts, app.desk.lang)),
        say("why-help"),
        about=str(facts.get("record") or ""),
    )
    app.push_screen(line, take)
