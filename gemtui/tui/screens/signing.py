"""Signing a report off: the senior role that answers for it is asked, and its word is written into the submission."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gemtui import exchange
from gemtui.locale import say
from gemtui.tui.screens.reasoning import AskReason

if TYPE_CHECKING:
    from gemtui.exchange import Submitted
    from gemtui.tui.screens.doing import RecordPlace


def sign_off(place: RecordPlace) -> None:
    """Ask which senior role signs the year's report off; with errors that nobody answers for it is refused."""
    db, period = place.desk.db, str(place.desk.period)

    def signs(role: str) -> Submitted:
        made = exchange.submit(db, period, signed_off_by=role, final=True)
        line.done()
        return made

    def take(role: str | None) -> None:
        if role:
            place.ask(
                "sign off",
                lambda: signs(role),
                lambda made: _signed(place, role, made),
                lambda p: _refused(place, p),
            )

    line = AskReason(say("sign-off-asks", {"period": period}), say("sign-off-how"))
    place.app.push_screen(line, take)


def _signed(place: RecordPlace, role: str, made: Submitted) -> None:
    place.done(say("signed-off", {"role": role, "period": made.period}))


def _refused(place: RecordPlace, problem: Exception) -> bool:
    if getattr(problem, "code", "") != "submission-refused":
        return False
    place.app.tell(say("sign-off-refused", {"count": problem.facts["count"]}), "alarm")  # type: ignore[attr-defined]
    return True
