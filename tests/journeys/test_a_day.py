"""A focal point's day by keyboard: correcting, undoing, finding, checking, and what comes in between."""

from __future__ import annotations

import pytest

from gemtui import store
from gemtui.locale import say
from gemtui.records import Unreadable, read
from gemtui.store import Row, Store
from tests.journeys.person import Person, at_the_keyboard
from tests.tui import office
from tests.tui.still import stands_still


def action(db: Store, number: str) -> Row:
    """Return the action with that number, also one in the trash."""
    return next(row for row in store.rows(db, "action", deleted=True) if row["number"] == number)


async def to_row(person: Person, words: str) -> None:
    """Go down until the cursor stands on a row."""
    await person.press("home")
    for _ in range(60):
        if words in person.line:
            return
        await person.press("down")
    raise AssertionError(f"no row {words}:\n{person.screen}")


async def retypes(person: Person, name: str, text: str) -> None:
    """Put another text into a field of the open form."""
    await person.to_field(name)
    await person.clears()
    await person.types(text)


async def test_a_corrected_value_is_saved_undone_and_done_again(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await person.goes_to(2, "Action plan")
        await to_row(person, "A-03")
        await person.press("e")
        await person.form_opens()
        await retypes(person, "percent", "75")
        await person.saves()
        assert action(db, "A-03")["percent"] == 75
        await person.sees("saved", "u takes it back")
        await person.press("u")
        await person.sees("Undone")
        assert action(db, "A-03")["percent"] == 60
        await person.press("U")
        await person.sees("Done again")
        assert action(db, "A-03")["percent"] == 75


async def test_a_deleted_record_goes_to_the_trash_and_comes_back(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await person.goes_to(4, "Committees")
        await to_row(person, "Safety warden")
        await person.press("d")
        await person.sees("In the trash")
        await person.until(
            lambda: "Safety warden" not in person.screen.replace(person.said, ""), "the row's end"
        )
        assert len(store.rows(db, "committee")) == 4
        assert len(store.rows(db, "composition")) == 4
        await person.press("u")
        await person.sees("Undone")
        assert len(store.rows(db, "committee")) == len(store.rows(db, "composition")) == 5
        await person.rests()
        await to_row(person, "Safety warden")


async def test_marked_records_are_deleted_as_one_action(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await person.goes_to(2, "Action plan")
        await to_row(person, "A-05")
        await person.press("space", "space", "space")
        await person.press("d")
        await person.sees("3 records")
        assert len(store.rows(db, "action")) == 9
        await person.press("u")
        await person.sees("Undone")
        assert len(store.rows(db, "action")) == 12


async def test_a_duplicate_begins_with_the_values_of_its_template(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await person.goes_to(2, "Action plan")
        await to_row(person, "A-07")
        await person.press("D")
        await person.form_opens()
        await retypes(person, "number", "A-13")
        await retypes(person, "title", "Gender assessment of the digital centre")
        await person.saves()
        made, template = action(db, "A-13"), action(db, "A-07")
        assert made["title"] == "Gender assessment of the digital centre"
        assert {n: made[n] for n in ("clauses", "responsible", "delivery_on", "action_plan")} == {
            n: template[n] for n in ("clauses", "responsible", "delivery_on", "action_plan")
        }
        assert made["id"] != template["id"]


async def test_a_duplicate_that_is_left_at_once_is_no_draft(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await person.goes_to(2, "Action plan")
        await person.press("D")
        await person.form_opens()
        await person.press("escape")
        await person.until(lambda: not person.is_writing)
        await person.rests()
        assert store.drafts(db) == []


async def test_filters_sort_and_search_find_what_is_meant(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await person.goes_to(2, "Action plan")
        await person.press("/")
        await person.types("vacancy")
        await person.sees("1 of 12")
        await person.press("enter")
        assert "A-03" in person.screen
        assert "A-07" not in person.screen
        await person.press("escape")
        await person.sees("A-07")
        await person.press("/")
        await person.types("status:cancelled")
        await person.sees("1 of 12", "A-08")
        await person.press("enter", "escape")
        await person.press("ctrl+f")
        await person.types("procurement")
        await person.sees("Local procurement committee", "Second woman on the procure")
        await person.press("enter")
        await person.sees("procurement", "LIST")
        await person.press("q")
        await person.goes_to(2, "Action plan")
        first = action_numbers(person)
        await person.press("s", "S")
        await person.rests()
        assert action_numbers(person) == sorted(action_numbers(person), reverse=True) != first


def action_numbers(person: Person) -> list[str]:
    """Return the numbers of the actions in the order in which they stand there."""
    return [line[2:6] for line in person.screen.splitlines() if line[2:4] == "A-"]


async def test_the_palette_knows_commands_screens_and_records(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await person.press(":")
        await person.types("commit")
        await person.sees("Committees")
        await person.press("enter")
        await person.sees("Committees · AO-PAZ")
        await person.press("ctrl+p")
        await person.types("school connectivity")
        await person.sees("Gender assessment of the sch")
        await person.press("enter")
        await person.sees("Action · A-07")


async def test_history_says_who_and_what_and_why_says_how(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await person.goes_to(2, "Action plan")
        await to_row(person, "A-10")
        await person.press("h")
        await person.sees("History · A-10", "focal point", "Plan 2023–2024", "OA-C2b")
        await person.press("q")
        await person.sees("Action plan · AO-PAZ")
        await person.press("w")
        await person.sees("Why", "285 days")


async def test_enter_on_a_finding_lands_in_its_field(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await person.goes_to(5, "Indicators")
        await person.press("v")
        await person.sees("Findings")
        await to_row(person, "PI 14")
        await person.press("enter")
        await person.form_opens()
        assert person.field == "rating"
        await person.sees("Edit · Indicator", "PI 14")


async def test_what_is_pasted_outside_a_text_field_does_nothing(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        before = store.digest(db)
        for number in "23459":
            await person.press(number)
            await stands_still(person)
            stood = person.screen
            await person.pastes("d\nnq:y2\x13\x11")
            await stands_still(person)
            assert person.screen == stood
        assert store.digest(db) == before
        assert store.drafts(db) == []


WRONG = (
    (2, "percent", "140", "too-large"),
    (2, "percent", "-1", "too-small"),
    (2, "percent", "half", "not-a-number"),
    (2, "percent", "12,5", "not-whole"),
    (2, "delivery_on", "31.02.2024", "not-a-date"),
    (2, "delivery_on", "03/04/2024", "ambiguous-date"),
    (2, "budget", "12.345.678", "not-decimal"),
    (2, "action_plan", "no such plan", "not-a-reference"),
    (2, "area", "other", "not-a-choice"),
    (2, "title", "", "required"),
)


@pytest.mark.parametrize(("number", "field", "typed", "code"), WRONG)
async def test_a_wrong_entry_is_told_beside_its_field_and_nothing_is_saved(
    db: Store, number: int, field: str, typed: str, code: str
) -> None:
    async with at_the_keyboard(db) as person:
        before = action(db, "A-01")
        await person.press(str(number))
        await person.rests()
        await to_row(person, "A-01")
        await person.press("e")
        await person.form_opens()
        await retypes(person, field, typed)
        await person.press("ctrl+s")
        await person.rests()
        await is_refused(person, field, typed, code)
        assert action(db, "A-01") == before


async def test_wrong_counts_are_told_and_nothing_is_saved(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await person.goes_to(4, "Committees")
        await person.press("]", "]", "]", "]")
        await person.rests()
        await person.press("e")
        await person.form_opens()
        for typed, code in (("-1", "too-small"), ("many", "not-a-number")):
            await retypes(person, "men", typed)
            await person.press("ctrl+s")
            await person.rests()
            await is_refused(person, "men", typed, code)
        await retypes(person, "men", "3")
        await retypes(person, "stated_total", "15")
        await person.press("ctrl+s")
        await person.rests()
        assert person.is_writing
        await person.sees("cells add to")
        assert all(row["revision"] == 1 for row in store.rows(db, "composition"))


async def is_refused(person: Person, field: str, typed: str, code: str) -> None:
    """See what the field can't be, in words and under the field, in the form that is still open."""
    assert person.is_writing
    shown = next(f for f in person.app.screen.form.fields if field in {q.name for q in f.block})
    question = next(q for q in shown.block if q.name == field)
    problem = Unreadable("required")
    if typed:
        with pytest.raises(Unreadable) as caught:
            read(question, typed, office.TODAY)
        problem = caught.value
    assert problem.code == code
    assert shown.problem == say(problem.code, problem.facts)
    assert shown.problem[:40] in " ".join(person.screen.split())
