"""Any size at any moment: screens, forms and dialogs say when a window is too small, and go on where they were."""

from __future__ import annotations

from typing import Any

import pytest
from textual.app import App
from textual.widgets import Input

from gemtui import store
from gemtui.store import Store
from gemtui.tui.screens.dialogs import Confirm
from tests.journeys.person import Person, at_the_keyboard
from tests.tui.office import Ticking

OVER = {
    "palette": (":", "Commands, screens and records"),
    "search": ("ctrl+f", "Search all records"),
    "as of": ("t", "As it was on"),
    "help": ("f1", "esc closes"),
    "why": ("w", "esc closes"),
    "keys": ("?", "What it does"),
    "history": ("h", "History"),
    "findings": ("v", "Findings"),
    "record": ("enter", "Committee · "),
    "form": ("e", "Edit · "),
}
"""What lies over a list: the key that opens it, and words by which it is known."""


@pytest.mark.parametrize("size", [(59, 24), (80, 17), (40, 30)])
@pytest.mark.parametrize(("key", "words"), OVER.values(), ids=list(OVER))
async def test_whatever_lies_over_a_screen_says_that_the_window_is_too_small(
    db: Store, key: str, words: str, size: tuple[int, int]
) -> None:
    async with at_the_keyboard(db) as person:
        await person.goes_to(4, "Committees")
        await person.press(key)
        await person.sees(words)
        await person.rests()
        dialog, focused = person.app.screen, person.app.focused
        await person.pilot.resize_terminal(*size)
        await person.sees("This window is too small.")
        assert words not in person.screen
        await person.pilot.resize_terminal(80, 24)
        await person.sees(words)
        await person.until(lambda: person.app.focused is focused, "the cursor where it was")
        assert person.app.screen is dialog


async def test_what_asks_before_something_leaves_hears_nothing_while_nobody_sees_it(db: Store) -> None:
    answers: list[object] = []
    async with at_the_keyboard(db) as person:
        app: App[Any] = person.app
        app.push_screen(Confirm("This leaves the office", ["171 records"], Ticking()), answers.append)
        await person.sees("This leaves the office")
        await person.pilot.resize_terminal(50, 10)
        await person.sees("too small")
        await person.press("y", "enter", "tab", "enter")
        assert answers == []
        await person.pilot.resize_terminal(80, 24)
        await person.sees("This leaves the office")
        await person.press("y")
        await person.until(lambda: answers == [True], "the answer")


async def test_a_command_key_in_a_window_that_shows_nothing_does_nothing(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await person.goes_to(2, "Action plan")
        await person.pilot.resize_terminal(50, 10)
        await person.sees("too small")
        before = store.digest(db)
        await person.press("d", "4", "n")
        await person.pastes("dd")
        await person.pilot.resize_terminal(80, 24)
        await person.sees("Action plan · ", "LIST")
        assert store.digest(db) == before


async def test_letters_typed_into_a_form_that_has_no_room_wait_for_it(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await person.goes_to(4, "Committees")
        await person.press("n")
        await person.form_opens()
        await person.press("tab")
        await person.press("shift+tab")
        await person.types("Youth")
        await person.pilot.resize_terminal(50, 10)
        await person.sees("too small")
        await typed_without_waiting(person, " board")
        await person.pilot.resize_terminal(80, 24)
        await person.until(
            lambda: person.app.screen.query_one("#name", Input).value == "Youth board", "all of it"
        )


@pytest.mark.parametrize("key", [":", "ctrl+f", "t", "f1", "w", "?", "e"])
async def test_the_program_is_left_by_its_key_from_whatever_lies_over_a_screen(db: Store, key: str) -> None:
    async with at_the_keyboard(db) as person:
        await person.goes_to(4, "Committees")
        await person.press(key)
        await person.rests()
        await person.press("ctrl+q")
        await person.until(lambda: person.app.return_code == 0, "the end")


async def test_the_program_is_left_by_its_key_from_the_smallest_window(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await person.pilot.resize_terminal(1, 1)
        await person.press("ctrl+q")
        await person.until(lambda: person.app._exit or not person.app.is_running, "the end")


async def typed_without_waiting(person: Person, text: str) -> None:
    """Send keys that nobody takes yet, so that nothing can be waited for but their place in the queue."""
    from textual.events import Key

    for letter in text:
        key = Key("space" if letter == " " else letter, letter)
        key.set_sender(person.app)
        person.app.post_message(key)
    await person.until(lambda: len(person.app._ahead) == len(text), "the letters in the queue")
