"""What must hold between the changes of one record before they are folded (spec/merge.md, *Merge*)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from gemtui.log.change import BadChange, Change


def check_record(changes: Sequence[Change]) -> None:
    """Raise BadChange (`bad-change`) unless these changes can be one record's history.

    One id in one office is of one kind, and home or not; every `seen` names changes that are there; none leads in a
    circle. `changes` are all that the bundle and the store hold about the record, each once, in any order.
    """
    if not changes:
        return
    first = changes[0]
    for change in changes:
        if (change.record, change.office) != (first.record, first.office):
            raise _bad(change, "other-record")
        if change.kind != first.kind:
            raise _bad(change, "two-kinds")
        if change.home is not first.home:
            raise _bad(change, "home-and-not")
    there = {(change.workspace, change.seq) for change in changes}
    for change in changes:
        if not all(named in there for named in change.seen.items()):
            raise _bad(change, "unknown-change")
    _check_order(changes)


def seen_known(changes: Iterable[Change], seen: Mapping[str, int]) -> bool:
    """Return whether each entry of a `seen` names one of the record's changes."""
    there = {(change.workspace, change.seq) for change in changes}
    return all(named in there for named in seen.items())


def leads_in_a_circle(changes: Iterable[Change]) -> bool:
    """Return whether some change had seen, over others, a change that had seen it."""
    try:
        _check_order(list(changes))
    except BadChange:
        return True
    return False


def in_order(changes: Iterable[Change]) -> list[Change]:
    """Return the changes so that each stands after all it had seen; raises BadChange where they go in a circle.

    Among those that may stand next the one with the smallest (`at`, `workspace`) does, so any order in gives one out.
    """
    waiting: dict[str, list[Change]] = {}
    for change in sorted(changes, key=lambda change: -change.seq):
        waiting.setdefault(change.workspace, []).append(change)
    ordered: list[Change] = []
    while waiting:
        ready = [queue[-1] for queue in waiting.values() if _is_ready(queue[-1], waiting)]
        if not ready:
            raise _bad(next(iter(waiting.values()))[-1], "circle")
        change = min(ready, key=lambda change: (change.at, change.workspace))
        ordered.append(change)
        queue = waiting[change.workspace]
        queue.pop()
        if not queue:
            del waiting[change.workspace]
    return ordered


def _check_order(changes: Sequence[Change]) -> None:
    if any(change.seen for change in changes):
        in_order(changes)


def _is_ready(change: Change, waiting: Mapping[str, list[Change]]) -> bool:
    """Return whether nothing that the change had seen still waits; each queue's last is its lowest seq."""
    return all(w not in waiting or waiting[w][-1].seq > seq for w, seq in change.seen.items())


def _bad(change: Change, reason: str) -> BadChange:
    facts = {"member": "seen" if reason in {"unknown-change", "circle"} else "record", "reason": reason}
    where = {
        "workspace": change.workspace,
        "office": change.office,
        "seq": change.seq,
        "record": change.record,
    }
    return BadChange("bad-change", facts | where)
