"""Regional Office Novaluna, year 2025, as of 12 January 2026: every figure of scenario 2 that a rule makes."""

from datetime import date
from fractions import Fraction

import pytest

from gemtui import rules
from gemtui.rules import Places, bodies, check, staffing
from tests.rules.offices import context, facts, row

ON = date(2026, 1, 12)
FACTS = facts("ro-nvl")
CONTEXT = context("RO-NVL", ON, 2025)
FOUND = check(FACTS, CONTEXT)


@pytest.mark.parametrize(
    ("line", "heads", "share", "verdict", "meets"),
    [
        ("D-1", (0, 1, 0, 0), "0.0", "SINGLE", "n/a"),
        ("P-5", (2, 2, 0, 0), "50.0", "PARITY", "yes"),
        ("P-4", (3, 2, 0, 0), "60.0", "BALANCED", "yes"),
        ("P-3", (4, 4, 0, 0), "50.0", "PARITY", "yes"),
        ("P-2", (1, 2, 0, 1), "33.3", "UNDETERMINED", "unknown"),
        ("NO-B", (1, 1, 0, 0), "50.0", "PARITY", "yes"),
        ("G-6", (4, 1, 0, 0), "80.0", "LOW", "no"),
        ("G-5", (2, 0, 1, 0), "100.0", "ONE_SEX", "no"),
        ("P-4 and above", (5, 5, 0, 0), "50.0", "PARITY", "yes"),
        ("professional and higher", (10, 11, 0, 1), "47.6", "UNDETERMINED", "yes"),
        ("general service", (6, 1, 1, 0), "85.7", "LOW", "no"),
        ("all", (17, 13, 1, 1), "56.7", "BALANCED", "yes"),
    ],
)
def test_each_staffing_line(line, heads, share, verdict, meets):
    balance = {held.name: held.balance for held in staffing(FACTS["staffing_snapshot"], ON)}[line]
    counts = balance.counts
    assert (counts.women, counts.men, counts.other, counts.undisclosed) == heads
    assert f"{float(balance.share * 100):.1f}" == share
    assert (balance.verdict, balance.meets) == (verdict, meets)


def test_the_snapshots_of_two_years_ago_still_answer_for_their_own_date():
    then = {held.name: held.balance.counts for held in staffing(FACTS["staffing_snapshot"], date(2024, 6, 1))}
    assert (then["professional and higher"].women, then["professional and higher"].men) == (8, 12)


def test_the_figures_propose_approaches_and_say_what_is_not_proven():
    proposal = rules.equal_representation(staffing(FACTS["staffing_snapshot"], ON), planned=True)
    assert (proposal.rating, proposal.single, proposal.open) == ("approaches", ("D-1",), ("P-2",))


def test_once_the_colleague_is_recorded_as_a_woman_the_figures_propose_exceeds_with_a_note_on_men():
    told = [dict(held) for held in FACTS["staffing_snapshot"]]
    next(held for held in told if held["grade"] == "P-2" and held["as_of"] == "2025-12-31").update(
        women=2, undisclosed=0
    )
    proposal = rules.equal_representation(staffing(told, ON), planned=True)
    assert (proposal.rating, proposal.open) == ("exceeds", ())
    assert dict(proposal.short_of_men) == {"G-6": Fraction(1, 5), "G-5": Fraction(0)}


@pytest.mark.parametrize(
    ("ref", "heads", "verdict", "meets"),
    [
        ("k1", (4, 5, 0, 0), "BALANCED", "yes"),
        ("k2", (0, 5, 0, 0), "ONE_SEX", "no"),
        ("k3", (2, 0, 0, 0), "ONE_SEX", "no"),
        ("k4", (3, 3, 0, 0), "PARITY", "yes"),
        ("k5", (5, 8, 0, 0), "CRITICAL", "no"),
        ("k6", (5, 5, 0, 2), "UNDETERMINED", "yes"),
    ],
)
def test_each_committee(ref, heads, verdict, meets):
    body = next(body for body in bodies(FACTS, ON) if body.committee["id"] == ref)
    counts = body.balance.counts
    assert (counts.women, counts.men, counts.other, counts.undisclosed) == heads
    assert (body.balance.verdict, body.balance.meets) == (verdict, meets)


@pytest.mark.parametrize(
    ("ref", "heads", "verdict", "meets"),
    [("k1", (2, 1), "BALANCED", "yes"), ("k2", (0, 1), "SINGLE", "n/a"), ("k5", (0, 3), "ONE_SEX", "no")],
)
def test_each_leadership(ref, heads, verdict, meets):
    leading = next(body for body in bodies(FACTS, ON) if body.committee["id"] == ref).leadership
    assert (leading.counts.women, leading.counts.men) == heads
    assert (leading.verdict, leading.meets) == (verdict, meets)


def test_six_bodies_judged_and_three_meet_and_of_the_leaderships_two_are_judged():
    held = bodies(FACTS, ON)
    assert rules.tally(body.balance for body in held) == rules.Tally(6, 6, 3, 3, 0)
    leading = rules.tally(body.leadership for body in held)
    assert (leading.judged, leading.meet, leading.fail) == (2, 1, 1)


def test_one_replacement_balances_the_study_group():
    body = next(body for body in bodies(FACTS, ON) if body.committee["id"] == "k5")
    assert body.balance.replace == 1
    assert "6-7" in body.balance.attainable


def test_the_plan_in_figures():
    summary = rules.summary(FACTS["action"], ON)
    assert summary.by_status == {"done": 3, "in_progress": 4, "planned": 1}
    assert (summary.on_time, len(summary.late), summary.completion) == (2, 1, Fraction(3, 8))
    states = {held["number"]: rules.state(held, ON) for held in FACTS["action"]}
    assert {n: s.overdue for n, s in states.items() if s.overdue} == {"B-02": 42, "B-03": 12, "B-08": 1}
    assert {n: s.due_in for n, s in states.items() if s.due_soon} == {"B-05": 19}
    assert states["B-07"].late == 45
    assert states["B-06"].due_in == 31


def test_the_ratings_in_figures():
    ratings = rules.ratings(FACTS["indicator_entry"])
    assert ratings.by_rating == {"exceeds": 1, "meets": 6, "approaches": 8, "missing": 2, "not_applicable": 1}
    assert ratings.share_meeting == Fraction(7, 17)
    assert ratings.share_exceeding == Fraction(1, 17)


def test_nothing_stops_the_submission_and_only_what_is_late_is_a_warning():
    assert [f for f in FOUND if f.level == "error"] == []
    assert {(f.code, f.id) for f in FOUND if f.level == "warning"} == {
        ("overdue", ref) for ref in ("b02", "b03", "b08")
    }


def test_the_architecture_facts_prove_approaches_and_speak_against_exceeds_only():
    found = rules.architecture(FACTS, Places(FACTS), "RO-NVL", ON)
    assert (found.proven, found.ceiling) == ("approaches", "meets")
    assert not rules.contradicts(found, "approaches")
    assert rules.contradicts(found, "exceeds")


def test_an_indicator_of_the_old_framework_is_refused_for_the_new_year():
    entry = row("indicator_entry", framework="un-swap-3", indicator="SWAP2-14", period=2025, rating="missing")
    found = {f.code: f.facts for f in rules.single("indicator_entry", entry, ON)}
    assert found["indicator-not-in-framework"]["framework"] == "UN-SWAP 3.0"
    old = rules.single("indicator_entry", {**entry, "framework": "un-swap-2"}, ON)
    assert "framework-of-another-year" in {f.code for f in old}


def test_more_granted_than_requested_is_refused():
    telework = {**FACTS["hr_measure"][0], "granted_women": 15}
    assert [f.code for f in rules.single("hr_measure", telework, ON) if f.level == "error"] == [
        "requests-differ"
    ]


def test_the_figures_as_entered_are_accepted():
    errors = [
        (kind, held["id"], f.code)
        for kind, rows in FACTS.items()
        for held in rows
        for f in rules.single(kind, held, ON)
        if f.level == "error"
    ]
    assert errors == []
