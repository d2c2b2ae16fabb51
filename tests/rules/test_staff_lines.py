"""Staff by grade and in the roll-up lines. Source: balance-rules.md, sections 1 and 7."""

from datetime import date
from fractions import Fraction

import pytest

from gemtui import rules
from gemtui.rules import Counts, grades, staffing
from gemtui.rules.headcount import gap_in_points, pipeline
from tests.rules.offices import row

ON = date(2023, 12, 31)


def snapshot(grade, women, men, id_="", as_of="2023-12-31", **more):
    return row(
        "staffing_snapshot",
        id_ or f"{grade}-{as_of}-{more}",
        as_of=as_of,
        grade=grade,
        women=women,
        men=men,
        **more,
    )


def lines(*rows, on=ON):
    return {line.name: line.balance for line in staffing(rows, on)}


def heads(balance):
    return balance.counts.women, balance.counts.men


def test_sums_are_of_heads_and_never_of_percentages():
    found = lines(snapshot("P-5", 1, 3), snapshot("P-4", 2, 4), snapshot("P-3", 5, 4), snapshot("P-2", 3, 1))
    everyone, senior = found["professional and higher"], found["P-4 and above"]
    assert heads(everyone) == (11, 12)
    assert (everyone.verdict, everyone.share) == ("PARITY", Fraction(11, 23))
    assert heads(senior) == (3, 7)
    assert (senior.verdict, gap_in_points(senior)) == ("CRITICAL", -20)


@pytest.mark.parametrize(
    ("grade", "line"),
    [
        ("EL-SG", ("professional and higher", "P-4 and above")),
        ("D-2", ("professional and higher", "P-4 and above")),
        ("P-4", ("professional and higher", "P-4 and above")),
        ("P-3", ("professional and higher",)),
        ("NO-D", ("national officers",)),
        ("G-1", ("general service",)),
        ("X-1", ()),
    ],
)
def test_each_grade_adds_to_its_lines_and_to_all(grade, line):
    assert grades.lines_of(grade) == line
    assert heads(lines(snapshot(grade, 2, 1))["all"]) == (2, 1)


def test_lines_come_from_the_highest_grade_down_with_the_roll_ups_after_them():
    names = list(lines(snapshot("G-5", 1, 1), snapshot("D-1", 1, 0), snapshot("P-3", 1, 1)))
    assert names == ["D-1", "P-3", "G-5", *grades.ROLL_UPS]


def test_a_line_without_people_is_there_and_judged_by_nobody():
    found = lines(snapshot("G-5", 1, 1))["national officers"]
    assert (found.verdict, found.meets, found.share) == ("EMPTY", "n/a", None)


def test_nobody_counted_makes_no_lines():
    assert lines() == {}
    assert lines(snapshot("G-5", 1, 1, as_of="2024-01-01")) == {}


@pytest.mark.parametrize(
    ("contract", "counts"),
    [
        ("permanent", True), ("continuing", True), ("fixed-term", True), (None, True), ("short-term", False),
        ("project", False), ("loan", False), ("consultant", False), ("intern", False), ("made up", False),
    ],
)  # fmt: skip
def test_contracts_of_one_year_or_more_count(contract, counts):
    assert ("all" in lines(snapshot("P-3", 1, 1, contract=contract))) == counts


def test_non_staff_never_count():
    assert lines(snapshot("NS", 5, 5)) == {}


def test_the_latest_snapshot_of_each_grade_not_after_the_date_counts():
    rows = [
        snapshot("P-4", 5, 5, as_of="2022-12-31"),
        snapshot("P-4", 2, 1, as_of="2023-06-30"),
        snapshot("P-3", 4, 4, as_of="2022-12-31"),
        snapshot("P-3", 9, 9, as_of="2024-01-01"),
    ]
    assert heads(lines(*rows)["P-4"]) == (2, 1)
    assert heads(lines(*rows)["P-3"]) == (4, 4)
    assert heads(lines(*rows, on=date(2024, 1, 1))["P-3"]) == (9, 9)
    assert heads(lines(*rows)["all"]) == (6, 5)


def test_contracts_of_one_day_are_added_and_those_of_an_earlier_day_are_not():
    rows = [
        snapshot("P-4", 1, 1, contract="permanent"),
        snapshot("P-4", 2, 0, contract="fixed-term"),
        snapshot("P-4", 7, 7, contract="continuing", as_of="2022-12-31"),
    ]
    assert heads(lines(*rows)["P-4"]) == (3, 1)


def test_units_are_counted_on_their_own_days():
    rows = [snapshot("P-4", 1, 1, unit="a"), snapshot("P-4", 3, 2, unit="b", as_of="2022-12-31")]
    assert heads(lines(*rows)["P-4"]) == (4, 3)


def test_heads_typed_twice_count_once():
    early, late = "2024-01-01T00:00:00.000Z", "2024-01-02T00:00:00.000Z"
    twice = [snapshot("P-4", 9, 9, "a", changed_at=early), snapshot("P-4", 1, 1, "b", changed_at=late)]
    assert heads(lines(*twice)["P-4"]) == (1, 1)


def test_sectors_are_added_up_from_their_units():
    rows = [
        snapshot("P-4", 1, 1, unit="u1"),
        snapshot("P-3", 2, 0, unit="u2"),
        snapshot("P-2", 0, 4, sector="TSB"),
    ]
    found = rules.by_sector(rows, {"AO-PAZ/u1": "BDT", "AO-PAZ/u2": "BDT"}, ON)
    assert found == {"BDT": Counts(3, 1), "TSB": Counts(0, 4)}


def test_the_pipeline_narrows_and_says_nothing_on_small_bases():
    assert pipeline(Counts(2, 4), Counts(5, 4)) == Fraction(3, 5)
    assert pipeline(Counts(1, 3), Counts(5, 4)) is None


def proposal(*rows, planned=False):
    return rules.equal_representation(staffing(rows, ON), planned)


def test_all_grades_reached_propose_exceeds_with_a_note_on_the_men():
    found = proposal(
        snapshot("P-5", 2, 2), snapshot("P-4", 3, 2), snapshot("P-3", 4, 4), snapshot("D-1", 0, 1), snapshot("G-6", 5, 1)
    )  # fmt: skip
    assert (found.rating, found.single, found.open) == ("exceeds", ("D-1",), ())
    assert found.short_of_men == (("G-6", Fraction(1, 6)),)


@pytest.mark.parametrize(
    ("general", "planned", "rating"),
    [((1, 5), False, "meets"), ((5, 5), False, "exceeds")],
)
def test_professional_grades_reached_propose_meets(general, planned, rating):
    assert proposal(snapshot("P-4", 3, 2), snapshot("G-6", *general), planned=planned).rating == rating


def test_short_of_women_a_plan_alone_is_approaches_and_none_is_missing():
    assert proposal(snapshot("P-4", 1, 4), planned=True).rating == "approaches"
    assert proposal(snapshot("P-4", 1, 4)).rating == "missing"
    assert proposal().rating == "missing"


def test_short_contracts_are_told_in_a_line_of_their_own_beside_those_that_count():
    fixed = snapshot("P-4", 2, 3, contract="fixed-term")
    short = snapshot("P-4", 4, 0, contract="short-term")
    apart = [snapshot("NS", 5, 5), snapshot("G-5", 3, 0, contract="consultant")]
    found = lines(fixed, short, *apart)
    assert (heads(found["all"]), heads(found["all staff contracts"])) == ((2, 3), (6, 3))
    assert "all staff contracts" not in lines(fixed, *apart)
    proposed = rules.equal_representation(staffing([fixed, short], ON), planned=True)
    assert proposed.open == ()
