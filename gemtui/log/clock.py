"""Time and ids, handed in from outside: what the author's clock says, and UUIDv7 that never repeat (RFC 9562)."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Protocol

_RANDOM_BITS = 74
_STEP_BYTES = 4


class Clock(Protocol):
    """Whatever tells the time."""

    def now(self) -> datetime:
        """Return the time in UTC."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the time in UTC."""
        return datetime.now(UTC)


class ShiftedClock:
    """The machine's clock, set so many days forward or back: for a demo that plays in its own year, and for tests."""

    def __init__(self, day: date, of: Clock) -> None:
        self._of = of
        self._by = timedelta(days=(day - of.now().date()).days)

    def now(self) -> datetime:
        """Return the time in UTC."""
        return self._of.now() + self._by


class FixedClock:
    """A clock that says what it was told, until it is set or advanced."""

    def __init__(self, at: datetime) -> None:
        self._at = at.astimezone(UTC)

    def now(self) -> datetime:
        """Return the time in UTC."""
        return self._at

    def set(self, at: datetime) -> None:
        """Set the clock, forwards or back."""
        self._at = at.astimezone(UTC)

    def advance(self, by: timedelta) -> None:
        """Move the clock, forwards or back."""
        self._at += by


def stamp(at: datetime) -> str:
    """Return the time as a change says it: `YYYY-MM-DDTHH:MM:SS.mmmZ`, UTC, cut to milliseconds."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds")[:23] + "Z"


class Ids:
    """Makes UUIDv7, each greater than the one before, also when the clock stands still or goes back."""

    def __init__(self, clock: Clock, random: Callable[[int], bytes] = os.urandom) -> None:
        """`random(n)` gives n random bytes."""
        self._clock = clock
        self._random = random
        self._lock = threading.Lock()
        self._last = 0

    def uuid7(self) -> str:
        """Return a new id in lower-case canonical text; safe to call from any thread."""
        milliseconds = max(0, int(self._clock.now().timestamp() * 1000))
        with self._lock:
            # The first random bit stays 0, so that steps from here don't run into the next millisecond (RFC 9562, 6.2).
            fresh = int.from_bytes(self._random(10)) >> (80 - _RANDOM_BITS + 1)
            drawn = milliseconds << _RANDOM_BITS | fresh
            step = 1 + int.from_bytes(self._random(_STEP_BYTES))
            self._last = drawn if drawn > self._last + step else self._last + step
            return _text(self._last)


def _text(value: int) -> str:
    """Return the id for 48 bits of time and 74 of randomness, version 7 and variant put in between."""
    time, randomness = value >> _RANDOM_BITS, value & (1 << _RANDOM_BITS) - 1
    high, low = randomness >> 62, randomness & (1 << 62) - 1
    digits = f"{time:012x}7{high:03x}{0x8 << 60 | low:016x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
