"""What is measured: one module a subject, each a function that yields its lines of the table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module

from tests.benchmarks.figure import Figure
from tests.benchmarks.stage import Stage

Subject = Callable[[Stage], Iterator[Figure]]

NAMES = (
    "starting", "painting", "moving", "jumping", "saving", "searching", "checking", "reporting", "exporting", "verifying",
    "merging", "consolidating",
)  # fmt: skip
"""In the order of the table."""


def subject(name: str) -> Subject:
    """Return the function that measures a subject."""
    found: Subject = import_module(f"{__name__}.{name}").figures
    return found
