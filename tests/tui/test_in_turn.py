"""A key counts as done when all that it set off is done, also where it takes away the widget that had the focus."""

from __future__ import annotations

from typing import ClassVar

import pytest
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Input

from gemtui.store import Store
from tests.journeys.person import Person, at_the_keyboard


class Stacked(Screen[None]):
    """A line in two boxes, and a key that takes one of them away."""

    BINDINGS: ClassVar[list[BindingType]] = [("f2", "take_away")]

    def __init__(self, level: str = "") -> None:
        super().__init__()
        self.level = level

    def compose(self) -> ComposeResult:
        with Vertical(id="outer"), Vertical(id="inner"):
            yield Input(id="line")

    def action_take_away(self) -> None:
        """Begin to close, and wait for nothing, as `dismiss` does."""
        if self.level == "screen":
            self.app.pop_screen()
        else:
            self.query_one(f"#{self.level}").remove()


async def opens(person: Person, level: str = "") -> None:
    person.app.push_screen(Stacked(level))
    await person.until(lambda: isinstance(person.app.focused, Input), "the line")


@pytest.mark.parametrize("level", ["line", "inner", "outer", "screen"])
async def test_a_key_that_takes_its_own_widget_away_is_done_without_another_key(
    empty: Store, level: str
) -> None:
    async with at_the_keyboard(empty) as person:
        await opens(person, level)
        await person.press("f2")
        await person.until(lambda: person.app.is_in_turn, "the end of the key")


@pytest.mark.parametrize("gone", ["line", "inner", "outer", "screen"])
async def test_a_key_is_done_whatever_of_its_way_is_gone_by_then(empty: Store, gone: str) -> None:
    async with at_the_keyboard(empty) as person:
        await opens(person)
        app = person.app
        assert app.focused is not None
        app._key_number, app._rounds_left = 7, 1
        app._follow()  # it waits now in the line's queue, and everything above it goes meanwhile
        if gone == "screen":
            app.pop_screen()
        else:
            app.screen.query_one(f"#{gone}").remove()
        await person.until(lambda: app.is_in_turn, "the end of the key")
