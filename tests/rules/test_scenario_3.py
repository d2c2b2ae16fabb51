"""Headquarters on 20 January 2026: what the offices sent, added up as heads, never as percentages."""

from datetime import date
from fractions import Fraction

from gemtui import rules
from gemtui.rules import check, staffing
from tests.rules.offices import context, facts, row

ON = date(2026, 1, 20)
FACTS = facts("ao-paz", "ao-paz-2025", "ao-paz-2025-second", "ro-nvl", "ao-trm", "itu")
HQ = context("ITU", ON, 2025, role="hq")


def heads(rows):
    counts = next(line for line in staffing(rows, ON) if line.name == "all").balance
    return (counts.counts.women, counts.counts.men, counts.counts.other, counts.counts.undisclosed), counts


def test_each_office_and_the_union():
    rows = FACTS["staffing_snapshot"]
    by_office = {
        office: heads([r for r in rows if r["office"] == office])[0] for office in {r["office"] for r in rows}
    }
    assert by_office == {
        "ITU": (120, 130, 0, 0), "AO-PAZ": (8, 6, 0, 0), "RO-NVL": (17, 13, 1, 1), "AO-TRM": (3, 4, 0, 0),
    }  # fmt: skip
    union, balance = heads(rows)
    assert union == (148, 153, 1, 1)
    assert (balance.share, balance.verdict, balance.meets) == (Fraction(148, 301), "PARITY", "yes")
    assert balance.range == (Fraction(148, 302), Fraction(149, 302))


def test_the_first_bundle_had_seven_women_and_seven_men():
    rows = facts("ao-paz", "ao-paz-2025")["staffing_snapshot"]
    assert heads(rows)[0] == (7, 7, 0, 0)


def test_actions_are_added_up_and_the_same_id_in_two_offices_stays_two():
    summary = rules.summary(FACTS["action"], ON)
    assert (summary.total, summary.done, summary.by_status["cancelled"]) == (45, 15, 3)
    assert summary.completion == Fraction(15, 42)
    same = facts("ao-paz", "ro-nvl")
    assert len({(r["office"], r["id"]) for r in same["action_plan"] if r["id"] == "plan"}) == 2


def test_the_union_s_rating_stands_beside_its_four_inputs():
    settled = next(r for r in FACTS["entity_rating"] if r["indicator"] == "SWAP3-11")
    places = rules.Places(FACTS)
    inputs = {
        places.row(settled, source)["office"]: places.row(settled, source)["rating"]
        for source in settled["sources"]
    }
    assert inputs == {"AO-PAZ": "meets", "RO-NVL": "approaches", "AO-TRM": "missing", "ITU": "approaches"}
    assert settled["rating"] == "approaches"


def test_settling_above_an_input_is_a_warning_and_allowed():
    raised = {**FACTS, "entity_rating": [{**FACTS["entity_rating"][0], "rating": "meets"}]}
    found = [f for f in check(raised, HQ) if f.code == "rating-above-inputs"]
    assert [(f.level, f.facts["offices"]) for f in found] == [("warning", "AO-TRM")]
    assert not [f for f in check(FACTS, HQ) if f.code == "rating-above-inputs"]


def test_no_office_s_records_are_errors_at_headquarters():
    assert [f for f in check(FACTS, HQ) if f.level == "error"] == []


def test_a_field_store_does_not_judge_headquarters_records():
    wrong = row(
        "action", "u99", "ITU", title="x", status="done", delivery_on="2025-01-01", done_on="2025-01-01"
    )
    judged = {**FACTS, "action": [*FACTS["action"], wrong]}
    assert "u99" not in {f.id for f in check(judged, context("RO-NVL", ON, 2025))}
    assert ("done-without-evidence", "u99") in {(f.code, f.id) for f in check(judged, HQ)}


def test_last_year_s_report_leaves_this_year_s_figures_alone():
    rows = facts("ao-paz", "ao-paz-2024", "ao-paz-2025", "ao-paz-2025-second")["staffing_snapshot"]
    assert heads(rows)[0] == (8, 6, 0, 0)


def test_the_task_force_has_all_five_constituencies_and_loses_one_with_its_member():
    assert not [f for f in check(FACTS, HQ) if f.code == "constituency-missing"]
    left = {**FACTS, "group_member": [r for r in FACTS["group_member"] if r["constituency"] != "TSB"]}
    assert [f.facts for f in check(left, HQ) if f.code == "constituency-missing"] == [{"constituency": "TSB"}]
