"""Somebody at the keyboard: presses keys, looks at the screen, and waits for what should come."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any

from textual.events import Key, Paste
from textual.keys import _character_to_key  # the names that the terminal's parser gives to keys
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widgets import Input, TextArea

from gemtui.store import Store
from gemtui.tui.app import GemApp
from gemtui.tui.widgets.field import Field
from gemtui.tui.widgets.form import Form
from gemtui.tui.widgets.list import RecordList
from gemtui.tui.widgets.ticks import TickLines, Ticks
from tests.tui import office

PATIENCE = 30.0
"""Seconds after which something that does not come counts as missing; the machine may be busy."""
STEP = 0.005


class Missing(AssertionError):
    """What was waited for did not come; says what stood on the screen instead."""


class Person:
    """Knows the program only by its keys and its screen; never calls or clicks anything."""

    def __init__(self, pilot: Pilot[Any]) -> None:
        self.pilot = pilot

    @property
    def app(self) -> GemApp:
        app = self.pilot.app
        assert isinstance(app, GemApp)
        return app

    # Hands

    async def press(self, *keys: str) -> None:
        """Press keys one after another, each when the one before it has done its work."""
        for key in keys:
            await self._send([Key(named(key), key if len(key) == 1 else None)])

    async def types(self, text: str) -> None:
        """Type a text as fast as a slow line hands it over: all letters at once."""
        await self._send([Key(named(letter), letter) for letter in text])

    async def _send(self, keys: Sequence[Key]) -> None:
        if (
            self.app._exit
        ):  # a fault has ended it: who presses on until something stands there would press for ever
            raise Missing("the program has ended; no key reaches it")
        for key in keys:
            key.set_sender(self.app)
            self.app.post_message(key)
        await self.calms()

    async def pastes(self, text: str) -> None:
        """Paste from the clipboard, as the terminal hands it over."""
        self.app.post_message(Paste(text))
        await self.calms()

    # Eyes

    @property
    def strips(self) -> list[Strip]:
        """The lines of the screen in front, with their styles."""
        return list(self.app.screen._compositor.render_strips())

    @property
    def screen(self) -> str:
        """The screen in front as text."""
        return "\n".join(strip.text.rstrip() for strip in self.strips)

    @property
    def line(self) -> str:
        """The line with the cursor of a list."""
        return next((line for line in self.screen.splitlines() if line.startswith("▌")), "")

    @property
    def field(self) -> str:
        """The name of the field that has the cursor; empty outside a form."""
        focused = self.app.focused
        return (
            str(focused.id or "")
            if isinstance(focused, Input | TextArea | TickLines)
            and any(isinstance(a, Field) for a in focused.ancestors)
            else ""
        )

    @property
    def is_writing(self) -> bool:
        """Whether a form is open."""
        return bool(self.app.screen.query(Form))

    async def until(self, what: Callable[[], Any], why: str = "") -> None:
        """Wait for a state; never for a time."""
        end = time.monotonic() + PATIENCE
        while not what():
            if self.app._exit or time.monotonic() > end:
                raise Missing(f"{why or what} did not come; the screen:\n{self.screen}")
            await asyncio.sleep(STEP)

    async def sees(self, *words: str) -> None:
        """Wait until words stand on the screen."""
        for each in words:
            await self.until(lambda each=each: each in self.screen, each)

    async def sees_no(self, *words: str) -> None:
        """Wait until words are gone from the screen."""
        for each in words:
            await self.until(lambda each=each: each not in self.screen, f"the end of {each}")

    async def rests(self) -> None:
        """Wait until every question that was asked in a thread has its answer and all of it is drawn."""
        for _ in range(2):  # an answer may set off another question
            await self.until(lambda: not any(not w.is_finished for w in self.app.workers), "all answers")
            await self.calms()

    async def calms(self) -> None:
        """Wait until no message is on its way and nothing is left to be drawn."""
        quiet = 0
        end = time.monotonic() + PATIENCE
        while quiet < 3 and not self.app._exit and time.monotonic() < end:
            await asyncio.sleep(STEP / 2)
            quiet = quiet + 1 if self._is_calm else 0

    @property
    def _is_calm(self) -> bool:
        app, stack = self.app, self.app.screen_stack
        pumps = [app, *stack, *(w for screen in stack for w in screen.walk_children())]
        front = app.screen  # what lies behind it is not laid out before it comes to the front again
        drawn = not (front._layout_required or front._dirty_widgets or front._scroll_required)
        return (
            app.is_in_turn
            and drawn
            and all(pump._message_queue.empty() and not pump._next_callbacks for pump in pumps)
        )

    # Habits

    async def goes_to(self, number: int, title: str) -> None:
        """Go to a screen by its number key."""
        await self.press(str(number))
        await self.sees(title)
        await self.rests()

    async def form_opens(self) -> None:
        """Wait for a form with a cursor in it."""
        await self.until(lambda: self.is_writing and self.field, "a form")

    async def to_field(self, name: str) -> None:
        """Tab to a field; a form opens where the answer is wanted, so it may lie behind."""
        for key in ("tab", "shift+tab"):
            for _ in range(60):
                if self.field == name:
                    return
                await self.press(key)
        raise Missing(f"no field {name}:\n{self.screen}")

    async def clears(self) -> None:
        """Empty the field under the cursor."""
        await self.press("end", "ctrl+u")

    async def fills(self, answers: Mapping[str, str]) -> None:
        """Tab through an open form and type the answers; they stand in the form's order."""
        for name, text in answers.items():
            await self.to_field(name)
            await self.types(text)

    async def ticks(self, wanted: Collection[str]) -> None:
        """Go down the lines of the field under the cursor and tick those that are wanted."""
        field = next(a for a in self.app.focused.ancestors if isinstance(a, Ticks))
        await self.until(lambda: {code for code, _, _ in field.asked} >= set(wanted), "the requirements")
        for place, (code, _, _) in enumerate(field.asked):
            while field.at < place:
                await self.press("down")
            if (code in wanted) != (code in field.ticked):
                await self.press("space")

    async def saves(self) -> None:
        """Save the form and see it close."""
        await self.press("ctrl+s")
        await self.until(lambda: not self.is_writing, "the end of the form")
        await self.rests()

    async def writes(self, answers: Mapping[str, str], key: str = "n") -> None:
        """Open the form with a key, answer, save."""
        await self.press(key)
        await self.form_opens()
        await self.fills(answers)
        await self.saves()

    @property
    def table(self) -> RecordList:
        """The list in front."""
        return self.app.screen.query_one(RecordList)

    @property
    def said(self) -> str:
        """The last message above the footer."""
        return self.app.said[-1][0] if self.app.said else ""


@asynccontextmanager
async def threads_that_end() -> AsyncIterator[None]:
    """Let the program's threads end before who opened the store closes it, as `asyncio.run` does for a real run.

    A connection of `sqlite3` that is closed while another thread reads ends Python with a segmentation fault.
    """
    loop, pool = asyncio.get_running_loop(), ThreadPoolExecutor()
    loop.set_default_executor(pool)
    try:
        yield
    finally:
        with ThreadPoolExecutor(1) as other:  # in a thread of its own, since theirs may wait for the loop
            await loop.run_in_executor(other, pool.shutdown)
        loop.set_default_executor(ThreadPoolExecutor())


@asynccontextmanager
async def at_the_keyboard(db: Store, size: tuple[int, int] = (80, 24), **given: Any) -> AsyncIterator[Person]:
    """Open the program on a store and hand over the keyboard."""
    app = GemApp(office.desk(db, **given))
    async with threads_that_end(), app.run_test(size=size) as pilot:
        person = Person(pilot)
        await person.rests()
        yield person


def named(key: str) -> str:
    """Return a key's name as the terminal's parser gives it."""
    return {"\t": "tab", "\r": "enter"}.get(key) or (_character_to_key(key) if len(key) == 1 else key)
