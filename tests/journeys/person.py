"""Somebody at the keyboard: presses keys, looks at the screen, and waits for what should come."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
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
from gemtui.tui.widgets.toast import Toast
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
            await self._send([Key(_named(key), key if len(key) == 1 else None)])
            await self.pilot.pause()

    async def types(self, text: str) -> None:
        """Type a text as fast as a slow line hands it over: all letters at once."""
        await self._send([Key(_named(letter), letter) for letter in text])

    async def _send(self, keys: Sequence[Key]) -> None:
        for key in keys:
            key.set_sender(self.app)
            self.app.post_message(key)
        await self.until(lambda: self.app.is_in_turn and self.app._message_queue.empty(), "the end of typing")

    async def pastes(self, text: str) -> None:
        """Paste from the clipboard, as the terminal hands it over."""
        self.app.post_message(Paste(text))
        await self.pilot.pause()

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
        return str(focused.id or "") if isinstance(focused, Input | TextArea) and any(isinstance(a, Field) for a in focused.ancestors) else ""

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
            await self.pilot.pause()
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
        await self.pilot.app.workers.wait_for_complete()
        await self.pilot.pause()

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
        """Tab to a field."""
        for _ in range(60):
            if self.field == name:
                return
            await self.press("tab")
        raise Missing(f"no field {name}:\n{self.screen}")

    async def clears(self) -> None:
        """Empty the field under the cursor."""
        await self.press("end", "ctrl+u")

    async def fills(self, answers: Mapping[str, str]) -> None:
        """Tab through an open form and type the answers; they stand in the form's order."""
        for name, text in answers.items():
            await self.to_field(name)
            await self.types(text)

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
        toast = self.app.screen.query_one(Toast)
        return toast.said[-1][0] if toast.said else ""


@asynccontextmanager
async def at_the_keyboard(db: Store, size: tuple[int, int] = (80, 24), **given: Any) -> AsyncIterator[Person]:
    """Open the program on a store and hand over the keyboard."""
    app = GemApp(office.desk(db, **given))
    async with app.run_test(size=size) as pilot:
        person = Person(pilot)
        await person.rests()
        yield person


def _named(key: str) -> str:
    """Return the key's name as the terminal's parser gives it."""
    return {"\t": "tab", "\r": "enter"}.get(key) or (_character_to_key(key) if len(key) == 1 else key)
