"""The fold: what a record's changes say now (spec/merge.md, *What the tables say*)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from gemtui.log.change import Change, Value, canonical

Groups = Mapping[str, tuple[str, ...]]
"""For each field of a group: all fields that are written, shown in conflict and settled together with it."""

NO_GROUPS: Groups = {}


@dataclass(frozen=True, slots=True)
class Head:
    """One side of a conflict: who gave the field which value, and when."""

    value: Value
    at: str
    author: str
    workspace: str
    seq: int
    fields: tuple[str, ...] = ()
    """In a conflict on `deleted`: the fields that the edit set which the deletion had not seen."""
    together: Mapping[str, Value] = field(default_factory=dict)
    """For a field of a group: all of the group's values as this side had them; settling writes all of them."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A record as its changes say it; `deleted` is not among the values."""

    values: dict[str, Value]
    deleted: bool
    revision: int
    changed_at: str
    changed_by: str
    conflicts: dict[str, tuple[Head, ...]]
    """The heads of each field in conflict, the one shown first; on `deleted` the deletions stand first."""
    seen: dict[str, int]
    """Highest seq of each workspace's changes to this record: the `seen` of a save made from here."""


def fold(changes: Iterable[Change], groups: Groups = NO_GROUPS) -> Folded:
    """Return what one record's changes say, whatever their order or repetition.

    Groups only tell which values to show beside a conflict. They never choose a value, since two stores with the same
    log have the same tables, also when their programs know of different groups.
    """
    known = _once(changes)
    if len(known) == 1:
        return _fold_one(known[0])
    by_field = _by_field(known)
    values: dict[str, Value] = {}
    conflicts: dict[str, tuple[Head, ...]] = {}
    for name in sorted(by_field):
        if name == "deleted":
            continue
        left = _heads(by_field[name])
        values[name] = left[0].set[name]
        if len(left) > 1 and not _agree(left, name):
            conflicts[name] = tuple(_head(known, change, name, groups) for change in left)
    deleted, against = _deletion(known, by_field.get("deleted", ()))
    if against:
        conflicts["deleted"] = against
    newest = max(known, key=_newest)
    return Folded(values, deleted, len(known), newest.at, newest.author, conflicts, seen_of(known))


def heads(changes: Iterable[Change], name: str) -> tuple[Change, ...]:
    """Return the field's heads, the one that is shown first; none where no change sets the field."""
    return tuple(_heads([change for change in _once(changes) if name in change.set]))


def saw(later: Change, earlier: Change) -> bool:
    """Return whether `later` supersedes `earlier`: same workspace and a higher seq, or its `seen` covers it."""
    if later.workspace == earlier.workspace:
        return later.seq > earlier.seq
    return later.seen.get(earlier.workspace, 0) >= earlier.seq


def seen_of(changes: Iterable[Change]) -> dict[str, int]:
    """Return {workspace: highest seq} of these changes, sorted by workspace."""
    highest: dict[str, int] = {}
    for change in changes:
        if change.seq > highest.get(change.workspace, 0):
            highest[change.workspace] = change.seq
    return dict(sorted(highest.items()))


def started_from(changes: Sequence[Change], name: str) -> Value:
    """Return the value that all heads of a field started from: the fold over what every one of them had seen."""
    known = _once(changes)
    sides = _heads([change for change in known if name in change.set])
    common = [c for c in known if name in c.set and all(saw(side, c) for side in sides)]
    return _heads(common)[0].set[name] if common else None


def values_at(changes: Iterable[Change], change: Change, names: Collection[str]) -> dict[str, Value]:
    """Return the values that the fields had when the change was made, itself left out; None where unset."""
    before = [known for known in _once(changes) if saw(change, known)]
    values: dict[str, Value] = {}
    for name in names:
        left = _heads([known for known in before if name in known.set])
        values[name] = left[0].set[name] if left else None
    return values


def _once(changes: Iterable[Change]) -> list[Change]:
    given = changes if isinstance(changes, list) else list(changes)
    if len(given) < 2:
        return given
    return list({(change.workspace, change.seq): change for change in given}.values())


def _fold_one(change: Change) -> Folded:
    values = dict(change.set)
    deleted = bool(values.pop("deleted", False))
    return Folded(values, deleted, 1, change.at, change.author, {}, {change.workspace: change.seq})


def _by_field(changes: Iterable[Change]) -> dict[str, list[Change]]:
    by_field: dict[str, list[Change]] = {}
    for change in changes:
        for name in change.set:
            by_field.setdefault(name, []).append(change)
    return by_field


def _heads(setting: Sequence[Change]) -> list[Change]:
    """Return those of the changes that none of the others had seen, the one that is shown first."""
    if len(setting) < 2:
        return list(setting)
    last: dict[str, Change] = {}
    covered: dict[str, int] = {}
    for change in setting:
        if change.workspace not in last or last[change.workspace].seq < change.seq:
            last[change.workspace] = change
        for workspace, seq in change.seen.items():
            if seq > covered.get(workspace, 0):
                covered[workspace] = seq
    left = [change for change in last.values() if covered.get(change.workspace, 0) < change.seq]
    return sorted(left, key=_newest, reverse=True)


def _agree(left: Sequence[Change], name: str) -> bool:
    # Compared as canonical JSON: to Python True and 1 are equal.
    return len({canonical(change.set[name]) for change in left}) == 1


def _newest(change: Change) -> tuple[str, str, int]:
    return change.at, change.workspace, change.seq


def _head(known: list[Change], change: Change, name: str, groups: Groups) -> Head:
    together: dict[str, Value] = {}
    if name in groups:
        before = values_at(known, change, groups[name])
        together = {other: change.set.get(other, before[other]) for other in groups[name]}
    return Head(change.set[name], change.at, change.author, change.workspace, change.seq, (), together)


def _deletion(known: Sequence[Change], setting: Sequence[Change]) -> tuple[bool, tuple[Head, ...]]:
    """Return whether the record is deleted, and the conflict about it, if any, deletions first."""
    deletions = [change for change in _heads(setting) if change.set["deleted"]]
    if not deletions:
        return False, ()
    covered: dict[str, int] = {}
    for deletion in deletions:
        for workspace, seq in (deletion.seen | {deletion.workspace: deletion.seq}).items():
            covered[workspace] = max(seq, covered.get(workspace, 0))
    unseen = [
        change
        for change in known
        if covered.get(change.workspace, 0) < change.seq and not all(saw(change, d) for d in deletions)
    ]
    if not unseen:
        return True, ()
    sides = [_side(change, True, ()) for change in deletions]
    sides += [_side(change, False, tuple(sorted(change.set))) for change in _heads(unseen)]
    return False, tuple(sides)


def _side(change: Change, value: bool, fields: tuple[str, ...]) -> Head:
    return Head(value, change.at, change.author, change.workspace, change.seq, fields)
