"""A program in a terminal of its own: when which bytes came, and what stood on the screen then."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyte

from tests.benchmarks.processes import ROOT

QUIET = 0.12
"""Seconds without a byte after which an answer counts as settled."""
PATIENCE = 60.0
"""Seconds after which a program that says nothing counts as stuck."""

KEYS = {
    "down": "\x1b[B",
    "up": "\x1b[A",
    "pagedown": "\x1b[6~",
    "pageup": "\x1b[5~",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "ctrl+s": "\x13",
    "ctrl+f": "\x06",
    "ctrl+q": "\x11",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """How a program answered a key, in milliseconds after it was pressed."""

    first: float
    settled: float
    bytes: int


@dataclass
class Terminal:
    """A running program, its size in cells, and all it has written with the time of each piece."""

    argv: Sequence[str | Path]
    columns: int = 80
    rows: int = 24
    env: Mapping[str, str] = field(default_factory=dict)
    pieces: list[tuple[float, bytes]] = field(default_factory=list)
    """(seconds after the start, bytes)."""

    def __enter__(self) -> Terminal:
        """Start the program."""
        argv = [str(word) for word in self.argv]
        env = {
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "TEXTUAL_ANIMATIONS": "none",
            **self.env,
        }
        size = struct.pack("HHHH", self.rows, self.columns, 0, 0)
        self._started = time.perf_counter()
        self.pid, self._fd = pty.fork()
        if not self.pid:
            fcntl.ioctl(0, termios.TIOCSWINSZ, size)
            os.chdir(ROOT)
            os.execvpe(argv[0], argv, env)
        self.peak_kb = 0
        return self

    def __exit__(self, *_: object) -> None:
        """End the program, which may be in the middle of something, and note its peak memory."""
        for number in (signal.SIGTERM, signal.SIGKILL):
            if self._ended():
                break
            os.kill(self.pid, number)
            deadline = time.perf_counter() + 3
            while time.perf_counter() < deadline and not self._ended():
                self._read(0.05)
        os.close(self._fd)

    def _ended(self) -> bool:
        if self.pid == 0:
            return True
        pid, _, usage = os.wait4(self.pid, os.WNOHANG)
        if pid:
            self.pid, self.peak_kb = 0, usage.ru_maxrss
        return bool(pid)

    @property
    def memory(self) -> float:
        """Return the most memory held so far, in MB (Linux), while the program runs."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024

    def _read(self, patience: float) -> bytes:
        if not select.select([self._fd], [], [], patience)[0]:
            return b""
        try:
            found = os.read(self._fd, 1 << 16)
        except OSError:
            return b""
        self.pieces.append((time.perf_counter() - self._started, found))
        return found

    def settle(self, quiet: float = QUIET, patience: float = PATIENCE) -> None:
        """Read until nothing has come for `quiet` seconds; raises TimeoutError when it never ends."""
        deadline = time.perf_counter() + patience
        while self._read(quiet):
            if time.perf_counter() > deadline:
                raise TimeoutError(self.text())

    def wait_for(self, seen: Callable[[str], bool], patience: float = PATIENCE) -> float:
        """Read until the screen shows what is waited for, and return when it did, in seconds after the start.

        The screen is worked out after each quiet moment, never while the program is drawing.
        """
        deadline = time.perf_counter() + patience
        while time.perf_counter() < deadline:
            while self._read(0.03):
                pass
            if (at := self.when(seen)) is not None:
                return at
            self._read(1.0)
        raise TimeoutError(self.text())

    def when(self, seen: Callable[[str], bool]) -> float | None:
        """Return when the screen first showed something, in seconds after the start, or None."""
        screen, stream = _emulator(self.columns, self.rows)
        for at, piece in self.pieces:
            stream.feed(piece)
            if seen("\n".join(screen.display)):
                return at
        return None

    def text(self) -> str:
        """Return what stands on the screen."""
        screen, stream = _emulator(self.columns, self.rows)
        for _, piece in self.pieces:
            stream.feed(piece)
        return "\n".join(screen.display)

    def press(self, key: str, quiet: float = QUIET) -> Answer:
        """Press a key (or type a text) and return when its answer began and ended; raises TimeoutError."""
        count = len(self.pieces)
        pressed = time.perf_counter()
        os.write(self._fd, KEYS.get(key, key).encode())
        if not self._read(PATIENCE):
            raise TimeoutError(f"{key}: {self.text()}")
        self.settle(quiet)
        came = self.pieces[count:]
        since = pressed - self._started
        return Answer(
            (came[0][0] - since) * 1000, (came[-1][0] - since) * 1000, sum(len(piece) for _, piece in came)
        )

    def press_until(self, key: str, seen: Callable[[str], bool]) -> float:
        """Press a key and return after how many milliseconds the screen showed what is looked for."""
        screen, stream = _emulator(self.columns, self.rows)
        for _, piece in self.pieces:
            stream.feed(piece)
        count, pressed = len(self.pieces), time.perf_counter() - self._started
        self.press(key, quiet=0.5)
        for at, piece in self.pieces[count:]:
            stream.feed(piece)
            if seen("\n".join(screen.display)):
                return (at - pressed) * 1000
        raise TimeoutError(f"{key}: {self.text()}")


def _emulator(columns: int, rows: int) -> tuple[pyte.Screen, pyte.ByteStream]:
    screen = pyte.Screen(columns, rows)
    return screen, pyte.ByteStream(screen)
