"""Where each programme of the register stands on a date, and what a good practice lacks before it is shown.

Source: clauses OA-B0, RAT-3, PRE-1 and OA-B2.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gemtui.rules.bands import GENDERS
from gemtui.rules.terms import Row, days, in_force
from gemtui.rules.within.every_kind import has_number

ASSESSED, EXEMPT, OVERDUE, OPEN = "assessed", "exempt", "overdue", "not_assessed"


@dataclass(frozen=True, slots=True)
class ProgrammeState:
    """One programme on one date."""

    code: str
    """`assessed`, `exempt` (with its reason), `overdue` (it runs and is approved), else `not_assessed`."""
    phase: str
    """`planned`, `active` or `ended`."""
    overdue: int | None = None
    """Days since the assessment was due; None where none is."""
    assessments: tuple[Row, ...] = ()
    """Those made up to the day, the latest last."""

    @property
    def latest(self) -> Row | None:
        """Return the assessment that holds."""
        return self.assessments[-1] if self.assessments else None

    @property
    def marker(self) -> int | None:
        """Return the marker that the latest assessment gives."""
        return self.latest.get("marker") if self.latest else None


def programme_state(programme: Row, assessments: Iterable[Row], on: date) -> ProgrammeState:
    """Return where a programme stands on a date; one exempted without a reason is not exempt."""
    day = on.isoformat()
    made = tuple(sorted((row for row in assessments if row["on"] <= day), key=lambda row: row["on"]))
    begun, ended = programme.get("starts_on") or "", programme.get("ends_on") or day
    phase = "planned" if begun > day else "ended" if ended < day else "active"
    if is_exempt(programme):
        return ProgrammeState(EXEMPT, phase, assessments=made)
    if made:
        return ProgrammeState(ASSESSED, phase, assessments=made)
    since = assessment_due(programme)
    if phase == "active" and since <= day:
        return ProgrammeState(OVERDUE, phase, days(since, day) if since else None)
    return ProgrammeState(OPEN, phase)


def is_exempt(programme: Row) -> bool:
    """Return whether a programme needs no assessment, with the reason said. Source: clause RAT-3."""
    return bool(programme.get("assessed_not_applicable") and programme.get("not_applicable_reason"))


def assessment_due(programme: Row) -> str:
    """Return the day from which a running programme owes an assessment; empty where nobody said when."""
    return programme.get("approved_on") or programme.get("starts_on") or ""


def is_running(programme: Row, day: str) -> bool:
    """Return whether a programme runs on a day and is approved by then."""
    return in_force(programme, day) and assessment_due(programme) <= day


SHEET = ("context", "what_was_done", "result", "lessons")
"""The texts of a practice sheet. Source: clause OA-B2."""


def practice_lacks(row: Row) -> tuple[str, ...]:
    """Return the fields that keep a good practice from being shown, in the sheet's order; empty when it is ready."""
    lacks = [name for name in SHEET if not row.get(name)]
    if row.get("result") and not has_number(row["result"]):
        lacks.append("result")
    if all(row.get(f"beneficiaries_{gender}") is None for gender in GENDERS):
        lacks.append("beneficiaries_women")
    if not row.get("consent"):
        lacks.append("consent")
    if row.get("consent_images") is False:
        lacks.append("consent_images")
    return tuple(sorted(lacks, key=ORDER.index))


ORDER = (*SHEET, "beneficiaries_women", "consent", "consent_images")
