"""Reading a day as people type it."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from gemtui.records.judgement import Unreadable

ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")
DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.?(?:\s?(\d{4}))?")
SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
NAMED = re.compile(r"(\d{1,2})\.? ([a-z]{3,9})\.?(?: (\d{4}))?")
SHIFTED = re.compile(r"([+-]) ?(\d{1,4}) ?([dwmy])")

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)


def read_day(typed: str, today: date | None = None, order: str = "") -> str:
    """Return the ISO day that was typed.

    `today` is what `23.11`, `+3m`, `today` and `end of year` count from; without it they can't be read. `order`
    (`dmy` or `mdy`) settles `03/04/2026`. Raises `not-a-date`, `ambiguous-date`.
    """
    text = " ".join(typed.split()).casefold()
    try:
        day = _absolute(text, today, order) or (today and _relative(text, today))
    except (ValueError, OverflowError):
        day = None
    if not day:
        raise Unreadable("not-a-date", value=typed)
    return day.isoformat()


def _absolute(text: str, today: date | None, order: str) -> date | None:
    if found := ISO.fullmatch(text):
        year, month, day = map(int, found.groups())
        return date(year, month, day)
    if found := DOTTED.fullmatch(text):
        return _in_year(found[3], int(found[2]), int(found[1]), today)
    if found := SLASHED.fullmatch(text):
        return _ordered(*map(int, found.groups()), order=order)
    if found := NAMED.fullmatch(text):
        named = [n for n, name in enumerate(MONTHS, 1) if name.startswith(found[2])]
        return _in_year(found[3], named[0], int(found[1]), today) if len(named) == 1 else None
    return None


def _in_year(year: str | None, month: int, day: int, today: date | None) -> date | None:
    if year:
        return date(int(year), month, day)
    return date(today.year, month, day) if today else None


def _ordered(first: int, second: int, year: int, *, order: str) -> date:
    if order == "mdy" or (not order and second > 12):
        return date(year, first, second)
    if order == "dmy" or first > 12 or first == second:
        return date(year, second, first)
    raise Unreadable(
        "ambiguous-date",
        first=date(year, second, first).isoformat(),
        second=date(year, first, second).isoformat(),
    )


def _relative(text: str, today: date) -> date | None:
    ends = {
        "today": today,
        "tomorrow": today + timedelta(1),
        "yesterday": today - timedelta(1),
        "end of month": date(today.year, today.month, monthrange(today.year, today.month)[1]),
        "end of year": date(today.year, 12, 31),
    }
    if text in ends:
        return ends[text]
    if not (found := SHIFTED.fullmatch(text)):
        return None
    steps = int(found[2]) * (1 if found[1] == "+" else -1)
    if found[3] in "dw":
        return today + timedelta(steps * (7 if found[3] == "w" else 1))
    return _months_on(today, steps * (12 if found[3] == "y" else 1))


def _months_on(day: date, months: int) -> date:
    """Return the same day so many months on, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
