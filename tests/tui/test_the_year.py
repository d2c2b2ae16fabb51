"""The cycle by keys: a year opened, the report signed off, the alternate who acts, what is taken along."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from gemtui import store
from gemtui.store import Edit, Store
from tests.journeys.person import Person, at_the_keyboard
from tests.tui.office import put


async def by_name(person: Person, name: str) -> None:
    """Find a command in the palette and do it."""
    await person.press(":")
    await person.sees("Commands, screens and records")
    await person.types(name)
    await person.rests()
    await person.press("enter")
    await person.rests()


def alternate(db: Store) -> dict[str, object]:
    return next(dict(row) for row in store.rows(db, "focal_point") if row["role"] == "alternate")


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
async def test_a_year_is_opened_by_name_shown_and_taken_back_in_one_step(
    db: Store, size: tuple[int, int]
) -> None:
    async with at_the_keyboard(db, size=size) as person:
        await person.press("5")
        await person.rests()
        await by_name(person, "open a year")
        await person.sees("Open which year?", "2024")
        await person.press("enter")
        await person.sees("Opened: 2024", "Indicators", "17 indicators to answer", "Committees")
        rows = store.rows(db, "indicator_entry")
        assert {row["period"] for row in rows} == {2023, 2024}
        assert {row["rating"] for row in rows if row["period"] == 2024} == {None}
        await person.press("q")
        await person.press(">")
        await person.sees("2024", "0 of 17")
        await person.press("u")
        await person.until(
            lambda: {row["period"] for row in store.rows(db, "indicator_entry")} == {2023}, "undo"
        )


async def test_a_year_that_is_none_is_said(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await by_name(person, "open a year")
        await person.sees("Open which year?")
        await person.clears()
        await person.types("soon")
        await person.press("enter")
        await person.sees("✗ soon is not a period", "Open which year?")
        await person.clears()
        await person.types("2031")
        await person.press("enter")
        await person.until(lambda: "2031" in person.said, "the words")


async def test_calendar_and_note_are_written_by_name(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await by_name(person, "calendar")
        await person.until(lambda: ".ics" in person.said, "the calendar")
        assert (db.path.parent / "ao-paz-due.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
        await by_name(person, "hand over")
        await person.sees("age1")
        await person.press("enter")
        await person.until(lambda: ".md" in person.said, "the note")
        note = (db.path.parent / "ao-paz-handover.md").read_text("utf-8")
        assert "How to go on" in note
        await by_name(person, "hand over")
        await person.sees("age1")
        await person.types("nobody")
        await person.press("enter")
        await person.until(lambda: person.app.said[-1][1] == "alarm", "that nobody is no recipient")


async def test_the_alternate_who_acts_stands_on_home_and_in_the_note(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await person.press("3")
        await person.rests()
        await by_name(person, "delegate")
        await person.form_opens()
        assert person.field == "acts_from"
        await person.types("2024-01-08")
        await person.fills({"acts_until": "2024-01-31"})
        await person.saves()
        assert (alternate(db)["acts_from"], alternate(db)["acts_until"]) == ("2024-01-08", "2024-01-31")
        await person.goes_to(1, "Home")
        await person.sees("The alternate acts for the focal point until 31 Jan 2024")


async def test_a_delegation_that_is_over_is_said_no_more(db: Store) -> None:
    held = alternate(db)
    days = {"acts_from": "2023-11-01", "acts_until": "2023-11-30"}
    store.save(db, Edit("focal_point", days, id=str(held["id"])))
    async with at_the_keyboard(db) as person:
        await person.sees("NEXT")
        await person.rests()
        assert "acts for the focal point" not in person.screen


async def test_a_report_is_signed_off_by_a_senior_role_once_nothing_stops_it(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await person.goes_to(9, "Exchange")
        await person.sees("COMPLETE", "SIGNED OFF")
        await by_name(person, "sign off")
        await person.sees("signs")
        await person.types("Regional Director")
        await person.press("enter")
        await person.until(lambda: "errors" in person.said, "the refusal")
        assert store.rows(db, "submission") == []
    put(db, "submission", period="2023", made_on="2024-01-10", heads=heads(db))
    async with at_the_keyboard(db) as person:
        await person.goes_to(9, "Exchange")
        await by_name(person, "sign off")
        await person.types("Regional Director")
        await person.press("enter")
        await person.sees("by Regional Director on 10 Jan 2024")
        (row,) = store.rows(db, "submission")
        assert (row["approved_by"], row["approved_on"]) == ("Regional Director", "2024-01-10")


def heads(db: Store) -> object:
    from gemtui.exchange import own_heads

    return own_heads(db)


async def test_the_deadline_on_home_follows_headquarters_setting(db: Store) -> None:
    import tomli_w

    from gemtui import reference

    document = reference.with_deadline(2023, due="2024-02-16")
    store.put_catalogues(db, [("reporting", tomli_w.dumps(document).encode())])
    store.use_catalogues(db)
    try:
        async with at_the_keyboard(db, today=date(2024, 1, 10)) as person:
            await person.sees("due in 23 days", "2 Feb 2024")
    finally:
        reference.use(reference.PACKAGED)


async def test_headquarters_sets_a_year_s_day_by_name_and_home_follows(
    new_store: Callable[..., Store],
) -> None:
    from gemtui import reference

    db = new_store("hq", "ITU", "hq")
    try:
        async with at_the_keyboard(db, today=date(2024, 1, 10)) as person:
            await by_name(person, "a year's day")
            await person.sees("Set the day of which year?", "2023")
            await person.press("enter")
            await person.sees("is due by", "means 22 Jan 2024 for the Union, 8 Jan 2024 for the offices")
            await person.clears()
            await person.types("31.2.2024")
            await person.press("enter")
            await person.sees("✗ This is not a day in the calendar", "is due by")
            await person.clears()
            await person.types("16.2.2024")
            await person.sees("means 16 Feb 2024 for the Union, 2 Feb 2024 for the offices")
            await person.press("enter")
            await person.sees("the offices' by 2 Feb 2024", "before, the Union's was 22 Jan 2024")
            assert reference.union_due_on(2023) == date(2024, 2, 16)
            await person.press("u")
            await person.sees("Undone: the Union's report on 2023 is due on 22 Jan 2024")
            assert reference.union_due_on(2023) == date(2024, 1, 22)
            await person.press("U")
            await person.sees("Done again: the Union's report on 2023 is due on 16 Feb 2024")
        assert "2024-02-16" in store.catalogues(db)[-1].text
    finally:
        reference.use(reference.PACKAGED)
        db.close()


async def test_an_office_is_told_who_sets_a_year_s_day(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await by_name(person, "a year's day")
        await person.sees("Headquarters sets a year's day", "due by 8 Jan 2024")
