"""The first paint: from the start of the process to the first screen, beside the smallest Textual program."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from tests.benchmarks.figure import Figure, Goal, pairs
from tests.benchmarks.processes import floor, gemtui
from tests.benchmarks.stage import Stage
from tests.benchmarks.terminal import Terminal

REST = 0.6
"""Seconds without a byte after which Home has all its figures, or is still looking for them."""


def figures(stage: Stage) -> Iterator[Figure]:
    """Yield first paints with a large and a huge store."""
    large, huge = stage.store(stage.large), stage.store(stage.huge)
    filled: list[float] = []

    def program(path: Path, all_of_it: list[float] | None = None) -> float:
        return painted(stage, gemtui("--store", path), is_home, all_of_it)

    def hello() -> float:
        return painted(stage, floor("hello"), lambda text: "Hello" in text)

    ours, theirs = pairs(stage.rounds, lambda: program(large, filled), hello)
    size = f"{stage.large:,}"
    yield Figure(f"first paint, {size}", "ms", ours, theirs, "Textual hello world", Goal(1.3))
    yield Figure(f"Home with its figures, {size}", "ms", filled[1:], theirs, "Textual hello world")
    ours, own = pairs(stage.rounds, lambda: program(huge), lambda: program(large))
    yield Figure(f"first paint, {stage.huge:,}", "ms", ours, own, f"own {size}", Goal(1.1))


def is_home(text: str) -> bool:
    """Return whether the first screen stands: its title above, its keys below."""
    lines = text.splitlines()
    return "Home" in lines[0] and "LIST" in lines[-1]


def painted(
    stage: Stage, argv: list[str | Path], seen: Callable[[str], bool], settled: list[float] | None = None
) -> float:
    """Return the milliseconds from the start of the process until the screen shows what is looked for."""
    with Terminal(argv, env=stage.env) as terminal:
        at = terminal.wait_for(seen)
        if settled is not None:
            terminal.settle(REST)
            settled.append(terminal.pieces[-1][0] * 1000)
    return at * 1000
