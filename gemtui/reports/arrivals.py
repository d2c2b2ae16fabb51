"""What a bundle brought, record by record, and what has changed since a report was made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from gemtui import log, store
from gemtui.reports.standing import standings
from gemtui.rules import Row
from gemtui.store import Store

Heads = Mapping[tuple[str, str, bool], int]
"""(workspace, office, home) → how far the stream reached."""

FIRST = ("receipt", "remark")
"""Kinds that are read before all others: what headquarters said."""


@dataclass(frozen=True, slots=True)
class Touched:
    """A record that gained changes."""

    kind: str
    office: str
    id: str
    at: str
    by: str
    """Who is proven to have made the newest of them, and the writer's own word."""
    fields: tuple[str, ...]
    is_new: bool


def heads_now(db: Store) -> dict[tuple[str, str, bool], int]:
    """Return how far each stream reaches: to be asked before a merge, and handed to `touched_since` after it."""
    return {(s.workspace, s.office, s.home): s.seq for s in store.streams(db)}


def touched_since(db: Store, before: Heads) -> list[Touched]:
    """Return the records that gained changes beyond these heads: headquarters' words first, then the newest."""
    found: dict[tuple[str, str], Touched] = {}
    with db.reading():
        for proven, change in _changes(db, before):
            key = (change.office, change.record)
            known = found.get(key)
            fields = tuple(dict.fromkeys([*(known.fields if known else ()), *change.set]))
            is_new = not change.seen or bool(known and known.is_new)
            by = f"{proven} · {change.author}"
            newest = known if known and known.at > change.at else None
            at, by = (newest.at, newest.by) if newest else (change.at, by)
            found[key] = Touched(change.kind, change.office, change.record, at, by, fields, is_new)
    in_time = sorted(found.values(), key=lambda one: one.at, reverse=True)
    return sorted(in_time, key=lambda one: FIRST.index(one.kind) if one.kind in FIRST else len(FIRST))


def _changes(db: Store, before: Heads) -> Iterator[tuple[str, log.Change]]:
    for stream in store.streams(db):
        for line in store.stream_lines(
            db, stream, before.get((stream.workspace, stream.office, stream.home), 0)
        ):
            yield (stream.principal or "?").rpartition(":")[2], log.parse(line)


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What headquarters will find new in a report, compared with the last one that it has."""

    submission: Row | None
    """The office's last report for the year."""
    state: str
    since: tuple[Touched, ...]
    """The office's records that have changed since; all of them where there was no report."""
    accepted: tuple[Touched, ...]
    """Those of them that headquarters had accepted as they were, or without them: they arrive as late."""
    conflicts: tuple[tuple[str, str, str], ...]
    """(kind, id, field) that two people still answer differently: headquarters would see the conflict, too."""


def rehearsal(db: Store, year: int, on: date) -> Rehearsal:
    """Return what headquarters will see as changed, late or in conflict if the report left now."""
    own = db.identity.office
    with db.reading():
        standing = standings(db, store.facts(db), year, on, [own])[own]
        spoken = {
            (str(head["workspace"]), own, False): int(head["seq"])
            for head in (standing.submission or {}).get("heads") or ()
            if isinstance(head, dict) and isinstance(head.get("seq"), int)
        }
        mine = {s.workspace for s in store.streams(db, own) if s.principal == db.identity.principal}
        before = {
            place: seq
            for place, seq in heads_now(db).items()
            if place[1] != own or place[2] or place[0] not in mine
        }
        since = tuple(t for t in touched_since(db, {**before, **spoken}) if t.kind != "submission")
        changed = {(one.office, one.id) for one in store.late(db, own)}
        late = tuple(t for t in since if (t.office, t.id) in changed)
        clashes = tuple((c.kind, c.id, c.field) for c in store.conflicts(db, own))
    return Rehearsal(standing.submission, standing.state, since, late, clashes)
