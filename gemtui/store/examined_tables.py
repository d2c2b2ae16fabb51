"""Whether the tables say what the log says: rows, entries, conflicts, words, files, private values."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from itertools import groupby

from gemtui import __version__, log
from gemtui.log import BadChange, Change
from gemtui.records import Kind
from gemtui.store.connection import Cells, Connection, SQLite
from gemtui.store.folding import (
    decode,
    fold_with_groups,
    open_conflicts,
    plan_of,
    private_values,
    row_cells,
    searchable,
)
from gemtui.store.handle import Store
from gemtui.store.layout import INDEX, columns, meta
from gemtui.store.problems import Problem, from_sqlite

NOTES = ("user_action", "user_action_change", "draft", "flag", "trusted")
"""What is no record, and so is held against nothing: it need only be readable, or undo and drafts would fail one day."""

Key = tuple[str, str]
"""(office, record), the order that the log's index, the entries and every table share."""


def table_problems(db: Store, connection: Connection) -> Iterator[Problem]:
    """Give each record whose rows are not what its changes say, and what else the tables have and the log has not."""
    beside = _Beside(db, connection)
    for key, changes in _records(connection):
        yield from beside.compare(key, changes)
    yield from beside.rest()
    if isinstance(connection, SQLite):
        yield from _index(connection)
    yield from _files(connection)
    yield from _kinds(db, connection)
    yield from _notes(db, connection)


def _records(connection: Connection) -> Iterator[tuple[Key, list[Change] | None]]:
    """Give each record with its changes, or None where a line can't be read (its chain tells)."""
    found = connection.stream("SELECT office, record, line FROM change ORDER BY office, record")
    for key, cells in groupby(found, key=lambda c: (c[0], c[1])):
        try:
            yield key, [log.parse(line) for *_, line in cells]
        except (BadChange, TypeError):
            yield key, None


class _Walk:
    """Rows in the order of their keys, walked along beside the log."""

    def __init__(self, rows: Iterator[Cells]) -> None:
        self._rows = rows
        self._next: Cells | None = next(rows, None)

    def take(self, key: Key) -> tuple[list[Cells], Cells | None]:
        """Return the rows before that key, which nobody asked for, and the one at it."""
        strays = []
        while self._next is not None and (self._next[0], self._next[1]) < key:
            strays.append(self._step())
        is_there = self._next is not None and (self._next[0], self._next[1]) == key
        return strays, self._step() if is_there else None

    def rest(self) -> Iterator[Cells]:
        """Give all rows that are left."""
        while self._next is not None:
            yield self._step()

    def _step(self) -> Cells:
        cells = self._next
        assert cells is not None
        self._next = next(self._rows, None)
        return cells


class _Beside:
    """The entries, tables, conflicts and words, compared with one record of the log after the other."""

    def __init__(self, db: Store, connection: Connection) -> None:
        self._db, self._connection = db, connection
        self._entries = _Walk(
            connection.stream("SELECT office, id, rowid, kind, home FROM entry ORDER BY office, id")
        )
        self._rows = {name: _Walk(_held(connection, kind)) for name, kind in db.kinds.items()}
        outside = connection.execute("SELECT office, home, workspace, seq FROM outside")
        self._outside = set(outside.fetchall())
        self._unsearched = {e for (e,) in connection.execute("SELECT rowid FROM unsearched")}
        self._conflicts: dict[Key, dict[str, tuple[str, str]]] = {}
        found = connection.execute("SELECT office, record, field, kind, heads FROM conflict")
        for office, record, name, kind, heads in found:
            self._conflicts.setdefault((office, record), {})[name] = kind, heads

    def compare(self, key: Key, changes: list[Change] | None) -> Iterator[Problem]:
        """Give what differs of one record."""
        strays, entry = self._entries.take(key)
        yield from (_problem("entry-differs", (c[0], c[1]), c[3]) for c in strays)
        name = changes[0].kind if changes else entry[3] if entry else ""
        kind = self._db.kinds.get(name)
        cells = None
        if kind is not None:
            strays, cells = self._rows[name].take(key)
            yield from (_problem("stray-row", (c[0], c[1]), name) for c in strays)
        if changes is None:
            return
        try:
            log.check_record(changes)
        except BadChange as bad:
            yield Problem("", "line-differs", {**bad.facts, "kind": name})
            return
        changes = [c for c in changes if (c.office, c.home, c.workspace, c.seq) not in self._outside]
        if entry is None or (changes and (entry[3], bool(entry[4])) != (name, changes[0].home)):
            yield _problem("entry-differs", key, name)
        elif kind is not None and changes:
            yield from self._compare_row(kind, changes, entry[2], cells)
        elif cells is not None:
            yield _problem("stray-row", key, name)

    def _compare_row(
        self, kind: Kind, changes: list[Change], entry: int, cells: Cells | None
    ) -> Iterator[Problem]:
        key = (changes[0].office, changes[0].record)
        folded = fold_with_groups(kind, changes)
        known = private_values(self._connection, kind, folded.values)
        expected = row_cells(kind, changes[0], folded, entry, known)
        if cells is None or cells[2:] != expected:
            yield _problem("table-differs", key, kind.name)
        heads = {
            name: (kind.name, json.dumps([asdict(head) for head in sides], ensure_ascii=False))
            for name, sides in open_conflicts(kind, folded).items()
        }
        if self._conflicts.pop(key, {}) != heads:
            yield _problem("conflict-differs", key, kind.name)
        row = decode(kind, plan_of(kind).columns, expected)
        words = "" if row["deleted"] else searchable(kind, row)
        if entry not in self._unsearched and self._connection.words_of(entry) != words:
            yield _problem("search-differs", key, kind.name)

    def rest(self) -> Iterator[Problem]:
        """Give what the tables have of records that the log does not know."""
        yield from (_problem("entry-differs", (c[0], c[1]), c[3]) for c in self._entries.rest())
        for name, rows in self._rows.items():
            yield from (_problem("stray-row", (c[0], c[1]), name) for c in rows.rest())
        for key, of in self._conflicts.items():
            yield _problem("conflict-differs", key, next(iter(of.values()))[0])
        for (entry,) in self._connection.execute(
            "SELECT rowid FROM search WHERE rowid NOT IN (SELECT rowid FROM entry)"
        ):
            yield Problem("", "search-differs", {"kind": "", "record": str(entry), "office": ""})


def _problem(code: str, key: Key, kind: str) -> Problem:
    return Problem("", code, {"kind": kind, "record": key[1], "office": key[0]})


def _held(connection: Connection, kind: Kind) -> Iterator[Cells]:
    listed = ", ".join(f'"{name}"' for name in columns(kind))
    return connection.stream(f'SELECT office, id, {listed} FROM "{kind.name}" ORDER BY office, id')


def _index(connection: SQLite) -> Iterator[Problem]:
    """Give whether the search index agrees with its own words: asked of a copy, since asking counts as writing."""
    with closing(sqlite3.connect("")) as copy:
        copy.execute(INDEX)
        for table, names in (
            ("data", "id, block"),
            ("idx", "segid, term, pgno"),
            ("content", "id, c0"),
            ("docsize", "id, sz"),
        ):
            copy.execute(f"DELETE FROM search_{table}")
            marks = ", ".join("?" * len(names.split(",")))
            rows = connection.execute(f"SELECT {names} FROM search_{table}")
            copy.executemany(f"INSERT INTO search_{table} VALUES ({marks})", rows)
        copy.commit()
        try:
            copy.execute("INSERT INTO search (search) VALUES ('integrity-check')")
        except sqlite3.DatabaseError as error:
            yield Problem(
                "", "search-differs", {"kind": "", "record": "", "office": "", "detail": str(error)}
            )


def _files(connection: Connection) -> Iterator[Problem]:
    for sha256, size, content in connection.stream(
        "SELECT sha256, bytes, content FROM attachment", at_a_time=1
    ):
        whole = isinstance(content, bytes) and len(content) == size
        if not whole or hashlib.sha256(content).hexdigest() != sha256:
            yield Problem("", "attachment-differs", {"sha256": sha256})
    for sha256, salt, value in connection.stream("SELECT sha256, salt, value FROM private"):
        try:
            matches = log.matches({"sha256": sha256}, bytes.fromhex(salt), json.loads(value))
        except (ValueError, TypeError, BadChange):
            matches = False
        if not matches:
            yield Problem("", "private-differs", {"sha256": sha256})


def _kinds(db: Store, connection: Connection) -> Iterator[Problem]:
    """Give whether the copy of the kinds' description is this program's."""
    from gemtui.records import kinds  # here: only an examination needs the record classes

    if meta(connection, "program") == __version__ and dict(db.kinds) != kinds():
        yield Problem("", "kinds-differ", {"program": __version__})


def _notes(db: Store, connection: Connection) -> Iterator[Problem]:
    for name in NOTES:
        try:
            for _ in connection.execute(f"SELECT * FROM {name}"):
                pass
        except sqlite3.Error as error:
            facts = from_sqlite(error, db.name).facts
            yield Problem(name, "integrity", {**facts, "detail": f"{name}: {facts['detail']}"})
