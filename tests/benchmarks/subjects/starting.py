"""`gemtui --version` beside the start of Python with argparse."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from tests.benchmarks.figure import Figure, Goal, pairs
from tests.benchmarks.processes import gemtui, run
from tests.benchmarks.stage import Stage

TURNS = 3
"""A start takes some 20 ms, and the machine's noise as much: more turns than elsewhere."""


def figures(stage: Stage) -> Iterator[Figure]:
    """Yield the time of `--version`."""
    version = gemtui("--version")
    argparse = [sys.executable, "-c", "import argparse"]
    ours, theirs = pairs(
        stage.rounds * TURNS,
        lambda: run(version, stage.env).seconds * 1000,
        lambda: run(argparse, stage.env).seconds * 1000,
    )
    yield Figure("--version", "ms", ours, theirs, "python -c 'import argparse'", Goal(2, ceiling=60))
