"""How a body, or a share, went on through time. Source: balance-rules.md, section 9, *Trend*."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from gemtui.rules.membership import Body
from gemtui.rules.vacancies import day_after

RISING, FALLING, FLAT = "rising", "falling", "flat"
POINTS = Fraction(1)
"""Percentage points beyond which a share has moved."""


def trend(body: Body, until: date) -> list[tuple[str, Body]]:
    """Return a committee on each date on which its people changed, earliest first, up to a date.

    Dates are ISO texts: a seat taken, the day after one was left, a head-count. Days on which nobody sits are left
    out, and so are those that change neither members nor leadership.
    """
    found: list[tuple[str, Body]] = []
    for day in sorted({d for d in _days(body) if d <= until.isoformat()}):
        then = body.on(day)
        if not then.source and not found:
            continue
        if not found or _people(found[-1][1]) != _people(then):
            found.append((day, then))
    return found


def direction(before: Fraction | None, after: Fraction | None) -> str | None:
    """Return `rising`, `falling` or `flat` for two shares of 1; None where one of them has no base."""
    if before is None or after is None:
        return None
    points = (after - before) * 100
    return RISING if points > POINTS else FALLING if points < -POINTS else FLAT


def _days(body: Body) -> Iterator[str]:
    for seat in body.records.seats:
        yield seat.get("starts_on") or body.committee.get("established_on") or ""
        if seat.get("ends_on"):
            yield day_after(seat["ends_on"])
    for count in body.records.counts:
        yield count.get("as_of") or ""


def _people(body: Body) -> tuple[object, ...]:
    return body.members, body.leaders, body.source
