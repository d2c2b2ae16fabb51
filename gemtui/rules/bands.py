"""Heads by gender and the band that a split of them falls into, with integers only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gemtui import reference

PARITY, BALANCED, CRITICAL, LOW = "PARITY", "BALANCED", "CRITICAL", "LOW"
ONE_SEX, BOTH_PRESENT = "ONE_SEX", "BOTH_PRESENT"
SINGLE, EMPTY, NO_DATA, UNDETERMINED = "SINGLE", "EMPTY", "NO_DATA", "UNDETERMINED"

MEETING = frozenset({PARITY, BALANCED, BOTH_PRESENT})
UNJUDGED = frozenset({SINGLE, EMPTY, NO_DATA})

GENDERS = ("women", "men", "other", "undisclosed")


@dataclass(frozen=True, slots=True)
class Bands:
    """The bounds of the bands in per cent, bounds included. Source: balance-rules.md, section 2."""

    parity_low: int
    parity_high: int
    balanced_low: int
    balanced_high: int
    critical_low: int
    undisclosed_high: int
    """Above this share of undisclosed people a figure carries a note."""

    @property
    def bounds(self) -> tuple[int, ...]:
        """Return every percentage at which a verdict changes, lowest first."""
        low = (self.critical_low, self.balanced_low, self.parity_low)
        return (*low, self.parity_high, self.balanced_high, 100 - self.critical_low)


DEFAULT = Bands(**reference.bands())


@dataclass(frozen=True, slots=True)
class Counts:
    """Heads by gender. Sums add heads; percentages are never averaged."""

    women: int = 0
    men: int = 0
    other: int = 0
    undisclosed: int = 0

    def __add__(self, more: Counts) -> Counts:
        return Counts(
            self.women + more.women,
            self.men + more.men,
            self.other + more.other,
            self.undisclosed + more.undisclosed,
        )

    @property
    def base(self) -> int:
        """Return the heads that a share is taken of: women and men."""
        return self.women + self.men

    @property
    def total(self) -> int:
        """Return all heads."""
        return self.base + self.other + self.undisclosed

    @property
    def share(self) -> Fraction | None:
        """Return the exact share of women, or None without a base."""
        return Fraction(self.women, self.base) if self.base else None


def counted(row: Mapping[str, Any], prefix: str = "") -> Counts:
    """Return the heads of a row's four count columns, a blank one counting nobody."""
    return Counts(*(row.get(prefix + gender) or 0 for gender in GENDERS))


def nearest(women: int, men: int) -> bool:
    """Return whether the split is as even as its size allows."""
    return min(women, men) == (women + men) // 2


def inside(women: int, men: int, low: int, high: int) -> bool:
    """Return whether the share of women lies between two percentages, both included."""
    return low * (women + men) <= 100 * women <= high * (women + men)


def band(women: int, men: int, others: int = 0, bands: Bands = DEFAULT) -> str:
    """Return the code of the band that a known split falls into. Source: balance-rules.md, section 2."""
    if women + men < 2:
        return _too_few(women + men, others)
    if min(women, men) == 0:
        return ONE_SEX
    if inside(women, men, bands.parity_low, bands.parity_high):
        return PARITY
    if inside(women, men, bands.balanced_low, bands.balanced_high) or nearest(women, men):
        return BALANCED
    return CRITICAL if 100 * min(women, men) >= bands.critical_low * (women + men) else LOW


def presence(women: int, men: int, others: int = 0, bands: Bands = DEFAULT) -> str:
    """Return whether both sexes are there, the weaker rule of Council Resolution 1369."""
    if women + men < 2:
        return _too_few(women + men, others)
    return BOTH_PRESENT if min(women, men) else ONE_SEX


def _too_few(base: int, others: int) -> str:
    if base:
        return SINGLE
    return NO_DATA if others else EMPTY
