"""A list whose rows are worked out, not fetched: figures over records, asked for in a thread."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from gemtui.tui.widgets.cells import Column, Row
from gemtui.tui.widgets.source import Few, View

ID = "entry"
"""Key under which a row carries its integer id, so that the cursor finds it again after a save."""


@dataclass
class Worked:
    """Rows as they were worked out, with their headings."""

    rows: Sequence[Row]
    headings: Sequence[tuple[int, str]] = ()


@dataclass
class Computed:
    """Rows that `work` gives; it is called in a thread, and anew after `renew`."""

    columns: tuple[Column, ...]
    work: Callable[[], Worked]
    empty: tuple[str, ...] = ()
    instant: bool = field(default=False, init=False)
    _few: Few | None = field(default=None, init=False)
    _places: dict[int, int] = field(default_factory=dict, init=False)

    def renew(self) -> None:
        """Work out anew when the list is asked for next."""
        self._few = None

    def rowids(self, view: View) -> array[int]:
        """Return the rows' own ids in the view's order; headings keep their negative ones."""
        few = self._few
        if few is None:
            worked = self.work()
            few = Few(self.columns, worked.rows, self.empty, worked.headings)
            self._places = {int(row[ID]): place for place, row in enumerate(worked.rows)}
            self._few = few
        return array("q", (int(few.rows[n][ID]) if n >= 0 else n for n in few.rowids(view)))

    def block(self, rowids: Sequence[int]) -> list[Row]:
        """Return the rows of these ids."""
        few = self._few
        return [few.rows[self._places[n]] for n in rowids if n in self._places] if few else []

    def heading(self, rowid: int) -> str:
        """Return the text of a heading."""
        return self._few.heading(rowid) if self._few else ""

    def total(self) -> int:
        """Return how many rows there are."""
        return self._few.total() if self._few else 0
