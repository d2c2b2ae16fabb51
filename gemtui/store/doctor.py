"""Examining a store: SQLite's own integrity, every hash and chain, tables against the fold, attachments."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from gemtui import log
from gemtui.log import BadChange
from gemtui.records import Kind
from gemtui.store import wording
from gemtui.store.folding import fold_with_groups, private_values, refold, row_cells
from gemtui.store.handle import Store, told
from gemtui.store.layout import columns
from gemtui.store.problems import Problem, StoreProblem

MENDABLE = frozenset(
    {"table-differs", "stray-row", "search-differs", "head-differs", "entry-differs", "conflict-differs"}
)
"""What can be derived again from the log."""


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found, and what was mended."""

    problems: tuple[Problem, ...]
    mended: tuple[Problem, ...] = ()

    @property
    def ok(self) -> bool:
        """Return whether nothing is left that is wrong."""
        return not self.problems


def examine(db: Store, *, repair: bool = False) -> Examination:
    """Return everything that is wrong with the store; with `repair`, derives again what can be derived."""
    try:
        found = tuple(_problems(db))
    except StoreProblem as problem:
        if problem.code not in ("damaged-store", "disk-error", "not-a-store", "store-failed"):
            raise
        return Examination((Problem("", "integrity", problem.facts),))
    mendable = [p for p in found if p.code in MENDABLE]
    log_is_sound = not any(
        p.code in ("bad-change", "broken-chain", "hash-differs", "integrity") for p in found
    )
    if not repair or not mendable or not log_is_sound:
        return Examination(found)
    _mend(db)
    left = tuple(_problems(db))
    return Examination(left, tuple(p for p in found if p not in left))


def _problems(db: Store) -> Iterator[Problem]:
    with db.reading() as connection, told(db.path):
        integrity = [str(c) for (c,) in connection.execute("PRAGMA integrity_check(20)") if c != "ok"]
        yield from (Problem("", "integrity", {"detail": detail}) for detail in integrity)
        if integrity:
            return
        yield from _chains(connection)
        yield from _tables(db, connection)
        yield from _files(connection)
        yield from _words(connection)


def _chains(connection: sqlite3.Connection) -> Iterator[Problem]:
    heads = {
        (o, h, w): (seq, hashed)
        for o, h, w, seq, hashed in connection.execute(
            "SELECT office, home, workspace, seq, hash FROM stream"
        )
    }
    found = connection.execute(
        "SELECT office, home, workspace, seq, record, hash, line FROM change ORDER BY office, home, workspace, seq"
    )
    for place, cells in groupby(found, key=lambda c: (c[0], c[1], c[2])):
        seq, prev = 0, log.ZEROS
        for *_, number, record, hashed, line in cells:
            seq += 1
            facts = {"workspace": place[2], "office": place[0], "seq": number}
            wrong = _line_problem((seq, prev), (place, number, record), hashed, line)
            if wrong:
                yield Problem("", wrong, facts)
                return
            prev = hashed
        if heads.pop(place, None) != (seq, prev):
            yield Problem("", "head-differs", {"workspace": place[2], "office": place[0]})
    yield from (Problem("", "broken-chain", {"workspace": w, "office": o, "seq": 1}) for o, _, w in heads)


def _line_problem(
    expected: tuple[int, str], kept: tuple[tuple[str, int, str], int, str], hashed: str, line: bytes
) -> str:
    place, number, record = kept
    if log.digest(line) != hashed:
        return "hash-differs"
    try:
        change = log.parse(line)
    except BadChange:
        return "bad-change"
    same_place = (change.office, int(change.home), change.workspace) == place and (
        change.seq,
        change.record,
    ) == (number, record)
    return "" if same_place and (change.seq, change.prev) == expected else "broken-chain"


def _tables(db: Store, connection: sqlite3.Connection) -> Iterator[Problem]:
    entries = {
        (o, i): (e, k) for e, o, i, k in connection.execute("SELECT rowid, office, id, kind FROM entry")
    }
    held = {name: _held(connection, kind) for name, kind in db.kinds.items()}
    conflicts = dict[tuple[str, str], dict[str, str]]()
    for office, record, name, heads in connection.execute(
        "SELECT office, record, field, heads FROM conflict"
    ):
        conflicts.setdefault((office, record), {})[name] = heads
    outside = set(connection.execute("SELECT office, home, workspace, seq FROM outside").fetchall())
    found = connection.execute("SELECT office, record, line FROM change ORDER BY office, record")
    for (office, record), cells in groupby(found, key=lambda c: (c[0], c[1])):
        changes = [
            c
            for *_, line in cells
            if (c := log.parse(line)) and (c.office, int(c.home), c.workspace, c.seq) not in outside
        ]
        kind = db.kinds.get(changes[0].kind) if changes else None
        if kind is None:
            continue
        entry = entries.pop((office, record), None)
        facts = {"kind": kind.name, "record": record, "office": office}
        if entry is None or entry[1] != kind.name:
            yield Problem("", "entry-differs", facts)
            continue
        folded = fold_with_groups(kind, changes)
        expected = row_cells(
            kind, changes[0], folded, entry[0], private_values(connection, kind, folded.values)
        )
        if held[kind.name].pop((office, record), None) != expected:
            yield Problem("", "table-differs", facts)
        if set(conflicts.pop((office, record), {})) != set(folded.conflicts):
            yield Problem("", "conflict-differs", facts)
    strays = [(name, office, record) for name, rows in held.items() for office, record in rows]
    yield from (Problem("", "stray-row", {"kind": n, "office": o, "record": r}) for n, o, r in strays)
    yield from (Problem("", "conflict-differs", {"office": o, "record": r}) for o, r in conflicts)


def _held(connection: sqlite3.Connection, kind: Kind) -> dict[tuple[str, str], tuple[Any, ...]]:
    listed = ", ".join(f'"{name}"' for name in columns(kind))
    return {
        (cells[1], cells[0]): cells for cells in connection.execute(f'SELECT {listed} FROM "{kind.name}"')
    }


def _files(connection: sqlite3.Connection) -> Iterator[Problem]:
    for sha256, size, content in connection.execute("SELECT sha256, bytes, content FROM attachment"):
        if hashlib.sha256(content).hexdigest() != sha256 or len(content) != size:
            yield Problem("", "attachment-differs", {"sha256": sha256})
    for sha256, salt, value in connection.execute("SELECT sha256, salt, value FROM private"):
        if not log.matches({"sha256": sha256}, bytes.fromhex(salt), json.loads(value)):
            yield Problem("", "private-differs", {"sha256": sha256})


def _words(connection: sqlite3.Connection) -> Iterator[Problem]:
    listed = connection.execute(
        "SELECT count(*) FROM search WHERE rowid NOT IN (SELECT rowid FROM entry)"
    ).fetchone()[0]
    if listed:
        yield Problem("", "search-differs", {"count": listed})


def _mend(db: Store) -> None:
    """Write entries, tables, conflicts, heads and the search index anew from the log."""
    with db.writing() as connection:
        connection.execute("DELETE FROM stream")
        connection.execute(
            "INSERT INTO stream SELECT office, home, workspace, seq, hash FROM change c WHERE seq = "
            "(SELECT max(seq) FROM change d WHERE d.office = c.office AND d.home = c.home AND d.workspace = c.workspace)"
        )
        for name in db.kinds:
            connection.execute(f'DELETE FROM "{name}"')
        connection.execute("DELETE FROM conflict")
        connection.execute("DELETE FROM entry")
        connection.execute("DELETE FROM search")
        for office, record in connection.execute("SELECT DISTINCT office, record FROM change").fetchall():
            refold(connection, db.kinds, office, record)
    wording.index_new(db)
