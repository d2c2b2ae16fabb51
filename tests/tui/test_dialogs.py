"""Dialogs: nothing typed ahead confirms them, Enter leaves all as it is, and only `y` does it."""

from __future__ import annotations

from rich.text import Text
from textual.app import App
from textual.events import Paste

from gemtui import store
from gemtui.store import Store
from gemtui.tui.screens.dialogs import DEAF, Confirm, Words
from gemtui.tui.widgets.entry import Entry
from tests.journeys.person import Person, at_the_keyboard
from tests.tui.still import stands_still


class Hands:
    """A clock that stands still until it is pushed."""

    def __init__(self) -> None:
        self.at = 10.0

    def __call__(self) -> float:
        return self.at


async def asked(person: Person, hands: Hands) -> list[object]:
    """Open a dialog and return the list that its answer will stand in."""
    answers: list[object] = []
    app: App[object] = person.app
    app.push_screen(Confirm("This leaves the office", ["171 records"], hands), answers.append)
    await person.sees("This leaves the office")
    await person.until(
        lambda: app.focused is not None and app.focused.id == "cancel", "Cancel with the focus"
    )
    return answers


async def test_keys_typed_ahead_or_repeating_are_dropped_when_a_dialog_opens(db: Store) -> None:
    hands = Hands()
    async with at_the_keyboard(db) as person:
        answers = await asked(person, hands)
        await person.press("y", "enter", "y")
        assert answers == []
        hands.at += DEAF
        await person.press("y")
        await person.until(lambda: answers == [True], "the answer")


async def test_enter_means_cancel_and_so_do_escape_and_n(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        for key in ("enter", "escape", "n"):
            hands = Hands()
            answers = await asked(person, hands)
            hands.at += DEAF
            await person.press(key)
            await person.until(lambda answers=answers: answers == [False], f"{key} to cancel")


async def test_a_letter_that_is_a_command_elsewhere_does_nothing_in_a_dialog(db: Store) -> None:
    hands = Hands()
    async with at_the_keyboard(db) as person:
        answers = await asked(person, hands)
        hands.at += DEAF
        await person.press("d", "2", "x", "u")
        await person.sees("This leaves the office")
        assert answers == []


async def test_a_paste_does_nothing_in_a_dialog_and_enter_can_t_reach_the_button_that_does_it(
    db: Store,
) -> None:
    hands = Hands()
    async with at_the_keyboard(db) as person:
        answers = await asked(person, hands)
        hands.at += DEAF
        await person.pastes("y\ny\n")
        await person.press("tab", "tab", "shift+tab", "right")
        assert answers == []
        assert person.app.focused is not None
        assert person.app.focused.id == "cancel"
        await person.press("enter")
        await person.until(lambda: answers == [False], "Cancel")


async def test_a_line_that_is_asked_for_drops_the_key_that_opened_it_and_enter_but_no_text(db: Store) -> None:
    hands = Hands()
    async with at_the_keyboard(db, monotonic=hands) as person:
        await person.goes_to(2, "Action plan")
        await person.press("t")
        await person.sees("As it was on")
        await person.press("t", "t", "3", "0", ".", "6", "enter")
        line = person.app.screen.query_one(Entry)
        assert line.value == "30.6"
        hands.at += DEAF
        await person.press("enter")
        await person.sees_no("2026-06-30, 30.6")


async def test_what_the_terminal_sends_is_shown_and_does_nothing(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await person.goes_to(2, "Action plan")
        before = store.counts(db)
        await person.press(":")
        await person.types("terminal sends")
        await person.press("enter")
        await person.sees("80 columns, 24 rows", "Colours", "Signs")
        await person.press("d", "ctrl+q", "n", "escape", "d")
        await person.pastes("ddd")
        await person.sees("ctrl+q", "quit", "paste of 3 characters")
        await person.press("escape", "escape")
        await person.sees_no("Colours")
        assert store.counts(db) == before


async def test_a_paste_into_a_list_runs_no_command(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await person.goes_to(2, "Action plan")
        await stands_still(person)
        before = person.screen
        person.app.post_message(Paste("dddxqnU\n"))
        await stands_still(person)
        assert person.screen == before


async def test_the_finder_lives_in_any_height(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await person.press(":")
        await person.sees("Commands, screens and records")
        for size in ((80, 3), (20, 2), (1, 1), (80, 24)):
            await person.pilot.resize_terminal(*size)
            await person.rests()
        await person.sees("Commands, screens and records")
        await person.press("escape")
        await person.sees_no("Commands, screens and records")


async def test_an_arrow_while_the_list_of_a_search_is_not_there_ends_nothing(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await person.press("ctrl+p")
        await person.rests()
        await person.app.screen.query_one("#found").remove()
        await person.press("down", "pagedown", "enter", "escape")
        await person.rests()
        assert person.app.return_code is None


async def test_a_path_into_nobody_s_home_is_a_path_like_any_other(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await person.press("i")
        await person.sees("Receive a bundle", "no bundle in this folder")
        await person.types("~~/b.gem.zip")
        await person.sees("by its path")
        await person.press("enter")
        await person.until(lambda: person.app.said and person.app.said[-1][1] == "alarm", "a sentence")
        assert "~~/b.gem.zip" in person.said


async def test_a_text_longer_than_the_window_is_read_to_its_end_by_keys(db: Store) -> None:
    hands = Hands()
    async with at_the_keyboard(db) as person:
        person.app.push_screen(Words("Why", Text("\n".join(f"sentence {n}" for n in range(60))), hands))
        await person.sees("for more")
        hands.at += DEAF
        await person.press("end")
        await person.sees("sentence 59")
        await person.press("escape")
        await person.until(lambda: not isinstance(person.app.screen, Words), "the text to close")


async def test_a_short_text_offers_nothing_more(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        person.app.push_screen(Words("Why", Text("one sentence"), Hands()))
        await person.sees("esc closes")
        await person.rests()
        assert "for more" not in person.screen
