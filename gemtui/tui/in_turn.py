"""Keys one at a time: a key typed ahead goes where the one before it has led.

Textual hands a key to whatever has the focus when it comes in, and moves the focus later. On a slow line, where
several keys arrive at once, what is typed after Tab would land in the field before it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

from textual.app import App
from textual.events import Event, Key, Paste
from textual.message_pump import MessagePump

ROUNDS = 2
"""Ways up the tree that a key may take: itself, and a message that it made a widget send (`Submitted` after Enter)."""
LEAVING = ("escape", "ctrl+q")
"""Keys that work also while a form is on its way."""
PATIENCE = 0.5
"""Seconds after which the next key is heard although a widget is still busy with the one before it."""


class InTurn(App[Any]):
    """An app that hands on a key when the one before it has done what it does."""

    def __init__(self) -> None:
        super().__init__()
        self._ahead: deque[Key | Paste] = deque()
        self._key_number = 0
        self._rounds_left = 0
        self._awaited: Callable[[], None] | None = None
        """What a key has asked for that can't come yet; what is typed after it waits."""
        self.last_key = ""
        """The key that was heard last: the one that opened what is in front."""

    async def on_event(self, event: Event) -> None:
        """Hand on a key or a paste, or keep it until its turn comes."""
        if not isinstance(event, Key | Paste) or event.is_forwarded:
            await super().on_event(event)
        elif self.is_opening and isinstance(event, Key) and event.key in LEAVING:
            self.drop_typed_ahead()
            await self._hand_on(event)
        elif self._ahead or self._rounds_left or self.is_opening:  # what waits already comes first
            self._ahead.append(event)
            self._wait()
        else:
            await self._hand_on(event)

    def on_resize(self) -> None:
        """Look again a moment later: Textual's own short timer can be skipped on a busy machine, and with it the size."""
        self.set_timer(0.5, self._check_resize)

    def drop_typed_ahead(self) -> None:
        """Forget keys that were meant for a form that does not come: elsewhere a letter is a command."""
        self._ahead.clear()
        self._awaited = None

    def once(self, is_there: bool, act: Callable[[], None]) -> None:
        """Do what a key has asked for, or do it at `bring_awaited` where what it needs is not there yet."""
        if is_there:
            act()
        else:
            self._awaited = act

    def bring_awaited(self) -> None:
        """Do what was asked for before it could come."""
        if self._awaited is not None:
            self.call_later(self._awaited)
            self._awaited = None

    def hear_on(self) -> None:
        """Hand on what waited for a line that is there now, and not only when somebody looks for it again."""
        if self._ahead:
            self.call_later(self._next)

    def on_descendant_focus(self) -> None:
        """Hand on what waited for a form, once its first field has the cursor."""
        self.hear_on()

    @property
    def is_in_turn(self) -> bool:
        """Return whether every key has done its work."""
        return not self._ahead and not self._rounds_left

    @property
    def is_opening(self) -> bool:
        """Return whether the screen in front is about to show where typed text belongs."""
        in_front = self.screen if self.screen_stack else None
        return self._awaited is not None or bool(getattr(in_front, "is_opening", False))

    def hears(self, event: Key | Paste) -> bool:
        """Return whether the screen in front takes keys yet; a dialog that just opened does not."""
        drops = getattr(self.screen, "drops", None) if self.screen_stack else None
        return drops is None or not drops(event)

    async def _hand_on(self, event: Key | Paste) -> None:
        if not self.hears(event):
            return
        self._key_number += 1
        self._rounds_left = ROUNDS
        self.last_key = event.key if isinstance(event, Key) else ""
        await super().on_event(event)
        self._follow()

    def _follow(self) -> None:
        """Go the way that the key has gone, behind it in every queue, and so arrive after all that it set off."""
        if self.screen_stack:
            self._climb(self._key_number, tuple((self.focused or self.screen).ancestors_with_self))
        else:
            self._rounds_left = 0

    def _climb(self, number: int, way: Sequence[MessagePump]) -> None:
        """Wait in the next queue that still takes something.

        A message that bubbles would be lost with a widget that the key has taken away (Enter that closes a form),
        and nothing would ever say that the key is done.
        """
        for place, station in enumerate(way, 1):
            if station.call_later(self._climb, number, way[place:]):
                return
        self._arrived(number)

    def _arrived(self, number: int) -> None:
        """Follow the key's second way, or go on when what it left in this queue, such as a new focus, is done."""
        if number == self._key_number and self._rounds_left:
            self._rounds_left -= 1
            if self._rounds_left:
                self._follow()
            else:
                self.call_later(self._next)

    def _wait(self) -> None:
        number = self._key_number
        self.set_timer(PATIENCE, lambda: self._give_up(number))

    async def _give_up(self, number: int) -> None:
        if number == self._key_number and self._rounds_left:
            self._rounds_left = 0
        await self._next()

    async def _next(self) -> None:
        if self._ahead and not self._rounds_left:
            if self.is_opening:
                self._wait()
                return
            while self._ahead and not self._rounds_left:
                await self._hand_on(self._ahead.popleft())
