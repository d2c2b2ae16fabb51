"""What every screen owes to somebody who has never seen it: its keys, help, and what to do first."""

from __future__ import annotations

import re

import pytest

from gemtui.store import Store
from gemtui.tui.commands import SCREENS
from gemtui.tui.screens.tabbed import Tabbed
from gemtui.tui.widgets.chrome import Footer
from tests.journeys.person import Person, at_the_keyboard

NUMBERS = [number for number, _, _ in SCREENS]
KEY = re.compile(r"(?<!\w)([a-zA-Z:.\]\[]|enter|escape|space|\d( to \d)?)(?!\w)")
"""A key as the words of an empty list name it."""


def footer(person: Person) -> str:
    """The last line of the screen."""
    return person.strips[-1].text


async def helps(person: Person) -> None:
    """Press F1, see help, and close it."""
    await person.press("f1")
    await person.sees("esc closes")
    await person.press("escape")
    await person.sees_no("esc closes")


async def each_tab(person: Person) -> list[str]:
    """Go through all tabs of the screen; returns their names, and leaves the first one shown again."""
    screen = person.app.screen
    return [tab.label for tab in screen.tabs] if isinstance(screen, Tabbed) else [""]


@pytest.mark.parametrize("number", NUMBERS)
async def test_every_tab_has_a_footer_with_its_keys_and_help(db: Store, number: int) -> None:
    async with at_the_keyboard(db) as person:
        await person.press(str(number))
        await person.rests()
        for label in await each_tab(person):
            assert footer(person).split()[0] == "LIST", label
            assert footer(person).rstrip().endswith("? keys"), label
            assert len(person.app.screen.query_one(Footer).hints) > 1, label
            await helps(person)
            await person.press("]")
            await person.rests()


@pytest.mark.parametrize("number", NUMBERS)
async def test_every_tab_without_records_says_what_to_do_first(empty: Store, number: int) -> None:
    async with at_the_keyboard(empty) as person:
        await person.press(str(number))
        await person.rests()
        for label in await each_tab(person):
            table = person.app.screen.table
            if not any(rowid >= 0 for rowid in table.rows.ids):
                words = table.source.empty
                assert words, label
                assert words[0][:40] in person.screen, label
                can_make = getattr(person.app.screen, "new_record", lambda: None)() is not None
                assert not can_make or any(KEY.search(line) for line in words), (label, words)
            assert footer(person).rstrip().endswith("? keys"), label
            await person.press("]")
            await person.rests()


@pytest.mark.parametrize("number", NUMBERS[1:])
async def test_every_form_has_a_footer_with_its_keys_and_help_on_its_field(empty: Store, number: int) -> None:
    async with at_the_keyboard(empty) as person:
        await person.press(str(number))
        await person.rests()
        for _ in await each_tab(person):
            screen = person.app.screen
            assert isinstance(screen, Tabbed)
            if screen.new_record() is not None:
                await person.press("n")
                await person.form_opens()
                assert footer(person).split()[0] == "FORM"
                assert "^s save" in footer(person)
                await helps(person)
                await person.press("escape")
                await person.until(lambda: not person.is_writing, "the end of the form")
                await person.rests()
            await person.press("]")
            await person.rests()


@pytest.mark.parametrize("number", NUMBERS)
async def test_every_screen_says_when_a_window_is_too_small_and_no_sooner(db: Store, number: int) -> None:
    async with at_the_keyboard(db, size=(60, 18)) as person:
        await person.press(str(number))
        await person.rests()
        assert "too small" not in person.screen
        for size in ((59, 18), (60, 17)):
            await person.pilot.resize_terminal(*size)
            await person.sees("too small")
            await person.pilot.resize_terminal(60, 18)
            await person.sees_no("too small")


@pytest.mark.parametrize("key", [":", "ctrl+f", "t", "f1", "w"])
async def test_whatever_lies_over_a_screen_names_the_key_that_closes_it(db: Store, key: str) -> None:
    async with at_the_keyboard(db) as person:
        await person.goes_to(4, "Committees")
        before = person.app.screen
        await person.press(key)
        await person.until(lambda: person.app.screen is not before, "what the key opens")
        await person.sees("esc closes")
        await person.press("escape")
        await person.until(lambda: person.app.screen is before, "the screen below")
