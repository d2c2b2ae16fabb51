"""How a list is drawn: a heading, then the visible rows, straight to segments."""

from __future__ import annotations

import textwrap
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from gemtui.locale import plain
from gemtui.tui.widgets import cells
from gemtui.tui.widgets.blocks import Blocks
from gemtui.tui.widgets.cells import Column, Part
from gemtui.tui.widgets.source import Few, Source, View

ROLES = ("dim", "alarm", "ok", "accent", "strong")
SIGNS = 2
"""Cells at the left for the cursor and the mark, or what is said of the record by a sign."""
NO_SIGN: Part = (" ", "accent")
SIGN = "_sign"
"""Key under which a row carries that sign with its role."""


class Lines(ScrollView, inherit_bindings=False):
    """The drawn half of a list: it knows columns, colours and the cursor, and fetches nothing."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"list--{name}" for name in (*ROLES, "head", "cursor", "resting", "glow")
    }

    cursor: reactive[int] = reactive(0, repaint=False)

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id, classes=classes)
        self.source: Source = Few(())
        self.view = View()
        self.rows = Blocks()
        self.marked: set[int] = set()
        self.is_listed = False
        self.glowing = -1
        self.shift = 0
        """Columns hidden at the left, after those that the source keeps in view."""
        self.needed: dict[str, int] = {}
        """Cells that the columns' texts take: a filter takes none away, so that no column moves while one types it."""
        self._strips: dict[int, Strip] = {}
        self._styles: dict[str, Style] = {}
        self._sizes: list[int] = []

    @property
    def columns(self) -> tuple[Column, ...]:
        """Return the columns from the first one shown."""
        kept = getattr(self.source, "frozen", 0)
        return (*self.source.columns[:kept], *self.source.columns[kept + self.shift :])

    def redraw(self) -> None:
        """Measure the columns and draw all lines anew."""
        self._strips.clear()
        self._styles.clear()
        self._sizes = self.sizes(max(self.size.width - SIGNS - 1, 0))
        self.virtual_size = Size(self.size.width, len(self.rows) + 1)
        self.refresh()

    def sizes(self, room: int) -> list[int]:
        """Return the cells of each column in so much room; a list that scrolls sideways keeps its columns' own."""
        is_sideways = getattr(self.source, "frozen", 0)
        return cells.widths(self.columns, room, None if is_sideways else self.needed or None)

    def redraw_row(self, index: int) -> None:
        """Draw one row anew."""
        self._strips.pop(index, None)
        if self.size.height:
            self.refresh_line(index + 1)

    def notify_style_update(self) -> None:
        """Forget drawn lines when colours change."""
        super().notify_style_update()
        if "_styles" in self.__dict__:
            self._styles.clear()
            self._strips.clear()

    def on_resize(self) -> None:
        """Measure the columns anew."""
        self.redraw()

    def on_focus(self) -> None:
        """Let the cursor's line show that keys come here."""
        self.redraw_row(self.cursor)

    def on_blur(self) -> None:
        """Let the cursor's line rest."""
        self.redraw_row(self.cursor)

    def render_line(self, y: int) -> Strip:
        """Return one line: the heading first, then the visible rows."""
        width = self.size.width
        if y == 0:
            text = " " * SIGNS + cells.heading(self.columns, self._sizes, self.view.sort, self.view.reverse)
            return Strip([Segment(cells.fit(text, width), self._style("head"))], width)
        index = y - 1 + self.scroll_offset.y
        if index >= len(self.rows):
            return self._beyond(y - 2, width)
        rowid = self.rows.ids[index]
        if index == self.cursor:
            return self._row_line(index, width, "cursor" if self.has_focus else "resting")
        if rowid in self.marked or rowid == self.glowing >= 0:
            return self._row_line(index, width, "")
        strip = self._strips.get(index)
        if strip is None:
            strip = self._row_line(index, width, "")
            if rowid < 0 or self.rows.row(index) is not None:
                self._strips[index] = strip
        return strip

    def _row_line(self, index: int, width: int, over: str) -> Strip:
        rowid, row = self.rows.ids[index], self.rows.row(index)
        if rowid < 0:
            pieces: list[Part] = [
                (cells.fit(f" {plain(self.rows.headings.get(rowid, ''))}", width), "strong")
            ]
        elif row is None:
            pieces = [("   …", "dim")]
        else:
            text, role = ("▪", "accent") if rowid in self.marked else row.get(SIGN, NO_SIGN)
            at = "▌" if over else " "
            signs = [(at + text, role)] if role == "accent" else [(at, "accent"), (text, role)]
            pieces = [*signs, *cells.line(row, self.columns, self._sizes)]
        base = self._style(over or ("glow" if rowid == self.glowing >= 0 else ""))
        return Strip([Segment(text, self._on(base, role)) for text, role in pieces]).adjust_cell_length(
            width, base
        )

    def _beyond(self, y: int, width: int) -> Strip:
        """Return a line under the last row; an empty list says there what to do first."""
        text = ""
        if self.is_listed and not len(self.rows) and y >= 0:
            filtered = ("Nothing fits the filter.", "esc shows all rows again.")
            lines = filtered if self.view.filter else self.source.empty
            broken = [part for line in lines for part in textwrap.wrap(plain(line), max(width - 4, 20))]
            text = broken[y] if y < len(broken) else ""
        return Strip([Segment(cells.fit(f"  {plain(text)}", width), self._style("dim" if y else ""))], width)

    def _style(self, name: str) -> Style:
        style = self._styles.get(name)
        if style is None:
            style = self.get_component_rich_style(f"list--{name}") if name else self.rich_style
            self._styles[name] = style
        return style

    def _on(self, base: Style, role: str) -> Style:
        """Return a role's colour on the line's background."""
        if not role:
            return base
        key = f"{role} {id(base)}"
        style = self._styles.get(key)
        if style is None:
            of = self._style(role)
            style = self._styles[key] = base + Style(color=of.color, bold=of.bold, dim=of.dim)
        return style
