"""A list of any length: a cursor, marks, an order and a filter over the rows of a source."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.message import Message

from gemtui.tui.asking import Asking
from gemtui.tui.commands import LIST
from gemtui.tui.keymap import bindings
from gemtui.tui.widgets.blocks import Blocks, fetched, listed
from gemtui.tui.widgets.cells import Row
from gemtui.tui.widgets.lines import Lines
from gemtui.tui.widgets.source import Source, View

OWN_KEYS = (
    "down", "up", "page-down", "page-up", "first", "last", "left", "right", "open",
    "mark", "mark-all", "mark-none", "sort", "reverse",
)  # fmt: skip
GLOW = 1.2
"""Seconds for which a saved row shines."""


class RecordList(Asking, Lines, can_focus=True, inherit_bindings=False):
    """Rows of a source; says where its cursor is, which row was opened, and what is marked."""

    BINDINGS = bindings(LIST, ids=OWN_KEYS)
    dress: Callable[[list[Row]], list[Row]] = staticmethod(lambda rows: rows)
    """Gives rows that were asked for the signs that stand before them; called in the thread that fetched them."""

    class Moved(Message):
        """The cursor is on another row."""

        def __init__(self, control: RecordList) -> None:
            super().__init__()
            self.table = control

        @property
        def row(self) -> Row | None:
            """Return the row under the cursor by now (None while there is none): the list may show another source."""
            return self.table.row

    class Opened(Message):
        """A row was opened."""

        def __init__(self, control: RecordList, row: Row) -> None:
            super().__init__()
            self.table = control
            self.row = row

    class Listed(Message):
        """The rows of the view are known."""

        def __init__(self, control: RecordList) -> None:
            super().__init__()
            self.table = control

    def show(self, source: Source, view: View | None = None, *, at: int | None = None) -> None:
        """Show another source's rows, from the top or with the cursor on row id `at`."""
        if [c.name for c in source.columns] != [c.name for c in self.source.columns]:
            self.needed = {}
        self.source = source
        self.view = view or View()
        self.marked.clear()
        self.shift = getattr(source, "shift", 0)
        self.set_reactive(RecordList.cursor, 0)
        if not source.instant:  # else the rows are here at once, and a scroll bar need not go and come again
            self.is_listed = False
            self.rows = Blocks()
            self.redraw()
        self._list(at)

    def refresh_rows(self, *, glow: int = -1, at: int | None = None) -> None:
        """Ask for all rows again; the cursor stays on its row, and row id `glow` shines for a moment.

        It goes to row id `at` where one is given.
        """
        self.glowing = glow
        self._list(at if at is not None else glow if glow >= 0 else self.rowid)
        if glow >= 0:
            self.set_timer(GLOW, self._stop_glowing)

    def look(self, view: View) -> None:
        """Change order or filter; the cursor stays on its row where that is still shown."""
        if view != self.view:
            self.view = view
            self._list(self.rowid)

    @property
    def rowid(self) -> int | None:
        """Return the id of the row under the cursor."""
        return self.rows.rowid(self.cursor)

    @property
    def row(self) -> Row | None:
        """Return the row under the cursor, or None while there is none or it is on its way."""
        return self.rows.row(self.cursor)

    @property
    def chosen(self) -> list[int]:
        """Return the ids that a command is about: the marked rows, or else the one under the cursor."""
        return [n for n in self.rows.ids if n in self.marked] or ([] if self.rowid is None else [self.rowid])

    # Rows come in

    def _list(self, at: int | None) -> None:
        source = self.source
        if source.instant:
            self.forget("rows")
            self._arrived(source, *listed(source, self.view, at, self.cursor))
        else:
            ask = partial(listed, source, self.view, at, self.cursor, self.dress)
            self.ask("rows", ask, lambda found: self._arrived(source, *found))

    def _arrived(self, source: Source, rows: Blocks, cursor: int) -> None:
        if source is not self.source:
            return
        if bool(len(rows)) != bool(len(self.rows)):
            self.screen.refresh_bindings()  # an empty list has nothing to open
        self.rows, self.is_listed = rows, True
        before = self.needed if self.view.filter else {}
        self.needed = {**before, **{name: max(n, before.get(name, 0)) for name, n in rows.needed.items()}}
        if self.marked:
            self.marked.intersection_update(rows.ids)
        self.set_reactive(RecordList.cursor, cursor)
        self.redraw()
        self._follow(centre=True)
        self.post_message(self.Listed(self))
        self.post_message(self.Moved(self))

    def _fetch_near(self, top: int) -> None:
        rows, source = self.rows, self.source
        for number in rows.missing(top, max(self.size.height, 1)) if len(rows) else ():
            rows.asked.add(number)
            if source.instant:
                rows.keep(number, fetched(source, rows.part(number)))
            else:
                self._ask_block(source, rows, number)

    def _ask_block(self, source: Source, rows: Blocks, number: int) -> None:
        part = rows.part(number)
        self.ask(
            f"block {number}",
            lambda: self.dress(fetched(source, part)),
            lambda found: self._keep(rows, number, found),
        )

    def _keep(self, rows: Blocks, number: int, found: list[Row]) -> None:
        waited = self.row is None
        rows.keep(number, found)
        if rows is self.rows:
            if rows.shows(number, int(self.scroll_offset.y), self.size.height):
                self.refresh()
            if waited and self.row is not None:
                self.post_message(self.Moved(self))

    def _stop_glowing(self) -> None:
        self.glowing = -1
        self.refresh()

    def on_resize(self) -> None:
        """Keep the cursor in the window."""
        self._follow()

    # Moving

    def validate_cursor(self, index: int) -> int:
        """Keep the cursor inside the list."""
        return max(0, min(index, len(self.rows) - 1))

    def watch_cursor(self, old: int, new: int) -> None:
        """Draw the two lines that changed and follow with the window."""
        self.redraw_row(old)
        self.redraw_row(new)
        self._follow()
        self.post_message(self.Moved(self))

    def _follow(self, *, centre: bool = False) -> None:
        room = max(self.size.height - 1, 1)
        top = int(self.scroll_offset.y)
        if not top <= self.cursor < top + room:
            ahead = room // 2 if centre else (0 if self.cursor < top else room - 1)
            top = max(0, min(self.cursor - ahead, len(self.rows) - room))
        if top == 1 and self.rows.ids[0] < 0:
            top = 0  # the first heading is seen with its first row
        if top != int(self.scroll_offset.y):
            self.scroll_to(y=top, animate=False, force=True)
        self._fetch_near(top)

    def _go(self, index: int, step: int) -> None:
        index = self.validate_cursor(index)
        while 0 <= index < len(self.rows) and self.rows.ids[index] < 0:
            index += step
        if 0 <= index < len(self.rows):
            self.cursor = index

    def action_move(self, rows: int) -> None:
        """Go some rows on."""
        self._go(self.cursor + rows, rows)

    def action_page(self, pages: int) -> None:
        """Go a page on."""
        self._go(self.cursor + pages * max(self.size.height - 2, 1), pages)

    def action_first(self) -> None:
        """Go to the first row."""
        self._go(0, 1)

    def action_last(self) -> None:
        """Go to the last row."""
        self._go(len(self.rows) - 1, -1)

    def action_shift(self, step: int) -> None:
        """Hide or show a column at the left, where not all of them fit."""
        hidden = sum(self.sizes(0)) + len(self.columns) > self.size.width
        if step < 0 or hidden:
            most = len(self.source.columns) - getattr(self.source, "frozen", 0) - 1
            self.shift = max(0, min(self.shift + step, most))
            self.redraw()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide opening where there is no row."""
        return bool(len(self.rows)) if action == "open" else super().check_action(action, parameters)

    def action_open(self) -> None:
        """Say that the row was opened."""
        if self.row is not None:
            self.post_message(self.Opened(self, self.row))

    # Marks and order

    def action_mark(self) -> None:
        """Mark the row, or take its mark away, and go one on."""
        if self.rowid is not None:
            self.marked ^= {self.rowid}
            self.redraw_row(self.cursor)
            self.action_move(1)

    def action_mark_all(self) -> None:
        """Mark all rows of the view."""
        self.marked = {n for n in self.rows.ids if n >= 0}
        self.redraw()

    def action_mark_none(self) -> None:
        """Take all marks away."""
        self.marked.clear()
        self.redraw()

    def action_sort(self) -> None:
        """Sort by the next column; after the last one, in the list's own order."""
        names = ["", *(c.name for c in self.source.columns if c.sorts)]
        after = names[(names.index(self.view.sort) + 1) % len(names)] if self.view.sort in names else ""
        self.look(View(after, False, self.view.filter))

    def action_reverse(self) -> None:
        """Turn the order round."""
        self.look(View(self.view.sort, not self.view.reverse, self.view.filter))
