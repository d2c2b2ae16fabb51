"""Running a program to its end: how long it took and the most memory it held."""

from __future__ import annotations

import os
import subprocess
import sys
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
    argv: Sequence[str | Path], env: Mapping[str, str] | None = None, expected: Sequence[int] = (0,)
) -> Ended:
    """Run a program to its end and return time, peak memory and standard output; raises Failed."""
    given = [sys.executable, "-S", str(HERE / "waiting.py"), *(str(word) for word in argv)]
    done = subprocess.run(
        given,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
        env=dict(env or os.environ),
        cwd=ROOT,
    )
    error, _, last = done.stderr.decode(errors="replace").rstrip().rpartition("\n")
    code, seconds, peak = last.split()
    if int(code) not in expected:
        raise Failed(f"{argv} ended with {code}: {error[-2000:]}")
    return Ended(float(seconds), int(peak) / MEGABYTE, done.stdout.decode(errors="replace"))


def gemtui(*words: str | Path) -> list[str | Path]:
    """Return the command line that runs the program with this Python."""
    return [sys.executable, "-m", "gemtui", *words]


def floor(name: str, *words: str | Path) -> list[str | Path]:
    """Return the command line that runs a floor."""
    return [sys.executable, FLOORS / f"{name}.py", *words]
