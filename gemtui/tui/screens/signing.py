"""Signing a report off: the senior role that answers for it is asked, and its word is written into the submission."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gemtui import exchange
from gemtui.locale import say
from gemtui.tui.screens.asking_line import AskLine

if TYPE_CHECKING:
    from gemtui.exchange import Submitted
    from gemtui.tui.screens.doing import RecordPlace


def sign_off(place: RecordPlace) -> None:
    """Ask which senior role signs the year's report off; with errors that nobody answers for it is refused."""
    db, period = place.desk.db, str(place.desk.period)

    def take(role: str | None) -> None:
        if role:
            work = lambda: exchange.submit(db, period, signed_off_by=role, final=True)  # noqa: E731
            place.ask("sign off", work, lambda made: _signed(place, role, made), lambda p: _refused(place, p))

    place.app.push_screen(AskLine(say("sign-off-asks", {"period": period}), say("sign-off-how")), take)


def _signed(place: RecordPlace, role: str, made: Submitted) -> None:
    place.done(say("signed-off", {"role": role, "period": made.period}))


def _refused(place: RecordPlace, problem: Exception) -> bool:
    if getattr(problem, "code", "") != "submission-refused":
        return False
    place.app.tell(say("sign-off-refused", {"count": problem.facts["count"]}), "alarm")  # type: ignore[attr-defined]
    return True
