"""The rows of many records at once, from their changes: what a merge, a migration and a repair share."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from gemtui import log
from gemtui.log import Change
from gemtui.records import Kind
from gemtui.store.connection import Connection
from gemtui.store.folding import (
    clear_values,
    fold_with_groups,
    open_conflicts,
    plan_of,
    row_cells,
    write_conflicts,
)
from gemtui.store.layout import columns

PAGE = 2_000


def nothing_touched(connection: Connection) -> None:
    """Begin the list of records whose rows have to be written again."""
    connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS touched "
        "(place INTEGER PRIMARY KEY, office TEXT, record TEXT, UNIQUE (office, record))"
    )
    connection.execute("DELETE FROM temp.touched")


def touch(connection: Connection, records: Iterable[tuple[str, str]]) -> None:
    """Put records, as (office, id), on that list."""
    connection.executemany("INSERT OR IGNORE INTO temp.touched (office, record) VALUES (?, ?)", records)


@dataclass
class Rows:
    """Rows that are gathered, and written together."""

    connection: Connection
    kinds: Mapping[str, Kind]
    new: int = 0
    conflicts: int = 0
    _fresh: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)
    """Rows, by kind, of records that had none."""
    _cells: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)
    """Rows of records that have one already."""
    _entries: list[tuple[Any, ...]] = field(default_factory=list)
    _unsearched: list[tuple[int]] = field(default_factory=list)
    _clear: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._numbers = self.connection.new_entries()

    def take(self, changes: list[Change]) -> None:
        """Write the rows of records that nobody knew before; the others, which want a look at all they have, are touched.

        Nearly all records of a consolidation have this one change, and need no reading back.
        """
        known = self._known(changes)
        self.look_up(changes)
        touched = []
        for change in changes:
            key = (change.office, change.record)
            if change.seen or key in known:
                touched.append(key)
            else:
                known.add(key)
                self.add([change], self.entry(change), is_new=True)
        touch(self.connection, touched)
        self.write()

    def _known(self, changes: list[Change]) -> set[tuple[str, str]]:
        """Return those of the changes' records, as (office, id), that have an entry."""
        by_office: dict[str, list[str]] = {}
        for change in changes:
            by_office.setdefault(change.office, []).append(change.record)
        found: set[tuple[str, str]] = set()
        for office, records in by_office.items():
            asked = "SELECT office, id FROM entry WHERE office = ? AND id IN (SELECT value FROM json_each(?))"
            found.update(self.connection.execute(asked, (office, json.dumps(records))))
        return found

    def look_up(self, changes: Iterable[Change]) -> None:
        """Read at once what is known in clear of all the personal values that these changes set."""
        hashes = []
        for change in changes:
            kind = self.kinds.get(change.kind)
            for name in plan_of(kind).personal_names if kind else ():
                value = change.set.get(name)
                if value is not None and log.is_commitment(value):
                    hashes.append(value["sha256"])
        self._clear = clear_values(self.connection, hashes)

    def entry(self, change: Change) -> int:
        """Return a new integer rowid for a record that had none."""
        entry = next(self._numbers)
        self.new += 1
        self._entries.append((entry, change.office, change.record, change.kind, change.home))
        return entry

    def add(self, changes: list[Change], entry: int, *, is_new: bool) -> None:
        """Fold one record's changes; what a kind says that this program does not know stays in the log alone."""
        rows = self._fresh if is_new else self._cells
        if not is_new:
            self._unsearched.append((entry,))
        kind = self.kinds.get(changes[0].kind) if changes else None
        if kind is None:
            return
        change = changes[0]
        folded = log.fold(changes) if len(changes) == 1 else fold_with_groups(kind, changes)
        rows.setdefault(kind.name, []).append(row_cells(kind, change, folded, entry, self._clear))
        if len(changes) > 1:
            write_conflicts(self.connection, kind, change.office, change.record, folded)
            self.conflicts += len(open_conflicts(kind, folded))

    def write(self) -> None:
        """Write what was gathered, a statement a kind."""
        connection = self.connection
        if self._entries:
            connection.put_new("entry", ("rowid", "office", "id", "kind", "home"), self._entries)
            connection.put_new("unsearched", ("rowid",), [entry[:1] for entry in self._entries])
        for name, cells in self._fresh.items():
            connection.put_new(name, columns(self.kinds[name]), cells)
        for name, cells in self._cells.items():
            connection.put_over(name, columns(self.kinds[name]), ("office", "id"), cells)
        connection.executemany("INSERT OR IGNORE INTO unsearched VALUES (?)", self._unsearched)
        for gathered in (self._entries, self._fresh, self._cells, self._unsearched):
            gathered.clear()


def fold_touched(rows: Rows) -> None:
    """Write the rows of all records on the list; raises log.BadChange where changes can't be one record's history.

    Their words are left for `index_new`.
    """
    connection = rows.connection
    connection.counted("touched")
    kept_out = set(connection.execute("SELECT office, home, workspace, seq FROM outside").fetchall())
    for page in _pages(connection):
        records = [
            (entry, [log.parse(line) for *_, line in cells])
            for (*_, entry), cells in groupby(page, key=lambda c: (c[0], c[1], c[2]))
        ]
        rows.look_up(change for _, changes in records for change in changes)
        for entry, changes in records:
            log.check_record(changes)
            known = rows.entry(changes[0]) if entry is None else entry
            counting = [c for c in changes if (c.office, c.home, c.workspace, c.seq) not in kept_out]
            rows.add(counting, known, is_new=entry is None)
        rows.write()
    connection.execute("DELETE FROM temp.touched")


def _pages(connection: Connection) -> Iterator[list[tuple[Any, ...]]]:
    """Give the touched records' changes page by page: (office, record, entry or None, line), a record's together."""
    first, last = connection.execute(
        "SELECT coalesce(min(place), 1), coalesce(max(place), 0) FROM temp.touched"
    ).fetchone()
    for start in range(first - 1, last, PAGE):
        page = connection.execute(
            # The planner has no figures on a temporary table, and would read a whole office for each record.
            "SELECT t.office, t.record, e.rowid, c.line FROM temp.touched t "
            "CROSS JOIN change c INDEXED BY change_of_record ON c.office = t.office AND c.record = t.record "
            "LEFT JOIN entry e INDEXED BY entry_of_record ON e.office = t.office AND e.id = t.record "
            "WHERE t.place > ? AND t.place <= ? ORDER BY t.place",
            (start, start + PAGE),
        ).fetchall()
        if page:
            yield page
