"""The terminal program: nine screens, one key each, and what works everywhere."""

from __future__ import annotations

import asyncio
import gc
from collections import deque
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual.app import SystemCommand

from gemtui.locale import say
from gemtui.tui import terminal
from gemtui.tui.asking import Asking, Failed, code_of
from gemtui.tui.commands import ANYWHERE
from gemtui.tui.ending import keep_all, keep_drafts, write_report
from gemtui.tui.few_colours import wear
from gemtui.tui.keymap import bindings, overlay, usable
from gemtui.tui.saying_why import SaysWhy
from gemtui.tui.screens import screen_of
from gemtui.tui.screens.frame import Frame
from gemtui.tui.watching import first_look, watch

if TYPE_CHECKING:
    from textual.driver import Driver
    from textual.screen import Screen

    from gemtui.tui.desk import Desk
    from gemtui.tui.showing import Titles


class GemApp(Asking, SaysWhy):
    """gemtui in a terminal."""

    TITLE = "gemtui"
    CSS_PATH = "gemtui.tcss"
    ENABLE_COMMAND_PALETTE = False  # Textual's own ends the program when it gets no height
    BINDINGS: ClassVar = bindings(ANYWHERE)
    MODES: ClassVar = {f"screen-{number}": partial(screen_of, number) for number in range(1, 10)}
    DEFAULT_MODE = "screen-1"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.keys, self.wrong_keys = usable(desk.keymap, desk.own_keys)
        """Command id → keys, as this person has them."""
        self.said: deque[tuple[str, str]] = deque(maxlen=50)
        """The last messages with their roles, newest last."""
        self.version = 0
        """Counts saves and merges, so that a screen that comes back knows whether to ask anew."""
        self.left_off: dict[str, Any] | None = None
        """Where the person was last, in this run."""
        self.held: int | None = None  # changes in the log at the last look, the first before any list is read
        self._titles: Titles | None = None
        if desk.ascii:
            from gemtui.tui.ascii import AsciiOnly

            self._filters.append(AsciiOnly())

    def get_driver_class(self) -> type[Driver]:
        """Return Textual's driver, made safe against key sequences that would end the program."""
        driver = super().get_driver_class()
        terminal.guard()
        return driver

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Return nothing: the palette here is our own."""
        return ()

    def on_mount(self) -> None:
        """Lay the person's keys over the default ones, and leave cleanly when the system asks."""
        wear(self, light=self.desk.light)
        self.set_keymap(overlay(self.keys))
        terminal.on_leaving(asyncio.get_running_loop(), self.leave)
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        """Go on after the first paint: loading what reads a store would compete with drawing."""
        gc.freeze()
        gc.enable()
        watch(self)
        if not self.desk.is_open:
            self.run_worker(self._open, thread=True, exit_on_error=False)

    def _open(self) -> None:
        """Open the store in a thread, then let the screens ask; without a store there is nothing to show."""
        try:
            self.desk.open()
            self.held = first_look(self.desk.db)
        except Exception as problem:  # noqa: BLE001 - the top of the program: any reason ends it with a sentence
            self.call_from_thread(self._not_opened, problem)
        else:
            self.call_from_thread(self._opened)

    @property
    def every_screen(self) -> list[Screen[Any]]:
        """Return all screens, also those that other keys lead to."""
        return [screen for stack in self._screen_stacks.values() for screen in stack]

    def _handle_exception(self, error: Exception) -> None:
        """End with a sentence: what was saved is safe, what was typed is kept, and where the report lies."""
        keep_drafts(self.every_screen)
        if self.is_headless:
            super()._handle_exception(error)  # a test sees the fault itself
            return
        report = write_report(error, self.desk.folder)
        self.exit(2, return_code=2, message=Text(say("crashed", {"report": report or "–"}, self.desk.lang)))

    def _opened(self) -> None:
        for screen in self.every_screen:
            begin = getattr(screen, "begin", None)
            if begin is not None and screen.is_mounted:
                begin()

        self.bring_awaited()

    def _not_opened(self, problem: Exception) -> None:
        code, facts = code_of(problem)
        self.exit(2, return_code=2, message=Text(say(code, facts, self.desk.lang)))

    @property
    def titles(self) -> Titles:
        """Return the names of records, shared by all screens."""
        if self._titles is None:
            from gemtui.tui.showing import Titles

            self._titles = Titles(self.desk.db)
        return self._titles

    # What every screen says and asks

    def tell(self, text: str, role: str = "ok") -> None:
        """Show a message on the screen in front: role `ok`, `dim` or `alarm`."""
        self.said.append((text, role))
        shows = next((s for s in reversed(self.screen_stack) if isinstance(s, Frame)), None)
        if shows is not None:
            shows.say(text, role)

    def on_failed(self, message: Failed) -> None:
        """Say in a sentence what went wrong; what was saved is safe, and what was typed is kept."""
        message.stop()
        self.tell_problem(message.problem)

    def tell_problem(self, problem: Exception) -> None:
        """Say in a sentence what went wrong."""
        code, facts = code_of(problem)
        self.tell(say(code, facts, self.desk.lang), "alarm")

    def changed(self) -> None:
        """Note that the store holds something new."""
        self.version += 1
        self.titles.forget()

    def action_go(self, number: int) -> None:
        """Go to a screen."""
        self.switch_mode(f"screen-{number}")

    def action_go_back(self) -> None:
        """Close help, then the filter, then leave the field, then go back; never discard anything."""
        escape = getattr(self.screen, "escape", None)
        if (escape is None or not escape()) and len(self.screen_stack) > 1:
            self.pop_screen()

    def action_palette(self) -> None:
        """Open the palette."""
        from gemtui.tui.screens.palette import open_palette

        self.once(self.desk.is_open, partial(open_palette, self))

    def action_search(self) -> None:
        """Search all records."""
        from gemtui.tui.screens.palette import open_search

        self.once(self.desk.is_open, partial(open_search, self))

    def action_field_help(self) -> None:
        """Explain the field, or the screen."""
        from gemtui.tui.screens.explaining import explain

        explain(self)

    def action_turn_theme(self) -> None:
        """Change between dark and light."""
        wear(self, light=self.current_theme.dark)

    def action_leave_program(self) -> None:
        """Quit; nothing is lost, so nothing is asked."""
        self.leave()

    def leave(self) -> None:
        """Keep what is being typed, then end."""
        keep_all(self)
        self.exit(0)

    async def action_quit(self) -> None:
        """Quit in the one way there is, also where Textual's own key asks for it."""
        self.leave()
