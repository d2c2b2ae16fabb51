"""Two answers to one question, settled by keys: ours, theirs, what both started from, another."""

from __future__ import annotations

from typing import Any

import pytest

from gemtui import log, store
from gemtui.store import Edit, Row, Store
from gemtui.store.folding import refold
from tests.journeys.person import Person, at_the_keyboard

OTHER = "00000000-0000-7000-8000-00000000abcd"


def action(db: Store) -> Row:
    return next(row for row in store.rows(db, "action") if row["number"] == "A-05")


def two_answers(db: Store, field: str, ours: Any, theirs: Any) -> None:
    """Answer a field twice, neither having seen the other: as if two laptops had."""
    row = action(db)
    store.save(db, Edit("action", {field: ours}, id=row["id"]))
    change = log.Change(
        workspace=OTHER, office=row["office"], home=False, seq=1, at="2024-01-10T08:00:00.000Z", author="alternate",
        kind="action", record=row["id"], seen={}, set={field: theirs}, why=None, prev=log.ZEROS,
    )  # fmt: skip
    line = log.line(change)
    with db.writing() as connection:
        cells = (row["office"], 0, OTHER, 1, row["id"], log.digest(line), line)
        connection.execute("INSERT INTO change VALUES (?, ?, ?, ?, ?, ?, ?)", cells)
        refold(connection, db.kinds, row["office"], row["id"])


async def to_conflicts(person: Person) -> None:
    await person.goes_to(9, "Exchange")
    while "[conflicts]" not in person.screen:
        await person.press("]")
        await person.rests()
    await person.sees("1 conflict", "A-05")


async def settles(person: Person) -> None:
    await person.sees("no conflicts", "No conflicts.")
    await person.rests()
    assert (
        "1 ours  " not in person.screen.partition("No conflicts.")[2]
    )  # the pane says nothing of what is settled


@pytest.mark.parametrize(("key", "holds"), [("1", "One"), ("2", "Two")])
async def test_one_key_takes_a_side(db: Store, key: str, holds: str) -> None:
    two_answers(db, "output", "One", "Two")
    async with at_the_keyboard(db) as person:
        await to_conflicts(person)
        await person.press(key)
        await settles(person)
    assert action(db)["output"] == holds


async def test_3_takes_what_both_started_from(db: Store) -> None:
    two_answers(db, "output", "One", "Two")
    async with at_the_keyboard(db) as person:
        await to_conflicts(person)
        await person.press("3")
        await settles(person)
    assert action(db)["output"] is None


async def test_e_asks_for_another_value_and_gives_back_what_can_t_be_one(db: Store) -> None:
    two_answers(db, "delivery_on", "2024-02-01", "2024-03-01")
    async with at_the_keyboard(db) as person:
        await to_conflicts(person)
        await person.press("e", "ctrl+u")
        await person.types("31.11.2024")
        await person.press("enter")
        await person.rests()
        assert "31.11.2024" in person.screen  # asked again, as it was typed
        assert [one.field for one in store.conflicts(db)] == ["delivery_on"]
        await person.press("end", "ctrl+u")
        await person.types("1.4.2024")
        await person.press("enter")
        await settles(person)
    assert action(db)["delivery_on"] == "2024-04-01"


async def test_elsewhere_on_the_screen_digits_lead_to_screens(db: Store) -> None:
    two_answers(db, "output", "One", "Two")
    async with at_the_keyboard(db) as person:
        await person.goes_to(9, "Exchange")
        await person.press("2")
        await person.sees("[plan]")
    assert [one.field for one in store.conflicts(db)] == ["output"]
