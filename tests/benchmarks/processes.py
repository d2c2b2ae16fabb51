"""Running a program to its end: how long it took and the most memory it held."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FLOORS = HERE / "floors"
MEGABYTE = 1024 if sys.platform.startswith("linux") else 1024 * 1024
"""`ru_maxrss` counts kilobytes on Linux and bytes on macOS."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A process that ended well."""

    seconds: float
    peak: float
    """Most memory held at a time, in MB."""
    output: str


def compiled(folder: Path) -> dict[str, str]:
    """Return the environment in which Python keeps compiled modules in a folder, as an installation has them."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(folder)}


class Failed(Exception):
    """A measured program that ended with another exit code than the expected ones."""


def run(
    argv: Sequence[str | Path],
    env: Mapping[str, str] | None = None,
    expected: Sequence[int] = (0,),
    stdin: Path | None = None,
) -> Ended:
    """Run a program to its end and return time, peak memory and standard output; raises Failed."""
    given = [str(word) for word in argv]
    with stdin.open("rb") if stdin else open(os.devnull, "rb") as source:  # noqa: PTH123 - the null device is no path
        start = time.perf_counter()
        process = subprocess.Popen(
            given,
            stdin=source,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=dict(env or os.environ),
            cwd=ROOT,
        )
        output, error = process.stdout.read(), process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stdout.close(), process.stderr.close()
    if process.returncode not in expected:
        raise Failed(f"{given} ended with {process.returncode}: {error.decode(errors='replace')[-2000:]}")
    return Ended(seconds, usage.ru_maxrss / MEGABYTE, output.decode(errors="replace"))


def gemtui(*words: str | Path) -> list[str | Path]:
    """Return the command line that runs the program with this Python."""
    return [sys.executable, "-m", "gemtui", *words]


def floor(name: str, *words: str | Path) -> list[str | Path]:
    """Return the command line that runs a floor."""
    return [sys.executable, FLOORS / f"{name}.py", *words]
