"""Each key of the keys' table, in each place and each keymap: pressed in the running program, and seen to do its work."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest

from gemtui import store
from gemtui.store import Store
from gemtui.tui.commands import COMMANDS
from gemtui.tui.keymap import KEYMAPS, keymap
from tests.journeys.person import Person, at_the_keyboard

KEYS = {
    "palette": "ctrl+p", "palette-list": ":", "field-help": "f1", "keys": "?", "tab-previous": "[", "tab-next": "]",
    "escape": "escape", "back": "q", "quit": "ctrl+q", "search": "ctrl+f", "open": "enter", "new": "n", "edit": "e",
    "duplicate": "D", "delete": "d", "undo": "u", "redo": "U", "filter": "/", "mark": "space", "mark-all": "a",
    "mark-none": "A", "sort": "s", "reverse": "S", "flag": "f", "gap-next": ".", "gap-previous": ",", "check": "v",
    "comment": "c", "history": "h", "why": "w", "as-of": "t", "send": "x", "receive": "i", "copy": "y", "ours": "1",
    "theirs": "2", "before": "3", "another": "e", "field-next": "tab", "field-previous": "shift+tab", "accept": "enter",
    "save": "ctrl+s", "type-undo": "ctrl+z", "type-redo": "ctrl+y", **{f"screen-{n}": str(n) for n in range(1, 10)},
}  # fmt: skip
"""Command → the key that people rely on, in every keymap."""


class Press(NamedTuple):
    """On a screen, keys, and the words that stand there then."""

    screen: int
    keys: str
    sees: str
    sees_no: str = ""


PRESSES = (
    Press(1, "ctrl+p", "Commands, screens and records"),
    Press(1, ":", "Commands, screens and records"),
    Press(1, "ctrl+f", "Search all records"),
    Press(1, "f1", "esc closes"),
    Press(1, "?", "What it does"),
    Press(1, ". .", "PI 14"),
    Press(1, "i", "Receive a bundle"),
    Press(2, "]", "[time line]"),
    Press(2, "[", "[plan]"),
    Press(2, "[", "[plans]"),
    Press(2, "]", "[plan]"),
    Press(2, "enter", "Action · A-01"),
    Press(2, "n", "New · Action"),
    Press(2, "n ctrl+p", "Commands, screens and records"),
    Press(2, "n ctrl+f", "Search all records"),
    Press(2, "n f1", "esc closes"),
    Press(2, "e", "Edit · Action · A-01"),
    Press(2, "D", "New · Action"),
    Press(2, "/", "12 of 12"),
    Press(2, "/ ! l a t e", "8 of 12", "A-10"),
    Press(2, "/ s t a t u s : d o n e", "2 of 12", "A-03"),
    Press(2, "/ o f f i c e : a o - p a z", "12 of 12"),
    Press(2, "/ g n d r", "A-03", "A-01"),
    Press(2, "v", "Findings"),
    Press(2, "c", "New · Remark"),
    Press(2, "h", "History"),
    Press(2, "t", "As it was"),
    Press(3, "t", "As it was"),
    Press(4, "t", "As it was"),
    Press(5, "t", "As it was"),
    Press(4, "w", "Women 2 ÷ women and men 5 = 40.0 %"),
    Press(2, "y", "Copied"),
    Press(9, "q", "NEXT"),
    Press(2, "escape", "[plan]"),
)


@pytest.mark.parametrize("name", sorted(KEYMAPS))
def test_every_keymap_has_the_keys_that_people_rely_on(name: str) -> None:
    keys = keymap(name)
    assert {command: key for command, key in KEYS.items() if key not in keys[command].split()} == {}
    assert all(keys.get(c.id) or not c.moves for c in COMMANDS)  # what moves has no other door


async def back(person: Person) -> None:
    """Leave whatever lies over the screens."""
    while len(person.app.screen_stack) > 1 or person.app.screen.escape():
        await person.press("escape")
    await person.rests()


@pytest.mark.parametrize("name", sorted(KEYMAPS))
async def test_each_key_does_its_work_where_it_says(db: Store, name: str) -> None:
    async with at_the_keyboard(db, keymap=name) as person:
        for press in PRESSES:
            await person.press(str(press.screen))
            await person.rests()
            for key in press.keys.split():
                await person.press(key)
            await person.rests()
            await person.sees(press.sees)
            if press.sees_no:
                await person.sees_no(press.sees_no)
            await back(person)
        await person.press({"default": "ctrl+q", "safe": "Q"}[name])
        await person.until(lambda: person.app._exit, "the end")


MOVES: tuple[tuple[str, Callable[[int, int], int]], ...] = (
    ("down", lambda at, _: at + 1),
    ("j", lambda at, _: at + 1),
    ("up", lambda at, _: at - 1),
    ("k", lambda at, _: at - 1),
    ("end", lambda _, last: last),
    ("home", lambda _at, _last: 0),
    ("G", lambda _, last: last),
    ("g", lambda _at, _last: 0),
)


async def test_each_moving_key_moves(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await person.goes_to(5, "Indicators")
        last = len(person.table.rows) - 1
        for key, then in MOVES:
            before = person.table.cursor
            await person.press(key)
            assert person.table.cursor == then(before, last), key
        await person.press("pagedown")
        assert 0 < person.table.cursor < last
        await person.press("pageup")
        assert person.table.cursor == 0


async def test_marked_rows_are_flagged_copied_and_deleted_together_and_counted(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await person.goes_to(4, "Committees")
        await person.press("a")
        assert len(person.table.marked) == 5
        await person.press("A")
        assert not person.table.marked
        await person.press("space", "space", "f")
        await person.sees("2 records")
        assert len(store.flags(db)) == 2
        await person.press("g", "space", "space", "d")
        await person.rests()
        assert "2 records" in person.said
        assert len(store.rows(db, "committee")) == 3
        await person.press("u")  # one step of undo for both
        await person.rests()
        assert len(store.rows(db, "committee")) == 5
        await person.press("U")
        await person.rests()
        assert len(store.rows(db, "committee")) == 3, person.app.said


async def test_s_sorts_by_the_next_column_and_the_capital_turns_it_round(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await person.goes_to(4, "Committees")
        await person.press("s")
        await person.sees("Body▲")
        await person.press("S")
        await person.sees("Body▼")
