"""Late changes: what an office changed after headquarters had accepted it (spec/merge.md, `why`).

What was accepted is what a submission's `heads` speak for; so the office and headquarters, whoever holds the log,
find the same changes late, and no note of its own is needed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from gemtui import log
from gemtui.log import Change
from gemtui.records import Kind
from gemtui.store.connection import Connection
from gemtui.store.folding import BY_RECORD, Row, changes_of
from gemtui.store.handle import Store
from gemtui.store.problems import StoreProblem

ABOUT_THE_REPORT = "exchange"
"""Section of the kinds that speak of reports; none of their records is part of what is accepted."""
ASKED_AT_ONCE = 500

Heads = Mapping[str, int]
"""Workspace → how far its stream had been accepted."""


@dataclass(frozen=True, slots=True)
class Late:
    """A record that no longer says what headquarters accepted."""

    kind: str
    office: str
    id: str
    fields: tuple[str, ...]
    """Those that say something else now; `deleted` among them where the record went to the trash."""
    changes: tuple[Change, ...]
    """What was saved since, the newest first, without what only moved on."""

    @property
    def why(self) -> str | None:
        """Return the latest reason that was given."""
        return next((change.why for change in self.changes if change.why), None)


@contextmanager
def because(db: Store, why: str) -> Iterator[None]:
    """Give a reason to every change that this thread saves meanwhile and that has none of its own."""
    before = db.reason
    db.reason = why or None
    try:
        yield
    finally:
        db.reason = before


def accepted_heads(connection: Connection, office: str = "") -> dict[str, Heads]:
    """Return how far each office's streams were accepted by headquarters; the latest receipt of a submission counts."""
    where, given = (" AND r.office = ?", (office,)) if office else ("", ())
    found = connection.execute(
        "SELECT r.office, r.submission, r.decision, s.heads FROM receipt r JOIN submission s ON s.office = r.office "
        "AND (r.submission = s.id OR r.submission = s.office || '/' || s.id) "
        f"WHERE NOT r.deleted AND NOT s.deleted{where} ORDER BY r.changed_at, r.id",
        given,
    ).fetchall()
    latest = {(code, str(made).rpartition("/")[2]): (said, heads) for code, made, said, heads in found}
    reached: dict[str, dict[str, int]] = {}
    for (code, _), (said, heads) in latest.items():
        if said == "accepted":
            known = reached.setdefault(code, {})
            for workspace, seq in _heads(heads):
                known[workspace] = max(seq, known.get(workspace, 0))
    return dict(reached)


def _heads(told: str | None) -> Iterator[tuple[str, int]]:
    """Yield the heads of a submission; an office may have written anything there."""
    listed = json.loads(told) if told else ()
    for head in listed if isinstance(listed, list) else ():
        if isinstance(head, dict) and isinstance(head.get("seq"), int):
            yield str(head.get("workspace")), head["seq"]


def late(db: Store, office: str = "", ids: Sequence[str] | None = None) -> list[Late]:
    """Return the records of an office, or of all, that differ from what was accepted; among these ids, if given."""
    found: list[Late] = []
    with db.reading() as connection:
        for code, heads in accepted_heads(connection, office).items():
            since = (
                _since(db, connection, code, heads) if ids is None else _of(db, connection, code, heads, ids)
            )
            by_record: dict[str, list[Change]] = {}
            for change in since:
                by_record.setdefault(change.record, []).append(change)
            found += [
                one
                for record, changes in by_record.items()
                if (one := _late(db, connection, changes[0].kind, (code, record), heads))
            ]
    return sorted(found, key=lambda one: (one.office, one.kind, one.id))


def _since(db: Store, connection: Connection, office: str, heads: Heads) -> Iterator[Change]:
    """Yield the office's own changes beyond the heads that could be late."""
    streams = connection.execute(
        "SELECT s.workspace FROM stream s LEFT JOIN workspace w ON w.workspace = s.workspace "
        "WHERE s.office = ? AND s.home = ? AND (w.principal IS NULL OR w.principal = ?)",
        (office, False, f"office:{office}"),
    ).fetchall()
    for (workspace,) in streams:
        lines = connection.execute(
            "SELECT line FROM change WHERE office = ? AND home = ? AND workspace = ? AND seq > ? ORDER BY seq",
            (office, False, workspace, heads.get(workspace, 0)),
        ).fetchall()
        yield from _could_be_late(db, (log.parse(line) for (line,) in lines))


def _of(db: Store, connection: Connection, office: str, heads: Heads, ids: Sequence[str]) -> Iterator[Change]:
    """Yield the changes beyond the heads of these records that could be late."""
    for start in range(0, len(ids), ASKED_AT_ONCE):
        part = json.dumps(ids[start : start + ASKED_AT_ONCE])
        lines = connection.execute(
            f"SELECT workspace, seq, line FROM {BY_RECORD} WHERE office = ? AND record IN (SELECT value FROM json_each(?))",
            (office, part),
        ).fetchall()
        beyond = (log.parse(line) for workspace, seq, line in lines if seq > heads.get(workspace, 0))
        yield from _could_be_late(db, beyond)


def _could_be_late(db: Store, changes: Iterable[Change]) -> Iterator[Change]:
    for change in changes:
        kind = db.kinds.get(change.kind)
        if kind and change.seen and not change.home and set(change.set) - moving(kind):
            yield change


def moving(kind: Kind) -> frozenset[str]:
    """Return the fields that go on after a report without changing what was reported; all of a kind about reports."""
    if kind.about.section == ABOUT_THE_REPORT:
        return frozenset({*kind.names, "deleted"})
    return frozenset({*kind.about.moves, *(f"{name}_state" for name in kind.about.moves)})


def _late(db: Store, connection: Connection, kind: str, key: tuple[str, str], heads: Heads) -> Late | None:
    """Return a record as it differs from what was accepted, or None where it does not."""
    changes = changes_of(connection, *key)
    accepted = [change for change in changes if change.seq <= heads.get(change.workspace, 0)]
    if not accepted:
        return None
    then, now = log.fold(accepted), log.fold(changes)
    named = {*then.values, *now.values} - moving(db.kinds[kind])
    fields = [
        name
        for name in db.kinds[kind].names
        if name in named and then.values.get(name) != now.values.get(name)
    ]
    if then.deleted != now.deleted:
        fields.append("deleted")
    since = [c for c in changes if c.seq > heads.get(c.workspace, 0) and set(c.set) & set(fields)]
    since.sort(key=lambda change: (change.at, change.workspace, change.seq), reverse=True)
    return Late(kind, *key, tuple(fields), tuple(since)) if fields else None


def late_seqs(db: Store, office: str, identifier: str) -> set[tuple[str, int]]:
    """Return (workspace, seq) of a record's changes that came after it was accepted, for its history."""
    with db.reading() as connection:
        heads = accepted_heads(connection, office).get(office)
        if heads is None:
            return set()
        changes = changes_of(connection, office, identifier)
        if not any(change.seq <= heads.get(change.workspace, 0) for change in changes):
            return set()
        return {
            (c.workspace, c.seq) for c in _could_be_late(db, changes) if c.seq > heads.get(c.workspace, 0)
        }


def ask_why(db: Store, connection: Connection, change: Change, before: Row | None) -> None:
    """Raise StoreProblem why-needed where a change alters what was accepted and a person could say why."""
    kind = db.kinds[change.kind]
    named = set(change.set) - moving(kind)
    if not named or change.home or all(_is_same(kind, name, change.set[name], before) for name in named):
        return
    heads = accepted_heads(connection, change.office).get(change.office)
    if heads and any(
        c.seq <= heads.get(c.workspace, 0) for c in changes_of(connection, change.office, change.record)
    ):
        raise StoreProblem("why-needed", kind=change.kind, record=change.record)


def _is_same(kind: Kind, name: str, value: Any, before: Row | None) -> bool:
    """Return whether a field is only repeated, as those are that are written together with another."""
    if before is None or name == "deleted":
        return False
    if name in kind.personal:
        return (value or {}).get("sha256") == before.get(f"{name}_sha256")
    return bool(value == before.get(name))
