"""The catalogues in the package: complete, coherent, and in the records' own words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gemtui import reference
from gemtui.records import kinds
from gemtui.reference import (
    assessment_questions,
    bands,
    bodies,
    catalogue,
    catalogue_names,
    checklists,
    clauses,
    contracts,
    framework_of_year,
    frameworks,
    grades,
    image_checks,
    indicators,
    legal_bases,
    offices,
    policy,
    ratings,
    requirement_ids,
    requirements,
    sectors,
    study_groups,
    thresholds,
    verdicts,
)

MADE_BY_THE_PROGRAM = {"log", "report"}


def test_every_clause_of_the_policy_is_answered_by_a_kind_of_record_or_by_the_program():
    assert len(clauses()) == 52
    for clause in clauses().values():
        assert clause.answered_by
        assert set(clause.answered_by) <= {*kinds(), *MADE_BY_THE_PROGRAM}


def test_every_duty_and_objective_is_claimed_by_a_kind_that_answers_it():
    claimed = {clause for kind in kinds().values() for clause in kind.about.clauses}
    assert {c.id for c in clauses().values()} <= claimed


def test_clauses_have_the_kinds_of_the_matrix():
    count = [
        sum(c.kind == kind for c in clauses().values())
        for kind in ("principle", "reference", "objective", "duty")
    ]
    assert count == [8, 1, 5, 38]


def test_the_policy_is_reviewed_every_four_years_and_monitored_every_two():
    assert (policy().version, policy().review_months, policy().monitoring_months) == ("2013", 48, 24)


@pytest.mark.parametrize(
    ("year", "code", "count"),
    [
        (2012, "un-swap-1", 15),
        (2017, "un-swap-1", 15),
        (2018, "un-swap-2", 17),
        (2024, "un-swap-2", 17),
        (2025, "un-swap-3", 18),
        (2099, "un-swap-3", 18),
    ],
)
def test_a_year_belongs_to_one_framework(year, code, count):
    framework = framework_of_year(year)
    assert framework.code == code
    assert len(framework.indicators) == count
    assert sum(f.covers(year) for f in frameworks().values()) == 1


def test_there_was_no_framework_before_2012():
    assert framework_of_year(2011) is None


def test_requirements_are_numbered_from_one_within_their_level():
    indicator = indicators()["SWAP3-14"]
    assert requirement_ids(indicator, "approaches") == ("SWAP3-14/approaches/1", "SWAP3-14/approaches/2")
    assert len(requirement_ids(indicator)) == 2 + 6 + 7
    assert requirements()["SWAP3-14/meets/3"] == "PSEA focal point"


def test_requirement_ids_are_unique_over_all_frameworks():
    total = sum(len(texts) for i in indicators().values() for texts in i.requirements.values())
    assert len(requirements()) == total
    assert all(
        re.fullmatch(r"SWAP[123]-\d\d/(approaches|meets|exceeds)/\d+", name) for name in requirements()
    )


def test_indicators_name_clauses_and_kinds_that_exist():
    for indicator in indicators().values():
        assert set(indicator.clauses) <= set(clauses())
        assert set(indicator.prefill_from) <= {*kinds(), *MADE_BY_THE_PROGRAM}


def test_ratings_are_the_words_of_the_records():
    assert set(ratings()) == set(kinds()["indicator_entry"].question("rating").choices)
    assert [r.word for r in ratings().values() if r.needs_evidence] == ["exceeds", "meets"]
    assert [r.word for r in ratings().values() if r.needs_remedial_plan] == ["approaches", "missing"]
    assert [r.word for r in ratings().values() if not r.counts] == ["not_applicable", "not_reported"]


def test_the_union_s_structure_is_all_there():
    assert len(offices()) == 16
    assert len(bodies()) == 23
    assert len(grades()) == 22
    assert [*sectors()] == ["GS", "BR", "TSB", "BDT"]
    assert len(study_groups()) == 20
    assert [code for code, counts in contracts().items() if counts] == [
        "permanent",
        "continuing",
        "fixed-term",
    ]
    assert legal_bases()["PP-70"].revisions[-1] == "Bucharest 2022"
    assert [g.order for g in grades().values()] == sorted(g.order for g in grades().values())
    assert {o.parent for o in offices().values()} <= {"", *offices()}


def test_balance_thresholds_are_the_rules_defaults():
    assert bands() == {
        "parity_low": 47,
        "parity_high": 53,
        "balanced_low": 40,
        "balanced_high": 60,
        "critical_low": 30,
        "undisclosed_high": 20,
    }
    assert (thresholds()["small_cell"], thresholds()["due_soon_days"]) == (5, 30)
    assert [code for code, v in verdicts().items() if v.meets == "yes"] == [
        "PARITY",
        "BALANCED",
        "BOTH_PRESENT",
    ]


def test_the_assessment_s_questions_are_fields_of_the_assessment():
    assert {q.field for q in assessment_questions()} <= set(kinds()["programme_assessment"].names)
    assert {len(texts) for texts in checklists().values()} == {6, 19}


def test_picture_checks_are_answered_in_the_codes_of_the_answers():
    codes = {code for code, _ in catalogue("answers")}
    for check in image_checks().values():
        assert set(check.reason_needed_for) <= set(check.answers) <= codes


@pytest.mark.parametrize("name", catalogue_names())
def test_a_catalogue_has_codes_with_labels_and_a_field_that_uses_it(name):
    entries = catalogue(name)
    assert len({code for code, _ in entries}) == len(entries) > 0
    assert all(code and label for code, label in entries)
    assert name in {q.catalogue for kind in kinds().values() for q in kind.questions}


def test_an_unknown_catalogue_is_an_error_of_the_caller():
    for name in ("nothing", "schema"):
        with pytest.raises(KeyError):
            catalogue(name)


def test_every_catalogue_file_says_where_it_comes_from():
    for file in (Path(reference.__file__).parent / "catalogues").glob("*.toml"):
        assert file.read_text("utf-8").startswith("#"), file.name
