"""What records say against each other: each code with facts that raise it, and the same facts mended."""

from datetime import date

import pytest

from gemtui import rules
from gemtui.rules.catalogue import CATALOGUE
from tests.rules.offices import context, row

ON = date(2024, 1, 10)
RULES_OF_THE_GROUP = {"name": "Task force", "tor_signed_on": "2014-01-01", "established_on": "2012-09-01"}
FIVE = [
    ("group_member", f"m-{c}", "ITU", {"gem_group": "g", "constituency": c})
    for c in ("GS", "BR", "TSB", "BDT", "field")
]
MONEY = ("resource_line", "r", "ITU", {"year": 2023, "purpose": "group"})
PLAN = ("action_plan", "p", {"title": "Plan", "starts_on": "2023-01-01", "ends_on": "2024-12-31", "status": "approved", "policy_version": "2013"})  # fmt: skip
ACTION = {"title": "Brief", "status": "in_progress", "delivery_on": "2024-06-30", "action_plan": "p"}
FOCAL = {
    "role": "focal_point",
    "unit": "u",
    "appointed_on": "2022-05-01",
    "tor_signed_on": "2022-05-01",
    "person": "fp",
}
BODY = ("committee", "c", {"name": "Panel", "established_on": "2019-01-01"})
ENTRY = {"framework": "un-swap-2", "indicator": "SWAP2-01", "period": 2023, "rating": "meets"}
ARCHITECTURE = ENTRY | {"indicator": "SWAP2-11"}
JUNIOR = ("person", "fp", {"grade": "P-3", "gender": "woman"})
STAFF = [("staffing_snapshot", f"s{g}", {"as_of": "2023-12-31", "grade": "P-4", "contract": c, "women": w, "men": m}) for g, c, w, m in ((1, "permanent", 1, 4), (2, "fixed-term", 0, 1))]  # fmt: skip
VACANCY = {"reference": "VN 1", "grade": "P-4", "selected_gender": "man", "shortlisted_women": 2}
COUNT = {"grade": "P-4", "contract": "permanent", "women": 4, "men": 3}
COUNTED_2022 = ("staffing_snapshot", "o", COUNT | {"as_of": "2022-12-31"})
PROOF = ("evidence", "e", {"subject": "x", "reference": "Memo 1"})
ROUNDS = [
    ("monitoring_round", "r1", {"action_plan": "p", "opened_on": "2021-11-01", "closed_on": "2021-12-15"}),
    ("monitoring_round", "r2", {"action_plan": "p", "opened_on": "2023-11-01", "closed_on": "2023-12-01"}),
]
NOTE = {"action": "x", "note": "under way"}


def held(*lines):
    """Return facts of (kind, id, fields) or (kind, id, office, fields)."""
    found = {}
    for kind, id_, *rest in lines:
        office, fields = rest if len(rest) == 2 else ("AO-PAZ", rest[0])
        found.setdefault(kind, []).append(row(kind, id_, office, **fields))
    return found


HQ = {"office": "ITU", "role": "hq"}

CASES = [
    ("done-without-evidence", [("action", "x", ACTION | {"status": "done", "done_on": "2023-06-01"})], [("action", "x", ACTION | {"status": "done", "done_on": "2023-06-01"}), PROOF], {}),
    ("overdue", [("action", "x", ACTION | {"delivery_on": "2024-01-09"})], [("action", "x", ACTION | {"delivery_on": "2024-01-10"})], {}),
    ("overdue", [("action", "x", ACTION | {"delivery_on": "2024-01-09", "status": "on_hold"})], [("action", "x", ACTION | {"delivery_on": "2024-01-09", "status": "cancelled"})], {}),
    ("delivery-outside-plan", [PLAN, ("action", "x", ACTION | {"delivery_on": "2025-01-01"})], [PLAN, ("action", "x", ACTION | {"delivery_on": "2024-12-31"})], {}),
    ("objective-without-action", [PLAN], [PLAN, ("action", "x", ACTION | {"area": "A"}), ("action", "y", ACTION | {"clauses": ["OA-B1"]})], {}),
    ("representation-contradicted", [("indicator_entry", "x", ENTRY | {"indicator": "SWAP2-12"}), *STAFF], [("indicator_entry", "x", ENTRY | {"indicator": "SWAP2-12", "rating": "approaches"}), *STAFF], {}),
    ("representation-contradicted", [("entity_rating", "x", "ITU", ENTRY | {"indicator": "SWAP2-12"}), *(("staffing_snapshot", i, "ITU", f) for _, i, f in STAFF)], [("entity_rating", "x", "ITU", ENTRY | {"indicator": "SWAP2-12"}), *STAFF], HQ),
    ("rating-fell", [("indicator_entry", "l", ENTRY | {"period": 2022}), ("indicator_entry", "x", ENTRY | {"rating": "approaches"})], [("indicator_entry", "l", ENTRY | {"period": 2022}), ("indicator_entry", "x", ENTRY | {"rating": "approaches", "explanation": "The unit was closed"})], {}),
    ("rating-fell", [("indicator_entry", "l", ENTRY | {"period": 2022}), ("indicator_entry", "x", ENTRY | {"rating": "missing"})], [("indicator_entry", "l", ENTRY | {"period": 2021}), ("indicator_entry", "x", ENTRY | {"rating": "missing"})], {}),
    ("count-jumped", [COUNTED_2022, ("staffing_snapshot", "n", COUNT | {"as_of": "2023-12-31", "women": 21})], [COUNTED_2022, ("staffing_snapshot", "n", COUNT | {"as_of": "2023-12-31", "women": 13})], {}),
    ("flows-differ", [COUNTED_2022, ("staffing_snapshot", "n", COUNT | {"as_of": "2023-12-31", "hired_women": 3, "left_women": 0})], [COUNTED_2022, ("staffing_snapshot", "n", COUNT | {"as_of": "2023-12-31", "hired_women": 3, "left_women": 3})], {}),
    ("policy-superseded", [PLAN, ("policy_review", "v", "ITU", {"on": "2022-02-02", "new_version": "2022"})], [("action_plan", "p", PLAN[2] | {"policy_version": "2022"}), ("policy_review", "v", "ITU", {"on": "2022-02-02", "new_version": "2022"})], {}),
    ("contribution-outside-term", [("focal_point", "f", FOCAL), ("action_progress", "n", NOTE | {"on": "2022-04-30", "focal_point": "f"})], [("focal_point", "f", FOCAL), ("action_progress", "n", NOTE | {"on": "2022-05-01", "focal_point": "f"})], {}),
    ("monitoring-overdue", [PLAN, ROUNDS[0]], [PLAN, *ROUNDS], {}),
    ("monitoring-overdue", [("action_plan", "p", PLAN[2] | {"starts_on": "2022-01-09"})], [("action_plan", "p", PLAN[2] | {"starts_on": "2022-01-10"})], {}),
    ("round-without-update", [PLAN, ROUNDS[1], ("action", "x", ACTION)], [PLAN, ROUNDS[1], ("action", "x", ACTION), ("action_progress", "n", NOTE | {"on": "2023-11-02"})], {}),
    ("round-closed-too-early", [PLAN, *ROUNDS, ("action", "x", ACTION)], [PLAN, *ROUNDS, ("action", "x", ACTION), ("action_progress", "n", NOTE | {"on": "2022-03-03"})], {}),
    ("no-focal-point", [("focal_point", "f", FOCAL | {"ends_on": "2024-01-09"})], [("focal_point", "f", FOCAL | {"ends_on": "2024-01-10"})], {}),
    ("tor-missing", [("focal_point", "f", FOCAL | {"tor_signed_on": None})], [("focal_point", "f", FOCAL | {"tor_signed_on": None, "ends_on": "2023-12-31"})], {}),
    ("term-ends-soon", [("focal_point", "f", FOCAL | {"ends_on": "2024-04-30"})], [("focal_point", "f", FOCAL | {"ends_on": "2024-05-10"})], {}),
    ("overlapping-terms", [("focal_point", "f", FOCAL), ("focal_point", "g", FOCAL | {"person": "other", "appointed_on": "2023-01-01"})], [("focal_point", "f", FOCAL | {"ends_on": "2022-12-31"}), ("focal_point", "g", FOCAL | {"person": "other", "appointed_on": "2023-01-01"})], {}),
    ("group-tor-missing", [("gem_group", "g", "ITU", RULES_OF_THE_GROUP | {"tor_signed_on": None})], [("gem_group", "g", "ITU", RULES_OF_THE_GROUP)], HQ),
    ("constituency-missing", [("gem_group", "g", "ITU", RULES_OF_THE_GROUP), *FIVE[:4], MONEY], [("gem_group", "g", "ITU", RULES_OF_THE_GROUP), *FIVE, MONEY], HQ),
    ("constituency-missing", [("gem_group", "g", "ITU", RULES_OF_THE_GROUP), *FIVE[:4], ("group_member", "m", "ITU", {"gem_group": "g", "constituency": "field", "ends_on": "2024-01-09"})], [("gem_group", "g", "ITU", RULES_OF_THE_GROUP), *FIVE], HQ),
    ("group-without-resources", [("gem_group", "g", "ITU", RULES_OF_THE_GROUP), *FIVE], [("gem_group", "g", "ITU", RULES_OF_THE_GROUP), MONEY], HQ),
    ("body-without-members", [BODY], [BODY, ("seat", "s", {"committee": "c", "gender": "man"})], {}),
    ("chair-never-rotates", [BODY, *(("seat", f"s{y}", {"committee": "c", "role": "chair", "gender": "man", "starts_on": f"{y}-01-01", "ends_on": f"{y}-12-31"}) for y in (2021, 2022, 2023))], [BODY, *(("seat", f"s{y}", {"committee": "c", "role": "chair", "gender": g, "starts_on": f"{y}-01-01", "ends_on": f"{y}-12-31"}) for y, g in ((2021, "man"), (2022, "woman"), (2023, "man")))], {}),
    ("composition-before-body", [BODY, ("composition", "k", {"committee": "c", "as_of": "2018-12-31"})], [BODY, ("composition", "k", {"committee": "c", "as_of": "2019-01-01"})], {}),
    ("roles-differ-from-total", [BODY, ("composition", "k", {"committee": "c", "as_of": "2023-01-01", "women": 2, "men": 3}), ("composition", "l", {"committee": "c", "as_of": "2023-01-01", "role": "member", "women": 1, "men": 3})], [BODY, ("composition", "k", {"committee": "c", "as_of": "2023-01-01", "women": 2, "men": 3}), ("composition", "l", {"committee": "c", "as_of": "2023-01-01", "role": "member", "women": 1, "men": 3}), ("composition", "m", {"committee": "c", "as_of": "2023-01-01", "role": "chair", "women": 1})], {}),
    ("chair-counted-twice", [BODY, ("seat", "s", {"committee": "c", "role": "chair", "gender": "man"}), ("meeting", "m", {"committee": "c", "held_on": "2023-03-01", "chair_counted": True})], [BODY, ("seat", "s", {"committee": "c", "role": "chair", "gender": "man"}), ("meeting", "m", {"committee": "c", "held_on": "2023-03-01", "chair_counted": False})], {}),
    ("chair-counted-twice", [BODY, ("composition", "k", {"committee": "c", "as_of": "2023-03-01", "role": "chair", "men": 1}), ("meeting", "m", {"committee": "c", "held_on": "2023-03-01", "chair_counted": True})], [BODY, ("composition", "k", {"committee": "c", "as_of": "2023-03-02", "role": "chair", "men": 1}), ("meeting", "m", {"committee": "c", "held_on": "2023-03-01", "chair_counted": True})], {}),
    ("person-in-two-roles", [BODY, ("seat", "s", {"committee": "c", "role": "chair", "person": "fp"}), ("seat", "t", {"committee": "c", "role": "member", "person": "fp"})], [BODY, ("seat", "s", {"committee": "c", "role": "chair", "person": "fp"}), ("seat", "t", {"committee": "c", "role": "secretary", "person": "fp"})], {}),
    ("seat-held-twice", [BODY, ("seat", "s", {"committee": "c", "place": "BDT", "starts_on": "2022-01-01"}), ("seat", "t", {"committee": "c", "place": "BDT", "starts_on": "2023-01-01"})], [BODY, ("seat", "s", {"committee": "c", "place": "BDT", "starts_on": "2022-01-01", "ends_on": "2022-12-31"}), ("seat", "t", {"committee": "c", "place": "BDT", "starts_on": "2023-01-01"})], {}),
    ("no-evidence", [("indicator_entry", "x", ENTRY)], [("indicator_entry", "x", ENTRY), PROOF], {}),
    ("no-remedial-plan", [("indicator_entry", "x", ENTRY | {"rating": "missing"})], [("indicator_entry", "x", ENTRY | {"rating": "missing"}), ("remedial_action", "m", {"indicator_entry": "x"})], {}),
    ("indicator-unanswered", [], [("indicator_entry", f"x{n}", ENTRY | {"indicator": f"SWAP2-{n:02}"}) for n in range(1, 18)], {}),
    ("architecture-contradicted", [JUNIOR, ("focal_point", "f", FOCAL), ("indicator_entry", "x", ARCHITECTURE)], [("person", "fp", {"grade": "P-4"}), ("focal_point", "f", FOCAL | {"time_share": 20}), ("indicator_entry", "x", ARCHITECTURE)], {}),
    ("architecture-contradicted", [("focal_point", "f", FOCAL | {"time_share": 19}), ("indicator_entry", "x", ARCHITECTURE)], [("focal_point", "f", FOCAL), ("indicator_entry", "x", ARCHITECTURE)], {}),
    ("rating-above-inputs", [("indicator_entry", "x", ENTRY | {"rating": "missing"}), ("entity_rating", "y", "ITU", ENTRY)], [("indicator_entry", "x", ENTRY | {"rating": "approaches"}), ("entity_rating", "y", "ITU", ENTRY)], HQ),
    ("programme-unassessed", [("programme", "g", {"title": "P1", "starts_on": "2023-01-01"})], [("programme", "g", {"title": "P1", "starts_on": "2024-02-01"})], {}),
    ("marker-unproven", [("programme_assessment", "x", {"programme": "g", "on": "2023-05-05", "marker": 2})], [("programme_assessment", "x", {"programme": "g", "on": "2023-05-05", "marker": 2}), PROOF], {}),
    ("claimed-without-evidence", [("governance_item", "x", {"type": "planning_instrument", "title": "OP", "on": "2023-05-05", "level": "objective"})], [("governance_item", "x", {"type": "planning_instrument", "title": "OP", "on": "2023-05-05", "level": "objective", "reference": "OP 3"})], {}),
    ("no-justification", [*STAFF, ("recruitment_exercise", "v", VACANCY)], [*STAFF, ("recruitment_exercise", "v", VACANCY | {"justification": "budget experience"})], {}),
    ("no-justification", [*STAFF, ("recruitment_exercise", "v", VACANCY)], [*STAFF, ("recruitment_exercise", "v", VACANCY | {"shortlisted_women": 0})], {}),
    ("remark-unanswered", [("remark", "q", {"text": "Who chairs?", "status": "open", "due_on": "2024-01-09"})], [("remark", "q", {"text": "Who chairs?", "status": "answered", "due_on": "2024-01-09"})], {}),
    ("no-sign-off", [("submission", "s", {"period": "2023"})], [("submission", "s", {"period": "2023", "approved_by": "Regional Director"})], {}),
    ("review-overdue", [("policy_review", "v", "ITU", {"on": "2020-01-09"})], [("policy_review", "v", "ITU", {"on": "2020-01-10"})], HQ),
    ("duplicate-snapshot", [STAFF[0], ("staffing_snapshot", "t", STAFF[0][2])], [STAFF[0], ("staffing_snapshot", "t", STAFF[0][2] | {"as_of": "2022-12-31"})], {}),
    ("duplicate-snapshot", [("composition", "k", {"committee": "c", "as_of": "2023-01-01"}), ("composition", "l", {"committee": "c", "as_of": "2023-01-01"})], [("composition", "k", {"committee": "c", "as_of": "2023-01-01"}), ("composition", "l", {"committee": "c", "as_of": "2023-01-01", "role": "chair"})], {}),
    ("duplicate-entry", [("indicator_entry", "x", ENTRY), ("indicator_entry", "y", ENTRY)], [("indicator_entry", "x", ENTRY), ("indicator_entry", "y", ENTRY | {"period": 2022})], {"period": None}),
    ("duplicate-record", [BODY, ("committee", "d", BODY[2])], [BODY, ("committee", "d", "RO-NVL", BODY[2])], {}),
    ("dangling-reference", [("seat", "s", {"committee": "gone"})], [BODY, ("seat", "s", {"committee": "c"})], {}),
    ("dangling-reference", [JUNIOR, ("seat", "s", {"committee": "fp"})], [("committee", "c", "ITU", BODY[2]), ("seat", "s", {"committee": "c"})], {}),
    ("dangling-reference", [("entity_rating", "y", "ITU", ENTRY | {"sources": ["AO-PAZ/x", "AO-PAZ/z"]}), ("indicator_entry", "x", ENTRY)], [("entity_rating", "y", "ITU", ENTRY | {"sources": ["AO-PAZ/x"]}), ("indicator_entry", "x", ENTRY)], HQ),
    ("dangling-reference", [BODY, ("remark", "q", {"text": "Who chairs?", "subject_kind": "action", "subject": "c"})], [BODY, ("remark", "q", {"text": "Who chairs?", "subject_kind": "committee", "subject": "c"})], {}),
    ("unknown-code", [("indicator_entry", "x", ENTRY | {"framework": "un-swap-9"})], [("indicator_entry", "x", ENTRY)], {}),
    ("unknown-code", [("programme", "g", {"title": "P1", "type": "cruise"})], [("programme", "g", {"title": "P1", "type": "project"})], {}),
    ("unknown-code", [("action", "x", ACTION | {"clauses": ["OA-A1", "OA-Z9"]})], [("action", "x", ACTION | {"clauses": ["OA-A1"]})], {}),
    ("unknown-code", [("office_unit", "u", {"code": "AO-PAZ", "country": "YY"})], [("office_unit", "u", {"code": "AO-PAZ", "country": "XA"})], {}),
    ("clock", [("programme", "g", {"title": "P1", "changed_at": "1970-01-01T00:00:00.000Z"})], [("programme", "g", {"title": "P1"})], {}),
    ("required-blank", [("monitoring_round", "x", {"action_plan": "p"})], [PLAN, *ROUNDS], {}),
    ("clause-unanswered", [], [("good_practice", "g", {"title": "R", "status": "published"})], {}),
]  # fmt: skip


def found(lines, more):
    asked = context(**{"on": ON, **more})
    return rules.check(held(*lines), asked)


def of(code, lines, more):
    return [f for f in found(lines, more) if f.code == code and f.clause in BOUND.get(code, {f.clause})]


BOUND = {"clause-unanswered": {"OA-B2"}}
"""Where a code is raised for many clauses, the one that the case is about."""


@pytest.mark.parametrize(
    ("code", "wrong", "mended", "more"), CASES, ids=lambda value: value if isinstance(value, str) else ""
)
def test_records_that_contradict_are_found_and_mended_ones_are_not(code, wrong, mended, more):
    raised = of(code, wrong, more)
    assert raised
    assert {f.level for f in raised} == {CATALOGUE[code].level}
    assert not of(code, mended, more)


def test_an_open_conflict_is_a_warning_on_its_field():
    told = rules.in_conflict("committee", {"id": "c", "office": "AO-PAZ"}, "size")
    assert (told.code, told.level, told.field, told.facts) == (
        "open-conflict",
        "warning",
        "size",
        {"fields": "size"},
    )


def test_findings_come_errors_first_then_warnings_then_gaps():
    levels = [f.level for f in found(CASES[0][1] + CASES[1][1], {})]
    assert levels == sorted(levels, key=("error", "warning", "gap").index)


def test_a_look_back_finds_nothing_in_the_future():
    lines = [("action", "x", ACTION | {"status": "done", "done_on": "2023-06-01"}), PROOF]
    back = {"on": date(2023, 1, 1), "today": date(2024, 1, 10)}
    assert not of("future-date", lines, back)
    assert of("future-date", lines, back | {"today": date(2023, 1, 1)})


def test_only_ratings_of_the_asked_year_are_judged():
    lines = [("indicator_entry", "x", ENTRY | {"period": 2022})]
    assert not of("no-evidence", lines, {"period": 2023})
    assert of("no-evidence", lines, {"period": None})


def test_two_laptops_second_snapshot_is_the_one_that_is_named():
    early = ("staffing_snapshot", "b", STAFF[0][2] | {"changed_at": "2024-01-01T00:00:00.000Z"})
    late = ("staffing_snapshot", "a", STAFF[0][2] | {"changed_at": "2024-01-02T00:00:00.000Z"})
    assert [(f.id, f.facts["other"]) for f in of("duplicate-snapshot", [late, early], {})] == [("a", "b")]


def test_a_duty_done_every_two_years_is_not_asked_for_every_year():
    lines = [PLAN, ROUNDS[1]]
    asked = {
        f.clause
        for f in found(lines, {"on": date(2025, 2, 1), "period": 2025})
        if f.code == "clause-unanswered"
    }
    assert "MON-1" not in asked
    later = {
        f.clause
        for f in found(lines, {"on": date(2026, 2, 1), "period": 2026})
        if f.code == "clause-unanswered"
    }
    assert "MON-1" in later


def test_what_only_headquarters_can_answer_is_no_gap_of_a_field_office():
    assert not {f.clause for f in found([], {}) if f.code == "clause-unanswered"} & {
        "REV-1",
        "REP-1",
        "RESP-3",
        "RESP-4",
    }
    assert {"REV-1", "RESP-4"} <= {f.clause for f in found([], HQ) if f.code == "clause-unanswered"}
