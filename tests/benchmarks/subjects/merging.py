"""Bundles merged into an empty headquarters store, beside a bare upsert of the same rows and log lines."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from gemtui import store
from tests.benchmarks import bundles
from tests.benchmarks.figure import Figure, Goal, pairs
from tests.benchmarks.filling import world
from tests.benchmarks.processes import Ended, floor, gemtui, run
from tests.benchmarks.stage import Stage

JOBS = 2


def figures(stage: Stage) -> Iterator[Figure]:
    """Yield rows a second, then the same bundles again, then memory; each merge is a process of its own."""
    offices, each = (20, 1_000) if stage.quick else (200, 5_000)
    sent = bundles.submissions(stage, offices, each)
    rows = offices * each
    stage.say("merging once, for the floor's rows")
    source = bundles.headquarters(stage, sent, "hq-source")
    run(gemtui("--store", source, "merge", *sent), stage.env)
    ended: dict[str, list[Ended]] = {"merge": [], "again": [], "floor": []}

    def merge() -> float:
        hq = bundles.headquarters(stage, sent, "hq-merged")
        ended["merge"].append(run(gemtui("--store", hq, "merge", "--jobs", "1", *sent), stage.env))
        ended["again"].append(run(gemtui("--store", hq, "merge", "--jobs", "1", *sent), stage.env))
        return rows / ended["merge"][-1].seconds

    def ahead() -> float:
        hq = bundles.headquarters(stage, sent, "hq-ahead")
        return rows / run(gemtui("--store", hq, "merge", "--jobs", str(JOBS), *sent), stage.env).seconds

    def upsert() -> float:
        target = bundles.headquarters(stage, sent, "hq-floor")
        ended["floor"].append(run(floor("upsert", source, target), stage.env))
        return rows / ended["floor"][-1].seconds

    ours, theirs = pairs(stage.rounds, merge, upsert)
    name = f"merge {rows:,} rows, {offices} bundles"
    yield Figure(name, "rows/s", ours, theirs, "bare upsert", Goal(0.3, at_least=True))
    ours, alone = pairs(stage.rounds, ahead, merge)
    yield Figure(
        f"the same, {JOBS} jobs", "rows/s", ours, alone, "own one job", note=f"{os.cpu_count()} processors"
    )
    last = {name: all_of[-stage.rounds :] for name, all_of in ended.items()}
    first, again = ([one.seconds for one in last[name]] for name in ("merge", "again"))
    yield Figure("merge the same again", "s", again, first, "own first merge", Goal(0.1))
    peaks = [[one.peak for one in last[name]] for name in ("merge", "floor")]
    yield Figure(f"memory, merge of {rows:,}", "MB", *peaks, "the floor's peak", Goal(2))
    yield from _many(stage)
    yield _searchable(stage, stage.folder / "hq-merged.gemtui", last["merge"])


def _many(stage: Stage) -> Iterator[Figure]:
    """Yield the memory of merging ten times as many bundles."""
    few, many = (20, 200) if stage.quick else (100, 1_000)
    sent = bundles.submissions(stage, many, 50)

    def peak(count: int) -> float:
        hq = bundles.headquarters(stage, sent, "hq-many")
        return run(gemtui("--store", hq, "merge", "--jobs", "1", *sent[:count]), stage.env).peak

    ours, own = pairs(stage.rounds, lambda: peak(many), lambda: peak(few))
    yield Figure(f"memory, {many:,} bundles", "MB", ours, own, f"own {few} bundles", Goal(1.2))


def _searchable(stage: Stage, hq: Path, merges: list[Ended]) -> Figure:
    """Return how long it takes afterwards until all words can be searched."""
    import time

    db = store.open_store(hq, world(stage.folder))
    start = time.perf_counter()
    store.index_new(db)
    seconds = time.perf_counter() - start
    db.close()
    return Figure("filling the search afterwards", "s", [seconds], [merges[-1].seconds], "own merge")
