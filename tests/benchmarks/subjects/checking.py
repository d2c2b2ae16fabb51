"""Every rule over ten thousand records of all sorts, beside ten plain comparisons a row."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from gemtui import rules, store
from tests.benchmarks.figure import Figure, Goal, pairs
from tests.benchmarks.filling import MIX, TODAY
from tests.benchmarks.floors import ten_rules
from tests.benchmarks.stage import Stage

RECORDS = 10_000


def figures(stage: Stage) -> Iterator[Figure]:
    """Yield the time from the open store to all findings."""
    path = stage.store(RECORDS, MIX)
    db = stage.open(path)
    context = rules.Context("NBO", TODAY, kinds=db.kinds)
    ours, theirs = pairs(
        stage.rounds,
        lambda: _time(lambda: rules.check(store.facts(db), context)),
        lambda: _time(lambda: ten_rules.check(path)),
    )
    beside = f"{ten_rules.RULES} comparisons over each Row"
    found = len(rules.check(store.facts(db), context))
    yield Figure(f"check {RECORDS:,} records", "ms", ours, theirs, beside, Goal(3), f"{found:,} findings")
    db.close()


def _time(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000
