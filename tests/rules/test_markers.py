"""The gender marker that the answers of an assessment bear out, and what the next one takes."""

from datetime import date

import pytest

from gemtui import rules
from gemtui.reference import assessment_questions
from gemtui.rules.markers import highest_marker, proposed_marker
from tests.rules.offices import facts, row

ON = date(2024, 1, 10)
FIELDS = [question.field for question in assessment_questions()]
BORNE = dict.fromkeys(FIELDS, "yes")
PROVED_BY = "data_disaggregated"
"""The question without which no high marker is proven."""


def answered(**given):
    return row("programme_assessment", **given)


def test_nothing_is_proposed_before_anything_is_answered():
    assert proposed_marker(answered()).marker is None
    assert proposed_marker(answered(risks_named="not_applicable")).marker is None


@pytest.mark.parametrize(
    ("given", "marker"),
    [
        (dict.fromkeys(FIELDS, "no"), 0),
        (dict.fromkeys(FIELDS, "no") | {"risks_named": "partly"}, 1),
        (BORNE | {"indicators_by_sex": "no"}, 1),
        (BORNE | {"indicators_by_sex": "partly"}, 2),
        (BORNE | {"risks_named": "no"}, 2),
        (BORNE | {"risks_named": "partly", "barriers_named": "partly"}, 3),
        (BORNE | {"risks_named": "not_applicable"}, 3),
        (BORNE | {PROVED_BY: "not_applicable"}, 1),
        ({PROVED_BY: "yes"}, 1),
    ],
)
def test_the_marker_that_answers_bear_out(given, marker):
    assert proposed_marker(answered(**given)).marker == marker


def test_what_the_next_marker_takes_is_named_with_what_was_said():
    found = proposed_marker(answered(**BORNE | {"indicators_by_sex": "partly", "risks_named": None}))
    assert (found.marker, found.answered, found.asked) == (2, 5, 6)
    assert [(need.field, need.wanted, need.said) for need in found.missing] == [
        ("indicators_by_sex", "yes", "partly"),
        ("risks_named", "partly", ""),
    ]
    assert proposed_marker(answered(**BORNE)).missing == ()


@pytest.mark.parametrize(
    ("given", "highest", "against"),
    [
        ({}, 3, None),
        ({PROVED_BY: "no"}, 1, PROVED_BY),
        ({"risks_named": "no"}, 2, "risks_named"),
        ({"needs_by_sex": "partly"}, 2, "needs_by_sex"),
        (dict.fromkeys(FIELDS, "no"), 0, FIELDS[0]),
        ({PROVED_BY: "not_applicable"}, 3, None),
    ],
)
def test_only_an_answer_speaks_against_a_marker(given, highest, against):
    found, need = highest_marker(answered(**given))
    assert (found, need and need.field) == (highest, against)


@pytest.mark.parametrize("demo", ["ao-paz", "ro-nvl"])
def test_no_marker_of_the_scenarios_is_too_high_for_its_answers(demo):
    for assessment in facts(demo)["programme_assessment"]:
        assert assessment["marker"] <= proposed_marker(assessment).marker


def test_scenario_1_says_that_marker_3_without_data_by_sex_is_an_error():
    wrong = answered(id_="p4-assessment", programme="p4", on="2023-06-15", marker=3, data_disaggregated="no")
    (found,) = rules.single("programme_assessment", wrong, ON)
    assert (found.code, found.level, found.field) == ("marker-too-high", "error", "marker")
    assert (found.facts["highest"], found.facts["said"]) == (1, "no")
