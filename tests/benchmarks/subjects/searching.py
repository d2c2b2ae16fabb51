"""Search as one types, letter by letter, beside a bare input over the same full-text index."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from statistics import median

from tests.benchmarks.figure import Figure, Goal, percentile
from tests.benchmarks.processes import floor, gemtui
from tests.benchmarks.stage import Stage
from tests.benchmarks.subjects.painting import is_home
from tests.benchmarks.terminal import Terminal

WORDS = ("gender", "kamoli", "vesfer", "mentor", "quizo", "procure")
"""Frequent words and rare ones."""


def figures(stage: Stage) -> Iterator[Figure]:
    """Yield the median and the slowest letters."""
    path = stage.store(stage.large)
    with ExitStack() as running:
        ours = running.enter_context(Terminal(gemtui("--store", path), env=stage.env))
        bare = running.enter_context(Terminal(floor("search_list", path), env=stage.env))
        ours.wait_for(is_home)
        ours.settle(1.0)
        ours.press("ctrl+f", quiet=1.0)
        bare.settle(1.0)
        mine, theirs = [], []
        for _ in range(stage.rounds):
            both = [_typed(terminal) for terminal in (ours, bare)]
            mine.append(both[0])
            theirs.append(both[1])
    size, beside = f"{stage.large:,}", "FTS5 rowid query + repaint"
    middle = [[median(turn) for turn in turns] for turns in (mine, theirs)]
    slow = [[percentile(turn, 0.99) for turn in turns] for turns in (mine, theirs)]
    yield Figure(f"search as you type, {size}, p50", "ms", *middle, beside, Goal(1.5))
    yield Figure(f"search as you type, {size}, p99", "ms", *slow, beside, Goal(2))


def _typed(terminal: Terminal) -> list[float]:
    """Type all words letter by letter, taking each away again; returns the milliseconds of each letter."""
    times = []
    for word in WORDS:
        times += [terminal.press(letter).settled for letter in word]
        for _ in word:
            terminal.press("\x7f")
    return times
