"""A screen with a list that can be filtered: typed in a line below it, in force as one types."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.timer import Timer

from gemtui.tui.asking import Asking
from gemtui.tui.screens.frame import Frame
from gemtui.tui.widgets.list import RecordList
from gemtui.tui.widgets.source import View

if TYPE_CHECKING:
    from gemtui.tui.desk import Desk
    from gemtui.tui.widgets.filter_line import FilterLine

PAUSE = 0.08
"""Seconds between two letters after which a filter is asked for; a fast typist's letters go together."""


class Filtered(Asking, Frame):
    """Knows the app it runs in, its list, and the list's filter."""

    _filter_timer: Timer | None = None

    @property
    def desk(self) -> Desk:
        """Return what the program was handed."""
        return self.app.desk

    @property
    def table(self) -> RecordList:
        """Return the screen's list."""
        return self.query_one("#list", RecordList)

    def action_filter(self) -> None:
        """Type a filter."""
        if self.filter_line is None:
            from gemtui.tui.widgets.filter_line import FilterLine

            self.mount(FilterLine(id="filter"), after="#main-part")
        self.call_after_refresh(self._open_filter)

    @property
    def filter_line(self) -> FilterLine | None:
        """Return the line in which the filter is typed, once there was one."""
        return cast("FilterLine | None", next(iter(self.query("FilterLine")), None))

    def _open_filter(self) -> None:
        if self.filter_line is not None:
            self.filter_line.open()
            self._count(self.filter_line)

    def on_filter_line_changed(self, message: FilterLine.Changed) -> None:
        """Filter, once the typing pauses."""
        if self._filter_timer is not None:
            self._filter_timer.stop()
        self._filter_timer = self.set_timer(PAUSE, lambda: self.look_for(message.text))

    def on_filter_line_left(self) -> None:
        """Go to the list; without words the line goes away."""
        self.table.focus()
        if self.filter_line is not None and not self.filter_line.text:
            self.filter_line.close()

    def look_for(self, text: str) -> None:
        """Show the rows that fit."""
        view = self.table.view
        self.table.look(View(view.sort, view.reverse, text))

    def on_record_list_listed(self, message: RecordList.Listed) -> None:
        """Say how many rows of how many are shown."""
        if message.table is self.table and self.filter_line is not None and self.filter_line.is_shown:
            self._count(self.filter_line)

    def _count(self, line: FilterLine) -> None:
        source = self.table.source
        shown = sum(1 for n in self.table.rows.ids if n >= 0)
        if source.instant:
            line.count(shown, source.total())
        else:
            self.ask("total", source.total, lambda total: line.count(shown, total))

    def escape(self) -> bool:
        """Close the message and the filter; returns whether there was a filter to close."""
        self.hush()
        if self.filter_line is None or not self.filter_line.close():
            return False
        self.look_for("")
        self.table.focus()
        return True
