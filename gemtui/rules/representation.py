"""What the head-counts propose for the indicator on equal representation of women; the person decides.

Source: balance-rules.md, section 7; UN-SWAP 3.0, PI 15.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from gemtui.rules import grades
from gemtui.rules.bands import DEFAULT, SINGLE, UNJUDGED, Bands, Counts, band, nearest
from gemtui.rules.headcount import Line
from gemtui.rules.splits import within_parity


@dataclass(frozen=True, slots=True)
class Proposal:
    """The rating that the figures bear out, and why not the next one."""

    rating: str
    single: tuple[str, ...]
    """Grades with one post, left out."""
    open: tuple[str, ...]
    """Grades not reached, or not proven because of undisclosed people."""
    short_of_men: tuple[tuple[str, Fraction], ...]
    """Grades that count as reached though men are few there, with their share of men."""
    ceiling: str = "exceeds"
    """The highest rating that the figures leave possible, whoever the undisclosed people are."""
    missed: tuple[str, ...] = ()
    """Grades not reached even if every undisclosed person were a woman."""


def reached(counts: Counts, bands: Bands = DEFAULT) -> bool:
    """Return whether a grade has parity, the most even split it can have, or more women than that.

    It has to hold whatever the undisclosed people are; more women never lower the answer, so the way with the
    fewest decides.
    """
    women, men = counts.women, counts.men + counts.undisclosed
    above = 100 * women > bands.parity_high * (women + men)
    return within_parity(women, men, bands) or nearest(women, men) or above


def equal_representation(lines: Iterable[Line], planned: bool, bands: Bands = DEFAULT) -> Proposal:
    """Return the proposed rating from a staffing table's grade lines; `planned` where a plan for it exists."""
    held = [line for line in lines if line.name not in grades.SUMS and grades.is_staff(line.name)]
    judged = {line.name: line.balance.counts for line in held if line.balance.verdict not in UNJUDGED}
    single = tuple(line.name for line in held if line.balance.verdict == SINGLE)
    missed = tuple(name for name, counts in judged.items() if not reached(counts, bands))
    never = tuple(name for name, counts in judged.items() if not reached(_at_best(counts), bands))
    rating, ceiling = _rated(judged, missed, planned), _rated(judged, never, planned)
    return Proposal(rating, single, missed, tuple(_short_of_men(judged, bands)), ceiling, never)


def _rated(judged: Iterable[str], missed: tuple[str, ...], planned: bool) -> str:
    held = list(judged)
    upper = [name for name in held if grades.PROFESSIONAL in grades.lines_of(name)]
    if held and not missed:
        return "exceeds"
    if upper and not any(name in missed for name in upper):
        return "meets"
    return "approaches" if planned else "missing"


def _at_best(counts: Counts) -> Counts:
    return Counts(counts.women + counts.undisclosed, counts.men, counts.other)


def _short_of_men(judged: dict[str, Counts], bands: Bands) -> Iterable[tuple[str, Fraction]]:
    for name, counts in judged.items():
        few = band(counts.women, counts.men, 0, bands)
        if counts.women > counts.men and few in ("CRITICAL", "LOW", "ONE_SEX"):
            yield name, Fraction(counts.men, counts.base)
