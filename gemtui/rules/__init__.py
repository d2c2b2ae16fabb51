"""Rules: from records, a date and catalogues to findings and figures. Pure: no files, no session, no clock.

Names load with first use: a save needs the rules within one record, a first paint none at all.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gemtui.rules.actions import ActionState, ActionSummary, state, summary
    from gemtui.rules.answered import Answer, answers, asked_of, begins_with, of_year
    from gemtui.rules.balance import Balance, judge, verdict
    from gemtui.rules.bands import GENDERS, Bands, Counts, counted
    from gemtui.rules.between.exchange import no_sign_off
    from gemtui.rules.between.plan import next_monitoring
    from gemtui.rules.between.programmes import Coverage, coverage
    from gemtui.rules.catalogue import CATALOGUE
    from gemtui.rules.checking import changed_late, check, findings, in_conflict, in_draft
    from gemtui.rules.diary import Noted, added, behind, is_line, numbered, read_noted, speaking, told
    from gemtui.rules.due import Due, due_dates
    from gemtui.rules.finding import Finding
    from gemtui.rules.focal_points import (
        CONSTITUENCIES,
        Architecture,
        acting,
        active,
        acts,
        appointed,
        architecture,
        constituencies,
        contradicts,
        ends_in,
    )
    from gemtui.rules.grades import ALL, GENERAL, NATIONAL, PROFESSIONAL
    from gemtui.rules.headcount import Line, by_sector, staffing, unit_of
    from gemtui.rules.indicators import (
        Distance,
        Ratings,
        borne_out,
        distance,
        framework_of,
        indicator_of,
        needed,
        ratings,
        toward,
    )
    from gemtui.rules.language import (
        Decided,
        Decision,
        Passage,
        Wording,
        decided,
        digest_of_wording,
        document,
        document_verdict,
        is_markdown,
        language_of,
        wordings,
        words,
    )
    from gemtui.rules.lineage import Break, Lineage, Point, ancestors, lineages, predecessors, years_of
    from gemtui.rules.membership import Body, Tally, bodies, tally
    from gemtui.rules.own_indicators import Standing, catalogued, is_own, measure_of, standing
    from gemtui.rules.period import Opening, may_open, opening
    from gemtui.rules.picture import Context, Picture
    from gemtui.rules.references import Places
    from gemtui.rules.remedy import Remedy, remedies
    from gemtui.rules.representation import Proposal, equal_representation
    from gemtui.rules.sections import SECTIONS, Progress, completeness, filled, progress
    from gemtui.rules.settling import Input, Settlement, settlements
    from gemtui.rules.several import Plan, Together, together
    from gemtui.rules.suppression import (
        THRESHOLD,
        PublicLine,
        Sum,
        public_requests,
        public_staffing,
        published,
    )
    from gemtui.rules.talking import Thread, threads
    from gemtui.rules.terms import Row, in_force, reporting_year
    from gemtui.rules.through_time import direction, trend
    from gemtui.rules.updates import Update, as_noted, in_round, read_status, read_update
    from gemtui.rules.vacancies import Moment, Place, Term, Trial, course, places
    from gemtui.rules.what_if import Appointment, Option, options, trial_of
    from gemtui.rules.within import single
    from gemtui.rules.within.governance import reviews_by_verdict
    from gemtui.rules.within.staff import stays_here

# fmt: off
HOMES = {
    "within.governance": ("reviews_by_verdict",),
    "actions": ("ActionState", "ActionSummary", "state", "summary"),
    "answered": ("Answer", "answers", "asked_of", "begins_with", "of_year"),
    "balance": ("Balance", "judge", "verdict"),
    "bands": ("GENDERS", "Bands", "Counts", "counted"),
    "between.exchange": ("no_sign_off",),
    "between.plan": ("next_monitoring",),
    "between.programmes": ("Coverage", "coverage"),
    "membership": ("Body", "Tally", "bodies", "tally"),
    "catalogue": ("CATALOGUE",),
    "checking": ("changed_late", "check", "findings", "in_conflict", "in_draft"),
    "sections": ("SECTIONS", "Progress", "completeness", "filled", "progress"),
    "diary": ("Noted", "added", "behind", "is_line", "numbered", "read_noted", "speaking", "told"),
    "due": ("Due", "due_dates"),
    "finding": ("Finding",),
    "focal_points": (
        "CONSTITUENCIES", "Architecture", "acting", "active", "acts", "appointed", "architecture",
        "constituencies", "contradicts", "ends_in",
    ),
    "indicators": (
        "Distance", "Ratings", "borne_out", "distance", "framework_of", "indicator_of", "needed", "ratings",
        "together", "toward",
    ),
    "language.checking": ("Wording", "document_verdict", "language_of", "wordings", "words"),
    "language.deciding": ("Decided", "Decision", "decided", "digest_of_wording"),
    "language.text": ("Passage", "document", "is_markdown"),
    "lineage": ("Break", "Lineage", "Point", "ancestors", "lineages", "predecessors", "years_of"),
    "own_indicators": ("Standing", "catalogued", "is_own", "measure_of", "standing"),
    "period": ("Opening", "may_open", "opening"),
    "picture": ("Context", "Picture"),
    "references": ("Places",),
    "remedy": ("Remedy", "remedies"),
    "representation": ("Proposal", "equal_representation"),
    "headcount": ("Line", "by_sector", "staffing", "unit_of"),
    "grades": ("ALL", "GENERAL", "NATIONAL", "PROFESSIONAL"),
    "settling": ("Input", "Settlement", "settlements"),
    "suppression": ("THRESHOLD", "PublicLine", "Sum", "public_requests", "public_staffing", "published"),
    "terms": ("Row", "in_force", "reporting_year"),
    "talking": ("Thread", "threads"),
    "through_time": ("direction", "trend"),
    "several": ("Plan", "Together", "together"),
    "vacancies": ("Moment", "Place", "Term", "Trial", "course", "places"),
    "what_if": ("Appointment", "Option", "options", "trial_of"),
    "updates": ("Update", "as_noted", "in_round", "read_status", "read_update"),
    "within": ("single",),
    "within.staff": ("stays_here",),
}
# fmt: on

WHERE = {name: module for module, names in HOMES.items() for name in names}

__all__ = [
    "ALL",
    "CATALOGUE",
    "CONSTITUENCIES",
    "GENDERS",
    "GENERAL",
    "NATIONAL",
    "PROFESSIONAL",
    "SECTIONS",
    "THRESHOLD",
    "ActionState",
    "ActionSummary",
    "Answer",
    "Appointment",
    "Architecture",
    "Balance",
    "Bands",
    "Body",
    "Break",
    "Context",
    "Counts",
    "Coverage",
    "Decided",
    "Decision",
    "Distance",
    "Due",
    "Finding",
    "Input",
    "Line",
    "Lineage",
    "Moment",
    "Noted",
    "Opening",
    "Option",
    "Passage",
    "Picture",
    "Place",
    "Places",
    "Plan",
    "Point",
    "Progress",
    "Proposal",
    "PublicLine",
    "Ratings",
    "Remedy",
    "Row",
    "Settlement",
    "Standing",
    "Sum",
    "Tally",
    "Term",
    "Thread",
    "Together",
    "Trial",
    "Update",
    "Wording",
    "acting",
    "active",
    "acts",
    "added",
    "ancestors",
    "answers",
    "appointed",
    "architecture",
    "as_noted",
    "asked_of",
    "begins_with",
    "behind",
    "bodies",
    "borne_out",
    "by_sector",
    "catalogued",
    "changed_late",
    "check",
    "completeness",
    "constituencies",
    "contradicts",
    "counted",
    "course",
    "coverage",
    "decided",
    "digest_of_wording",
    "direction",
    "distance",
    "document",
    "document_verdict",
    "due_dates",
    "ends_in",
    "equal_representation",
    "filled",
    "findings",
    "framework_of",
    "in_conflict",
    "in_draft",
    "in_force",
    "in_round",
    "indicator_of",
    "is_line",
    "is_markdown",
    "is_own",
    "judge",
    "language_of",
    "lineages",
    "may_open",
    "measure_of",
    "needed",
    "next_monitoring",
    "no_sign_off",
    "numbered",
    "of_year",
    "opening",
    "options",
    "places",
    "predecessors",
    "progress",
    "public_requests",
    "public_staffing",
    "published",
    "ratings",
    "read_noted",
    "read_status",
    "read_update",
    "remedies",
    "reporting_year",
    "reviews_by_verdict",
    "settlements",
    "single",
    "speaking",
    "staffing",
    "standing",
    "state",
    "stays_here",
    "summary",
    "tally",
    "threads",
    "together",
    "told",
    "toward",
    "trend",
    "trial_of",
    "unit_of",
    "verdict",
    "wordings",
    "words",
    "years_of",
]


def __getattr__(name: str) -> Any:
    if name not in WHERE:
        raise AttributeError(name)
    found = getattr(import_module(f"{__name__}.{WHERE[name]}"), name)
    globals()[name] = found
    return found
