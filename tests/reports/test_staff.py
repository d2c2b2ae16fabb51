"""What `gemtui staff` gives, figure for figure from scenarios 1 and 2."""

from datetime import date
from fractions import Fraction

import pytest

from gemtui import reports
from gemtui.rules.projection import Assumed


@pytest.fixture(scope="module")
def paz(porto_azul):
    return reports.staff_figures(porto_azul[0], date(2024, 1, 10))


@pytest.fixture(scope="module")
def nvl(novaluna):
    return reports.staff_figures(novaluna[0], date(2026, 1, 12))


def line(found, name, part=None):
    (one,) = [one for one in found["lines"] if (one["line"], one["part"]) == (name, part)]
    return one


def test_the_shape(paz):
    assert set(paz) == {
        "on",
        "lines",
        "representation",
        "recruitment",
        "measures",
        "participation",
        "training",
        "surveys",
    }
    assert all(one["ids"] for one in paz["lines"])
    assert [one["line"] for one in paz["lines"]][:3] == ["all", "professional and higher", "P-4 and above"]


def test_gaps_in_points_and_no_projection_of_a_handful(paz):
    assert line(paz, "general service")["gap_points"] == "16.7"
    assert line(paz, "P-4 and above")["gap_points"] == "-16.7"
    assert line(paz, "professional and higher")["flow"]["answer"] == "too-few"
    assert line(paz, "all")["linear"]["answer"] == "reached"


def test_the_two_vacancies_with_rates_ratio_and_who_decided(paz):
    assistant, officer = paz["recruitment"]["exercises"]
    stages = {each["stage"]: each for each in assistant["stages"]}
    assert (stages["shortlisted"]["rate_women"], stages["shortlisted"]["rate_men"]) == ("1/10", "1/12")
    assert (stages["shortlisted"]["ratio"], stages["shortlisted"]["below_four_fifths"]) == ("6/5", False)
    assert (stages["selected"]["men"], stages["selected"]["ratio"]) == (1, None)
    assert (assistant["justification"], assistant["under_represented"]) == ("not needed", "men")
    assert assistant["decision_maker"]
    assert (officer["justification"], officer["under_represented"]) == ("not needed", None)
    assert {each["stage"]: each["ratio"] for each in officer["stages"]}["shortlisted"] == "2"
    assert paz["recruitment"]["together"]["stages"][1]["men"] == 2


def test_professional_and_higher_at_novaluna_is_reached_provisionally(nvl):
    upper = line(nvl, "professional and higher")
    assert upper["linear"] == {
        "answer": "reached", "increment": "3.8095", "exact_years": "5/8", "years": 1, "year": 2026,
        "since": "2023-12-31", "provisional": True,
    }  # fmt: skip
    assert (upper["moved"], upper["points"], upper["since"]) == ("rising", "7.6", "2023-12-31")
    assert line(nvl, "all")["moved"] == "not comparable"


def test_the_pipeline_narrows_where_clearly_fewer_women_are_higher_up(nvl):
    assert (line(nvl, "P-4")["pipeline"], line(nvl, "P-4")["narrowing"]) == ("6/5", False)
    assert line(nvl, "P-5")["pipeline"] is None


def test_equal_representation_is_proposed_with_what_is_not_proven(nvl):
    (proposal,) = nvl["representation"]
    assert (proposal["rating"], proposal["single_posts"], proposal["not_reached"]) == (
        "approaches",
        ["D-1"],
        ["P-2"],
    )
    assert proposal["short_of_men"] == [
        {"grade": "G-6", "percent_men": "20.0"},
        {"grade": "G-5", "percent_men": "0.0"},
    ]


def test_flexible_work_adds_up_to_twenty_six_requests(nvl):
    kinds = {one["kind"]: one for one in nvl["measures"]["kinds"]}
    assert (kinds["telework"]["requests"]["women"], kinds["telework"]["refused"]["men"]) == (14, 1)
    assert (kinds["telework"]["granted_rate_women"], kinds["telework"]["granted_rate_men"]) == ("1", "8/9")
    whole = nvl["measures"]["all"]["requests"]
    assert sum(whole.values()) == 26


def test_the_course_reached_everybody(nvl):
    (course,) = nvl["training"]
    assert (course["percent"], course["coverage_women"], course["coverage_men"]) == ("100.0", "1", "1")


def test_what_somebody_assumes_stands_in_for_what_would_be_assumed(novaluna):
    given = Assumed(Fraction(2), Fraction(3, 5))
    found = reports.staff_figures(novaluna[0], date(2026, 1, 12), given)
    ahead = line(found, "P-4 and above")["flow"]
    assert (ahead["leaving"], ahead["women"], ahead["answer"]) == ("2", "3/5", "reached")
    assert ahead["women_after"][0] == "5.20"


def test_headquarters_sees_sectors_and_offices_beneath_the_whole(headquarters):
    found = reports.staff_figures(headquarters, date(2026, 1, 20))
    whole = line(found, "all")
    assert (whole["women"], whole["men"], whole["percent_women"]) == (148, 153, "49.2")
    by_sector = {
        one["part"]: one["women"]
        for one in found["lines"]
        if one["line"] == "all" and one["level"] == "sector"
    }
    assert set(by_sector) == {"BDT", "BR", "GS", "TSB"}
    assert sum(by_sector.values()) == 148
    assert line(found, "all", "AO-TRM")["women"] == 3
