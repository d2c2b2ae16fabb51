"""Dates and numbers as people read them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache

from gemtui.locale.visible import plain
from gemtui.locale.words import say

BOUNDS = (30, 40, 47, 53, 60, 70)
"""Percentages at which a verdict changes. Source: balance-rules.md, part 2."""

MOST_DECIMALS = 6


@lru_cache(maxsize=4_096)
def day(iso: str | None, lang: str = "en") -> str:
    """Return `23 Nov 2026` for `2026-11-23`, nothing for None; what is no day comes back visible, as it stands."""
    if not iso:
        return ""
    try:
        found = date.fromisoformat(iso)
    except ValueError:
        return plain(iso)
    return f"{found.day} {say('months', lang=lang).split()[found.month - 1]} {found.year}"


def moment(stamp: str, today: date, lang: str = "en") -> str:
    """Return `14:02` for a time of today in the machine's time zone, `14:02 on 3 Jun 2026` for an earlier one."""
    try:
        at = datetime.fromisoformat(stamp).astimezone()
    except (ValueError, OverflowError):
        return plain(stamp)
    clock = f"{at:%H:%M}"
    return clock if at.date() == today else f"{clock} on {day(at.date().isoformat(), lang)}"


def share(fraction: Fraction | None, bounds: Iterable[int] = BOUNDS) -> str:
    """Return a fraction of 1 as per cent with one decimal, half up; nothing where there is no base.

    More decimals where rounding would touch a bound that the exact share does not reach: 46.96, never 47.0.
    Source: balance-rules.md, part 1.
    """
    if fraction is None:
        return ""
    exact = fraction * 100
    for decimals in range(1, MOST_DECIMALS + 1):
        scale = 10**decimals
        rounded = Fraction((exact * scale + Fraction(1, 2)).__floor__(), scale)
        if rounded == exact or rounded not in set(map(Fraction, bounds)):
            break
    return fixed(rounded, decimals)


def fixed(number: Fraction, decimals: int) -> str:
    """Return a number that has at most so many decimals, written with all of them."""
    sign = "-" if number < 0 else ""
    whole, rest = divmod(abs(number) * 10**decimals, 10**decimals)
    return f"{sign}{int(whole)}.{int(rest):0{decimals}d}"


def count(number: int | None) -> str:
    """Return a whole number with a thin space between thousands, nothing for None."""
    return "" if number is None else f"{number:,}".replace(",", "\u202f")


def so_many(number: int, one: str, more: str = "") -> str:
    """Return a number with its word: `1 action`, `1 200 actions`; `more` where an s does not make the plural."""
    return f"{count(number)} {one if number == 1 else more or f'{one}s'}"
