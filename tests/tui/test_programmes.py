"""Screen 7 by keys: the register and its coverage, an assessment question by question, the portfolio, a practice as a page."""

from __future__ import annotations

import pytest

from gemtui import store
from gemtui.store import Store
from tests.journeys.person import Person, at_the_keyboard
from tests.tui.office import put

RUNS = {"starts_on": "2023-02-01", "ends_on": "2024-12-31", "approved_on": "2023-01-20"}
ANSWERS = {
    "needs_by_sex": "yes",
    "data_disaggregated": "yes",
    "women_consulted": "yes",
    "indicators_by_sex": "yes",
}


@pytest.fixture
def scenario(db: Store) -> Store:
    """The five programmes of scenario 1, and its portfolio."""
    put(db, "programme", title="School connectivity", type="project", **RUNS)
    for title, marker, answers in (
        ("Digital skills centre", 3, {**ANSWERS, "barriers_named": "yes", "risks_named": "partly"}),
        ("Emergency telecom", 1, {"data_disaggregated": "no", "risks_named": "partly"}),
        ("Women in ICT network", 3, {**ANSWERS, "barriers_named": "yes", "risks_named": "partly"}),
    ):
        made = put(db, "programme", title=title, **RUNS)
        put(
            db,
            "programme_assessment",
            programme=made,
            on="2023-06-15",
            stage="design",
            marker=marker,
            **answers,
        )
    put(
        db, "programme", title="Spectrum workshop", assessed_not_applicable=True,
        not_applicable_reason="One-day technical briefing", **RUNS,
    )  # fmt: skip
    for marker, approved in enumerate(("120000", "60000", "90000", "30000")):
        put(
            db,
            "resource_line",
            year=2023,
            title=f"Portfolio {marker}",
            marker=marker,
            approved=approved,
            currency="CHF",
        )
    return db


async def goes_through(person: Person, *answers: str) -> None:
    """Answer the questions of an assessment, each when it is there."""
    for place, answer in enumerate(answers, 1):
        await person.sees(f" {place}/11 ")
        await person.types(answer)
        await person.press("enter")


async def test_the_top_line_says_75_per_cent_and_w_says_why(scenario: Store) -> None:
    async with at_the_keyboard(scenario) as person:
        await person.goes_to(7, "Programmes and practices")
        await person.sees("3 of 4 assessed · 75.0 %", "1 overdue", "overdue 355 d")
        await person.press("w")
        await person.sees("assessed 3 ÷ (active 5 − exempt with a reason", "= 3 ÷ 4 = 75.0 %")


async def test_the_monitoring_round_shows_the_coverage_beside_the_actions(scenario: Store) -> None:
    async with at_the_keyboard(scenario) as person:
        await person.goes_to(2, "Action plan")
        await person.press("m")
        await person.sees("programmes 3 of 4", "gone through")


async def test_without_a_programme_that_needs_one_there_is_no_percentage(empty: Store) -> None:
    put(
        empty,
        "programme",
        title="Briefing",
        assessed_not_applicable=True,
        not_applicable_reason="One day",
        **RUNS,
    )
    async with at_the_keyboard(empty) as person:
        await person.goes_to(7, "Programmes and practices")
        await person.sees("no programme needs an assessment", "Needs no gender assessment: One day")
        await person.press("w")
        await person.sees("there is no base")


async def test_enter_on_an_overdue_programme_asks_the_questions_and_proposes_the_marker(
    scenario: Store,
) -> None:
    async with at_the_keyboard(scenario) as person:
        await person.goes_to(7, "Programmes and practices")
        assert "School connectivity" in person.line
        await person.press("enter")
        await person.sees("Gender assessment · School connectivity", "0 of 11 answered")
        await goes_through(person, "d", "Girls of four schools", "y", "y", "p", "n", "y", "x", "30")
        await person.sees("10/11 Marker [2 significant]:", "objective is missing", "“yes” on “Were women")
        await person.press("enter")
        await person.sees("11/11", "lacking: barriers")
        await person.press("enter")
        await person.sees("4 of 4 assessed · 100.0 %")
        assert "marker 2 significant" in person.said
    made = next(row for row in store.rows(scenario, "programme_assessment") if row["on"] == "2024-01-10")
    assert (made["marker"], made["risks_named"], made["budget_share"], made["stage"]) == (
        2,
        "not_applicable",
        30,
        "design",
    )
    assert made["justification"].startswith("There: ")


async def test_enter_on_the_finding_begins_the_assessment(scenario: Store) -> None:
    async with at_the_keyboard(scenario) as person:
        await person.goes_to(7, "Programmes and practices")
        await person.press("v")
        await person.sees("Findings", "The programme runs without")
        while "School connectivity" not in person.line:
            await person.press("down")
        await person.press("enter")
        await person.sees("Gender assessment · School connectivity", "1/11")


async def test_a_marker_that_is_too_high_is_refused_at_its_question_and_can_be_mended(
    scenario: Store,
) -> None:
    async with at_the_keyboard(scenario) as person:
        await person.goes_to(7, "Programmes and practices")
        await person.press("enter")
        await goes_through(person, "d", "All", "y", "n", "y", "y", "y", "y", "")
        await person.sees("10/11 Marker [1 limited]:")
        await person.types("3")
        await person.sees("the answers bear 1 at most")
        await person.press("enter", "enter")
        await person.sees("10/11")
        assert "Marker 3 is too high" in person.said
        assert not [
            row
            for row in store.rows(scenario, "programme_assessment")
            if row["marker"] == 3 and row["on"] == "2024-01-10"
        ]
        await person.types("1")
        await person.press("enter", "enter")
        await person.sees("4 of 4 assessed")


async def test_an_assessment_is_left_and_gone_on_with_and_the_form_has_the_same_draft(
    scenario: Store,
) -> None:
    async with at_the_keyboard(scenario) as person:
        await person.goes_to(7, "Programmes and practices")
        await person.press("enter")
        await goes_through(person, "d", "Girls", "y")
        await person.press("escape", "escape")
        await person.sees("3 of 4 assessed")
        (draft,) = store.drafts(scenario, "programme_assessment")
        assert draft.answers["needs_by_sex"] == "yes"
        await person.press("m")
        await person.sees("4/11 Data by sex:", "3 of 11 answered")
        await person.press("up")
        await person.sees("3/11 Needs by sex [yes]:")
        await person.types("-")
        await person.press("enter")
        await person.sees("4/11", "2 of 11 answered")


async def test_an_assessment_that_is_there_is_gone_through_again(scenario: Store) -> None:
    async with at_the_keyboard(scenario) as person:
        await person.goes_to(7, "Programmes and practices")
        await person.press("]")
        await person.sees("[assessments]", "bear out")
        while "Emergency telecom" not in person.line:
            await person.press("down")
        await person.press("m")
        await person.sees("Gender assessment · Emergency telecom")
        assert len(store.rows(scenario, "programme_assessment")) == 3


async def test_the_portfolio_by_marker_and_no_base(scenario: Store) -> None:
    async with at_the_keyboard(scenario) as person:
        await person.goes_to(7, "Programmes and practices")
        await person.press("[")
        await person.sees("[portfolio]", "marker 2 and 3: 40.0 %", "marker 3: 10.0 %")
        await person.press("w")
        await person.sees("= 10.0 %.")


async def test_a_portfolio_of_nothing_has_no_base(empty: Store) -> None:
    put(empty, "resource_line", year=2023, marker=3, approved="0", currency="CHF")
    async with at_the_keyboard(empty) as person:
        await person.goes_to(7, "Programmes and practices")
        await person.press("[")
        await person.sees("[portfolio]", "marker 3: no base")


async def test_a_practice_is_a_page_and_enter_goes_to_what_is_missing(db: Store) -> None:
    put(
        db,
        "good_practice",
        title="Evening classes",
        context="Few women came by day",
        what_was_done="Classes in the evening",
        on="2023-12-04",
    )
    async with at_the_keyboard(db) as person:
        await person.goes_to(7, "Programmes and practices")
        await person.press("]", "]")
        await person.sees(
            "[good practices]", "lacks 4", "Not ready to be shown. Missing: a result with a number"
        )
        await person.press("enter")
        await person.sees(
            "Good practice · Evening classes", "Few women came by day", "missing · Enter writes it"
        )
        while "What others can reuse" not in person.line:
            await person.press("down")
        await person.press("enter")
        await person.form_opens()
        assert person.field == "lessons"


async def test_the_copied_page_quotes_nobody_who_has_not_agreed(db: Store) -> None:
    put(
        db,
        "good_practice",
        title="Classes",
        context="Few women",
        what_was_done="Maria said it helped",
        status="draft",
    )
    async with at_the_keyboard(db) as person:
        await person.goes_to(7, "Programmes and practices")
        await person.press("]", "]", "enter")
        await person.sees("Maria said it helped")
        await person.press("y")
        await person.until(lambda: "Copied" in person.said, "the copy")
        copied = person.app.clipboard
        assert "Few women" in copied
        assert "Maria" not in copied
