"""Hired, left, promoted; vacancies as funnels; requests, training, surveys. Source: balance-rules.md, section 8."""

from datetime import date
from fractions import Fraction

import pytest

from gemtui.rules import Counts, check, flows, headcount, recruitment, requests
from gemtui.rules.between.staff import under_represented
from tests.rules.offices import context, facts, row
from tests.rules.test_staff_lines import ON, snapshot

PAZ, NVL = facts("ao-paz"), facts("ro-nvl")


def vacancy(**given):
    return row("recruitment_exercise", "v", **given)


def test_appointments_over_the_stock_raise_it_and_under_it_lower_it():
    stock = Counts(35, 65)
    assert flows.effect(Counts(8, 12), stock) == "raises"
    assert flows.effect(Counts(7, 13), stock) == "keeps"
    assert flows.effect(Counts(6, 14), stock) == "lowers"
    assert flows.effect(Counts(), stock) is None


def test_who_leaves_counts_the_other_way_round():
    stock = Counts(35, 65)
    assert flows.effect_of_leaving(Counts(8, 12), stock) == "lowers"
    assert flows.effect_of_leaving(Counts(6, 14), stock) == "raises"
    assert flows.effect_of_leaving(Counts(7, 13), stock) == "keeps"


YEARS = (
    snapshot("P-4", 4, 6, as_of="2021-12-31"),
    snapshot("P-4", 5, 5, hired_women=1, hired_men=1, left_women=1, left_men=3, promoted_women=1, promoted_men=1),
    snapshot("P-5", 2, 4, hired_women=2, hired_men=2, promoted_women=3, promoted_men=0),
)  # fmt: skip


def test_flows_of_a_grade_and_of_the_lines_above_it():
    grade = flows.flows(YEARS, "P-4", ON)
    assert (grade.hired, grade.left, grade.promoted) == (Counts(1, 1), Counts(1, 3), Counts(1, 1))
    assert (grade.since, grade.until, grade.years) == ("2021-12-31", "2023-12-31", 2)
    senior = flows.flows(YEARS, "P-4 and above", ON)
    assert (senior.hired, senior.promoted) == (Counts(3, 3), Counts(1, 1))  # to P-5 from within is no gain
    assert flows.flows(YEARS, "all", ON).promoted == Counts()
    assert flows.flows(YEARS[:1], "P-4", ON) is None


def test_a_projection_assumes_the_flows_that_were_counted_else_the_selections_of_three_years():
    found = flows.assumed(flows.flows(YEARS, "P-4", ON), Counts())
    assert (found.leaving, found.women) == (2, Fraction(1, 2))
    vacancies = [
        vacancy(grade="P-4", closed_on="2023-05-01", selected_gender="woman"),
        vacancy(grade="P-4", closed_on="2022-05-01", selected_gender="man"),
        vacancy(grade="P-4", closed_on="2021-05-01", selected_gender="nobody"),
        vacancy(grade="P-4", closed_on="2019-05-01", selected_gender="man"),
        vacancy(grade="G-4", closed_on="2023-05-01", selected_gender="man"),
    ]
    heads, ids = flows.selected(vacancies, "professional and higher", ON)
    assert (heads, len(ids)) == (Counts(1, 1), 2)
    assert flows.assumed(None, heads) == flows.Assumed(Fraction(2, 3), Fraction(1, 2))
    assert flows.assumed(None, Counts()) == flows.Assumed(None, None)


def test_flows_that_do_not_add_up_are_a_warning_and_those_that_do_are_none():
    def told(men):
        before = snapshot("P-4", 4, 6, "a", as_of="2022-12-31", other=0, undisclosed=0)
        after = snapshot("P-4", 5, men, "b", hired_women=2, hired_men=1, left_women=1, left_men=3)
        found = check({"staffing_snapshot": [before, after]}, context())
        return [(f.field, f.facts["due"], f.facts["now"]) for f in found if f.code == "flows-differ"]

    assert told(men=4) == []
    assert told(men=5) == [("hired_men", 4, 5)]


@pytest.mark.parametrize(
    ("heads", "ratio", "hint"),
    [
        ((40, 80, 3, 5), Fraction(6, 5), False),
        ((50, 100, 1, 4), Fraction(1, 2), True),
        ((19, 100, 1, 4), None, False),
        ((50, 19, 1, 4), None, False),
        ((50, 100, 1, 0), None, False),
    ],
)
def test_the_rate_ratio_of_several_vacancies(heads, ratio, hint):
    women, men, women_in, men_in = heads
    found = recruitment.Funnel((("applicants", Counts(women, men)), ("selected", Counts(women_in, men_in))))
    assert found.ratio("selected") == ratio
    assert recruitment.is_below_four_fifths(ratio) == hint


def test_the_two_vacancies_of_porto_azul():
    assistant, officer = map(recruitment.funnel, PAZ["recruitment_exercise"])
    assert [stage for stage, _ in assistant.stages] == [
        "applicants",
        "shortlisted",
        "interviewed",
        "selected",
    ]
    assert assistant.rates("shortlisted") == (Fraction(1, 10), Fraction(1, 12))
    assert (assistant.ratio("shortlisted"), assistant.of("selected")) == (Fraction(6, 5), Counts(0, 1))
    assert officer.rates("shortlisted") == (Fraction(1, 10), Fraction(1, 20))
    assert officer.ratio("shortlisted") == 2
    both = recruitment.together(PAZ["recruitment_exercise"])
    assert (both.of("applicants"), both.of("selected")) == (Counts(60, 140), Counts(0, 2))


def test_neither_selection_at_porto_azul_needs_a_reason():
    short = under_represented(PAZ, date(2024, 1, 10), {"AO-PAZ"})
    assert (short["AO-PAZ", "G-5"], short["AO-PAZ", "P-4"]) == ("men", None)
    for held in PAZ["recruitment_exercise"]:
        assert recruitment.justification(held, short["AO-PAZ", held["grade"]]) == "not needed"


@pytest.mark.parametrize(
    ("given", "short", "state"),
    [
        ({}, "women", None),
        ({"selected_gender": "woman", "shortlisted_women": 1}, "women", "not needed"),
        ({"selected_gender": "man", "shortlisted_women": 1}, "women", "missing"),
        ({"selected_gender": "man", "shortlisted_women": 0}, "women", "not needed"),
        (
            {"selected_gender": "man", "shortlisted_women": 1, "justification": "Only he had"},
            "women",
            "given",
        ),
        ({"selected_gender": "man", "shortlisted_women": 1}, None, "not needed"),
        ({"selected_gender": "woman", "shortlisted_men": 1}, "men", "missing"),
        ({"selected_gender": "nobody", "shortlisted_women": 1}, "women", "not needed"),
    ],
)
def test_when_a_selection_has_to_be_justified(given, short, state):
    assert recruitment.justification(vacancy(**given), short) == state


def test_requests_by_kind_at_novaluna_make_twenty_six():
    found = requests.by_kind(NVL["hr_measure"])
    assert (found["telework"].requests, found["telework"].granted) == (Counts(14, 9), Counts(14, 8))
    assert (found["telework"].refused, found["part_time"].requests) == (Counts(0, 1), Counts(3, 0))
    every = found["telework"] + found["part_time"]
    assert every.requests.total == 26
    assert every.granted_rate("women") == 1
    assert every.granted_rate("men") == Fraction(8, 9)
    assert every.granted_rate("other") is None


def test_a_measure_without_requests_is_in_no_sum():
    assert requests.by_kind([row("hr_measure", type="diversity", title="Session")]) == {}


def test_the_mandatory_course_reached_everybody_at_novaluna():
    (course,) = NVL["training_record"]
    lines = headcount.staffing(NVL["staffing_snapshot"], date(2025, 12, 31))
    everybody = next(line for line in lines if line.name == "all")
    assert requests.coverage(course) == 1
    assert requests.coverage_by_gender(course, everybody) == {"women": 1, "men": 1}
    assert requests.coverage_by_gender({**course, "women": 18}, everybody) == {"men": 1}
    assert requests.coverage({**course, "staff_on_board": None}) is None
    assert requests.coverage_by_gender(course, None) == {}


def test_a_survey_by_gender_and_when_it_stays_in_the_office():
    survey = row(
        "culture_survey", respondents_women=6, respondents_men=4, favourable_women=3, favourable_men=3
    )
    found = requests.answers_of(survey)
    assert (found.share("women"), found.share("men"), found.share()) == (
        Fraction(1, 2),
        Fraction(3, 4),
        Fraction(3, 5),
    )
    assert found.share("other") is None
    assert not requests.is_too_small(survey)
    assert requests.is_too_small({"respondents_women": 3, "respondents_men": 1})
    assert not requests.is_too_small({})
