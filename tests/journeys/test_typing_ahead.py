"""Keys that come faster than the program draws: each goes where the one before it has led, none is lost."""

from __future__ import annotations

from gemtui.store import Store
from tests.journeys.person import at_the_keyboard


async def test_letters_typed_ahead_land_in_the_fields_that_tab_and_enter_led_to(empty: Store) -> None:
    async with at_the_keyboard(empty) as person:
        await person.goes_to(2, "Action plan")
        await person.press("n")
        await person.form_opens()
        await person.to_field("number")
        await person.types("A-01\tParity note\rB\tRESP-5\t")
        await person.sees("A-01", "Parity note", "Programmes", "RESP-5")
        assert [e.value for e in person.app.screen.query("#number, #title")] == ["A-01", "Parity note"]


async def test_letters_typed_before_the_form_is_there_wait_for_it(empty: Store) -> None:
    async with at_the_keyboard(empty) as person:
        await person.goes_to(4, "Committees")
        await person.types("nLocal procurement committee")
        await person.form_opens()
        await person.sees("Local procurement committee")
        assert person.app.screen.query_one("#name").value == "Local procurement committee"


async def test_tab_leaves_a_field_whose_options_are_open(empty: Store) -> None:
    async with at_the_keyboard(empty) as person:
        await person.goes_to(2, "Action plan")
        await person.press("n")
        await person.form_opens()
        await person.to_field("area")
        await person.press("down")
        assert person.field == "area"
        await person.press("tab")
        assert person.field == "clauses"
