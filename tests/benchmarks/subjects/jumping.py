"""A jump to the end of a huge list in any order, beside fetching one block of rows by their ids."""

from __future__ import annotations

import sqlite3
import time
from array import array
from collections.abc import Iterator
from contextlib import ExitStack
from statistics import median

from gemtui import store
from tests.benchmarks.figure import Figure, Goal, pairs
from tests.benchmarks.processes import floor, gemtui
from tests.benchmarks.stage import Stage
from tests.benchmarks.subjects.moving import in_turns, open_list
from tests.benchmarks.terminal import Terminal

BLOCK = 128
JUMPS = 20
ORDERS = ("title", "delivery_on", "responsible")
IDS = 'SELECT entry FROM action WHERE deleted = 0 ORDER BY "{}", office, id'
ROWS = (
    "SELECT k.number, k.title, k.responsible, k.delivery_on, k.percent FROM entry e "
    "JOIN action k ON k.office = e.office AND k.id = e.id WHERE e.rowid IN ({})"
)


def figures(stage: Stage) -> Iterator[Figure]:
    """Yield the jump in the terminal, then its parts in the store: all ids in an order, and a block of rows."""
    path, size = stage.store(stage.huge), f"{stage.huge:,}"
    bare = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    marks = ROWS.format(", ".join("?" * BLOCK))
    orders = [array("q", (cell for (cell,) in bare.execute(IDS.format(name)))) for name in ORDERS]

    def theirs() -> float:
        return _median(
            lambda number: bare.execute(
                marks, orders[number % len(orders)][_place(number, len(orders[0]))]
            ).fetchall()
        )

    db = stage.open(path)

    def ours() -> float:
        return _median(
            lambda number: store.block(
                db, "action", orders[number % len(orders)][_place(number, len(orders[0]))]
            )
        )

    blocks, fetches = pairs(stage.rounds, ours, theirs)
    yield from _in_the_terminal(stage, median(fetches))
    yield Figure(
        f"a block of rows anywhere, {size}", "ms", blocks, fetches, "fetch of 128 rows by ids", Goal(5)
    )
    listed, floors = pairs(
        stage.rounds,
        lambda: _time(lambda: store.rowids(db, "action", store.View(sort=("delivery_on",)))),
        lambda: _time(lambda: array("q", (cell for (cell,) in bare.execute(IDS.format("delivery_on"))))),
    )
    yield Figure(f"all ids in another order, {size}", "ms", listed, floors, "the same in SQL")
    db.close()


def _in_the_terminal(stage: Stage, fetch: float) -> Iterator[Figure]:
    """Yield `end`, pressed in lists of several orders, beside five fetches and one repaint of a bare list."""
    path = stage.store(stage.huge)
    with ExitStack() as running:
        ours = running.enter_context(Terminal(gemtui("--store", path), env=stage.env))
        bare = running.enter_context(Terminal(floor("virtual", path), env=stage.env))
        open_list(ours)
        bare.settle(1.0)
        jumps: list[float] = []
        repaints: list[float] = []
        for number in range(stage.rounds):
            if number:
                ours.press("s", quiet=2.0)
            ours.press("home", quiet=1.0)
            jumps.append(ours.press("end", quiet=0.5).settled)
            _, turns = in_turns(1, 5, "pagedown", ours, bare)
            repaints.append(median(turns[0]))
    beside = "5 x fetch of 128 rows by ids + one repaint"
    yield Figure(
        f"end, any sort, {stage.huge:,}", "ms", jumps, [5 * fetch + one for one in repaints], beside, Goal(1)
    )


def _place(number: int, count: int) -> slice:
    start = (number * 7_919_993) % (count - BLOCK)
    return slice(start, start + BLOCK)


def _median(act: object) -> float:
    return median(_time(lambda number=number: act(number)) for number in range(JUMPS))  # type: ignore[operator]


def _time(act: object) -> float:
    start = time.perf_counter()
    act()  # type: ignore[operator]
    return (time.perf_counter() - start) * 1000
