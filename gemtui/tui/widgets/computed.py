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
    _now: tuple[Few, dict[int, int]] | None = field(default=None, init=False)
    """The rows and the place of each id, together: a thread may be putting others in their place."""

    def renew(self) -> None:
        """Work out anew when the list is asked for next."""
        self._now = None

    def rowids(self, view: View) -> array[int]:
        """Return the rows' own ids in the view's order; headings keep their negative ones."""
        now = self._now
        if now is None:
            worked = self.work()
            few = Few(self.columns, worked.rows, self.empty, worked.headings)
            now = self._now = few, {int(row[ID]): place for place, row in enumerate(worked.rows)}
        few = now[0]
        return array("q", (int(few.rows[n][ID]) if n >= 0 else n for n in few.rowids(view)))

    def block(self, rowids: Sequence[int]) -> list[Row]:
        """Return the rows of these ids; those that are gone are left out."""
        few, places = self._now or (Few(self.columns), {})
        return [few.rows[places[n]] for n in rowids if n in places]

    def heading(self, rowid: int) -> str:
        """Return the text of a heading; nothing where it is gone."""
        few, _ = self._now or (Few(self.columns), {})
        return few.heading(rowid) if -rowid <= len(few.headings) else ""

    def total(self) -> int:
        """Return how many rows there are."""
        now = self._now
        return now[0].total() if now else 0
