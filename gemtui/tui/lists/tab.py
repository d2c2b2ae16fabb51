"""A tab of a screen: one list, with what explains its rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from datetime import date

from gemtui import reports, store
from gemtui.rules import Picture, reporting_year
from gemtui.store import Row, Store
from gemtui.tui.listing import OFFICE, derived
from gemtui.tui.showing import Titles
from gemtui.tui.widgets.cells import Column
from gemtui.tui.widgets.pane import Line
from gemtui.tui.widgets.source import Source

MISSING, GIVEN = "missing", "_given"
"""Keys under which a row says that something is missing, and which record would mend it: a `Wanted`, or nothing."""
INVITES = "_invites"
"""Key under which the screen says of a row that Enter, now and here, does what is missing in it."""


@dataclass(frozen=True)
class Around:
    """What a tab's list is made from."""

    db: Store
    titles: Titles
    on: date
    is_past: bool = False
    """The day is one that the person looks back to, so that records say what they said then."""
    folded: Set[str] = frozenset()
    """Keys of the groups of which only the heading is shown."""

    period: int = 0
    """The year that the person turned to; 0 for the one that is reported on the day."""

    @property
    def year(self) -> int:
        """Return the year that is shown."""
        return self.period or reporting_year(self.on)

    def of_offices(self, columns: Sequence[Column]) -> tuple[Column, ...]:
        """Return a list's columns, at headquarters with the office before them."""
        return (*((OFFICE,) if self.db.identity.role == "hq" else ()), *columns)

    def rows(self, kind: str) -> Sequence[Row]:
        """Return a kind's records as they are, or were on the day looked back to; asks the store."""
        return store.rows(self.db, kind) if self.then is None else store.rows_as_of(self.db, kind, self.then)

    def picture(self, kinds: Sequence[str]) -> Picture:
        """Return some kinds' records for the rules, as `rows` gives them; asks the store."""
        return reports.picture_of(self.db, self.on, kinds, self.then)

    @property
    def then(self) -> date | None:
        """Return the day that the records are shown as of; None for today."""
        return self.on if self.is_past else None


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
    why: Callable[[Around, Row], Sequence[str]] | None = None
    """How the computed figures of a row come about, in sentences."""
    is_wide: bool = False
    """Takes the whole width of a wide window; the pane stands below it."""


def derived_tab(kind: str, label: str) -> Tab:
    """Return the tab that every kind has without anybody writing one."""
    return Tab(
        label,
        kind,
        lambda around: derived(around.db, around.db.kinds[kind], around.titles, around.on, around.then),
    )
