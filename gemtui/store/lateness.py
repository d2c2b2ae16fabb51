"""Late changes: what an office changed, or entered anew, after headquarters had accepted its report (spec/merge.md, `why`).

What was accepted is what a submission's `heads` speak for, and a new record is late where its day or year lies in that
submission's period; so the office and headquarters, whoever holds the log, find the same ones late, and no note of its
own is needed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from gemtui import log
from gemtui.log import Change
from gemtui.records import Kind
from gemtui.store.accepted import Accepted, accepted
from gemtui.store.connection import Connection
from gemtui.store.folding import BY_RECORD, Row, changes_of
from gemtui.store.handle import Store
from gemtui.store.problems import StoreProblem

ABOUT_THE_REPORT = "exchange"
"""Section of the kinds that speak of reports; none of their records is part of what is accepted."""
ASKED_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Late:
    """A record that no longer says what headquarters accepted, or that its report should have had."""

    kind: str
    office: str
    id: str
    fields: tuple[str, ...]
    """Those that say something else now, `deleted` among them where the record went to the trash; of a new record, its date."""
    changes: tuple[Change, ...]
    """What was saved since, the newest first, without what only moved on; of a new record what dated it, or said why."""
    dated: str | int | None = None
    """Day or year of a new record; None where what was accepted was changed."""
    remarked: str | None = None
    """What the office itself has remarked on the record since; looked for where no change says why."""

    @property
    def why(self) -> str | None:
        """Return the latest reason that was given: with a change, else in a remark of the office."""
        return next((change.why for change in self.changes if change.why), self.remarked)


@contextmanager
def because(db: Store, why: str) -> Iterator[None]:
    """Give a reason to every change that this thread saves meanwhile and that has none of its own."""
    before = db.reason
    db.reason = why or None
    try:
        yield
    finally:
        db.reason = before


def late(db: Store, office: str = "", ids: Sequence[str] | None = None) -> list[Late]:
    """Return the records of an office, or of all, that differ from what was accepted or came too late for it; among these ids, if given."""
    found: list[Late] = []
    with db.reading() as connection:
        for code, known in accepted(connection, office).items():
            since = (
                _since(db, connection, code, known) if ids is None else _of(db, connection, code, known, ids)
            )
            by_record: dict[str, list[Change]] = {}
            for change in since:
                by_record.setdefault(change.record, []).append(change)
            found += _remarked(
                connection,
                known,
                [
                    one
                    for record, changes in by_record.items()
                    if (one := _late(db, connection, changes[0].kind, (code, record), known))
                ],
            )
    return sorted(found, key=lambda one: (one.office, one.kind, one.id))


def _remarked(connection: Connection, known: Accepted, found: Sequence[Late]) -> list[Late]:
    """Return an office's late records, those that no change explains with what the office has remarked on them since."""
    unsaid = {one.id: one.office for one in found if one.why is None}
    said: dict[str, str] = {}
    for office in set(unsaid.values()):
        remarks = connection.execute(
            "SELECT id, subject, text FROM remark WHERE office = ? AND NOT deleted ORDER BY changed_at, id",
            (office,),
        ).fetchall()
        for remark, subject, text in remarks:
            code, _, record = str(subject or "").rpartition("/")
            if (
                record in unsaid
                and code in ("", office)
                and _is_said_since(connection, office, remark, known)
            ):
                said[record] = text
    return [replace(one, remarked=said.get(one.id)) for one in found]


def _is_said_since(connection: Connection, office: str, remark: str, known: Accepted) -> bool:
    """Return whether a remark is the office's own word, and was not there yet when its report was accepted."""
    first = min(changes_of(connection, office, remark), key=lambda c: (len(c.seen), c.seq))
    owner = connection.execute(
        "SELECT principal FROM workspace WHERE workspace = ?", (first.workspace,)
    ).fetchone()
    return (owner is None or owner[0] == f"office:{office}") and not _is_accepted(first, known)


def _since(db: Store, connection: Connection, office: str, known: Accepted) -> Iterator[Change]:
    """Yield the office's own changes beyond the heads that could be late."""
    streams = connection.execute(
        "SELECT s.workspace FROM stream s LEFT JOIN workspace w ON w.workspace = s.workspace "
        "WHERE s.office = ? AND s.home = ? AND (w.principal IS NULL OR w.principal = ?)",
        (office, False, f"office:{office}"),
    ).fetchall()
    for (workspace,) in streams:
        lines = connection.execute(
            "SELECT line FROM change WHERE office = ? AND home = ? AND workspace = ? AND seq > ? ORDER BY seq",
            (office, False, workspace, known.heads.get(workspace, 0)),
        ).fetchall()
        yield from _could_be_late(db, known, (log.parse(line) for (line,) in lines))


def _of(
    db: Store, connection: Connection, office: str, known: Accepted, ids: Sequence[str]
) -> Iterator[Change]:
    """Yield the changes beyond the heads of these records that could be late."""
    for start in range(0, len(ids), ASKED_AT_ONCE):
        part = json.dumps(ids[start : start + ASKED_AT_ONCE])
        lines = connection.execute(
            f"SELECT workspace, seq, line FROM {BY_RECORD} WHERE office = ? AND record IN (SELECT value FROM json_each(?))",
            (office, part),
        ).fetchall()
        beyond = (log.parse(line) for workspace, seq, line in lines if seq > known.heads.get(workspace, 0))
        yield from _could_be_late(db, known, beyond)


def _could_be_late(db: Store, known: Accepted, changes: Iterable[Change]) -> Iterator[Change]:
    for change in changes:
        kind = db.kinds.get(change.kind)
        if kind is None or change.home or not set(change.set) - moving(kind):
            continue
        if change.seen or known.spoke_about(change.set.get(kind.about.dated)):
            yield change


def moving(kind: Kind) -> frozenset[str]:
    """Return the fields that go on after a report without changing what was reported; all of a kind about reports."""
    if kind.about.section == ABOUT_THE_REPORT:
        return frozenset({*kind.names, "deleted"})
    return frozenset({*kind.about.moves, *(f"{name}_state" for name in kind.about.moves)})


def _late(db: Store, connection: Connection, kind: str, key: tuple[str, str], known: Accepted) -> Late | None:
    """Return a record as it differs from what was accepted, or None where it does not."""
    changes = changes_of(connection, *key)
    then_known = [change for change in changes if _is_accepted(change, known)]
    if not then_known:
        return _added(db.kinds[kind], key, known, changes)
    then, now = log.fold(then_known), log.fold(changes)
    named = {*then.values, *now.values} - moving(db.kinds[kind])
    fields = [
        name
        for name in db.kinds[kind].names
        if name in named and then.values.get(name) != now.values.get(name)
    ]
    if then.deleted != now.deleted:
        fields.append("deleted")
    since = [c for c in changes if not _is_accepted(c, known) and set(c.set) & set(fields)]
    return Late(kind, *key, tuple(fields), _newest_first(since)) if fields else None


def _added(kind: Kind, key: tuple[str, str], known: Accepted, changes: Sequence[Change]) -> Late | None:
    """Return a record that no report had, where one that was accepted spoke about its day; else None."""
    now, name = log.fold(changes), kind.about.dated
    dated = now.values.get(name)
    if now.deleted or kind.about.section == ABOUT_THE_REPORT or not known.spoke_about(dated):
        return None
    told = _newest_first(change for change in changes if name in change.set or change.why)
    return Late(kind.name, *key, (name,), told, dated)


def _newest_first(changes: Iterable[Change]) -> tuple[Change, ...]:
    return tuple(sorted(changes, key=lambda c: (c.at, c.workspace, c.seq), reverse=True))


def _is_accepted(change: Change, known: Accepted) -> bool:
    return change.seq <= known.heads.get(change.workspace, 0)


def late_seqs(db: Store, office: str, identifier: str) -> set[tuple[str, int]]:
    """Return (workspace, seq) of a record's changes that came after it was accepted, or too late for it; for its history."""
    with db.reading() as connection:
        known = accepted(connection, office).get(office)
        changes = changes_of(connection, office, identifier) if known else []
        kind = db.kinds.get(changes[0].kind) if changes else None
        if known is None or kind is None:
            return set()
        if any(_is_accepted(change, known) for change in changes):
            late = [c for c in _could_be_late(db, known, changes) if c.seen and not _is_accepted(c, known)]
        else:
            added = _added(kind, (office, identifier), known, changes)
            late = [c for c in added.changes if kind.about.dated in c.set] if added else []
        return {(c.workspace, c.seq) for c in late}


def ask_why(db: Store, connection: Connection, change: Change, before: Row | None) -> None:
    """Raise StoreProblem where a change alters what was accepted, or comes too late for it, and a person could say why.

    Its code is `why-needed`, or `why-needed-new` for a record that belongs into a report that was accepted without it.
    """
    kind = db.kinds[change.kind]
    named = set(change.set) - moving(kind)
    if not named or change.home or all(_is_same(kind, name, change.set[name], before) for name in named):
        return
    known = accepted(connection, change.office).get(change.office)
    if known is None:
        return
    about = {"kind": change.kind, "record": change.record}
    dated = change.set.get(kind.about.dated)
    if any(_is_accepted(c, known) for c in changes_of(connection, change.office, change.record)):
        raise StoreProblem("why-needed", **about)
    was_late = before is not None and known.spoke_about(before.get(kind.about.dated))
    if known.spoke_about(dated) and not was_late:
        raise StoreProblem("why-needed-new", dated=dated, **about)


def _is_same(kind: Kind, name: str, value: Any, before: Row | None) -> bool:
    """Return whether a field is only repeated, as those are that are written together with another."""
    if before is None or name == "deleted":
        return False
    if name in kind.personal:
        return (value or {}).get("sha256") == before.get(f"{name}_sha256")
    return bool(value == before.get(name))
