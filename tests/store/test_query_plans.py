"""Whatever a person does to one record reads that record, however long the log is: seen in SQLite's own plans."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from gemtui import log, store

LONG = re.compile(
    r"^SCAN (c|change|e|entry|k|action)\b|^SEARCH (c|change|k|action) USING PRIMARY KEY \(office=\?\)$"
)
"""Steps of a plan that read the whole log, all ids, or all records of the kind: of the store, or of an office."""

VALUES = {
    "title": "Gender check of vacancy texts",
    "delivery_on": "2026-06-30",
    "responsible": "HR",
    "accountable": "Head",
}


@pytest.fixture
def db(tmp_path: Path) -> store.Store:
    clock = log.FixedClock(dt.datetime(2026, 11, 23, tzinfo=dt.UTC))
    around = store.Around(clock=clock, ids=log.Ids(clock), state=tmp_path / "state", machine="one")
    return store.create(tmp_path / "s.gemtui", store.Identity("NBO", "field", "focal point"), around)


ACTS: dict[str, Callable[[store.Store, store.Saved], object]] = {
    "new": lambda db, _: store.save(db, store.Edit("action", VALUES)),
    "edit": lambda db, made: store.save(
        db, store.Edit("action", {"title": "Another"}, id=made.id, seen=store.seen(db, "NBO", made.id))
    ),
    "delete": lambda db, made: store.delete(db, "action", made.id),
    "undo": lambda db, _: store.undo(db),
    "history": lambda db, made: store.history(db, "NBO", made.id),
    "changes": lambda db, made: store.record_changes(db, "NBO", made.id),
    "row": lambda db, made: store.row(db, "action", made.id),
    "find": lambda db, made: store.find(db, "action", made.id),
    "block": lambda db, made: store.block(db, "action", [made.row["entry"]]),
}


@pytest.mark.parametrize("act", ACTS)
def test_what_is_done_to_one_record_reads_no_whole_table(act: str, db: store.Store):
    made = store.save(db, store.Edit("action", VALUES))
    said: list[str] = []
    connection = db.connection()
    connection.set_trace_callback(said.append)
    ACTS[act](db, made)
    connection.set_trace_callback(None)
    asked = [sql for sql in said if sql.split()[0] in ("SELECT", "WITH", "UPDATE", "DELETE")]
    assert asked
    for sql in asked:
        for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {sql}"):
            assert not LONG.search(step), f"{step}: {sql}"
