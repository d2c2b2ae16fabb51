"""Stores for tests: a clock that stands still, ids and salts that repeat, machines and folders of their own."""

from __future__ import annotations

import random
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gemtui import log, store
from gemtui.log import FixedClock, Ids
from gemtui.store import Around, Edit, Identity, Incoming, Merged, Saved, Store

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)

ACTION = {
    "title": "Brief selection panels on bias",
    "responsible": "Human resources",
    "accountable": "Head of office",
    "delivery_on": "2027-06-30",
}
PLAN = {"title": "Office plan", "starts_on": "2026-01-01", "ends_on": "2027-12-31", "policy_version": "2021"}
TRAINING = {
    "title": "Gender in telecoms",
    "held_on": "2026-03-08",
    "women": 5,
    "men": 5,
    "other": 0,
    "undisclosed": 0,
}
COUNTS = ("women", "men", "other", "undisclosed")


def around(folder: Path, machine: str = "laptop", seed: int = 1, clock: FixedClock | None = None) -> Around:
    """What a store needs of the world; the same seed draws the same ids."""
    ticking = clock or FixedClock(NOON)
    return Around(
        ticking, Ids(ticking, random.Random(seed).randbytes), folder / "state", machine, folder / "backups"
    )


def new_store(
    folder: Path, office: str = "NBO", role: str = "field", author: str = "focal point", **world: Any
) -> Store:
    """An empty store in a folder of its own."""
    return store.create(folder / "store.gemtui", Identity(office, role, author), around(folder, **world))


def reopened(db: Store, machine: str | None = None) -> Store:
    """The same file, closed and opened again."""
    db.close()
    given = db.around
    world = given if machine is None else Around(given.clock, given.ids, given.state, machine, given.backups)
    return store.open_store(db.path, world)


def add(db: Store, kind: str = "action", values: dict[str, Any] | None = None, **others: Any) -> Saved:
    """A new record, an action unless another kind is named."""
    usual = {"action": ACTION, "action_plan": PLAN, "training_record": TRAINING}.get(kind, {})
    return store.save(db, Edit(kind, {**usual, **(values or {})}, **others))


def change(db: Store, saved: Saved, values: dict[str, Any], **others: Any) -> Saved:
    """A further save of a record."""
    return store.save(db, Edit(saved.kind, values, id=f"{saved.office}/{saved.id}", **others))


def incoming(
    giver: Store, *, home: bool = False, private: Collection[str] = ("stays", "travels")
) -> Incoming:
    """All that a store holds (home streams only in a share), as a verified bundle would bring it."""
    streams = [s for s in store.streams(giver) if home or not s.home]
    lines = [line for stream in streams for line in store.stream_lines(giver, stream)]
    travelling = sealed_fields(giver, private)
    return Incoming(
        changes=[(log.parse(line), line, log.digest(line)) for line in lines],
        owners={s.workspace: s.principal for s in streams if s.principal},
        private=[
            (hashed, salt, value)
            for hashed, (salt, value) in store.private_items(giver).items()
            if hashed in travelling
        ],
        attachments=[(h, store.attachment(giver, h) or b"") for h in store.attachments(giver)],
    )


def sealed_fields(db: Store, sorts: Collection[str]) -> set[str]:
    """The commitments that stand in personal fields of these sorts."""
    found: set[str] = set()
    for entry in store.log_entries(db):
        kind = db.kinds.get(entry.change.kind)
        for name, value in entry.change.set.items():
            question = kind.question(name) if kind else None
            if question and question.personal in sorts and value:
                found.add(value["sha256"])
    return found


def send(giver: Store, taker: Store, **what: Any) -> Merged:
    """Merge all that one store holds into another."""
    return store.merge(taker, incoming(giver, **what))


def exchange(one: Store, other: Store, **what: Any) -> None:
    """Send both ways."""
    send(one, other, **what)
    send(other, one, **what)


def shown(db: Store, saved: Saved) -> dict[str, Any]:
    """The record's row as the store shows it now."""
    return store.find(db, saved.kind, f"{saved.office}/{saved.id}")


def changes(db: Store, saved: Saved) -> list[log.Change]:
    """The record's changes in the order of `in_order`."""
    return log.in_order(store.record_changes(db, saved.office, saved.id))


def total_changes(db: Store) -> int:
    return sum(stream.seq for stream in store.streams(db))


def without_salt(db: Store) -> Store:
    """Forget all salts and values, as a store that never had them."""
    with db.writing() as connection:
        connection.execute("DELETE FROM private")
    return db
