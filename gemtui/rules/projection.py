"""When a share of women would reach parity: by its average yearly increment, and by who leaves and is appointed.

Source: balance-rules.md, section 9. An answer without the assumptions beside it is none: both carry them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil

from gemtui.reference import thresholds
from gemtui.rules.bands import DEFAULT, Bands, Counts

BY, REACHED, NOT_AT_THIS_PACE, NO_TREND = "by", "reached", "not-at-this-pace", "no-trend"
NEVER, NO_FLOWS, TOO_FEW, BEYOND = "never", "no-flows", "too-few", "beyond"

LEAST_HEADS: int = thresholds()["projection_base"]
"""Of fewer heads nothing is projected."""
LEAST_MONTHS = 12
"""Two head-counts have to be so far apart."""
GOAL = Fraction(1, 2)
HORIZON = 100
"""Years that a flow is followed; what takes longer is told as such."""


@dataclass(frozen=True, slots=True)
class Linear:
    """The method of the Secretary-General's annexes: the share goes on by its average yearly increment."""

    answer: str
    """`by`, `reached`, `not-at-this-pace`, `no-trend` or `too-few`."""
    increment: Fraction | None = None
    """Percentage points a year."""
    exact: Fraction | None = None
    """Years from the last count until 50 %, exact; None where it gets no nearer."""
    years: int | None = None
    """The same, rounded up."""
    year: int | None = None
    since: str = ""
    """The day of the first of the two counts."""
    is_provisional: bool = False
    """Somebody's gender is not known: the answer is that of the known people."""


@dataclass(frozen=True, slots=True)
class Flow:
    """How many leave and are appointed a year, and how many of the appointed are women; the size stays."""

    answer: str
    """`by`, `reached`, `never`, `no-flows`, `too-few` or `beyond`."""
    course: tuple[Fraction, ...] = ()
    """Women at the end of each year, this year's end being the first."""
    balanced_in: int | None = None
    """Years until the zone 40 to 60 % is entered."""
    years: int | None = None
    """Years until parity, 47 %."""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Assumed:
    """What a flow projection takes for granted, so that it can be shown and turned."""

    leaving: Fraction | None
    """Heads that leave, and are replaced, in a year; None where nobody knows."""
    women: Fraction | None
    """Share of women among those appointed."""


def years_between(first: str, last: str) -> Fraction:
    """Return the years from one ISO day to another, a month being a twelfth and a day a thirtieth of it."""
    a, b = date.fromisoformat(first), date.fromisoformat(last)
    days = 360 * (b.year - a.year) + 30 * (b.month - a.month) + min(b.day, 30) - min(a.day, 30)
    return Fraction(days, 360)


def linear(before: tuple[str, Fraction] | None, now: tuple[str, Fraction], bands: Bands = DEFAULT) -> Linear:
    """Return the projection from two dated shares of 1; `before` is None where there is nothing to compare with."""
    day, share = now
    is_reached = 100 * share >= bands.parity_low
    apart = years_between(before[0], day) if before else Fraction(0)
    if before is None or apart < Fraction(LEAST_MONTHS, 12):
        return Linear(REACHED if is_reached else NO_TREND)
    increment = (share - before[1]) * 100 / apart
    exact = (GOAL - share) * 100 / increment if increment > 0 and share < GOAL else None
    years = ceil(exact) if exact is not None else None
    year = date.fromisoformat(day).year + years if years is not None else None
    answer = REACHED if is_reached else BY if exact is not None else NOT_AT_THIS_PACE
    return Linear(answer, increment, exact, years, year, before[0])


def flow(counts: Counts, assumed: Assumed, day: str, bands: Bands = DEFAULT) -> Flow:
    """Return the projection W(t+1) = W - L·W/S + L·h of a line of S heads of which L leave and are replaced a year."""
    size, leaving, women = counts.base, assumed.leaving, assumed.women
    if size < LEAST_HEADS:
        return Flow(TOO_FEW)
    if not leaving or women is None:
        return Flow(REACHED if _at_parity(Fraction(counts.women), size, bands) else NO_FLOWS)
    held = Fraction(counts.women)
    stays = 1 - min(leaving / size, Fraction(1))
    course: list[Fraction] = []
    for _ in range(HORIZON):
        held = held * stays + min(leaving, Fraction(size)) * women
        course.append(held)
    balanced = _first(course, size * bands.balanced_low)
    parity = _first(course, size * bands.parity_low)
    if _at_parity(Fraction(counts.women), size, bands):
        answer, parity = REACHED, None
    elif 100 * women <= bands.parity_low:
        answer, parity = NEVER, None
    else:
        answer = BEYOND if parity is None else BY
    was_balanced = 100 * counts.women >= bands.balanced_low * size
    year = date.fromisoformat(day).year + parity if parity else None
    return Flow(answer, tuple(course), None if was_balanced else balanced, parity, year)


def _at_parity(women: Fraction, size: int, bands: Bands) -> bool:
    return 100 * women >= bands.parity_low * size


def _first(course: Sequence[Fraction], bound: int) -> int | None:
    """Return the first year at whose end women are so many hundredths."""
    return next((n for n, women in enumerate(course, 1) if 100 * women >= bound), None)
