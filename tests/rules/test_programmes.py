"""The register of programmes on a date, and what keeps a good practice from being shown."""

from datetime import date

import pytest

from gemtui import rules
from gemtui.rules.programmes import practice_lacks, programme_state
from tests.rules.offices import by_id, context, facts, row

ON = date(2024, 1, 10)
FACTS = facts("ao-paz")
PROGRAMME = {"title": "P", "starts_on": "2023-02-01", "ends_on": "2024-12-31", "approved_on": "2023-01-20"}
SHEET = {
    "title": "Radios", "context": "Few women", "what_was_done": "A course", "result": "38 of 40 finished",
    "lessons": "Ask first", "beneficiaries_women": 40, "consent": True,
}  # fmt: skip


def state(given, *assessed, on=ON):
    made = [row("programme_assessment", f"a{n}", programme="x", **each) for n, each in enumerate(assessed)]
    return programme_state(row("programme", **PROGRAMME | given), made, on)


def test_the_five_programmes_of_scenario_1():
    held = by_id(FACTS["programme"])
    made = FACTS["programme_assessment"]
    found = {
        ref: programme_state(held[ref], [each for each in made if each["programme"] == ref], ON)
        for ref in ("p1", "p2", "p3", "p4", "p5")
    }
    assert {ref: (each.code, each.marker) for ref, each in found.items()} == {
        "p1": ("overdue", None),
        "p2": ("assessed", 3),
        "p3": ("exempt", None),
        "p4": ("assessed", 1),
        "p5": ("assessed", 3),
    }
    covered = rules.coverage(rules.Picture(FACTS, context()), "AO-PAZ")
    assert (len(covered.assessed), len(covered.due), covered.exempt) == (3, 4, ("p3",))


@pytest.mark.parametrize(
    ("given", "code", "phase", "overdue"),
    [
        ({}, "overdue", "active", (ON - date(2023, 1, 20)).days),
        ({"approved_on": None}, "overdue", "active", (ON - date(2023, 2, 1)).days),
        ({"approved_on": "2024-01-11"}, "not_assessed", "active", None),
        ({"starts_on": "2024-01-11"}, "not_assessed", "planned", None),
        ({"ends_on": "2024-01-09"}, "not_assessed", "ended", None),
        ({"assessed_not_applicable": True, "not_applicable_reason": "Briefing"}, "exempt", "active", None),
        ({"assessed_not_applicable": True}, "overdue", "active", (ON - date(2023, 1, 20)).days),
    ],
)
def test_a_programme_without_an_assessment(given, code, phase, overdue):
    found = state(given)
    assert (found.code, found.phase, found.overdue) == (code, phase, overdue)


def test_the_latest_assessment_gives_the_marker_and_one_of_tomorrow_none_yet():
    found = state(
        {},
        {"on": "2023-12-01", "marker": 2},
        {"on": "2023-06-01", "marker": 1},
        {"on": "2024-01-11", "marker": 3},
    )
    assert (found.code, found.marker, len(found.assessments)) == ("assessed", 2, 2)


def test_a_sheet_that_is_ready_lacks_nothing():
    assert practice_lacks(row("good_practice", **SHEET)) == ()


@pytest.mark.parametrize(
    ("given", "lacks"),
    [
        ({"context": None}, "context"),
        ({"result": "very successful"}, "result"),
        ({"result": None}, "result"),
        ({"lessons": None}, "lessons"),
        ({"beneficiaries_women": None}, "beneficiaries_women"),
        ({"consent": None}, "consent"),
        ({"consent_images": False}, "consent_images"),
    ],
)
def test_what_a_sheet_lacks_before_it_is_shown(given, lacks):
    assert practice_lacks(row("good_practice", **SHEET | given)) == (lacks,)


def test_the_draft_of_scenario_1_lacks_result_lessons_beneficiaries_and_consent():
    (draft,) = FACTS["good_practice"]
    assert practice_lacks(draft) == ("result", "lessons", "beneficiaries_women", "consent")
