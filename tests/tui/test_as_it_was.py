"""As it was: a day for the screens that have one, and what changed between two days, by keys."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from gemtui import store
from gemtui.store import Edit, Store
from tests.journeys.person import at_the_keyboard
from tests.tui.office import put

LATER = date(2024, 3, 1)


def later(db: Store, day: str = "2024-03-01") -> None:
    db.around.clock.set(datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC).replace(hour=9))


def action(db: Store, number: str) -> dict:
    return next(row for row in store.rows(db, "action") if row["number"] == number)


@pytest.mark.parametrize("number", [2, 3, 4, 5, 6, 7, 8])
async def test_a_day_stands_in_the_top_line_until_the_key_is_pressed_again(db, number):
    async with at_the_keyboard(db, today=LATER) as person:
        await person.press(str(number))
        await person.rests()
        await person.press("t")
        await person.types("2024-01-15\r")
        await person.sees("as of 15 Jan 2024")
        await person.press("t")
        await person.sees_no("as of 15 Jan 2024")


async def test_the_plan_shows_what_its_records_said_that_evening(db):
    later(db)
    store.save(
        db,
        Edit(
            "action", {"status": "done", "percent": 100, "done_on": "2024-02-20"}, id=action(db, "A-03")["id"]
        ),
    )
    store.delete(db, "action", action(db, "A-09")["id"])
    async with at_the_keyboard(db, (80, 30), today=LATER) as person:
        await person.goes_to(2, "A-01")
        await person.sees("11 actions · 3 done")
        await person.press("t")
        await person.types("2024-01-15\r")
        await person.sees("A-09", "12 actions · 2 done")
        line = next(each for each in person.screen.splitlines() if "A-03" in each)
        assert "!◐" in line


async def test_ratings_are_those_of_that_evening(db):
    later(db)
    entry = next(r for r in store.rows(db, "indicator_entry") if r["indicator"] == "SWAP2-02")
    store.save(db, Edit("indicator_entry", {"rating": "meets", "requirements": []}, id=entry["id"]))
    async with at_the_keyboard(db, today=date(2024, 1, 31)) as person:
        await person.press("5")
        await person.rests()

        def rating() -> str:
            return next(each for each in person.screen.splitlines() if "2 Reporting" in each)

        await person.sees(" meets ")
        assert "meets" in rating()
        await person.press("t")
        await person.types("2024-01-15\r")
        await person.sees("as of 15 Jan 2024")
        await person.rests()
        assert "approaches" in rating()


async def test_what_changed_between_two_days_is_a_list_in_words_that_leads_to_the_records(db):
    later(db)
    store.save(
        db,
        Edit(
            "action",
            {"responsible": "Deputy", "delivery_on": "2024-08-31"},
            id=action(db, "A-09")["id"],
            why="new head",
        ),
    )
    async with at_the_keyboard(db, today=LATER) as person:
        await person.press("T")
        await person.types("1.2 to 1.3")
        await person.sees("from 1 Feb 2024 to 1 Mar 2024")
        await person.press("enter")
        await person.sees("Changed · 1 Feb 2024 to 1 Mar 2024", "2 changes", "Deputy", "31 Aug 2024", "Why")
        await person.press("/")
        await person.types("deputy\r")
        await person.rests()
        assert "Responsible" in person.line
        await person.sees("Was      Head", "Became   Deputy", "new head")
        await person.press("enter")
        await person.sees("Action · A-09")


async def test_two_days_typed_where_one_is_asked_for_list_what_changed(db):
    async with at_the_keyboard(db, today=LATER) as person:
        await person.goes_to(2, "A-01")
        await person.press("t")
        await person.types("2024-01-01 to 2024-01-31\r")
        await person.sees("Changed · 1 Jan 2024 to 31 Jan 2024", "entered")


async def test_what_is_no_day_is_said_and_nothing_changes(db):
    async with at_the_keyboard(db, today=LATER) as person:
        await person.press("T")
        await person.types("yesterday to monday\r")
        await person.rests()
        assert person.app.said
        await person.sees("NEXT")


async def tab_of(person, number: int, label: str) -> None:
    await person.press(str(number))
    await person.rests()
    while f"[{label}]" not in person.screen:
        await person.press("]")
        await person.rests()


async def test_programmes_and_planning_show_what_was_known_that_evening(db):
    programme = put(db, "programme", title="School connectivity", type="project", starts_on="2023-02-01")
    plan = put(db, "governance_item", type="planning_instrument", instrument="operational_plan", title="Plan 2024", on="2023-11-01", level="mentioned")  # fmt: skip
    money = put(
        db, "resource_line", year=2023, purpose="group", title="Travel", approved="4000", currency="CHF"
    )
    later(db)
    put(db, "programme_assessment", programme=programme, on="2024-02-20", stage="design", marker=1)
    store.save(db, Edit("governance_item", {"level": "objective"}, id=plan))
    store.save(db, Edit("resource_line", {"approved": "9000", "currency": "CHF"}, id=money))
    put(db, "programme", title="Coding camps", type="activity", starts_on="2024-02-01")
    async with at_the_keyboard(db, today=LATER) as person:
        await tab_of(person, 7, "programmes")
        await person.sees("School connectivity", "20 Feb 2024")
        await person.press("t")
        await person.types("2024-01-15\r")
        await person.sees("as of 15 Jan 2024")
        await person.sees_no("20 Feb 2024")
        assert "Coding camps" not in person.screen
        assert "e edit" not in person.screen
        await tab_of(person, 8, "planning")
        await person.sees("objective")
        await person.press("t")
        await person.types("2024-01-15\r")
        await person.sees("as of 15 Jan 2024", "mentioned")
        await person.press("]")
        await person.sees("[money]", "4\u202f000")
        await person.press("t")
        await person.sees("9\u202f000")


async def test_on_a_day_gone_by_enter_makes_nothing(db):
    put(
        db,
        "governance_item",
        type="delivery_review",
        title="Procurement",
        on="2023-10-01",
        outcome="needs_change",
    )
    async with at_the_keyboard(db, today=LATER) as person:
        await tab_of(person, 8, "delivery")
        await person.sees("Procurement")
        await person.press("t")
        await person.types("2024-01-15\r")
        await person.sees("as of 15 Jan 2024", "no action makes it")
        assert "Enter makes" not in person.screen
        await person.press("enter")
        await person.sees("Governance item ·")
        assert person.field == ""


@pytest.mark.parametrize(
    ("number", "tab", "invitation"),
    [
        (7, "programmes", "Enter begins it"),
        (8, "planning", "Enter goes to the level"),
        (8, "delivery", "Enter makes the action"),
        (8, "reviews", "Enter goes through"),
        (3, "units", "Enter makes the appointment"),
    ],
)
async def test_enter_is_named_on_the_day_that_is_today_alone(db, number, tab, invitation):
    put(db, "programme", title="School connectivity", type="project", starts_on="2023-02-01", approved_on="2023-01-20")  # fmt: skip
    put(db, "governance_item", type="planning_instrument", instrument="operational_plan", title="Plan 2024", on="2023-11-01")  # fmt: skip
    put(db, "governance_item", type="delivery_review", title="Procurement", on="2023-10-01", outcome="needs_change")  # fmt: skip
    put(db, "office_unit", code="AA", name="A unit that nobody covers", level="area")
    async with at_the_keyboard(db, today=LATER) as person:
        await tab_of(person, number, tab)
        for _ in range(20):
            if invitation in person.screen:
                break
            await person.press("down")
        await person.sees(invitation)
        await person.press("t")
        await person.types("2024-01-15\r")
        await person.sees("as of 15 Jan 2024")
        await person.rests()
        assert invitation not in person.screen
        await person.press("t")
        await person.sees(invitation)
