"""What changed between two days, record by record and field by field: what it said before, what it says after, who, why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gemtui import log, store
from gemtui.log import Change
from gemtui.records import Kind
from gemtui.store import Row, Store

MADE, GONE, BACK, CHANGED = "made", "gone", "back", "changed"
"""What became of a record between the days: entered, moved to the trash, brought back, changed."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field, or a whole record, that is not what it was."""

    what: str
    """One of `made`, `gone`, `back`, `changed`."""
    kind: str
    id: str
    office: str
    field: str
    """Empty where the whole record is meant."""
    before: Row
    after: Row
    """The record's values before and after, personal ones as commitments."""
    at: str
    author: str
    why: str


def differences(db: Store, first: date, last: date) -> list[Difference]:
    """Return what changed from the beginning of one day to the end of another, the latest change first.

    What was changed and changed back in between is no difference.
    """
    since, until = store.beginning_of(first), store.end_of(last)
    found: list[Difference] = []
    for name, changes in store.changed_between(db, since, until):
        found += _of_record(db.kinds[name], changes, since, until)
    return sorted(found, key=lambda each: (each.at, each.id), reverse=True)


def _of_record(kind: Kind, changes: Sequence[Change], since: str, until: str) -> list[Difference]:
    earlier = [change for change in changes if change.at < since]
    later = [change for change in changes if change.at <= until]
    between = [change for change in later if change.at >= since]
    before, after = log.fold(earlier) if earlier else None, log.fold(later)
    was_there = before is not None and not before.deleted
    place = {"id": changes[0].record, "office": changes[0].office, "kind": kind.name}
    old, new = {**(before.values if before else {}), **place}, {**after.values, **place}
    if was_there is not (not after.deleted):
        what = GONE if was_there else BACK if before is not None else MADE
        return [_difference(what, "", (old, new), between)]
    if not was_there:
        return []
    return [
        _difference(CHANGED, name, (old, new), [c for c in between if name in c.set])
        for name in kind.names
        if old.get(name) != new.get(name)
    ]


def _difference(what: str, field: str, values: tuple[Any, Any], between: Sequence[Change]) -> Difference:
    latest = max(between, key=lambda change: (change.at, change.seq))
    before, after = values
    why = next((c.why for c in sorted(between, key=lambda c: c.at, reverse=True) if c.why), None)
    return Difference(
        what,
        latest.kind,
        latest.record,
        latest.office,
        field,
        before,
        after,
        latest.at,
        latest.author,
        why or "",
    )
