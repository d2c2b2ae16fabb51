"""Nothing typed is lost: drafts by their time, last period's values, what can't be read, and five kinds of nothing."""

from __future__ import annotations

from typing import Any

from gemtui import store
from gemtui.store import Edit, Store
from gemtui.tui.screens.reading import Reading
from gemtui.tui.screens.writing import Writing
from gemtui.tui.sheets import Wanted
from gemtui.tui.widgets.entry import Entry
from tests.journeys.person import Person, at_the_keyboard


async def opens(person: Person, kind: str, identifier: str = "", **given: Any) -> None:
    """Open a form."""
    person.app.push_screen(Writing(Wanted(kind, identifier, given=given or None)))
    await person.form_opens()
    await person.rests()


def entry(person: Person, name: str) -> str:
    return person.app.screen.query_one(f"#{name}", Entry).value


def body(db: Store, name: str = "Office management meeting") -> str:
    return next(row["id"] for row in store.rows(db, "committee") if row["name"] == name)


def drafts(db: Store) -> list[dict[str, str]]:
    return [one.answers for one in store.drafts(db)]


async def test_last_period_s_value_stands_beside_its_field_and_one_key_takes_it(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await opens(person, "composition", committee=body(db), role="member")
        await person.to_field("women")
        await person.sees("31 Dec 2023: 1 3 0 0")
        await person.press("ctrl+l")
        assert [entry(person, name) for name in ("women", "men", "other", "undisclosed")] == [
            "1",
            "3",
            "0",
            "0",
        ]
        await person.press("ctrl+z")
        assert entry(person, "women") == ""
        await person.types("=")
        await person.press("enter")
        assert (entry(person, "women"), entry(person, "men")) == ("1", "3")


async def test_the_period_before_is_found_once_it_is_typed_which_record_is_meant(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await opens(person, "indicator_entry")
        await person.fills({"framework": "un-swap-2"})
        await person.press("enter")
        await person.fills({"indicator": "SWAP2-02", "period": "2024"})
        await person.press("tab")
        await person.rests()
        await person.to_field("rating")
        await person.sees("2023: approaches")
        await person.press("ctrl+l")
        assert entry(person, "rating") == "approaches"
        await person.press("ctrl+s")
        await person.until(lambda: not person.is_writing, "the save")
    kept = [row["rating"] for row in store.rows(db, "indicator_entry") if row["period"] == 2024]
    assert kept == ["approaches"]


async def test_without_an_earlier_period_the_key_says_so(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await opens(person, "person")
        await person.press("ctrl+l")
        await person.sees("no value of an earlier period")


async def test_what_can_t_be_read_is_said_first_and_then_stays_beside_the_record(db: Store) -> None:
    identifier = body(db)
    async with at_the_keyboard(db) as person:
        await opens(person, "committee", identifier)
        await person.press("end")
        await person.types(" of 2024")
        await person.to_field("size")
        await person.clears()
        await person.types("some")
        await person.press("ctrl+s")
        await person.sees("✗ some is not a number")
        assert person.is_writing
        await person.press("ctrl+s")
        await person.until(lambda: not person.is_writing, "the save")
        await person.rests()
        row = store.find(db, "committee", identifier)
        assert (row["name"], row["size"]) == ("Office management meeting of 2024", 4)
        assert drafts(db) == [{"size": "some"}]
        await opens(person, "committee", identifier)
        assert entry(person, "size") == "some"
        await person.sees("✗ some is not a number")


async def test_the_draft_and_what_is_saved_are_turned_by_one_key(db: Store) -> None:
    identifier = body(db)
    async with at_the_keyboard(db) as person:
        await opens(person, "committee", identifier)
        await person.press("home")
        await person.types("My ")
        await person.press("escape", "escape")
        await person.until(lambda: not person.is_writing, "the list")
        await person.rests()
        await opens(person, "committee", identifier)
        typed = entry(person, "name")
        assert "My" in typed
        await person.sees("draft of 09:00", "is here again")
        await person.press("ctrl+r")
        assert entry(person, "name") == "Office management meeting"
        await person.press("ctrl+r")
        assert entry(person, "name") == typed


async def test_a_new_record_s_draft_makes_room_for_another_and_is_kept(db: Store) -> None:
    store.put_draft(db, "person", "", {"name": "Deputy"})
    async with at_the_keyboard(db) as person:
        await opens(person, "person")
        assert entry(person, "name") == "Deputy"
        await person.press("ctrl+r")
        await person.rests()
        assert entry(person, "name") == ""
        await person.types("Driver")
        await person.press("ctrl+s")
        await person.until(lambda: not person.is_writing, "the save")
        await person.rests()
    assert drafts(db) == [{"name": "Deputy"}]
    assert "Driver" in [row["name"] for row in store.rows(db, "person")]


async def test_five_kinds_of_nothing_look_different_in_form_and_reading(db: Store) -> None:
    meanings = {"": "", "0": "0", "n/a": "not applicable", "unknown": "not known", "pending": "not yet"}
    seen: dict[str, tuple[str, bool]] = {}
    async with at_the_keyboard(db) as person:
        for typed, meaning in meanings.items():
            values: dict[str, Any] = {"name": f"Body {typed}", "type": "panel"}
            if typed == "0":
                values["term_months"] = 0
            elif typed:
                values["term_months_state"] = typed
            identifier = store.save(db, Edit("committee", values)).id
            await opens(person, "committee", identifier)
            await person.to_field("term_months")
            shown = entry(person, "term_months")
            means = f"means {meaning}" in person.screen if typed not in ("", "0") else True
            seen[typed] = (shown, means)
            await person.press("escape", "escape")
            await person.until(lambda: not person.is_writing, "the list")
        assert seen == {typed: (typed, True) for typed in meanings}
        for typed in ("0", "n/a", "unknown", "pending"):
            row = next(r for r in store.rows(db, "committee") if r["name"] == f"Body {typed}")
            person.app.push_screen(Reading("committee", row["office"], row["id"]))
            await person.sees(f"Body {typed}", typed)
            await person.press("escape")


async def test_a_text_that_is_the_word_of_a_state_is_no_change_by_itself(db: Store) -> None:
    store.save(db, Edit("indicator_entry", {"framework": "un-swap-2", "indicator": "SWAP2-01", "period": 2022, "explanation": "unknown"}))  # fmt: skip
    row = next(r for r in store.rows(db, "indicator_entry") if r["period"] == 2022)
    async with at_the_keyboard(db) as person:
        await opens(person, "indicator_entry", row["id"])
        form = person.app.screen.form  # type: ignore[attr-defined]
        assert form.changed() == {}


async def test_a_long_text_shows_its_beginning_once_one_has_left_it(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await opens(person, "action")
        await person.to_field("title")
        await person.types("Second woman on the procurement committee of the area office")
        await person.sees("of the area office")
        await person.press("tab")
        await person.sees("Second woman on")


async def test_the_heading_of_a_form_names_the_record(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await person.goes_to(4, "Committees")
        await person.press("e")
        await person.form_opens()
        await person.sees("Edit · Committee · Local procurement committee · AO-PAZ")
