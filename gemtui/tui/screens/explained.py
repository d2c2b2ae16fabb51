"""A list with a pane that explains the row under the cursor: at once from the row, further when the cursor rests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from textual.timer import Timer

from gemtui.store import Row
from gemtui.tui.describing import lines_of
from gemtui.tui.listing import KIND
from gemtui.tui.lists.tab import INVITES, Around, Tab
from gemtui.tui.screens.doing import RecordPlace
from gemtui.tui.widgets.list import RecordList
from gemtui.tui.widgets.pane import Detail, Line

IDLE = 0.15
"""Seconds that the cursor rests on a row before more about it is asked of the store."""


class Explained(RecordPlace):
    """What a screen with tabs says of a row."""

    _idle: Timer | None = None
    _told: Row | None = None
    """The row that the pane is about."""

    @property
    def tab(self) -> Tab:
        """Return the tab that is shown."""
        raise NotImplementedError

    @property
    def around(self) -> Around:
        """Return what a tab's list is made from."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Follow the cursor directly: what a message brings is drawn a frame later, and each key would cost two."""
        self.watch(self.table, "cursor", lambda: self.explain(self.table.row, ()), init=False)

    def on_record_list_moved(self, message: RecordList.Moved) -> None:
        """Explain the row at once from what is at hand, and further when the cursor rests."""
        if message.table is not self.table:
            return
        self._stop_asking()
        if message.row is not self._told:
            self.explain(message.row, ())
        if message.row and self.tab.more and self.has_more(message.row):
            self._idle = self.set_timer(IDLE, partial(self._ask_more, self.tab.more, message.row))

    def has_more(self, row: Row) -> bool:
        """Return whether there is more to ask about a row; by default about every record."""
        return bool(row.get(KIND))

    def invites(self, row: Row) -> bool:
        """Return whether Enter does what is missing in a row; by default nothing is."""
        return False

    def explain(self, row: Row | None, more: Sequence[Line]) -> None:
        """Show what there is to say of a row."""
        self._told = row
        for pane in self.query(Detail):
            if row is None or not (row.get(KIND) or self.tab.detail):
                pane.tell(())
                continue
            own = (
                self.tab.detail({**row, INVITES: self.invites(row)}, pane.size.width - 2)
                if self.tab.detail
                else lines_of(self.desk.db.kinds[row[KIND]], row, pane.size.width - 2)
            )
            pane.tell([*own, *more])

    def turn_away(self) -> None:
        """Expect nothing more about the rows of a list that another takes the place of."""
        self._stop_asking()
        self._about = ("", "")  # another list: the footer asks anew what works on its rows

    def _stop_asking(self) -> None:
        self.forget("more")
        if self._idle is not None:
            self._idle.stop()

    def _ask_more(self, more: Callable[[Around, Row, int], Sequence[Line]], row: Row) -> None:
        width = next((pane.size.width - 2 for pane in self.query(Detail)), 76)
        around = self.around
        self.ask("more", lambda: more(around, row, width), lambda lines: self.explain(row, lines))
