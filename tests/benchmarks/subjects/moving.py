"""Moving in a list, from the key to the last byte of its answer, beside a bare list; and the memory it takes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from statistics import median

from tests.benchmarks.figure import Figure, Goal, percentile
from tests.benchmarks.processes import floor, gemtui
from tests.benchmarks.stage import Stage
from tests.benchmarks.subjects.painting import is_home
from tests.benchmarks.terminal import Terminal

WIDE = (160, 48)


def figures(stage: Stage) -> Iterator[Figure]:
    """Yield both keys at both lengths and sizes, then the memory of the programs that were measured."""
    size = f"{stage.large:,}"
    large, huge = stage.store(stage.large), stage.store(stage.huge)
    with ExitStack() as running:
        start = running.enter_context
        ours = start(Terminal(gemtui("--store", large), env=stage.env))
        long = start(Terminal(gemtui("--store", huge), env=stage.env))
        wide = start(Terminal(gemtui("--store", large), *WIDE, env=stage.env))
        bare = start(Terminal(floor("virtual", large), env=stage.env))
        hello = start(Terminal(floor("hello"), env=stage.env))
        for terminal in (ours, long, wide):
            open_list(terminal)
        bare.settle(1.0)
        hello.settle(1.0)
        for key in ("down", "pagedown"):
            yield from _beside(stage, key, (f"{size}", ours), ("bare list", bare), Goal(2), Goal(2))
            yield from _beside(stage, key, (f"{stage.huge:,}", long), (f"own {size}", ours), Goal(1.3))
            yield from _beside(stage, key, (f"{size}, 160x48", wide), ("own 80x24", ours), Goal(3))
        yield Figure(
            f"memory, list of {size}", "MB", [ours.memory], [hello.memory], "Textual hello world", Goal(2.5)
        )
        yield Figure(
            f"memory, list of {stage.huge:,}", "MB", [long.memory], [ours.memory], f"own {size}", Goal(1.1)
        )


def open_list(terminal: Terminal) -> None:
    """Go to the action plan and wait until it stands there, rows and all."""
    terminal.wait_for(is_home)
    terminal.settle(1.0)
    terminal.press("2", quiet=1.0)
    terminal.wait_for(lambda text: "Action plan" in text.splitlines()[0])
    terminal.settle(1.0)


Named = tuple[str, Terminal]


def _beside(
    stage: Stage, key: str, ours: Named, theirs: Named, half: Goal, worst: Goal | None = None
) -> Iterator[Figure]:
    presses = 15 if stage.quick else 40
    mine, bare = in_turns(stage.rounds, presses, key, ours[1], theirs[1])
    middle = [[median(turn) for turn in turns] for turns in (mine, bare)]
    yield Figure(f"{key}, {ours[0]}, p50", "ms", *middle, theirs[0], half)
    if worst:
        slow = [[percentile(turn, 0.99) for turn in turns] for turns in (mine, bare)]
        yield Figure(f"{key}, {ours[0]}, p99", "ms", *slow, theirs[0], worst)


def in_turns(
    rounds: int, presses: int, key: str, one: Terminal, other: Terminal
) -> tuple[list[list[float]], list[list[float]]]:
    """Return the milliseconds to the last byte of each press, round by round, of two programs side by side.

    A page first, so that in both the cursor stands at the window's lower end and each press scrolls.
    """
    for terminal in (one, other):
        terminal.press("pagedown")
    both: tuple[list[list[float]], list[list[float]]] = ([], [])
    for _ in range(rounds):
        for turns in both:
            turns.append([])
        for _ in range(presses):
            for terminal, turns in zip((one, other), both, strict=True):
                turns[-1].append(terminal.press(key).settled)
    return both
