"""Where each action of a plan stands on a date, and the plan's summary. Source: clause RESP-7."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from gemtui.reference import thresholds
from gemtui.rules.terms import Row, days

DUE_SOON_DAYS = thresholds()["due_soon_days"]
CLOSED = frozenset({"done", "cancelled"})


class ActionState(NamedTuple):
    """One action on one date; every day count is None where it does not apply."""

    status: str
    overdue: int | None = None
    """Days since the delivery date of an open action; the delivery day itself is not overdue."""
    due_in: int | None = None
    """Days until the delivery date of an open action."""
    due_soon: bool = False
    late: int | None = None
    """Days that a finished action took longer than planned."""
    on_time: bool = False
    on_hold: bool = False


def state(row: Row, on: date) -> ActionState:
    """Return where an action stands on a date; overdue is computed, on hold counts as open."""
    status, due = row.get("status") or "planned", row.get("delivery_on")
    if status == "done":
        done = row.get("done_on")
        late = days(due, done) if due and done else None
        return ActionState(
            status, late=late if late and late > 0 else None, on_time=late is not None and late <= 0
        )
    if status == "cancelled" or not due:
        return ActionState(status, on_hold=status == "on_hold")
    left = days(on.isoformat(), due)
    if left < 0:
        return ActionState(status, overdue=-left, on_hold=status == "on_hold")
    return ActionState(status, due_in=left, due_soon=left <= DUE_SOON_DAYS, on_hold=status == "on_hold")


@dataclass(frozen=True, slots=True)
class ActionSummary:
    """A plan in figures, with the ids behind those that ask for attention."""

    total: int
    by_status: dict[str, int]
    on_time: int
    late: tuple[str, ...]
    overdue: tuple[str, ...]
    due_soon: tuple[str, ...]

    @property
    def done(self) -> int:
        """Return the finished actions."""
        return self.by_status.get("done", 0)

    @property
    def due(self) -> int:
        """Return the actions that count: all but the cancelled."""
        return self.total - self.by_status.get("cancelled", 0)

    @property
    def completion(self) -> Fraction | None:
        """Return done / (all - cancelled), None where nothing is left to do."""
        return Fraction(self.done, self.due) if self.due else None


def summary(rows: Iterable[Row], on: date) -> ActionSummary:
    """Return a plan's figures on a date."""
    states = [(row.get("id") or "", state(row, on)) for row in rows]
    return ActionSummary(
        total=len(states),
        by_status=dict(Counter(s.status for _, s in states)),
        on_time=sum(s.on_time for _, s in states),
        late=tuple(id_ for id_, s in states if s.late),
        overdue=tuple(id_ for id_, s in states if s.overdue),
        due_soon=tuple(id_ for id_, s in states if s.due_soon),
    )
