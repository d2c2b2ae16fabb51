"""Participation from year to year: heads summed, a course held twice counted once, no average, no trend without a base."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from gemtui.rules.participation import participation
from tests.rules.offices import row

ON = date(2024, 1, 10)


def training(day: str, women: int, men: int, base: int | None = 40, **more: Any) -> dict[str, Any]:
    given = {"title": "I know gender", "mandatory": True, **more}
    return row("training_record", day, held_on=day, women=women, men=men, staff_on_board=base, **given)


def goal(day: str, share: int, office: str = "AO-PAZ") -> dict[str, Any]:
    return row("hr_measure", f"{office}{day}", office, type="management", starts_on=day, goal_share=share)


def test_coverage_is_heads_over_places_and_has_a_direction() -> None:
    held = [
        training("2022-05-01", 8, 4), training("2023-03-01", 6, 4), training("2023-09-01", 4, 6, title="I  know Gender"),
        training("2023-10-01", 3, 3, None, mandatory=False, title="Talk"), training("2024-06-01", 40, 0),
    ]  # fmt: skip
    first, last = participation(held, [], ON)
    assert (first.year, first.coverage, first.moved) == (2022, Fraction(12, 40), None)
    assert (last.year, last.coverage, last.moved) == (2023, Fraction(20, 40), "rising")
    assert (last.trainings, last.came.women, last.came.men) == (3, 13, 13)
    assert ("AO-PAZ", "2023-10-01") in last.sources


def test_without_a_base_there_is_no_share_and_no_trend() -> None:
    found = participation([training("2022-05-01", 8, 4, None), training("2023-05-01", 8, 4)], [], ON)
    assert [(one.coverage, one.moved) for one in found] == [(None, None), (Fraction(12, 40), None)]


def test_goals_in_appraisals_are_the_latest_of_the_year_and_never_added_over_offices() -> None:
    told = [goal("2022-01-01", 50), goal("2023-01-01", 55), goal("2023-07-01", 60), goal("2024-01-01", 70), goal("2024-01-02", 10, "RO-NVL")]  # fmt: skip
    found = participation([], told, ON)
    assert [(one.year, one.goal, one.goal_moved) for one in found] == [(2022, 50, None), (2023, 60, "rising"), (2024, None, None)]  # fmt: skip
