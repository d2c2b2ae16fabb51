"""How a line of the staffing table went on from count to count, like with like only. Source: balance-rules.md, 9."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from gemtui.rules import grades
from gemtui.rules.balance import Balance
from gemtui.rules.headcount import Line, counts_for_parity, is_staff, snapshots, staffing, unit_of
from gemtui.rules.projection import LEAST_HEADS, LEAST_MONTHS, TOO_FEW, Linear, linear, years_between
from gemtui.rules.terms import Row
from gemtui.rules.through_time import direction

NOT_COMPARABLE = "not comparable"


@dataclass(frozen=True, slots=True)
class Step:
    """A line on the day of a count."""

    day: str
    balance: Balance
    covers: frozenset[tuple[str, str, str]]
    """What was counted: unit, group of grades and type of contract. Only what covers the same is compared."""
    moved: str | None = None
    """`rising`, `falling`, `flat` or `not comparable` against the count before; None for the first, or without a base."""
    points: Fraction | None = None
    """Percentage points against the count before."""
    sources: tuple[str, ...] = ()
    """Ids of the snapshots that were added up."""


def courses(rows: Iterable[Row], on: date) -> dict[str, list[Step]]:
    """Return each line of the staffing table on every day of a count up to a date, earliest first."""
    held = [row for row in rows if row.get("as_of") and row["as_of"] <= on.isoformat()]
    found: dict[str, list[Step]] = {}
    for day in sorted({row["as_of"] for row in held if is_staff(row)} if held else ()):
        then = date.fromisoformat(day)
        counted = snapshots(held, then)
        for line in staffing(counted, then):
            if line.balance.counts.total:
                found.setdefault(line.name, []).append(_step(line, day, counted))
    return {name: _moving(steps) for name, steps in found.items()}


def _step(line: Line, day: str, counted: Iterable[Row]) -> Step:
    own = set(line.sources)
    of_all = line.name == grades.ALL_CONTRACTS
    covers = frozenset(
        (unit_of(row), grades.group(row["grade"]), row.get("contract") or "")
        for row in counted
        if row["id"] in own and is_staff(row) and (of_all or counts_for_parity(row))
    )
    return Step(day, line.balance, covers, sources=line.sources)


def _moving(steps: Sequence[Step]) -> list[Step]:
    """Return the steps with what moved; days on which nothing of the line was counted anew are left out."""
    found: list[Step] = []
    for step in steps:
        before = found[-1] if found else None
        if before is not None and before.sources == step.sources:
            continue
        found.append(step if before is None else _against(before, step))
    return found


def _against(before: Step, step: Step) -> Step:
    if before.covers != step.covers:
        return replace(step, moved=NOT_COMPARABLE)
    first, last = before.balance, step.balance
    moved = direction(first.share, last.share) if min(first.counts.base, last.counts.base) > 1 else None
    points = None if first.share is None or last.share is None else (last.share - first.share) * 100
    return replace(step, moved=moved, points=points)


def compared_with(steps: Sequence[Step]) -> Step | None:
    """Return the earliest count that the last one can be compared with, at least twelve months before it; or None."""
    if not steps:
        return None
    last = steps[-1]
    alike = (step for step in steps[:-1] if step.covers == last.covers and step.balance.share is not None)
    return next((s for s in alike if years_between(s.day, last.day) >= Fraction(LEAST_MONTHS, 12)), None)


def outlook(steps: Sequence[Step], first: Step | None = None) -> Linear:
    """Return the linear projection of a line from its counts; `first` is the one to begin with, by default the earliest."""
    last = steps[-1] if steps else None
    if last is None or last.balance.counts.base < LEAST_HEADS or last.balance.share is None:
        return Linear(TOO_FEW)
    start = first or compared_with(steps)
    before = None if start is None or start.balance.share is None else (start.day, start.balance.share)
    found = linear(before, (last.day, last.balance.share))
    return replace(found, is_provisional=last.balance.counts.undisclosed > 0)
