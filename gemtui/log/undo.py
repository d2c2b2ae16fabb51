"""Undo: the change that gives a change's fields the values they had before (spec/merge.md, *Undo*)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from gemtui.log.change import Change, Value
from gemtui.log.fold import fold, heads, saw, values_at

Place = tuple[str, int]
"""(workspace, seq): which change of a record's history is meant."""


def values_before(changes: Iterable[Change], change: Change) -> dict[str, Value]:
    """Return what an undo of the change sets: for each of its fields the value shown before it, None where unset.

    What it had seen counts, and its own workspace's earlier changes. Undoing a first save deletes the record; undoing
    the settlement of a conflict gives the value that was shown while it was open.
    """
    known = list(changes)
    if not any(saw(change, earlier) for earlier in known):
        return {"deleted": True}
    values = values_at(known, change, change.set)
    if "deleted" in values:
        values["deleted"] = bool(values["deleted"])
    return values


def blocked_fields(
    changes: Iterable[Change], change: Change, undone: Collection[Place] = frozenset()
) -> tuple[str, ...]:
    """Return the fields for which the change may not be taken back, sorted: moved on, or saved by somebody else too.

    `undone` names the changes that later undos have already taken back, and those undos: what they did no longer
    counts, so that a second undo goes one action further back. `deleted` among the fields says that somebody deleted
    the record since.
    """
    known = [other for other in changes if (other.workspace, other.seq) not in undone or other == change]
    if not any(saw(change, other) for other in known):
        # Taking back the first save takes the whole record, so anything that anybody else gave it stands against it.
        return tuple(sorted({name for other in known if other != change for name in other.set}))
    blocked = {name for name in change.set if heads(known, name) != (change,)}
    state = fold(known)
    if "deleted" in change.set:
        blocked |= {"deleted"} & state.conflicts.keys()
    elif state.deleted:
        blocked.add("deleted")
    return tuple(sorted(blocked))


def stale_fields(
    changes: Iterable[Change], seen: Mapping[str, int], fields: Collection[str] | None = None
) -> tuple[str, ...]:
    """Return the fields, among these, that a change not covered by a form's `seen` has set, sorted.

    The own workspace's changes count like any others: another window may have made them.
    """
    moved = {n for change in changes if change.seq > seen.get(change.workspace, 0) for n in change.set}
    return tuple(sorted(moved if fields is None else moved.intersection(fields)))
