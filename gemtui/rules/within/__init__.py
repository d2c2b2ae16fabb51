"""Rules within one record: an error here stands beside the field, and the record is not saved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from gemtui.rules.finding import Finding
from gemtui.rules.terms import Row
from gemtui.rules.within import governance, indicators, people, plan, programmes, staff
from gemtui.rules.within.every_kind import COUNTED, MONEY, ORDER, PAST, SUMS, dates, money, sums

__all__ = ["RULES", "SHARED", "rules_of", "single"]

Rule = Callable[[Sequence[Row], str], Iterator[Finding]]
"""From records of one kind and what counts as today to findings; each record is looked at alone."""

RULES: dict[str, Rule] = {
    rule.__name__: rule
    for rule in (
        *(plan.action_plan, plan.action, people.focal_point, people.meeting, people.seat),
        *(indicators.indicator_entry, indicators.entity_rating, indicators.remedial_action),
        *(staff.staffing_snapshot, staff.recruitment_exercise, staff.hr_measure, staff.training_record),
        *(staff.culture_survey, staff.person, staff.action_progress),
        *(programmes.programme, programmes.programme_assessment, programmes.good_practice),
        *(governance.governance_item, governance.resource_line, governance.legal_basis),
        *(governance.document_review, governance.policy_review, governance.evidence, governance.submission),
    )
}
"""The rule of each kind that has one of its own; its name is the kind's."""

SHARED = ((dates, {*ORDER, *PAST}), (sums, {*SUMS, *COUNTED}), (money, set(MONEY)))
"""Rules that several kinds share, with these kinds."""


def rules_of(kind: str) -> tuple[Rule, ...]:
    """Return the rules within one record of a kind."""
    shared = tuple(_bound(rule, kind) for rule, kinds in SHARED if kind in kinds)
    return (*shared, RULES[kind]) if kind in RULES else shared


def single(kind: str, row: Row, on: date) -> list[Finding]:
    """Return what one record gets wrong or leaves open by itself, on a date; errors are refused at save."""
    day = on.isoformat()
    return [found for rule in rules_of(kind) for found in rule((row,), day)]


def _bound(rule: Callable[[str, Sequence[Row], str], Iterator[Finding]], kind: str) -> Rule:
    return lambda rows, on: rule(kind, rows, on)
