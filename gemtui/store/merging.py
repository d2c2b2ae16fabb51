"""Merging: the union of two logs, then the fold of the records that gained changes, in one transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from gemtui import log
from gemtui.log import Change
from gemtui.store.branching import cut, graft
from gemtui.store.catalogues import put_catalogues
from gemtui.store.connection import Connection, upsert
from gemtui.store.erased import is_erased
from gemtui.store.handle import Store
from gemtui.store.layout import PUT_HEAD, STREAM
from gemtui.store.papers import Note, note_bundle, put_seals
from gemtui.store.problems import StoreProblem
from gemtui.store.refolding import Rows, fold_touched, nothing_touched

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
    catalogues: Sequence[tuple[str, bytes]] = ()
    """(name, content), found fit; only a plan brings any."""
    note: Note | None = None
    branch: tuple[Place, int] | None = None
    """The store's own stream, of which only so many changes are kept: the rest goes on as a new workspace's."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge brought."""

    new_changes: int
    new_records: int
    conflicts: int
    """Open conflicts on the records that gained changes."""
    appended: int = 0
    """Changes of this store that headquarters did not know, and that now stand in a new workspace."""


def merge(db: Store, incoming: Incoming) -> Merged:
    """Merge one bundle, all of it or nothing; raises StoreProblem forked-history or broken-chain, log.BadChange.

    Its words become searchable with `index_new`, which a caller runs once after its last bundle.
    """
    with db.writing(beside_others=True) as connection:
        # In one order, so that two merges never wait for each other.
        for office in sorted({place[1] for place, _, _ in incoming.seals}):
            connection.claim(office)
        rest = cut(connection, *incoming.branch) if incoming.branch else []
        nothing_touched(connection)
        rows = Rows(connection, db.kinds)
        # Before the changes, so that a new row shows at once what can be read of it.
        _take_private(db, connection, incoming)
        new_changes = _append(rows, incoming.changes)
        _take_owners(connection, incoming.owners)
        connection.executemany(
            "INSERT OR IGNORE INTO attachment VALUES (?, ?, ?)",
            ((h, len(content), content) for h, content in incoming.attachments),
        )
        put_seals(db, sorted(incoming.seals))
        put_catalogues(db, incoming.catalogues)
        fold_touched(rows)
        drawn, conflicts = "", rows.conflicts
        if incoming.branch:
            drawn, found = graft(db, connection, *incoming.branch, rest)
            conflicts += found
        if incoming.note:
            note_bundle(db, incoming.note)
    if drawn:
        db.identity = replace(db.identity, workspace=drawn)
        if db.after_append:
            db.after_append(db)
    return Merged(new_changes, rows.new, conflicts, len(rest))


def _append(rows: Rows, changes: Iterable[tuple[Change, bytes, str]]) -> int:
    """Append what is new to the log, write what rows it makes by itself, and return how many changes that is."""
    connection = rows.connection
    heads: dict[tuple[str, bool, str], tuple[int, str]] = {}
    fresh: list[tuple[Change, bytes, str]] = []
    count = 0
    for told in changes:
        change, _, hashed = told
        place = (change.office, change.home, change.workspace)
        if place not in heads:
            connection.claim(change.office)
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
        fresh.append(told)
        count += 1
        if len(fresh) >= CHUNK:
            _write(rows, fresh)
            fresh = []
    _write(rows, fresh)
    connection.executemany(
        PUT_HEAD,
        [(o, h, w, seq, hashed) for (o, h, w), (seq, hashed) in heads.items()],
    )
    return count


def _take_owners(connection: Connection, owners: Mapping[str, str]) -> None:
    """Keep who vouches for which workspace; what is known already is not written, so that nobody waits for it."""
    known = dict(connection.execute("SELECT workspace, principal FROM workspace").fetchall())
    connection.executemany(
        upsert("workspace", ("workspace", "principal"), ("workspace",)),
        sorted(each for each in owners.items() if known.get(each[0]) != each[1]),
    )


def _write(rows: Rows, fresh: list[tuple[Change, bytes, str]]) -> None:
    rows.connection.put_new(
        "change",
        (*STREAM, "seq", "record", "hash", "line"),
        [(c.office, c.home, c.workspace, c.seq, c.record, hashed, line) for c, line, hashed in fresh],
    )
    rows.take([change for change, _, _ in fresh])


def _head(connection: Connection, place: tuple[str, bool, str]) -> tuple[int, str]:
    found = connection.execute(
        "SELECT seq, hash FROM stream WHERE office = ? AND home = ? AND workspace = ?", place
    ).fetchone()
    return (int(found[0]), str(found[1])) if found else (0, log.ZEROS)


def _same(connection: Connection, place: tuple[str, bool, str], change: Change, hashed: str) -> None:
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


def _take_private(db: Store, connection: Connection, incoming: Incoming) -> None:
    """Keep salts and values, and touch the records held already whose fields they make readable."""
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS opened (sha256 TEXT PRIMARY KEY)")
    connection.execute("DELETE FROM temp.opened")
    items = iter(incoming.private)
    while some := {hashed: (salt, value) for hashed, salt, value in islice(items, CHUNK)}:
        asked = "SELECT sha256 FROM private WHERE sha256 IN (SELECT value FROM json_each(?))"
        held = {hashed for (hashed,) in connection.execute(asked, (json.dumps(list(some)),)).fetchall()}
        fresh = [
            (h, salt, json.dumps(v, ensure_ascii=False))
            for h, (salt, v) in some.items()
            if h not in held and not is_erased(connection, h)
        ]
        connection.executemany("INSERT OR IGNORE INTO private VALUES (?, ?, ?)", fresh)
        connection.executemany("INSERT OR IGNORE INTO temp.opened VALUES (?)", [item[:1] for item in fresh])
    if connection.execute("SELECT 1 FROM temp.opened LIMIT 1").fetchone() is None:
        return
    # A bundle has values of its own streams only, and one office's rows lie together.
    workspaces = json.dumps(list(incoming.owners))
    offices = "SELECT DISTINCT office FROM stream WHERE workspace IN (SELECT value FROM json_each(?))"
    for kind in db.kinds.values():
        for name in kind.personal:
            connection.execute(
                f'INSERT OR IGNORE INTO temp.touched (office, record) SELECT office, id FROM "{kind.name}" '
                f'WHERE office IN ({offices}) AND "{name}_sha256" IN (SELECT sha256 FROM temp.opened)',
                (workspaces,),
            )
    for (office,) in connection.execute(
        "SELECT DISTINCT office FROM temp.touched ORDER BY office"
    ).fetchall():
        connection.claim(office)
