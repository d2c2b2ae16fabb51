"""Floor of searching as one types: an input and a list under it, each letter one query of the full-text index.

python search_list.py STORE
"""

import sqlite3
import sys
from typing import ClassVar

from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

QUERY = (
    "SELECT k.number, k.title, k.responsible FROM (SELECT rowid FROM search WHERE text MATCH ? ORDER BY rowid LIMIT 50) s "
    "JOIN entry e ON e.rowid = s.rowid JOIN action k ON k.office = e.office AND k.id = e.id"
)
WIDTHS = (8, 40, 24)


class Found(Widget):
    """Rows that fit."""

    rows: ClassVar[list[tuple[object, ...]]] = []

    def render_line(self, y: int) -> Strip:
        """Return one row as a line."""
        width = self.size.width
        if y >= len(self.rows):
            return Strip.blank(width)
        cells = (str(cell or "")[:size].ljust(size) for cell, size in zip(self.rows[y], WIDTHS, strict=True))
        return Strip([Segment(" ".join(cells))]).adjust_cell_length(width)


class Search(App[None]):
    """The line and the list."""

    BINDINGS: ClassVar = [("ctrl+q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        """Yield both."""
        line = Input()
        line.cursor_blink = False  # an answer that never ends can't be timed
        yield line
        yield Found()

    def on_mount(self) -> None:
        """Open the store."""
        self.db = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)

    def on_input_changed(self, message: Input.Changed) -> None:
        """Ask, and show what fits."""
        found = self.query_one(Found)
        words = message.value.split()
        query = " ".join(f'"{word}"' for word in words[:-1]) + f' "{words[-1]}"*' if words else ""
        found.rows = self.db.execute(QUERY, (query,)).fetchall() if words else []
        found.refresh()


if __name__ == "__main__":
    Search().run()
