"""How far a long work is: a bar, and the time that is left at the speed so far; only where a person watches."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from gemtui.cli.call import Call

BAR = 20
"""Cells of the bar; the line stays shorter than the narrowest terminal."""


class Progress:
    """The progress line of a work in pieces, whose sizes say how much each is."""

    def __init__(self, call: Call, sizes: Sequence[int]) -> None:
        """Show the empty bar; `sizes` are in any unit, and one that is nothing counts a little."""
        self._call, self._sizes = call, [size + 1 for size in sizes]
        self._began = call.world.clock.now()
        self._count = 0
        self._show()

    def step(self) -> None:
        """Show that one more piece is done."""
        self._count += 1
        self._show()

    def _show(self) -> None:
        whole, done = sum(self._sizes), sum(self._sizes[: self._count])
        passed = self._call.world.clock.now() - self._began
        left = remaining(passed, done, whole)
        facts = {"bar": bar(done, whole), "count": self._count, "all": len(self._sizes)}
        code = "bundles-merged" if left is None else "bundles-merged-left"
        self._call.progress(self._call.say(code, **facts, left=short(left or dt.timedelta())))


def bar(done: int, whole: int) -> str:
    """Return a bar of `BAR` cells, as full as the work is done."""
    full = BAR * done // whole if whole else BAR
    return "#" * full + "-" * (BAR - full)


def remaining(passed: dt.timedelta, done: int, whole: int) -> dt.timedelta | None:
    """Return the time left at the speed so far, None before there is one and when all is done."""
    return passed * ((whole - done) / done) if 0 < done < whole else None


def short(left: dt.timedelta) -> str:
    """Return a time as `M:SS` or `H:MM:SS`."""
    minutes, seconds = divmod(round(left.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
