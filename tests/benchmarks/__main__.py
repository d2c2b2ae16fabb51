"""Measure the program beside its floors, in one run, and print the table.

    python -m tests.benchmarks                     everything, at full size (a million rows: an hour)
    python -m tests.benchmarks --quick             smaller stores, a few minutes
    python -m tests.benchmarks --only saving       one subject (may be given several times)
    python -m tests.benchmarks --keep FOLDER       keep the filled stores there, for the next run
    python -m tests.benchmarks.keystrokes          how many keys ten common tasks take, played on the demo

A figure and its floor are measured in turns, at least five times each; the ratio is the median of the pairs' ratios,
with the smallest and the largest beside it. Nothing here is asserted, since machines and their moods differ: read the
ratios. A floor is the smallest honest program that does the same work (`tests/benchmarks/floors/`).
Needs the `dev` extra, and a system with terminals (Linux or macOS).
"""

from __future__ import annotations

import argparse
import platform
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.figure import Figure, table
from tests.benchmarks.stage import Stage
from tests.benchmarks.subjects import NAMES, subject


def main() -> int:
    """Run what is asked for and print the table; returns 0 whatever the figures are."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--quick", action="store_true", help="smaller stores")
    parser.add_argument(
        "--only", action="append", choices=NAMES, metavar="NAME", help=f"one of {', '.join(NAMES)}"
    )
    parser.add_argument("--rounds", type=int, default=5, help="alternated pairs of each figure (default 5)")
    parser.add_argument("--keep", type=Path, help="folder for the filled stores; a temporary one by default")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gemtui-benchmarks-") as temporary:
        folder = (given.keep or Path(temporary)).absolute()
        folder.mkdir(parents=True, exist_ok=True)
        print(table(measured(Stage(folder, given.rounds, given.quick), given.only or NAMES)))
    print(
        f"\nPython {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {platform.system()} {platform.machine()}."
    )
    return 0


def measured(stage: Stage, names: list[str] | tuple[str, ...]) -> list[Figure]:
    """Return the figures of the subjects, saying how far the run is."""
    found: list[Figure] = []
    for name in names:
        start = time.perf_counter()
        print(name, file=sys.stderr, flush=True)
        for figure in subject(name)(stage):
            found.append(figure)
            stage.say(" | ".join(figure.cells()))
        stage.say(f"{time.perf_counter() - start:.0f} s")
    return found


if __name__ == "__main__":
    sys.exit(main())
