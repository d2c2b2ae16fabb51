"""A screen with tabs: each a list of records, with a pane that explains the row under the cursor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from textual.timer import Timer

from gemtui.store import Row, Store
from gemtui.tui.describing import lines_of
from gemtui.tui.listing import KIND, derived
from gemtui.tui.screens.doing import RecordPlace
from gemtui.tui.sheets import Wanted
from gemtui.tui.showing import Titles
from gemtui.tui.widgets.cells import Part
from gemtui.tui.widgets.chrome import TabLine
from gemtui.tui.widgets.list import RecordList
from gemtui.tui.widgets.pane import Detail, Line
from gemtui.tui.widgets.source import Source

IDLE = 0.15
"""Seconds that the cursor rests on a row before more about it is asked of the store."""


@dataclass(frozen=True)
class Around:
    """What a tab's list is made from."""

    db: Store
    titles: Titles
    on: date


@dataclass(frozen=True)
class Tab:
    """One list of a screen."""

    label: str
    kind: str
    """What `n` makes here; empty where nothing is made."""
    source: Callable[[Around], Source]
    detail: Callable[[Row, int], Sequence[Line]] | None = None
    """Lines about a row, from the row alone, for so many cells; the record's fields where it is missing."""
    more: Callable[[Around, Row, int], Sequence[Line]] | None = None
    """Further lines, asked of the store in a thread once the cursor rests."""


def derived_tab(kind: str, label: str) -> Tab:
    """Return the tab that every kind has without anybody writing one."""
    return Tab(
        label, kind, lambda around: derived(around.db, around.db.kinds[kind], around.titles, around.on)
    )


class Tabbed(RecordPlace):
    """A screen that shows one of its tabs."""

    place: int = 0
    as_of: date | None = None
    _idle: Timer | None = None

    @property
    def tabs(self) -> Sequence[Tab]:
        """Return the tabs; by default one for each kind of record of this screen."""
        kinds = self.desk.db.kinds.values()
        return [derived_tab(k.name, k.about.plural) for k in kinds if k.about.screen == self.number]

    @property
    def tab(self) -> Tab:
        """Return the tab that is shown."""
        return self.tabs[self.place]

    @property
    def on(self) -> date:
        """Return the day that the screen shows."""
        return self.as_of or self.desk.today

    @property
    def around(self) -> Around:
        """Return what a tab's list is made from."""
        return Around(self.desk.db, self.app.titles, self.on)

    def fill(self) -> None:
        """Show the tab's list."""
        self.query_one(TabLine).tell([tab.label for tab in self.tabs], self.place)
        self.table.show(self.tab.source(self.around))
        self.ask("facts", self.facts, self.tell_facts)

    def refill(self) -> None:
        """Show everything anew; the cursor stays."""
        super().refill()
        self.ask("facts", self.facts, self.tell_facts)

    def facts(self) -> Sequence[Part]:
        """Return the figures at the right of the top line; asks the store, so it runs in a thread."""
        return ()

    def headline(self) -> str:
        """Return the title, with the day where it is not today."""
        from gemtui.locale import day

        return f"{super().headline()}{f' · as of {day(self.as_of.isoformat())}' if self.as_of else ''}"

    def new_record(self) -> Wanted | None:
        """Return what `n` makes here."""
        return Wanted(self.tab.kind) if self.tab.kind and not self.desk.db.read_only else None

    def action_turn_tab(self, step: int) -> None:
        """Go to another tab."""
        self.place = (self.place + step) % len(self.tabs)
        self.escape()
        self.fill()

    def action_as_of(self) -> None:
        """Ask for a day and show the screen as it was then; again for today."""
        from gemtui.tui.screens.asking_line import ask_day

        if self.as_of is not None:
            self.show_day(None)
        else:
            ask_day(self, self.show_day)

    def show_day(self, day: date | None) -> None:
        """Show the screen as it was on a day."""
        self.as_of = day
        self.fill()

    def on_record_list_moved(self, message: RecordList.Moved) -> None:
        """Explain the row at once from what is at hand, and further when the cursor rests."""
        if message.table is not self.table:
            return
        self.forget("more")
        if self._idle is not None:
            self._idle.stop()
        self.explain(message.row, ())
        if message.row and self.tab.more:
            self._idle = self.set_timer(IDLE, partial(self._ask_more, self.tab.more, message.row))

    def explain(self, row: Row | None, more: Sequence[Line]) -> None:
        """Show what there is to say of a row."""
        for pane in self.query(Detail):
            if row is None or not row.get(KIND):
                pane.tell(())
                continue
            own = (
                self.tab.detail(row, pane.size.width - 2)
                if self.tab.detail
                else lines_of(self.desk.db.kinds[row[KIND]], row, pane.size.width - 2)
            )
            pane.tell([*own, *more])

    def _ask_more(self, more: Callable[[Around, Row, int], Sequence[Line]], row: Row) -> None:
        width = next((pane.size.width - 2 for pane in self.query(Detail)), 76)
        around = self.around
        self.ask("more", lambda: more(around, row, width), lambda lines: self.explain(row, lines))
