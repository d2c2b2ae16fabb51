"""What every screen has: its frame, its list, the filter, and the commands that need no record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Container

from gemtui.tui.commands import LIST, SCREENS
from gemtui.tui.keymap import bindings
from gemtui.tui.screens.commanding import Commanding
from gemtui.tui.signs import dresser
from gemtui.tui.widgets.cells import Part
from gemtui.tui.widgets.chrome import Footer, Hints, TabLine, TopLine
from gemtui.tui.widgets.list import RecordList
from gemtui.tui.widgets.pane import Detail


class Place(Commanding):
    """A screen with a list; `number` is its key, 0 for one that lies above another."""

    BINDINGS: ClassVar = bindings(LIST)
    AUTO_FOCUS = "RecordList"
    hints: Hints = ()
    has_detail = True
    has_tabs = True
    shown_version = 0

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave opening to the list, which knows whether it has a row."""
        return action != "open" and super().check_action(action, parameters)

    def compose_body(self) -> ComposeResult:
        """Yield the list, its pane, its filter and its tabs."""
        with Container(id="main-part"):
            yield from self.compose_list()
        if self.has_tabs:
            yield TabLine()

    def compose_list(self) -> ComposeResult:
        """Yield the list and what explains its rows."""
        yield RecordList(id="list")
        if self.has_detail:
            yield Detail()

    def first_focus(self) -> RecordList:
        """Return what takes the keys."""
        return self.table

    def on_mount(self) -> None:
        """Say where one is at once; figures follow when they are known."""
        self.query_one(Footer).tell(self.hints)
        self.query_one(TopLine).tell(self.title_words, ())
        if self.desk.is_open:
            self.begin()

    def begin(self) -> None:
        """Ask for what the screen shows; called once, when the store is open."""
        self.shown_version = self.app.version
        self.tell_facts(())
        self.table.dress = dresser(self.desk.db)
        self.fill()
        self.refresh_bindings()

    def hints_here(self) -> Hints:
        """Return the footer's hints while the list has the keys."""
        return self.hints

    @property
    def title_words(self) -> str:
        """Return the screen's title."""
        return next((words for number, words, _ in SCREENS if number == self.number), "")

    def headline(self) -> str:
        """Return the title, with office and period."""
        return f"{self.title_words} · {self.desk.office} · {self.desk.period}"

    def tell_facts(self, facts: Sequence[Part]) -> None:
        """Show figures at the right of the top line."""
        marks: list[Part] = [(" demo ", "accent")] if self.desk.is_demo else []
        marks += [(" read-only ", "alarm")] if self.desk.db.read_only else []
        is_past = getattr(self, "as_of", None) is not None
        title = self.headline()
        short = title.replace(f" · {self.desk.office}", "", 1)
        self.query_one(TopLine).tell(title, [*facts, *marks], short=short, keeps_title=is_past)

    def fill(self) -> None:
        """Ask for what the screen shows."""

    def refill(self) -> None:
        """Ask again after a save; the cursor stays."""
        self.renew()
        self.table.refresh_rows()

    def renew(self) -> None:
        """Let a list that is worked out be worked out anew."""
        self.shown_version = self.app.version
        renew = getattr(self.table.source, "renew", None)
        if renew is not None:
            renew()

    def on_screen_resume(self) -> None:
        """Ask again where something was saved while the screen was away."""
        if self.is_mounted and self.desk.is_open and self.shown_version != self.app.version:
            self.refill()
