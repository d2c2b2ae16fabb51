"""Undo: the change that gives a change's fields the values they had before (spec/merge.md, *Undo*)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from gemtui.log.change import Change, Value
from gemtui.log.fold import fold, heads, saw, values_at

Place = tuple[str, int]
"""(workspace, seq): which change of a record's history is meant."""

NO_TURNS: Mapping[Place, Place] = {}


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
    changes: Iterable[Change], change: Change, turns: Mapping[Place, Place] = NO_TURNS
) -> tuple[str, ...]:
    """Return the fields for which the change may not be taken back, sorted: moved on, or saved by somebody else too.

    `turns` says of each undo and redo of this record which change it took back. A change and its undo count no more,
    so that a second undo goes one action further back, and a second redo one further forward. `deleted` among the
    fields says that somebody deleted the record since.
    """
    known = list(changes)
    is_first = not any(saw(change, other) for other in known)
    known = in_effect(known, change, turns)
    if is_first:
        # Taking back the first save takes the whole record, so anything that anybody else gave it stands against it.
        return tuple(sorted({name for other in known if other != change for name in other.set}))
    blocked = {name for name in change.set if heads(known, name) != (change,)}
    state = fold(known)
    if "deleted" in change.set:
        blocked |= {"deleted"} & state.conflicts.keys()
    elif state.deleted:
        blocked.add("deleted")
    return tuple(sorted(blocked))


def in_effect(changes: Iterable[Change], change: Change, turns: Mapping[Place, Place]) -> list[Change]:
    """Return the changes without those that undos and redos cancelled; `change` itself, the last of its own, stays.

    A save and its undo cancel each other. A redo cancels the undo, so the save counts again, from where it stood.
    """
    turned = {target: turn for turn, target in turns.items()}
    gone: set[Place] = set()
    for first in turned.keys() - turns.keys():
        line = [first]
        while line[-1] in turned:
            line.append(turned[line[-1]])
        if (change.workspace, change.seq) in line or len(line) % 2 == 0:
            gone.update(line)
        else:
            gone.update(line[1:])
    return [other for other in changes if other == change or (other.workspace, other.seq) not in gone]


def stale_fields(
    changes: Iterable[Change], seen: Mapping[str, int], fields: Collection[str] | None = None
) -> tuple[str, ...]:
    """Return the fields, among these, that a change not covered by a form's `seen` has set, sorted.

    The own workspace's changes count like any others: another window may have made them.
    """
    moved = {n for change in changes if change.seq > seen.get(change.workspace, 0) for n in change.set}
    return tuple(sorted(moved if fields is None else moved.intersection(fields)))
