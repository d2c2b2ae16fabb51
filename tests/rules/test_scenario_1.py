"""Area Office Porto Azul, year 2023, as of 10 January 2024: every figure of scenario 1 that a rule makes."""

from datetime import date
from fractions import Fraction

import pytest

from gemtui import rules
from gemtui.rules import Places, bodies, check, completeness, resources, staffing
from tests.rules.offices import context, facts, row

ON = date(2024, 1, 10)
FACTS = facts("ao-paz")
PICTURE = rules.Picture(FACTS, context())
FOUND = check(FACTS, context())


def found(level, *codes):
    return {(f.code, f.id) for f in FOUND if f.level == level and (not codes or f.code in codes)}


@pytest.mark.parametrize(
    ("line", "heads", "share", "verdict", "meets"),
    [
        ("all", (8, 6), "57.1", "BALANCED", "yes"),
        ("P-4 and above", (1, 2), "33.3", "BALANCED", "yes"),
        ("P-5", (0, 1), "0.0", "SINGLE", "n/a"),
        ("P-4", (1, 1), "50.0", "PARITY", "yes"),
        ("P-3", (2, 1), "66.7", "BALANCED", "yes"),
        ("P-2", (1, 0), "100.0", "SINGLE", "n/a"),
        ("professional and higher", (4, 3), "57.1", "BALANCED", "yes"),
        ("national officers", (0, 1), "0.0", "SINGLE", "n/a"),
        ("general service", (4, 2), "66.7", "CRITICAL", "no"),
    ],
)
def test_each_staffing_line(line, heads, share, verdict, meets):
    balance = {held.name: held.balance for held in staffing(FACTS["staffing_snapshot"], ON)}[line]
    assert (balance.counts.women, balance.counts.men) == heads
    assert f"{float(balance.share * 100):.1f}" == share
    assert (balance.verdict, balance.meets) == (verdict, meets)


def test_men_are_the_fewer_in_general_service():
    lines = {held.name: held.balance for held in staffing(FACTS["staffing_snapshot"], ON)}
    assert lines["general service"].under_represented == "men"


@pytest.mark.parametrize(
    ("ref", "heads", "verdict", "meets"),
    [
        ("c1", (2, 3, 0, 0), "BALANCED", "yes"),
        ("c2", (1, 2, 0, 0), "BALANCED", "yes"),
        ("c3", (1, 3, 0, 0), "LOW", "no"),
        ("c4", (2, 4, 0, 1), "UNDETERMINED", "unknown"),
        ("c5", (1, 0, 0, 0), "SINGLE", "n/a"),
    ],
)
def test_each_committee(ref, heads, verdict, meets):
    body = next(body for body in bodies(FACTS, ON) if body.committee["id"] == ref)
    counts = body.balance.counts
    assert (counts.women, counts.men, counts.other, counts.undisclosed) == heads
    assert (body.balance.verdict, body.balance.meets) == (verdict, meets)


def test_five_bodies_of_which_four_are_judged_two_meet_one_does_not_and_one_is_open():
    held = bodies(FACTS, ON)
    assert rules.tally(body.balance for body in held) == rules.Tally(5, 4, 2, 1, 1)


def test_both_chairs_are_men_alone_and_nobody_judges_one_person():
    held = {body.committee["id"]: body for body in bodies(FACTS, ON)}
    assert [held[ref].leadership.verdict for ref in ("c1", "c3")] == ["SINGLE", "SINGLE"]
    assert held["c3"].chairs == ("man", "man", "man")


def test_one_replacement_balances_the_management_meeting_and_the_open_seat_decides_the_steering_committee():
    held = {body.committee["id"]: body.balance for body in bodies(FACTS, ON)}
    assert (held["c3"].replace, held["c3"].attainable) == (1, ("2-2",))
    assert held["c4"].range == (Fraction(2, 7), Fraction(3, 7))


def test_where_every_action_stands():
    states = {row["number"]: rules.state(row, ON) for row in FACTS["action"]}
    assert {n: s.overdue for n, s in states.items() if s.overdue} == {
        "A-03": 10,
        "A-05": 1,
        "A-10": 285,
        "A-11": 26,
    }
    assert {n: s.due_in for n, s in states.items() if s.due_soon} == {"A-04": 0, "A-06": 30}
    assert {n: s.late for n, s in states.items() if s.late} == {"A-02": 15}
    assert [n for n, s in states.items() if s.on_time] == ["A-01"]
    assert states["A-07"].due_in == 31


def test_the_plan_in_figures():
    summary = rules.summary(FACTS["action"], ON)
    assert summary.total == 12
    assert summary.by_status == {"done": 2, "in_progress": 5, "planned": 4, "cancelled": 1}
    assert (summary.on_time, len(summary.late)) == (1, 1)
    assert set(summary.overdue) == {"a03", "a05", "a10", "a11"}
    assert set(summary.due_soon) == {"a04", "a06"}
    assert summary.completion == Fraction(2, 11)


def test_the_ratings_in_figures():
    ratings = rules.ratings(FACTS["indicator_entry"])
    assert ratings.by_rating == {
        "exceeds": 2, "meets": 6, "approaches": 4, "missing": 2, "not_applicable": 2, "not_reported": 1,
    }  # fmt: skip
    assert ratings.rated == 14
    assert ratings.share_meeting == Fraction(8, 14)
    assert ratings.share_exceeding == Fraction(2, 14)


def test_exactly_two_errors_stop_the_submission():
    assert found("error") == {("no-remedial-plan", "pi14"), ("no-evidence", "pi16")}


def test_exactly_these_warnings():
    assert found("warning") == {
        ("not-reported", "pi05"),
        ("architecture-contradicted", "pi11"),
        ("term-ends-soon", "focal"),
        ("monitoring-overdue", ""),
        ("chair-never-rotates", "c3"),
        *(("overdue", ref) for ref in ("a03", "a05", "a10", "a11")),
    }


def test_the_focal_points_have_one_gap_and_the_programmes_one():
    assert found("gap") - found("gap", "clause-unanswered") == {
        ("tor-missing", "alternate"),
        ("programme-unassessed", "p1"),
    }


def test_what_the_warnings_say_in_figures():
    facts_of = {f.code: f.facts for f in FOUND}
    assert facts_of["term-ends-soon"]["days"] == 111
    assert facts_of["monitoring-overdue"] == {"days": 26, "due": "2023-12-15"}
    assert facts_of["architecture-contradicted"]["ceiling"] == "missing"


def test_clauses_that_nothing_answers_are_gaps_of_their_own():
    unanswered = {f.clause for f in FOUND if f.code == "clause-unanswered"}
    assert {"OA-A6", "OA-B2"} <= unanswered
    assert not unanswered & {"PRE-1", "RAT-1", "REV-1", "OA-A1", "RESP-7"}


def test_the_architecture_facts_do_not_reach_approaches():
    found = rules.architecture(FACTS, Places(FACTS), "AO-PAZ", ON)
    assert (found.focal_points, found.senior, found.with_terms, found.with_time) == (1, 0, 1, 0)
    assert (found.proven, found.ceiling) == ("missing", "missing")


def test_three_of_four_programmes_that_need_an_assessment_have_one():
    covered = rules.coverage(PICTURE, "AO-PAZ")
    assert covered.share == Fraction(3, 4)
    assert set(covered.due) == {"p1", "p2", "p4", "p5"}


def test_eleven_of_thirteen_sections():
    sections = completeness(FACTS, context())
    assert rules.filled(sections) == (11, 13)
    assert [name for name, (done, _) in sections.items() if not done] == ["hr_measures", "good_practices"]


def test_what_home_counts_as_done():
    done = rules.progress(PICTURE, FOUND)
    assert done["indicators"] == (16, 17)
    assert done["committees"] == (5, 5)
    assert done["actions"] == (12, 12)
    assert done["focal_points"] == (1, 2)
    assert done["programmes"] == (3, 4)


def test_nobody_has_to_justify_the_two_selections():
    assert not found("warning", "no-justification")


def test_money_spent_of_approved_and_the_portfolio_by_marker():
    lines = FACTS["resource_line"]
    plan = [line for line in lines if line["marker"] is None]
    assert f"{float(resources.spent_of_approved(plan) * 100):.1f}" == "80.6"
    amounts = resources.by_marker(lines)
    assert sum(amounts.values()) == 300_000
    assert resources.share_of_markers(amounts, (2, 3)) == Fraction(2, 5)
    assert resources.share_of_markers(amounts, (3,)) == Fraction(1, 10)


def test_money_without_a_base_has_no_share():
    assert resources.spent_of_approved([]) is None
    assert resources.share_of_markers({}, (2, 3)) is None
    assert (
        resources.share_of_markers(resources.by_marker([row("resource_line", marker=1, approved="0")]), (1,))
        is None
    )
