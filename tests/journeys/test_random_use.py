"""Anybody pressing anything: nothing ends the program, nothing makes it hang, and the store stays sound."""

from __future__ import annotations

import asyncio
import time

import pytest
from textual.events import Key as Pressed
from textual.events import Paste

from gemtui import store
from gemtui.store import Store
from gemtui.tui.app import GemApp
from tests.journeys import random_hands
from tests.journeys.person import PATIENCE, STEP, Person, named
from tests.journeys.random_hands import Deed, Key, Pasted, Sized
from tests.tui import office

HANG = 5.0
"""Seconds for one key, from which the program counts as hanging (reliability.md, row 14): those in which it computes,
since others may have the machine meanwhile; what waits without computing hangs after PATIENCE."""
PARTS = [(20261123 + part, 5_000) for part in range(4)]
LONG = [(seed, 100_000) for seed in (1, 2, 3)]


class Hands:
    """Presses what chance says, opens the program again where a key has ended it, and notes what took longest."""

    def __init__(self, db: Store, seed: int, count: int) -> None:
        self.db = db
        self.bursts = random_hands.hands(seed, count)
        self.pressed: list[Deed] = []
        self.visits = 0
        self.longest = 0.0

    async def play(self) -> None:
        """Press everything."""
        burst = next(self.bursts, None)
        while burst is not None:
            self.visits += 1
            app = GemApp(office.desk(self.db))
            async with app.run_test(size=(80, 24)) as pilot:
                person = Person(pilot)
                await person.until(lambda app=app: app.screen_stack, "a screen")
                while burst is not None and not app._exit:
                    await self._press(app, person, burst)
                    burst = next(self.bursts, None)
                await self._leave(app, person)
            assert app.return_code == 0

    async def _press(self, app: GemApp, person: Person, burst: list[Deed]) -> None:
        self.pressed = [*self.pressed[-200:], *burst]
        for deed in burst:
            if isinstance(deed, Sized):
                await person.pilot.resize_terminal(*deed.size)
            elif isinstance(deed, Pasted):
                app.post_message(Paste(deed.text))
            else:
                key = Pressed(named(deed.name), deed.name if len(deed.name) == 1 else None)
                key.set_sender(app)
                app.post_message(key)
        await self._done(app)

    async def _done(self, app: GemApp) -> None:
        """Wait until all keys have done their work; where a form waits for room, they wait as well."""
        since, computed, before = time.monotonic(), time.process_time(), (-1, -1)
        while not app._exit:
            if app._exception is not None:
                raise AssertionError(f"it ends after {self.pressed[-60:]}") from app._exception
            if app._message_queue.empty() and (
                app.is_in_turn or (app.is_opening and app.screen.has_class("-small"))
            ):
                return
            now = (app._key_number, len(app._ahead))
            if now != before:
                since, computed, before = time.monotonic(), time.process_time(), now
            self.longest = max(self.longest, time.process_time() - computed)
            if time.monotonic() - since > PATIENCE:
                raise AssertionError(f"it hangs after {self.pressed[-60:]}")
            await asyncio.sleep(STEP / 5)

    async def _leave(self, app: GemApp, person: Person) -> None:
        if not app._exit:
            await person.pilot.resize_terminal(80, 24)
            await self._done(app)
            await self._press(app, person, [Key("ctrl+q")])
            await person.until(lambda: app._exit, "the end")


def is_sound(db: Store) -> None:
    """See that the examination of the store finds nothing."""
    assert store.examine(db).problems == ()


@pytest.mark.parametrize(("seed", "count"), PARTS)
async def test_twenty_thousand_random_keys_pastes_and_sizes_end_nothing(
    db: Store, seed: int, count: int
) -> None:
    hands = Hands(db, seed, count)
    await hands.play()
    is_sound(db)


@pytest.mark.long
@pytest.mark.parametrize(("seed", "count"), LONG)
async def test_a_hundred_thousand_random_keys_end_nothing_and_none_takes_five_seconds(
    db: Store, seed: int, count: int
) -> None:
    hands = Hands(db, seed, count)
    await hands.play()
    is_sound(db)
    assert hands.longest < HANG
