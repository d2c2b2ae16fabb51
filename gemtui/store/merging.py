"""Merging: the union of two logs, then the fold of the records that gained changes, in one transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gemtui import log
from gemtui.log import Change
from gemtui.store.handle import Store
from gemtui.store.papers import Note, note_bundle, put_seals
from gemtui.store.problems import StoreProblem
from gemtui.store.refolding import fold_touched, nothing_touched, touch

CHUNK = 2_000
Place = tuple[str, str, bool]
"""(workspace, office, home): which stream."""


@dataclass(frozen=True)
class Incoming:
    """A bundle whose every part has been verified; only `exchange` makes one."""

    changes: Iterable[tuple[Change, bytes, str]]
    """(change, its line, its hash), each stream's in order; what the store holds already is passed over."""
    owners: Mapping[str, str] = field(default_factory=dict)
    """Workspace → principal that vouches for it."""
    seals: Sequence[tuple[Place, int, bytes]] = ()
    private: Iterable[tuple[str, str, Any]] = ()
    """(commitment hash, salt in hex, value)."""
    attachments: Iterable[tuple[str, bytes]] = ()
    note: Note | None = None


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge brought."""

    new_changes: int
    new_records: int
    conflicts: int
    """Open conflicts on the records that gained changes."""


def merge(db: Store, incoming: Incoming) -> Merged:
    """Merge one bundle, all of it or nothing; raises StoreProblem forked-history or broken-chain, log.BadChange.

    Its words become searchable with `index_new`, which a caller runs once after its last bundle.
    """
    with db.writing() as connection:
        nothing_touched(connection)
        new_changes = _append(connection, incoming.changes)
        connection.executemany("INSERT OR REPLACE INTO workspace VALUES (?, ?)", incoming.owners.items())
        _take_private(db, connection, incoming.private)
        connection.executemany(
            "INSERT OR IGNORE INTO attachment VALUES (?, ?, ?)",
            ((h, len(content), content) for h, content in incoming.attachments),
        )
        put_seals(db, incoming.seals)
        new_records, conflicts = fold_touched(connection, db.kinds)
        if incoming.note:
            note_bundle(db, incoming.note)
    return Merged(new_changes, new_records, conflicts)


def _append(connection: sqlite3.Connection, changes: Iterable[tuple[Change, bytes, str]]) -> int:
    """Append what is new to the log and return how many changes that is."""
    heads: dict[tuple[str, bool, str], tuple[int, str]] = {}
    fresh: list[tuple[Any, ...]] = []
    count = 0
    for change, line, hashed in changes:
        place = (change.office, change.home, change.workspace)
        seq, head = heads.get(place) or _head(connection, place)
        if change.seq <= seq:
            heads[place] = seq, head
            _same(connection, place, change, hashed)
            continue
        if change.seq != seq + 1 or change.prev != head:
            raise StoreProblem(
                "forked-history" if change.seq == seq + 1 else "broken-chain", **_where(change, head)
            )
        heads[place] = change.seq, hashed
        fresh.append(
            (change.office, int(change.home), change.workspace, change.seq, change.record, hashed, line)
        )
        count += 1
        if len(fresh) >= CHUNK:
            _write(connection, fresh)
            fresh = []
    _write(connection, fresh)
    connection.executemany(
        "INSERT OR REPLACE INTO stream VALUES (?, ?, ?, ?, ?)",
        [(o, int(h), w, seq, hashed) for (o, h, w), (seq, hashed) in heads.items()],
    )
    return count


def _write(connection: sqlite3.Connection, fresh: list[tuple[Any, ...]]) -> None:
    connection.executemany("INSERT INTO change VALUES (?, ?, ?, ?, ?, ?, ?)", fresh)
    touch(connection, [(c[0], c[4]) for c in fresh])


def _head(connection: sqlite3.Connection, place: tuple[str, bool, str]) -> tuple[int, str]:
    found = connection.execute(
        "SELECT seq, hash FROM stream WHERE office = ? AND home = ? AND workspace = ?", place
    ).fetchone()
    return (int(found[0]), str(found[1])) if found else (0, log.ZEROS)


def _same(connection: sqlite3.Connection, place: tuple[str, bool, str], change: Change, hashed: str) -> None:
    found = connection.execute(
        "SELECT hash FROM change WHERE office = ? AND home = ? AND workspace = ? AND seq = ?",
        (*place, change.seq),
    ).fetchone()
    if found is None or found[0] != hashed:
        raise StoreProblem("forked-history", **_where(change, found[0] if found else ""))


def _where(change: Change, ours: str) -> dict[str, Any]:
    return {
        "workspace": change.workspace,
        "office": change.office,
        "seq": change.seq,
        "theirs": change.prev,
        "ours": ours,
    }


def _take_private(db: Store, connection: sqlite3.Connection, items: Iterable[tuple[str, str, Any]]) -> None:
    """Keep salts and values, and touch the records whose fields they make readable."""
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS opened (sha256 TEXT PRIMARY KEY)")
    connection.execute("DELETE FROM temp.opened")
    for hashed, salt, value in items:
        made = connection.execute(
            "INSERT OR IGNORE INTO private VALUES (?, ?, ?)",
            (hashed, salt, json.dumps(value, ensure_ascii=False)),
        )
        if made.rowcount:
            connection.execute("INSERT OR IGNORE INTO temp.opened VALUES (?)", (hashed,))
    if connection.execute("SELECT 1 FROM temp.opened LIMIT 1").fetchone() is None:
        return
    for kind in db.kinds.values():
        for question in kind.questions:
            if question.personal:
                connection.execute(
                    f'INSERT OR IGNORE INTO temp.touched (office, record) SELECT office, id FROM "{kind.name}" '
                    f'WHERE "{question.name}_sha256" IN (SELECT sha256 FROM temp.opened)'
                )
