"""From year to year: every figure that is counted is held against the one before, like with like, and no other."""

from __future__ import annotations

from typing import Any

import pytest

from gemtui import rules
from gemtui.records import kinds
from gemtui.reference import CATALOGUES, catalogue_faults, compared, graded
from gemtui.rules.between.plausibility import _fields
from tests.rules.offices import context, row

HELD_ELSEWHERE = {
    ("staffing_snapshot", "hired"), ("staffing_snapshot", "left"), ("staffing_snapshot", "promoted"),  # flows-differ
    ("staffing_snapshot", "stated_total"), ("composition", "stated_total"), ("good_practice", "stated_total"),  # sum-differs
    *(("recruitment_exercise", step) for step in ("longlisted", "shortlisted", "interviewed", "recommended")),  # funnel
    *(("hr_measure", part) for part in ("granted", "refused", "pending")),  # requests-differ
    ("culture_survey", "favourable"),  # out of the respondents, favourable-above-respondents
    *((kind, name) for kind in ("indicator_entry", "entity_rating") for name in ("numerator", "baseline", "target")),
    # the progress itself, and what somebody set
    ("resource_line", "marker"), ("programme_assessment", "marker"),  # a step, not a figure
}  # fmt: skip
"""Groups and fields that follow from others, under rules of their own."""

ONCE = {
    "focal_point": "a share of somebody's time, agreed once",
    "action": "a line of a plan, whose per cent goes up and whose budget is its own",
    "action_progress": "per cent go up as they are meant to",
    "committee": "a body's size is settled, not counted",
    "remedial_action": "money for one deed",
    "programme": "money for one programme",
    "programme_assessment": "the share of one programme's budget",
    "good_practice": "one practice's people",
    "document_review": "one text's words and findings",
    "recruitment_exercise": "one vacancy's panel",
    "evidence": "the bytes of a file",
}
"""Kinds with figures that nothing comes after."""


def jumped(kind: str, *given: dict[str, Any], **more: Any) -> list[tuple[str, Any, Any]]:
    rows = [row(kind, f"r{n}", **values) for n, values in enumerate(given)]
    found = rules.check({kind: rows}, context(period=None, **more))
    return [(f.field, f.facts["before"], f.facts["after"]) for f in found if f.code == "count-jumped"]


def test_every_figure_of_every_kind_is_compared_or_says_why_not() -> None:
    missed = []
    for kind in kinds().values():
        told = {
            q.name
            for one in compared()
            if one.kind == kind.name
            for c in one.counts
            for q in _fields(kind, c)
        }
        for q in kind.questions:
            if q.type not in ("integer", "number") or q.name in told or q.name == kind.about.dated:
                continue
            group = q.group or q.name
            if kind.name not in ONCE and not {(kind.name, group), (kind.name, q.name)} & HELD_ELSEWHERE:
                missed.append((kind.name, q.name))
    assert missed == []


def test_the_catalogue_speaks_of_fields_that_are_there() -> None:
    for each in compared():
        kind = kinds()[each.kind]
        assert all(map(kind.question, (*each.alike, *each.parts)))
        assert all(_fields(kind, count) for count in each.counts)
    for step in graded():
        assert all(map(kinds()[step.kind].question, (*step.alike, *step.why, step.field)))
    content = (CATALOGUES / "plausibility.toml").read_bytes()
    assert catalogue_faults(content, "plausibility") == []


REQUESTS = {"type": "flexible_work", "arrangement": "telework"}
TRAINING = {"title": "Gender basics", "mandatory": True}
MONEY = {"purpose": "group", "currency": "CHF"}
CASES = [
    ("training_record", TRAINING | {"held_on": "2022-05-01", "women": 8, "men": 9}, TRAINING | {"held_on": "2023-06-01", "women": 80, "men": 9}, ("women", 17, 89)),
    ("training_record", TRAINING | {"held_on": "2022-05-01", "staff_on_board": 20}, TRAINING | {"held_on": "2023-06-01", "staff_on_board": 200}, ("staff_on_board", 20, 200)),
    ("hr_measure", REQUESTS | {"starts_on": "2022-01-01", "requests_women": 4, "requests_men": 2}, REQUESTS | {"starts_on": "2023-01-01", "requests_women": 4, "requests_men": 22}, ("requests_women", 6, 26)),
    ("recruitment_exercise", {"grade": "P-4", "closed_on": "2022-03-01", "applicants_women": 40}, {"grade": "P-4", "closed_on": "2023-03-01", "applicants_women": 400}, ("applicants_women", 40, 400)),
    ("resource_line", MONEY | {"year": 2022, "approved": "12000"}, MONEY | {"year": 2023, "approved": "120000.50"}, ("approved", 12000, "120000.50")),
    ("resource_line", MONEY | {"year": 2022, "staff_days": "20"}, MONEY | {"year": 2023, "staff_days": "5"}, ("staff_days", 20, 5)),
    ("culture_survey", {"question": "I can speak up", "held_on": "2021-11-01", "respondents_women": 20}, {"question": "I can speak up", "held_on": "2023-11-01", "respondents_women": 6}, ("respondents_women", 20, 6)),
    ("meeting", {"committee": "c", "held_on": "2022-11-01", "women": 5, "men": 6}, {"committee": "c", "held_on": "2023-11-01", "women": 55, "men": 6}, ("women", 11, 61)),
    ("composition", {"committee": "c", "role": "member", "as_of": "2022-11-01", "women": 2, "men": 3}, {"committee": "c", "role": "member", "as_of": "2023-11-01", "women": 22, "men": 3}, ("women", 5, 25)),
    ("indicator_entry", {"framework": "paz-own", "indicator": "PAZ-01", "period": 2022, "denominator": "90"}, {"framework": "paz-own", "indicator": "PAZ-01", "period": 2023, "denominator": "900"}, ("denominator", 90, 900)),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "before", "after", "expected"), CASES, ids=lambda value: value if isinstance(value, str) else "")  # fmt: skip
def test_a_figure_that_jumps_is_found_in_every_kind(
    kind: str, before: dict[str, Any], after: dict[str, Any], expected: tuple[str, Any, Any]
) -> None:
    assert jumped(kind, before, after) == [expected]
    dated = kinds()[kind].about.dated
    assert jumped(kind, before, before | {dated: after[dated]}) == []


def test_only_like_is_held_against_like() -> None:
    small, large = (
        TRAINING | {"held_on": "2022-05-01", "women": 8},
        TRAINING | {"held_on": "2023-05-01", "women": 80},
    )
    assert jumped("training_record", small, large | {"title": "Another"}) == []
    assert jumped("training_record", small, large, large) == []  # held twice: another number of records
    assert jumped("training_record", small | {"held_on": "2020-05-01"}, large) == []  # too long ago
    assert jumped("training_record", small | {"office": "RO-NVL"}, large) == []
    assert jumped("training_record", small, large | {"women": None}) == []
    money = MONEY | {"year": 2022, "approved": "0"}
    assert (
        jumped("resource_line", money, MONEY | {"year": 2023, "approved": "9000"}) == []
    )  # a line that begins


def test_a_level_or_a_marker_that_falls_says_why() -> None:
    plan = {"type": "planning", "title": "Operational plan"}
    old, new = plan | {"on": "2022-01-01", "level": "objective_and_money"}, plan | {"on": "2023-01-01", "level": "mentioned"}  # fmt: skip

    def fell(*given: dict[str, Any]) -> list[tuple[str, str, str]]:
        rows = [row("governance_item", f"g{n}", **values) for n, values in enumerate(given)]
        found = [f for f in rules.check({"governance_item": rows}, context()) if f.code == "rating-fell"]
        return [(f.field, f.facts["last"], f.clause) for f in found]

    assert fell(old, new) == [("finding", "objective_and_money", "OA-C1")]
    assert fell(old, new | {"finding": "The money went to another line"}) == []
    assert fell(new | {"on": "2022-01-01"}, old | {"on": "2023-01-01"}) == []
    marked = [
        row("programme_assessment", f"a{n}", programme="p", on=f"{2022 + n}-01-01", marker=2 - n)
        for n in (0, 1)
    ]
    found = rules.check({"programme_assessment": marked}, context())
    assert [(f.id, f.field) for f in found if f.code == "rating-fell"] == [("a1", "justification")]
