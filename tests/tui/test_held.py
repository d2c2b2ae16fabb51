"""What is held about a person, and why: seen, given to them as a file, erased by a command that stands there."""

from __future__ import annotations

import json
from pathlib import Path

from gemtui import store
from gemtui.store import Store
from tests.journeys.person import Person, at_the_keyboard


async def to_a_person(person: Person, name: str) -> None:
    """Go to a person's row on screen 3."""
    await person.goes_to(3, "Focal points")
    while person.app.screen.tab.kind != "person":
        await person.press("]")
        await person.rests()
    while name not in person.line:
        await person.press("down")


async def by_name(person: Person, command: str) -> None:
    """Call a command by its name in the palette."""
    await person.press(":")
    await person.sees("Commands")
    await person.types(command)
    await person.rests()
    await person.press("enter")


async def test_each_value_says_what_it_is_for_and_where_it_goes(db: Store) -> None:
    async with at_the_keyboard(db, (120, 40)) as person:
        await to_a_person(person, "Assistant")
        await by_name(person, "what is held")
        await person.sees("What is held about a person", "stays in the office", "to headquarters")
        await person.sees("Values: 3 of 3 personal ones", "Records that point to this person")
        (row,) = [row for row in store.rows(db, "person") if row["name"] == "Assistant"]
        while "erase" not in person.line:
            await person.press("down")
        await person.sees("gemtui person erase", row["id"])
        await person.press("enter")
        await person.sees("with a sentence to type")
        await person.press("q")
        await person.sees("[people]")
        await person.rests()


async def test_it_is_given_to_them_as_a_file_and_a_record_is_one_enter_away(
    db: Store, tmp_path: Path
) -> None:
    before = store.digest(db)
    async with at_the_keyboard(db, (120, 40)) as person:
        await to_a_person(person, "Assistant")
        await by_name(person, "what is held")
        await person.sees("What the person may ask for")
        await person.rests()
        while "Focal point" not in person.line:
            await person.press("down")
        await person.press("enter")
        await person.sees("alternate")
        await person.press("q")
        await person.sees("What the person may ask for")
        await person.rests()
        while "Give it to them" not in person.line:
            await person.press("down")
        await person.press("enter")
        await person.sees("Name of the file")
        await person.clears()
        await person.types("assistant.json")
        await person.press("enter")
        await person.until(lambda: "Hand it to the person" in person.said, "the file")
        await person.rests()
    given = json.loads((tmp_path / "assistant.json").read_text("utf-8"))
    assert {one["field"]: one["value"] for one in given["fields"]}["name"] == "Assistant"
    assert given["history"]
    assert "Head" not in json.dumps(given)
    assert store.digest(db) == before


async def test_where_no_person_is_it_says_where_people_are(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await person.goes_to(4, "Committees")
        await by_name(person, "what is held")
        await person.sees("People are on screen 3")
        await person.rests()
