"""Rules between programmes, their assessments, and money. Source: clauses OA-B0, OA-B1, PUR-2."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from gemtui.rules.finding import Finding, finding
from gemtui.rules.picture import Picture
from gemtui.rules.programmes import is_exempt, is_running
from gemtui.rules.terms import Row, overlaps, year_span
from gemtui.rules.within.programmes import HIGH_MARKER


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the programmes that need an assessment have one."""

    assessed: tuple[str, ...]
    due: tuple[str, ...]
    exempt: tuple[str, ...] = ()
    """Active, and without a need for an assessment."""

    @property
    def share(self) -> Fraction | None:
        """Return assessed / (active - exempt), None where nothing is due."""
        return Fraction(len(self.assessed), len(self.due)) if self.due else None


def coverage(picture: Picture, office: str) -> Coverage:
    """Return an office's programme coverage in the year. Source: clause RAT-3."""
    assessed, span = _assessed(picture), year_span(picture.context.year)
    held = [
        row for row in picture.facts.get("programme", ()) if row["office"] == office and overlaps(row, *span)
    ]
    due = [row for row in held if not is_exempt(row)]
    done = tuple(row["id"] for row in due if (row["office"], row["id"]) in assessed)
    exempt = tuple(row["id"] for row in held if is_exempt(row))
    return Coverage(done, tuple(row["id"] for row in due), exempt)


def _assessed(picture: Picture) -> set[tuple[str, str]]:
    held = picture.facts.get("programme_assessment", ())
    return {picture.places.key(row, row.get("programme")) for row in held if row["on"] <= picture.day}


def assessments(picture: Picture) -> Iterator[Finding]:
    """Yield active programmes without an assessment, and high markers that nothing proves."""
    assessed = _assessed(picture)
    for row in picture.rows("programme"):
        is_exempted = row.get("assessed_not_applicable")  # without a reason that is another finding
        is_owed = is_running(row, picture.day) and not is_exempted
        if is_owed and (row["office"], row["id"]) not in assessed:
            yield finding("programme-unassessed", "programme", row)
    for row in picture.rows("programme_assessment"):
        high = (row.get("marker") or 0) >= HIGH_MARKER
        if (
            high
            and row.get("data_disaggregated") not in ("yes", "partly", "no")
            and not picture.has_evidence(row)
        ):
            yield finding(
                "marker-unproven", "programme_assessment", row, "data_disaggregated", marker=row["marker"]
            )


def instruments(picture: Picture) -> Iterator[Finding]:
    """Yield planning instruments said to have gender in them, with nothing to show for it. Source: clause PUR-2."""
    for row in picture.rows("governance_item"):
        claims = row.get("type") == "planning_instrument" and (row.get("level") or "").startswith("objective")
        if claims and not _shown(picture, row):
            yield finding("claimed-without-evidence", "governance_item", row, "reference")


def _shown(picture: Picture, row: Row) -> bool:
    return bool(row.get("reference")) or picture.has_evidence(row)
