"""Days, terms and periods, on ISO dates as records hold them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

Row = Mapping[str, Any]


def days(earlier: str, later: str) -> int:
    """Return the days from one ISO date to another, negative where they stand the other way round."""
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days


def in_force(row: Row, on: str, starts: str = "starts_on", ends: str = "ends_on") -> bool:
    """Return whether a term holds on a day; `ends_on` is its last day, a blank end stays open."""
    begun, ended = row.get(starts), row.get(ends)
    return (not begun or begun <= on) and (not ended or on <= ended)


def overlaps(row: Row, first: str, last: str, starts: str = "starts_on", ends: str = "ends_on") -> bool:
    """Return whether a term has at least one day in a stretch of time, both ends included."""
    begun, ended = row.get(starts), row.get(ends)
    return (not begun or begun <= last) and (not ended or first <= ended)


def months_later(day: str, months: int) -> str:
    """Return the same day of the month so many months on, or that month's last day."""
    start = date.fromisoformat(day)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return day
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1])).isoformat()


def reporting_year(on: date) -> int:
    """Return the year that is being reported: in January, when reports are due, still the one just ended."""
    return on.year - 1 if on.month == 1 else on.year


@cache
def year_span(year: int) -> tuple[str, str]:
    """Return a year's first and last day."""
    return f"{year:04}-01-01", f"{year:04}-12-31"


def decimal(text: object) -> Decimal | None:
    """Return a number that travels as text, None where there is none."""
    if text is None:
        return None
    try:
        return Decimal(str(text))
    except InvalidOperation:
        return None
