"""A report of ten thousand rows in two formats, beside the bare rows in the same format."""

from __future__ import annotations

from collections.abc import Iterator

from tests.benchmarks.figure import Figure, Goal, pairs
from tests.benchmarks.processes import floor, gemtui, run
from tests.benchmarks.stage import Stage

ROWS = 10_000
GOALS = {"html": Goal(2), "xlsx": Goal(1.3)}


def figures(stage: Stage) -> Iterator[Figure]:
    """Yield both formats, program starts included."""
    path = stage.store(ROWS)
    for ending, goal in GOALS.items():
        target, bare = (stage.folder / f"{name}.{ending}" for name in ("report", "bare"))
        ours, theirs = pairs(
            stage.rounds,
            lambda target=target: (
                run(gemtui("--store", path, "report", "action-plan", "--to", target), stage.env).seconds
            ),
            lambda bare=bare: run(floor("report", path, bare), stage.env).seconds,
        )
        yield Figure(f"report, {ROWS:,} rows, {ending}", "s", ours, theirs, "the bare rows", goal)
