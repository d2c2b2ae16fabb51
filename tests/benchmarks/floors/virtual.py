"""Floor of lists: a ScrollView that draws visible rows, fetched from SQLite in blocks, and nothing else.

    python virtual.py STORE

Shows the actions of a store in the order of their integer rowids, which are 1, 2, 3, … in a store that was filled
in one go, so that no list of ids is needed.
"""

import sqlite3
import sys
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

BLOCK = 128
WIDTHS = (6, 24, 12, 11, 4)
QUERY = (
    "SELECT k.number, k.title, k.responsible, k.delivery_on, k.percent FROM entry e "
    "JOIN action k ON k.office = e.office AND k.id = e.id WHERE e.rowid BETWEEN ? AND ? ORDER BY e.rowid"
)
PLAIN, CURSOR = Style(), Style(reverse=True)


class Rows(ScrollView, can_focus=True):
    """Visible rows of the table."""

    BINDINGS: ClassVar = [
        Binding("down", "go(1)"),
        Binding("up", "go(-1)"),
        Binding("pagedown", "page(1)"),
        Binding("pageup", "page(-1)"),
        Binding("end", "end"),
        Binding("home", "home"),
    ]

    def __init__(self, path: str) -> None:
        super().__init__()
        self.db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self.count = self.db.execute("SELECT max(rowid) FROM entry").fetchone()[0]
        self.cursor = 0
        self.blocks: dict[int, list[tuple[object, ...]]] = {}

    def on_mount(self) -> None:
        """Say how long the list is."""
        self.virtual_size = Size(sum(WIDTHS) + len(WIDTHS), self.count)

    def row(self, index: int) -> tuple[object, ...]:
        """Return a row, fetching its block at first need."""
        number = index // BLOCK
        if number not in self.blocks:
            self.blocks[number] = self.db.execute(
                QUERY, (number * BLOCK + 1, (number + 1) * BLOCK)
            ).fetchall()
        return self.blocks[number][index % BLOCK]

    def render_line(self, y: int) -> Strip:
        """Return one row as a line."""
        index = y + self.scroll_offset.y
        width = self.size.width
        if index >= self.count:
            return Strip.blank(width)
        cells = (
            str("" if cell is None else cell)[:size].ljust(size)
            for cell, size in zip(self.row(index), WIDTHS, strict=True)
        )
        return Strip(
            [Segment(" ".join(cells), CURSOR if index == self.cursor else PLAIN)]
        ).adjust_cell_length(width)

    def action_go(self, step: int) -> None:
        """Move the cursor, and the window with it."""
        old, self.cursor = self.cursor, max(0, min(self.cursor + step, self.count - 1))
        top, room = self.scroll_offset.y, self.size.height
        if not top <= self.cursor < top + room:
            top = self.cursor if self.cursor < top else self.cursor - room + 1
            self.scroll_to(y=top, animate=False, force=True)
        self.refresh_line(old - self.scroll_offset.y)
        self.refresh_line(self.cursor - self.scroll_offset.y)

    def action_page(self, pages: int) -> None:
        """Move a page."""
        self.action_go(pages * self.size.height)

    def action_end(self) -> None:
        """Go to the last row."""
        self.action_go(self.count)

    def action_home(self) -> None:
        """Go to the first row."""
        self.action_go(-self.count)


class Virtual(App[None]):
    """The list alone."""

    BINDINGS: ClassVar = [("ctrl+q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        """Yield the list."""
        yield Rows(sys.argv[1])


if __name__ == "__main__":
    Virtual().run()
