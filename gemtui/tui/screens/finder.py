"""Finding by typing: a line, and below it what fits; Enter takes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from gemtui.locale import plain
from gemtui.tui.asking import Asking
from gemtui.tui.commands import ANYWHERE, LIST
from gemtui.tui.keymap import bindings
from gemtui.tui.screens.over import Over
from gemtui.tui.widgets.cells import Column, Row
from gemtui.tui.widgets.entry import Entry
from gemtui.tui.widgets.list import RecordList
from gemtui.tui.widgets.source import Few

NOTE = 24
"""Cells of the note in a narrow window, where a name needs the room."""
WIDEST = 158
"""Cells of a window beyond which nothing is gained (gemtui.tcss, #finder)."""
NAME = 72
"""Cells that name, key and frame take; a wide window gives the note what is left."""
Near = Callable[[str], Sequence[Row]]
"""Rows that fit the words: each has `name`, `note`, `key`, and what its taker needs."""


def columns(width: int) -> tuple[Column, ...]:
    """Return the columns for a window of so many cells."""
    return (
        Column("name", "", 30, lambda row: row["name"], grows=True, sorts=False),
        Column(
            "note", "", max(NOTE, min(width, WIDEST) - NAME), lambda row: (row["note"], "dim"), sorts=False
        ),
        Column("key", "", 8, lambda row: (row["key"], "strong"), right=True, sorts=False),
    )


class Finder(Asking, Over[Row | None]):
    """`here` answers at once from memory; `there` asks the store in a thread, and its rows follow."""

    BINDINGS: ClassVar = [
        *bindings(LIST, ids=("down", "up", "page-down", "page-up")),
        *bindings(ANYWHERE, ids=("escape",)),
    ]
    AUTO_FOCUS = "Entry"

    def __init__(
        self, title: str, here: Near, there: Near | None = None, empty: str = "Nothing fits."
    ) -> None:
        super().__init__()
        self.heading, self.here, self.there, self.empty = title, here, there, empty
        self.words = self.shown = ""
        self._takes_first = False
        self.rows: Sequence[Any] = ()

    def on_resize(self) -> None:
        """Give the notes the room that there is."""
        if self.rows:
            self._show(self.rows, self.shown)

    def compose(self) -> ComposeResult:
        """Yield the line and the list."""
        with Vertical(id="finder"):
            yield Static(Text(plain(self.heading), style="bold"), id="heading")
            yield Entry()
            yield RecordList(id="found")
            yield Static(Text("Enter takes it   arrows move   esc closes", style="dim"))

    @property
    def table(self) -> RecordList:
        """Return the list of what fits."""
        return self.query_one("#found", RecordList)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hear no key for the list before it is there, or while it goes."""
        if action in ("move", "page") and not self.query("#found"):
            return False
        return super().check_action(action, parameters)

    def on_mount(self) -> None:
        """Show what there is before anything is typed."""
        self.table.can_focus = False
        self._find("")

    def on_input_changed(self, message: Input.Changed) -> None:
        """Find what fits."""
        message.stop()
        self._takes_first = False
        self._find(message.value.strip())

    def on_input_submitted(self) -> None:
        """Take the row under the cursor; where the list still is of fewer letters, the first that comes for these."""
        self._takes_first = self.shown != self.words
        if not self._takes_first:
            self._take()

    def on_record_list_opened(self, message: RecordList.Opened) -> None:
        """Take the row that was opened."""
        self.dismiss(message.row)

    def action_move(self, rows: int) -> None:
        """Go to another row; the line keeps the keys."""
        self.table.action_move(rows)

    def action_page(self, pages: int) -> None:
        """Go a page on."""
        self.table.action_page(pages)

    def action_go_back(self) -> None:
        """Close."""
        self.dismiss(None)

    def _find(self, words: str) -> None:
        self.words = words
        near = list(self.here(words))
        there = self.there
        if near or there is None or not words:
            self._show(
                near, words
            )  # else the rows of the letter before stay until those of this one are known
        if there is not None:
            self.ask("there", lambda: there(words), lambda far: self._show([*near, *far], words))

    def _show(self, rows: Sequence[Any], words: str) -> None:
        at = self.table.rowid if words == self.shown else None
        self.shown, self.rows = words, rows
        self.table.show(
            Few(columns(self.app.size.width), rows, (self.empty,)), at=at if at and at < len(rows) else None
        )
        if self._takes_first:
            self._takes_first = False
            self._take()

    def _take(self) -> None:
        if self.query("#found") and self.table.row is not None:
            self.dismiss(self.table.row)
