"""The rows of a list that are at hand: all ids, and blocks of rows around the cursor."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence

from gemtui.tui.widgets.cells import Row, needs
from gemtui.tui.widgets.computed import ID
from gemtui.tui.widgets.source import Source, View

BLOCK = 128
"""Rows fetched together: some screenfuls, so that paging meets rows that are already here."""
MEASURED = 64
"""Rows whose texts decide how wide the columns are: what is in sight, at a cost that no key notices."""
KEPT = 64
"""Blocks kept; about 8,000 rows, whatever the length of the list."""


class Blocks:
    """Ids of a whole view and the rows fetched so far."""

    def __init__(self, ids: array[int] | None = None) -> None:
        self.ids: array[int] = array("q") if ids is None else ids
        self.rows: dict[int, list[Row]] = {}
        """By block number."""
        self.asked: set[int] = set()
        """Numbers of blocks that are on their way."""
        self.headings: dict[int, str] = {}
        """The texts of the headings as they were when the ids were: the source may be working out others by now."""
        self.needed: dict[str, int] = {}
        """Cells that the texts of each column take, in the rows that came first."""

    def __len__(self) -> int:
        return len(self.ids)

    def row(self, index: int) -> Row | None:
        """Return the row at a place, or None where it is a heading, on its way, not there, or gone meanwhile."""
        block = self.rows.get(index // BLOCK)
        if block is None or not 0 <= index < len(self.ids) or self.ids[index] < 0:
            return None
        return block[index % BLOCK] or None

    def rowid(self, index: int) -> int | None:
        """Return the id at a place, or None where there is no row."""
        return self.ids[index] if 0 <= index < len(self.ids) and self.ids[index] >= 0 else None

    def missing(self, top: int, room: int) -> list[int]:
        """Return the numbers of blocks needed for a window and a page around it, the window's first."""
        first, last = max(0, top - room) // BLOCK, min(top + 2 * room, len(self.ids) - 1) // BLOCK
        return [n for n in range(first, last + 1) if n not in self.rows and n not in self.asked]

    def shows(self, number: int, top: int, room: int) -> bool:
        """Return whether a window shows rows of a block."""
        return number * BLOCK < top + room and (number + 1) * BLOCK > top

    def part(self, number: int) -> Sequence[int]:
        """Return the ids of a block."""
        return self.ids[number * BLOCK : (number + 1) * BLOCK]

    def keep(self, number: int, rows: list[Row]) -> None:
        """Keep a block, and let the one fetched longest ago go where there are too many."""
        while len(self.rows) >= KEPT:
            self.rows.pop(next(iter(self.rows)))
        self.asked.discard(number)
        self.rows[number] = rows


def fetched(source: Source, ids: Iterable[int]) -> list[Row]:
    """Return the rows of these ids in order, an empty one for each heading, and for each row that is gone meanwhile."""
    wanted = list(ids)
    rows = [n for n in wanted if n >= 0]
    found = source.block(rows)
    if len(found) == len(rows):
        known = dict(zip(rows, found, strict=True))
    else:  # a row that goes must not hand its place on to the next one
        known = {row[ID]: row for row in found if ID in row}
    return [known.get(n, {}) for n in wanted]


def listed(
    source: Source,
    view: View,
    at: int | None,
    cursor: int,
    dress: Callable[[list[Row]], list[Row]] = lambda rows: rows,
) -> tuple[Blocks, int]:
    """Return all ids of a view with the rows around the cursor, and where the cursor stands.

    It stands on row id `at` where that is shown, else where it was, never on a heading.
    """
    blocks = Blocks(source.rowids(view))
    blocks.headings = {n: source.heading(n) for n in blocks.ids if n < 0}
    try:
        place = blocks.ids.index(at) if at is not None else cursor
    except ValueError:
        place = cursor
    place = max(0, min(place, len(blocks) - 1))
    while place < len(blocks) - 1 and blocks.ids[place] < 0:
        place += 1
    if not len(blocks):
        blocks.needed = needs(source.columns, ())
    for number in blocks.missing(place, BLOCK // 4):
        rows = dress(fetched(source, blocks.part(number)))
        blocks.keep(number, rows)
        blocks.needed = blocks.needed or needs(source.columns, rows[:MEASURED])
    return blocks, place
