"""Projections with their assumptions, and the trend that they stand on. Source: balance-rules.md, section 9."""

from datetime import date
from fractions import Fraction

import pytest

from gemtui.rules import Counts, projection, staff_trend
from gemtui.rules.projection import Assumed, flow, linear, years_between
from tests.rules.offices import facts
from tests.rules.test_staff_lines import snapshot

UN = (("2009-12-31", Fraction(399, 1000)), ("2011-12-31", Fraction(407, 1000)))
S200 = Counts(70, 130)


def women_after(course, year):
    return f"{float(course[year - 1]):.2f}"


def test_the_united_nations_at_their_yearly_increment_of_2011():
    found = linear(*UN)
    assert found.increment == Fraction(2, 5)
    assert found.exact == Fraction(93, 4)
    assert (found.answer, found.years, found.year, found.since) == ("by", 24, 2035, "2009-12-31")


@pytest.mark.parametrize(
    ("before", "now", "answer"),
    [
        (("2021-12-31", Fraction(2, 5)), ("2023-12-31", Fraction(2, 5)), "not-at-this-pace"),
        (("2021-12-31", Fraction(2, 5)), ("2023-12-31", Fraction(1, 3)), "not-at-this-pace"),
        (("2021-12-31", Fraction(2, 5)), ("2023-12-31", Fraction(47, 100)), "reached"),
        (("2021-12-31", Fraction(3, 5)), ("2023-12-31", Fraction(11, 20)), "reached"),
        (("2023-01-01", Fraction(2, 5)), ("2023-12-31", Fraction(41, 100)), "no-trend"),
        (("2022-12-31", Fraction(2, 5)), ("2023-12-31", Fraction(41, 100)), "by"),
        (None, ("2023-12-31", Fraction(2, 5)), "no-trend"),
        (None, ("2023-12-31", Fraction(1, 2)), "reached"),
    ],
)
def test_what_a_linear_projection_answers(before, now, answer):
    found = linear(before, now)
    assert found.answer == answer
    assert found.year is None or answer in ("by", "reached")


def test_half_of_the_appointments_bring_the_zone_and_hardly_parity():
    found = flow(S200, Assumed(Fraction(16), Fraction(1, 2)), "2023-12-31")
    told = {year: women_after(found.course, year) for year in (1, 2, 3, 5, 10, 14)}
    assert told == {1: "72.40", 2: "74.61", 3: "76.64", 5: "80.23", 10: "86.97", 14: "90.66"}
    assert found.balanced_in == 5
    assert (found.answer, found.years) == ("by", 20)


def test_sixty_per_cent_of_the_appointments_bring_parity_in_the_eighth_year():
    found = flow(S200, Assumed(Fraction(16), Fraction(3, 5)), "2023-12-31")
    told = {year: women_after(found.course, year) for year in (1, 3, 5, 7, 8, 11)}
    assert told == {1: "74.00", 3: "81.07", 5: "87.05", 7: "92.11", 8: "94.34", 11: "100.02"}
    assert (found.answer, found.balanced_in, found.years, found.year) == ("by", 3, 8, 2031)


@pytest.mark.parametrize("women", [Fraction(47, 100), Fraction(2, 5), Fraction(0)])
def test_too_few_women_among_the_appointed_never_bring_parity(women):
    assert flow(S200, Assumed(Fraction(16), women), "2023-12-31").answer == "never"


@pytest.mark.parametrize(
    ("counts", "assumed", "answer"),
    [
        (Counts(4, 5), Assumed(Fraction(2), Fraction(1)), "too-few"),
        (S200, Assumed(None, Fraction(1, 2)), "no-flows"),
        (S200, Assumed(Fraction(16), None), "no-flows"),
        (S200, Assumed(Fraction(0), Fraction(1, 2)), "no-flows"),
        (Counts(94, 106), Assumed(Fraction(16), Fraction(1, 2)), "reached"),
        (S200, Assumed(Fraction(1, 10), Fraction(1, 2)), "beyond"),
        (S200, Assumed(Fraction(900), Fraction(1, 2)), "by"),
    ],
)
def test_what_a_flow_projection_answers(counts, assumed, answer):
    assert flow(counts, assumed, "2023-12-31").answer == answer


@pytest.mark.parametrize(
    ("first", "last", "years"),
    [("2023-12-31", "2025-12-31", 2), ("2024-02-29", "2025-02-28", Fraction(359, 360)), ("2023-06-30", "2023-12-31", Fraction(1, 2))],
)  # fmt: skip
def test_years_are_counted_in_months(first, last, years):
    assert years_between(first, last) == years


def steps_of(name, *rows, on=date(2026, 1, 12)):
    return staff_trend.courses(rows, on)[name]


@pytest.mark.parametrize(
    ("women", "men", "moved"),
    [(41, 59, "flat"), (42, 58, "rising"), (39, 61, "flat"), (38, 62, "falling"), (82, 118, "flat")],
)
def test_a_share_moves_when_it_is_more_than_a_point_away(women, men, moved):
    rows = snapshot("P-3", 40, 60, as_of="2022-12-31"), snapshot("P-3", women, men)
    assert [step.moved for step in steps_of("P-3", *rows)] == [None, moved]


@pytest.mark.parametrize("other", [{"contract": "permanent"}, {"unit": "b"}, {"office": "RO-NVL"}])
def test_only_like_is_compared_with_like(other):
    rows = (
        snapshot("P-3", 40, 60, as_of="2022-12-31"),
        snapshot("P-3", 60, 40),
        snapshot("P-3", 6, 4, **other),
    )
    assert [step.moved for step in steps_of("P-3", *rows)] == [None, "not comparable"]
    assert staff_trend.outlook(steps_of("P-3", *rows)).answer == "reached"


def test_a_line_without_anything_counted_anew_takes_no_step():
    rows = snapshot("P-3", 4, 6), snapshot("G-5", 4, 6), snapshot("G-5", 5, 5, as_of="2024-06-30")
    assert [step.day for step in steps_of("P-3", *rows)] == ["2023-12-31"]
    assert [step.day for step in steps_of("all", *rows)] == ["2023-12-31", "2024-06-30"]


def test_a_count_after_the_day_is_not_seen():
    rows = snapshot("P-3", 4, 6), snapshot("P-3", 5, 5, as_of="2025-12-31")
    assert len(steps_of("P-3", *rows, on=date(2024, 1, 10))) == 1


def test_the_earliest_like_count_is_what_a_projection_begins_with_and_another_may_be_chosen():
    rows = [snapshot("P-3", w, 100 - w, as_of=f"{y}-12-31") for y, w in ((2019, 30), (2021, 36), (2023, 40))]
    steps = steps_of("P-3", *rows)
    assert staff_trend.compared_with(steps).day == "2019-12-31"
    assert staff_trend.outlook(steps).increment == Fraction(10, 4)
    assert staff_trend.outlook(steps, steps[1]).increment == 2
    assert (staff_trend.outlook(steps).years, staff_trend.outlook(steps).year) == (4, 2027)


def test_nine_heads_are_not_projected():
    rows = snapshot("P-3", 3, 6, as_of="2021-12-31"), snapshot("P-3", 4, 5)
    assert staff_trend.outlook(steps_of("P-3", *rows)).answer == projection.TOO_FEW
    assert staff_trend.outlook(()).answer == projection.TOO_FEW


def test_novaluna_has_reached_parity_at_professional_grades_by_those_who_are_known():
    steps = staff_trend.courses(facts("ro-nvl")["staffing_snapshot"], date(2026, 1, 12))
    upper = steps["professional and higher"]
    assert [(s.balance.counts.women, s.balance.counts.men) for s in upper] == [(8, 12), (10, 11)]
    assert (upper[-1].moved, f"{float(upper[-1].points):.1f}") == ("rising", "7.6")
    found = staff_trend.outlook(upper)
    assert (found.answer, found.is_provisional) == ("reached", True)
    assert (f"{float(found.increment):.4f}", float(found.exact), found.years) == ("3.8095", 0.625, 1)
    assert steps["all"][-1].moved == "not comparable"  # the first count left general service out
