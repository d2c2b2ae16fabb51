"""Enter takes what was typed, never a row that still stands there from fewer letters."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from gemtui.store import Store
from gemtui.tui.screens.finder import Finder
from gemtui.tui.widgets.cells import Row
from tests.journeys.person import Person, at_the_keyboard

NEAR = ("delete the record", "delete the row", "quit")


def row(name: str) -> Row:
    return {"name": name, "note": "", "key": ""}


class Slow:
    """Answers from memory at once, and from the store when it is told to."""

    def __init__(self) -> None:
        self.gate = threading.Event()

    def here(self, words: str) -> Sequence[Row]:
        return [row(name) for name in NEAR if words in name]

    def there(self, words: str) -> Sequence[Row]:
        self.gate.wait(30)
        return [row(f"record {words}")] if words.startswith("deleg") else []


async def opened(person: Person, slow: Slow) -> list[Row | None]:
    taken: list[Row | None] = []
    person.app.push_screen(Finder("Find", slow.here, slow.there), taken.append)
    await person.sees("Find", NEAR[0])
    return taken


async def test_enter_waits_for_the_rows_of_the_words_that_were_typed(empty: Store) -> None:
    slow = Slow()
    async with at_the_keyboard(empty) as person:
        taken = await opened(person, slow)
        await person.types("delegate")
        assert NEAR[0] in person.screen  # the rows of the letters before
        await person.press("enter")
        assert taken == []
        slow.gate.set()
        await person.until(lambda: taken, "the row that fits")
        assert taken == [row("record delegate")]


async def test_a_letter_after_enter_takes_nothing(empty: Store) -> None:
    slow = Slow()
    async with at_the_keyboard(empty) as person:
        taken = await opened(person, slow)
        await person.types("deleg")
        await person.press("enter")
        await person.types("a")
        slow.gate.set()
        await person.sees("record delega")
        assert taken == []


async def test_enter_on_nothing_that_fits_stays(empty: Store) -> None:
    slow = Slow()
    async with at_the_keyboard(empty) as person:
        taken = await opened(person, slow)
        await person.types("xyz")
        await person.press("enter")
        slow.gate.set()
        await person.sees("Nothing fits.")
        assert taken == []


async def test_other_words_begin_at_their_first_row(empty: Store) -> None:
    slow = Slow()
    slow.gate.set()
    async with at_the_keyboard(empty) as person:
        taken = await opened(person, slow)
        await person.press("down")
        await person.types("delete")
        await person.press("enter")
        await person.until(lambda: taken)
        assert taken == [row(NEAR[0])]
