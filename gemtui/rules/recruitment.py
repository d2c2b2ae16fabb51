"""A vacancy from applicants to the one selected: rates by sex, their ratio, and whether the choice needs a reason.

Source: balance-rules.md, section 8; clause OA-A1b.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from gemtui.reference import thresholds
from gemtui.rules.bands import GENDERS, Counts, counted
from gemtui.rules.terms import Row

STAGES = ("applicants", "longlisted", "shortlisted", "interviewed", "recommended")
SELECTED = "selected"

LEAST_APPLICANTS: int = thresholds()["rate_base"]
"""With fewer applicants of either sex no ratio is given."""
FOUR_FIFTHS = Fraction(thresholds()["rate_ratio_percent"], 100)
"""Under this ratio there is a hint, and no proof."""

NOT_NEEDED, GIVEN, MISSING = "not needed", "given", "missing"
CHOSEN = {"woman": 0, "man": 1, "other": 2, "undisclosed": 3}
SEX = {"women": "woman", "men": "man"}


@dataclass(frozen=True, slots=True)
class Funnel:
    """The heads of each stage that was recorded, in its order; the selected last."""

    stages: tuple[tuple[str, Counts], ...]

    def of(self, stage: str) -> Counts | None:
        """Return the heads of a stage, None where it was not recorded."""
        return dict(self.stages).get(stage)

    def rates(self, stage: str) -> tuple[Fraction | None, Fraction | None]:
        """Return which part of the women and of the men who applied came to a stage."""
        came, applied = self.of(stage), self.of("applicants")
        if came is None or applied is None:
            return None, None
        women = Fraction(came.women, applied.women) if applied.women else None
        return women, Fraction(came.men, applied.men) if applied.men else None

    def ratio(self, stage: str) -> Fraction | None:
        """Return the women's rate over the men's; None where either base is too small, or no man came so far."""
        applied = self.of("applicants")
        if applied is None or min(applied.women, applied.men) < LEAST_APPLICANTS:
            return None
        women, men = self.rates(stage)
        return women / men if women is not None and men else None


def funnel(row: Row) -> Funnel:
    """Return the funnel of one vacancy."""
    found = [(stage, counted(row, f"{stage}_")) for stage in STAGES if _is_told(row, stage)]
    chosen = CHOSEN.get(row.get("selected_gender") or "")
    if chosen is not None:
        found.append((SELECTED, Counts(*(int(place == chosen) for place in range(len(GENDERS))))))
    return Funnel(tuple(found))


def together(rows: Iterable[Row]) -> Funnel:
    """Return the funnel of several vacancies: heads are added, of those that recorded who applied and who was selected."""
    heads: dict[str, Counts] = {}
    for each in map(funnel, rows):
        first, last = each.of("applicants"), each.of(SELECTED)
        if first is not None and last is not None:
            for stage, counts in (("applicants", first), (SELECTED, last)):
                heads[stage] = heads.get(stage, Counts()) + counts
    return Funnel(tuple(heads.items()))


def is_below_four_fifths(ratio: Fraction | None) -> bool:
    """Return whether a ratio gives the hint of the four-fifths rule."""
    return ratio is not None and ratio < FOUR_FIFTHS


def justification(row: Row, under_represented: str | None) -> str | None:
    """Return whether a selection had to be justified, and whether it was; None while nobody has been selected.

    Only at a grade without parity, when somebody of the under-represented sex was short-listed and somebody of the
    other was selected.
    """
    chosen = row.get("selected_gender")
    if not chosen:
        return None
    passed_over = (
        under_represented is not None and chosen in ("woman", "man") and chosen != SEX[under_represented]
    )
    if not passed_over or not row.get(f"shortlisted_{under_represented}"):
        return NOT_NEEDED
    return GIVEN if row.get("justification") else MISSING


def _is_told(row: Row, stage: str) -> bool:
    return any(row.get(f"{stage}_{gender}") is not None for gender in GENDERS)
