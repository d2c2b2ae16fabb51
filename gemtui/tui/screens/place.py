"""What every screen has: its frame, its list, the filter, and the commands that need no record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Container

from gemtui.tui.commands import LIST, SCREENS
from gemtui.tui.keymap import bindings
from gemtui.tui.screens.filtering import Filtered
from gemtui.tui.widgets.cells import Part
from gemtui.tui.widgets.chrome import Footer, Rule, TabLine, TopLine
from gemtui.tui.widgets.computed import Computed
from gemtui.tui.widgets.filter_line import FilterLine
from gemtui.tui.widgets.list import RecordList
from gemtui.tui.widgets.pane import Detail


class Place(Filtered):
    """A screen with a list; `number` is its key, 0 for one that lies above another."""

    BINDINGS: ClassVar = bindings(LIST)
    AUTO_FOCUS = "RecordList"
    number: int = 0
    hints: ClassVar[Sequence[tuple[str, str]]] = ()
    has_detail = True
    has_tabs = True
    shown_version = 0

    def compose_body(self) -> ComposeResult:
        """Yield the list, its pane, its filter and its tabs."""
        with Container(id="body"):
            yield from self.compose_list()
        yield FilterLine(id="filter")
        if self.has_tabs:
            yield TabLine()

    def compose_list(self) -> ComposeResult:
        """Yield the list and what explains its rows."""
        yield RecordList(id="list")
        if self.has_detail:
            yield Rule()
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
        self.fill()
        self.refresh_bindings()

    @property
    def title_words(self) -> str:
        """Return the screen's title."""
        return next((words for number, words, _ in SCREENS if number == self.number), "")

    def headline(self) -> str:
        """Return the title, with office and period."""
        return f"{self.title_words} · {self.desk.office} · {self.desk.period}"

    def tell_facts(self, facts: Sequence[Part]) -> None:
        """Show figures at the right of the top line."""
        marks: list[Part] = [(" read-only ", "alarm")] if self.desk.db.read_only else []
        self.query_one(TopLine).tell(self.headline(), [*facts, *marks])

    def fill(self) -> None:
        """Ask for what the screen shows."""

    def refill(self) -> None:
        """Ask again after a save; the cursor stays."""
        self.renew()
        self.table.refresh_rows()

    def renew(self) -> None:
        """Let a list that is worked out be worked out anew."""
        self.shown_version = self.app.version
        if isinstance(self.table.source, Computed):
            self.table.source.renew()

    def on_screen_resume(self) -> None:
        """Ask again where something was saved while the screen was away."""
        if self.is_mounted and self.desk.is_open and self.shown_version != self.app.version:
            self.refill()

    # Commands that need no record

    def action_go(self, number: int) -> None:
        """Go to a screen."""
        self.app.action_go(number)

    def action_palette(self) -> None:
        """Open the palette."""
        self.app.action_palette()

    def action_back_or_quit(self) -> None:
        """Go back; on Home, quit."""
        if len(self.app.screen_stack) > 1:
            self.app.pop_screen()
        elif self.number != 1:
            self.action_go(1)
        else:
            self.app.leave()

    def action_keys(self) -> None:
        """Show the keys of this screen."""
        from gemtui.tui.screens.lists import keys_of

        self.app.push_screen(keys_of(self))

    def action_notices(self) -> None:
        """Show the last messages again."""
        from gemtui.tui.screens.lists import notices_of

        self.app.push_screen(notices_of(self))

    def action_flags(self) -> None:
        """Show the flagged records."""
        from gemtui.tui.screens.kept import flags

        self.app.push_screen(flags())

    def action_drafts(self) -> None:
        """Show what is not saved yet."""
        from gemtui.tui.screens.kept import drafts

        self.app.push_screen(drafts())

    def action_undo(self) -> None:
        """Take back the last action of this person."""
        from gemtui.tui.screens.doing import undo

        undo(self)

    def action_redo(self) -> None:
        """Do again what was taken back."""
        from gemtui.tui.screens.doing import redo

        redo(self)

    def action_check(self) -> None:
        """Show the findings of this screen."""
        from gemtui.tui.screens.findings import Findings

        self.app.push_screen(Findings(self.number))

    def action_send(self) -> None:
        """Go to the screen where bundles are made."""
        from gemtui.tui.screens.sending import send

        send(self)

    def action_receive(self) -> None:
        """Look into a bundle, then merge it."""
        from gemtui.tui.screens.receiving import receive

        receive(self)
