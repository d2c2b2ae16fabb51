"""A key counts as done when all that it set off is done, also where it takes away the widget that had the focus."""

from __future__ import annotations

import threading
from datetime import date
from typing import ClassVar

import pytest
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.events import Key
from textual.screen import Screen
from textual.widgets import Input

from gemtui.store import Store
from gemtui.tui import in_turn
from gemtui.tui.app import GemApp
from gemtui.tui.desk import Desk
from gemtui.tui.screens.finder import Finder
from tests.journeys.person import Person, at_the_keyboard, named
from tests.tui.office import TODAY, Ticking


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


class Door:
    """A store that opens when it is told to."""

    def __init__(self, db: Store) -> None:
        self._db = db
        self.gate = threading.Event()
        self.app = GemApp(Desk(self.opened, Ticking(), db.path.parent))

    def opened(self) -> tuple[Store, date]:
        self.gate.wait(30)
        return self._db, TODAY


@pytest.mark.parametrize("key", ["ctrl+f", "colon"])
async def test_a_search_before_the_store_is_there_waits_for_it_with_its_letters(
    empty: Store, key: str
) -> None:
    door = Door(empty)
    async with door.app.run_test(size=(80, 24)) as pilot:
        person = Person(pilot)
        for each in (key, "p", "l", "a", "n"):
            door.app.post_message(Key(each, each if len(each) == 1 else None))
        await pilot.pause()
        assert not isinstance(door.app.screen, Finder)
        door.gate.set()
        await person.until(
            lambda: (
                isinstance(door.app.screen, Finder)
                and [line.value for line in door.app.screen.query(Input)] == ["plan"]
            ),
            "the search",
        )


@pytest.fixture
def slow_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody look for what waits: it has to be called."""
    monkeypatch.setattr(in_turn, "PATIENCE", 1000.0)


@pytest.mark.usefixtures("slow_looks")
@pytest.mark.parametrize(
    ("place", "key", "text"), [(2, "plus", "60"), (2, "T", "1.1"), (2, "n", "Plan"), (4, "e", "Body")]
)
async def test_what_is_typed_ahead_stands_there_as_soon_as_its_line_does(
    db: Store, place: int, key: str, text: str
) -> None:
    async with at_the_keyboard(db) as person:
        await person.goes_to(place, "AO-PAZ")
        app = person.app
        for each in (key, *text):
            app.post_message(Key(each if len(each) > 1 else named(each), each if len(each) == 1 else "+"))
        await person.until(
            lambda: isinstance(app.focused, Input) and app.focused.value.endswith(text), "what was typed"
        )


async def test_escape_drops_a_search_that_has_not_come(empty: Store) -> None:
    door = Door(empty)
    async with door.app.run_test(size=(80, 24)) as pilot:
        person = Person(pilot)
        for each in ("ctrl+f", "p", "escape"):
            door.app.post_message(Key(each, each if len(each) == 1 else None))
        await pilot.pause()
        door.gate.set()
        await person.until(lambda: door.app.desk.is_open and door.app.is_in_turn, "the store")
        assert not isinstance(door.app.screen, Finder)


async def test_a_key_that_comes_between_two_turns_does_not_overtake_those_that_wait(empty: Store) -> None:
    """A fast hand's “typed here” came out as “teyped hre”, once in some thousand times."""
    async with at_the_keyboard(empty) as person:
        app = person.app
        await person.press("ctrl+f")
        await person.sees("Search all records")
        app._ahead.extend(Key(letter, letter) for letter in "typed h")
        app._rounds_left = 0  # the key before is done, and the next turn is called but has not come
        app.call_later(app._next)
        await app.on_event(Key("e", "e"))
        await person.until(lambda: app.is_in_turn, "the end of all keys")
        assert app.screen.query_one(Input).value == "typed he"
