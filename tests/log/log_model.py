"""A store without files for the log's tests: streams of lines, saves, undo and exchange; and the fold said literally."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import orjson

from gemtui.log import (
    ZEROS,
    Change,
    FixedClock,
    Folded,
    Ids,
    blocked_fields,
    canonical,
    check_record,
    digest,
    fold,
    line,
    links,
    seen_of,
    stale_fields,
    stamp,
    values_before,
)

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
OFFICE = "NBO"
FIELDS = ("title", "note", "percent", "women", "men")
GROUPS = {"women": ("women", "men"), "men": ("women", "men")}


def uuid(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012x}"


def record_id(number: int) -> str:
    return f"01900000-0000-7000-8000-{number:012x}"


def change(workspace: int = 1, seq: int = 1, given: Mapping[str, Any] | None = None, **others: Any) -> Change:
    """A change of workspace number so and so; `seen` may name workspaces by number."""
    seen = {uuid(w): s for w, s in others.pop("seen", {}).items()}
    values = {"title": "A"} if given is None else dict(given)
    made: dict[str, Any] = {
        "office": OFFICE,
        "home": False,
        "at": "2026-11-23T12:00:00.000Z",
        "author": "focal point",
        "kind": "action",
        "record": record_id(1),
        "why": None,
        "prev": ZEROS,
    }
    return Change(workspace=uuid(workspace), seq=seq, seen=seen, set=values, **(made | others))


def literally_saw(b: Change, a: Change) -> bool:
    """`b` had seen `a`: the same workspace and a higher seq, or b.seen[a.workspace] ≥ a.seq."""
    same = a.workspace == b.workspace and b.seq > a.seq
    return same or (a.workspace in b.seen and b.seen[a.workspace] >= a.seq)


def literal_fold(changes: Sequence[Change]) -> dict[str, Any]:
    """What spec/merge.md says of the fold, sentence by sentence, without any thought of speed."""
    by_time = sorted(changes, key=lambda c: (c.at, c.workspace, c.seq))
    values, conflicts = {}, {}
    for name in {name for c in changes for name in c.set}:
        setting = [c for c in changes if name in c.set]
        heads = [a for a in setting if not any(literally_saw(b, a) for b in setting)]
        shown = max(heads, key=lambda c: (c.at, c.workspace))
        values[name] = shown.set[name]
        if len({canonical(h.set[name]) for h in heads}) > 1:
            conflicts[name] = sorted((h.workspace, h.seq) for h in heads)
    deletions = [
        a
        for a in changes
        if a.set.get("deleted") is True
        and not any("deleted" in b.set and literally_saw(b, a) for b in changes)
    ]
    values.pop("deleted", None)
    conflicts.pop("deleted", None)
    unseen = [
        c
        for c in changes
        if c not in deletions
        and not any(literally_saw(d, c) for d in deletions)
        and not all(literally_saw(c, d) for d in deletions)
    ]
    if deletions and unseen:
        latest = [a for a in unseen if not any(literally_saw(b, a) for b in unseen)]
        conflicts["deleted"] = sorted((h.workspace, h.seq) for h in deletions + latest)
    return {
        "values": values,
        "deleted": bool(deletions) and not unseen,
        "revision": len(changes),
        "changed": (by_time[-1].at, by_time[-1].author),
        "conflicts": conflicts,
    }


def as_literal(folded: Folded) -> dict[str, Any]:
    """The program's fold in the shape of `literal_fold`."""
    return {
        "values": folded.values,
        "deleted": folded.deleted,
        "revision": folded.revision,
        "changed": (folded.changed_at, folded.changed_by),
        "conflicts": {n: sorted((h.workspace, h.seq) for h in hs) for n, hs in folded.conflicts.items()},
    }


@dataclass
class Action:
    change: Change
    state: str = "done"
    before: dict[str, Any] = field(default_factory=dict)


class Store:
    """One laptop: its own stream, what it received of others', and a clock of its own."""

    def __init__(self, number: int, offset: timedelta = timedelta()) -> None:
        self.workspace = uuid(number)
        self.clock = FixedClock(NOON + offset)
        self.ids = Ids(self.clock, Random(number).randbytes)
        self.lines: dict[str, list[bytes]] = {}
        self.records: dict[str, list[Change]] = {}
        self.actions: list[Action] = []
        self.turns: dict[tuple[str, int], tuple[str, int]] = {}

    def changes(self, record: str) -> list[Change]:
        return self.records[record]

    def fold(self, record: str) -> Folded:
        return fold(self.records[record], GROUPS)

    def alive(self) -> list[str]:
        return [record for record in sorted(self.records) if not self.fold(record).deleted]

    def deleted(self) -> list[str]:
        return [record for record in sorted(self.records) if self.fold(record).deleted]

    def append(
        self,
        record: str,
        given: Mapping[str, Any],
        seen: Mapping[str, int] | None = None,
        why: str | None = None,
    ) -> Change:
        own = self.lines.setdefault(self.workspace, [])
        there = self.records.setdefault(record, [])
        made = Change(
            workspace=self.workspace,
            office=OFFICE,
            home=False,
            seq=len(own) + 1,
            at=stamp(self.clock.now()),
            author="focal point",
            kind="action",
            record=record,
            seen=dict(seen_of(there) if seen is None else seen),
            set=dict(given),
            why=why,
            prev=digest(own[-1]) if own else ZEROS,
        )
        own.append(line(made))
        there.append(made)
        self.clock.advance(timedelta(seconds=1))
        return made

    def save(
        self, record: str, given: Mapping[str, Any], seen: Mapping[str, int] | None = None
    ) -> Change | None:
        """Save as the program does: an action to undo; a form that is behind keeps only what nobody moved."""
        there = self.records.get(record, [])
        before = fold(there).values if there else {}
        if there and seen is not None:
            stale = stale_fields(there, seen, given)
            given = {name: value for name, value in given.items() if name not in stale}
        if not given:
            return None
        for action in self.actions:
            if action.state == "undo":
                action.state = "final"
        made = self.append(record, given, seen)
        self.actions.append(Action(made, before={name: before.get(name) for name in given}))
        return made

    def create(self, given: Mapping[str, Any]) -> str:
        record = self.ids.uuid7()
        self.save(record, given)
        return record

    def undo(self) -> Action | None:
        return self._turn_back("done", "undo")

    def redo(self) -> Action | None:
        return self._turn_back("undo", "done")

    def _turn_back(self, state: str, becomes: str) -> Action | None:
        """Take back the latest action in that state and return it; None where there is none or it is blocked."""
        target = next((action for action in reversed(self.actions) if action.state == state), None)
        if target is None:
            return None
        there = self.records[target.change.record]
        if blocked_fields(there, target.change, self.turns):
            return None
        before = self.fold(target.change.record).values
        made = self.append(target.change.record, values_before(there, target.change), why="undo")
        self.turns[(made.workspace, made.seq)] = (target.change.workspace, target.change.seq)
        target.state = "taken back"
        self.actions.append(Action(made, becomes, {name: before.get(name) for name in made.set}))
        return target

    def receive(self, other: Store) -> None:
        """Take all that another store holds; every line is parsed and every chain checked."""
        touched = set()
        for workspace, theirs in other.lines.items():
            mine = self.lines.setdefault(workspace, [])
            common = min(len(mine), len(theirs))
            assert mine[:common] == theirs[:common]
            head = digest(mine[-1]) if mine else ZEROS
            for new, _ in links(theirs[common:], len(mine) + 1, head):
                self.records.setdefault(new.record, []).append(new)
                touched.add(new.record)
            mine += theirs[common:]
        for record in touched:
            check_record(self.records[record])

    def digest(self) -> str:
        """One hash over the log's heads and the tables."""
        heads = {w: digest(own[-1]) for w, own in self.lines.items() if own}
        tables = {}
        for record in sorted(self.records):
            folded = self.fold(record)
            tables[record] = [
                dict(sorted(folded.values.items())),
                folded.deleted,
                folded.revision,
                folded.changed_at,
                folded.changed_by,
                {
                    n: [[h.value, h.workspace, h.seq, list(h.fields)] for h in hs]
                    for n, hs in folded.conflicts.items()
                },
            ]
        return digest(orjson.dumps([heads, tables], option=orjson.OPT_SORT_KEYS))


def exchange_all(stores: Sequence[Store]) -> None:
    """Everybody sends to everybody, through one after the other."""
    for _ in range(2):
        for left, right in zip(stores, (*stores[1:], stores[0]), strict=True):
            right.receive(left)
    for store in stores:
        for other in stores:
            store.receive(other)


def random_history(random: Random, steps: int = 24) -> list[Store]:
    """Three to six stores with clocks wrong by up to ten years that worked and exchanged in random order."""
    stores = [
        Store(n, timedelta(days=random.randint(-3650, 3650))) for n in range(1, random.randint(3, 6) + 1)
    ]
    forms: list[tuple[Store, str, dict[str, int]]] = []
    for _ in range(steps):
        random_step(random, stores, forms)
    return stores


def random_values(random: Random) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for name in random.sample(FIELDS[:3], random.randint(0, 2)):
        given[name] = random.choice(["A", "B", 0, 1, True, None])
    if random.random() < 0.4 or not given:
        given |= {"women": random.randint(0, 3), "men": random.randint(0, 3)}
    return given


def random_step(
    random: Random, stores: Sequence[Store], forms: list[tuple[Store, str, dict[str, int]]]
) -> None:
    store = random.choice(stores)
    alive = store.alive()
    what = random.choices(
        [
            "create",
            "edit",
            "open",
            "late",
            "delete",
            "restore",
            "undo",
            "redo",
            "resolve",
            "exchange",
            "clock",
        ],
        [2, 7, 2, 2, 3, 2, 3, 1, 3, 6, 1],
    )[0]
    steps: dict[str, Callable[[], object]] = {
        "undo": store.undo,
        "redo": store.redo,
        "exchange": lambda: random.choice(stores).receive(store),
        "clock": lambda: store.clock.set(NOON + timedelta(days=random.randint(-3650, 3650))),
    }
    if what in steps:
        steps[what]()
    elif what == "create" or not store.records:
        store.create(random_values(random))
    elif what == "restore" and store.deleted():
        store.save(random.choice(store.deleted()), {"deleted": False})
    elif what == "late" and forms:
        form = forms.pop(random.randrange(len(forms)))
        if not form[0].fold(form[1]).deleted:
            form[0].save(form[1], random_values(random), form[2])
    elif alive:
        record = random.choice(alive)
        if what == "open":
            forms.append((store, record, store.fold(record).seen))
        elif what == "delete":
            store.save(record, {"deleted": True})
        elif what == "resolve":
            settle(store, record, random.choice)
        else:
            store.save(record, random_values(random))


def settle(
    store: Store, record: str, choose: Callable[[Sequence[Any]], Any] = lambda heads: heads[0]
) -> None:
    """Settle every conflict of a record by one of its sides, groups as a whole."""
    for name, heads in store.fold(record).conflicts.items():
        if name in store.fold(record).conflicts and not store.fold(record).deleted:
            head = choose(heads)
            store.save(record, dict(head.together) or {name: head.value})


def in_any_order(random: Random, changes: Iterable[Change]) -> list[Change]:
    """The changes shuffled, some of them twice."""
    given = list(changes)
    given += random.sample(given, random.randint(0, len(given)))
    random.shuffle(given)
    return given
