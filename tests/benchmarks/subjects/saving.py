"""A save, from typed values to the disk, beside a bare transaction in the same tables."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from statistics import median
from typing import Any

from gemtui import store
from gemtui.store.layout import columns
from tests.benchmarks.figure import Figure, Goal, pairs, percentile
from tests.benchmarks.filling import values_of
from tests.benchmarks.floors import transaction
from tests.benchmarks.processes import floor, gemtui
from tests.benchmarks.stage import Stage
from tests.benchmarks.subjects.moving import open_list
from tests.benchmarks.terminal import Terminal

TOAST = 7.0
"""Seconds after which the word that something was saved is gone."""
SAVES = 100
"""In a round; its median counts."""


def figures(stage: Stage) -> Iterator[Figure]:
    """Yield new records and edits, in a store with many records."""
    full = stage.store(stage.large)
    db = stage.open(stage.copy(full, "saving-ours"))
    other = stage.copy(full, "saving-floor")
    bare = transaction.Bare(transaction.connect(other), columns(db.kinds["action"]))
    ids, made = db.around.ids, _values(db)
    slow: list[float] = []

    def ours_new() -> float:
        return _round(lambda: store.save(db, store.Edit("action", next(made))), slow)

    ours, theirs = pairs(stage.rounds, ours_new, lambda: _round(lambda: bare.add(ids.uuid7(), next(made))))
    note = f"p99 {percentile(slow, 0.99):.2f} ms"
    yield Figure("save a new record", "ms", ours, theirs, "bare transaction, WAL FULL", Goal(2), note)

    rows = iter(store.rows(db, "action"))
    slow.clear()

    def ours_edit() -> float:
        def edit() -> None:
            row = next(rows)
            seen = store.seen(db, row["office"], row["id"])
            store.save(db, store.Edit("action", {"output": f"{row['title']} again"}, id=row["id"], seen=seen))

        return _round(edit, slow)

    def bare_edit() -> float:
        def edit() -> None:
            row = next(rows)
            bare.edit(row["id"], row["entry"], row, {"output": f"{row['title']} again"})

        return _round(edit)

    ours, theirs = pairs(stage.rounds, ours_edit, bare_edit)
    note = f"p99 {percentile(slow, 0.99):.2f} ms"
    yield Figure("save an edit", "ms", ours, theirs, "bare transaction, WAL FULL", Goal(2), note)
    db.close()
    yield _in_the_terminal(stage, theirs)


def _in_the_terminal(stage: Stage, transactions: Sequence[float]) -> Figure:
    """Return the time from the key to the word that it is saved, beside two bare transactions and one repaint."""
    path = stage.copy(stage.store(stage.large), "saving-form")
    with ExitStack() as running:
        ours = running.enter_context(Terminal(gemtui("--store", path), env=stage.env))
        bare = running.enter_context(Terminal(floor("virtual", stage.store(stage.large)), env=stage.env))
        open_list(ours)
        bare.settle(1.0)
        saves, repaints = [], []
        for number in range(stage.rounds):
            ours.settle(TOAST)  # the word of the save before has to be gone
            ours.press("e", quiet=1.0)
            ours.press("tab", quiet=0.5)
            ours.press(f"{number}", quiet=1.0)
            saves.append(ours.press_until("ctrl+s", lambda text: "saved" in text.splitlines()[-2]))
            repaints.append(median(bare.press("pagedown").settled for _ in range(5)))
    floors = [2 * transaction + repaint for transaction, repaint in zip(transactions, repaints, strict=True)]
    beside = "2 x bare transaction + one repaint"
    return Figure(f"save a form, key to word, {stage.large:,}", "ms", saves, floors, beside, Goal(1))


def _values(db: store.Store) -> Iterator[dict[str, Any]]:
    number = 0
    while True:
        number += 1
        yield {
            name: value
            for name, value in values_of(db.kinds["action"], number, {}).items()
            if value is not None
        }


def _round(act: Callable[[], None], every: list[float] | None = None) -> float:
    """Return the median time of a save in milliseconds."""
    times = []
    for _ in range(SAVES):
        start = time.perf_counter()
        act()
        times.append((time.perf_counter() - start) * 1000)
    if every is not None:
        every.extend(times)
    return median(times)
