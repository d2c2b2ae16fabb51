"""A merge that is killed leaves the store before or after it, never between."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from gemtui import store
from gemtui.store import Edit
from tests.exchange.offices import Office, Offices

MERGE = """
import sys
from pathlib import Path
from gemtui import exchange, log, store
path = Path(sys.argv[1])
clock = log.SystemClock()
db = store.open_store(path, store.Around(clock=clock, ids=log.Ids(clock), state=path.parent / "state", machine=sys.argv[3]))
exchange.inspected
print("ready", flush=True)
assert next(iter(exchange.merge(db, [Path(sys.argv[2])]))).merged
"""


def kill_merges(offices: Offices, kills: int) -> set[int]:
    """Kill a merge so many times, at random moments; returns how many changes the store held after each."""
    nbo, hq = offices.office("NBO"), offices.office("ITU")
    store.save_all(nbo.db, [Edit("committee", {"name": f"C{n}"}) for n in range(400)], "many")
    hq.trusts(nbo)
    bundle = nbo.export("submission").bundle
    assert bundle is not None
    hq.db.close()
    empty = hq.db.path.read_bytes()
    drawn, held = random.Random(4), set[int]()
    for _ in range(kills):
        hq.db.path.write_bytes(empty)
        kill_one(hq, bundle, drawn.random() * 0.5)
        db = store.open_store(hq.db.path, hq.db.around)
        made = store.digest(db)
        held.add(made.changes)
        assert made.changes in (0, 401)
        assert made.records == made.changes
        assert store.examine(db).ok
        db.close()
    return held


def kill_one(hq: Office, bundle: Path, after: float) -> None:
    command = [sys.executable, "-c", MERGE, hq.db.path, bundle, hq.db.around.machine]
    runs = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert runs.stdout is not None
    assert runs.stdout.readline() == b"ready\n"
    with suppress(subprocess.TimeoutExpired):
        runs.wait(after)
    runs.send_signal(signal.SIGKILL)
    runs.wait()
    runs.stdout.close()


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
def test_a_killed_merge_leaves_all_of_a_bundle_or_nothing(offices: Offices) -> None:
    kill_merges(offices, 6)


@pytest.mark.long
def test_two_hundred_killed_merges_leave_all_or_nothing(offices: Offices) -> None:
    assert kill_merges(offices, 200) == {0, 401}
