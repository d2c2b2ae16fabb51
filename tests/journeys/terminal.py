"""The program in a real terminal: a pseudo-terminal that is read like a screen, and typed into like a keyboard."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping
from pathlib import Path

import pyte

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
"""Seconds after which something that does not come counts as missing; the machine may be busy."""

LEFT = (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l", b"\x1b[?2004l")
"""What a program says that leaves a terminal as it was: own screen, cursor, mouse and paste marks off again."""


class Terminal:
    """A running program with its screen; the terminal outlives it, so that one can see how it was left."""

    def __init__(
        self, *words: str, size: tuple[int, int] = (80, 24), env: Mapping[str, str] | None = None
    ) -> None:
        self.screen = pyte.Screen(*size)
        self.stream = pyte.ByteStream(self.screen)
        self.written = b""
        self.master, self.slave = pty.openpty()
        self._size(size)
        self.before = termios.tcgetattr(self.slave)
        around = {
            k: v for k, v in os.environ.items() if not k.startswith(("GEMTUI_", "XDG_", "LC_", "TEXTUAL"))
        }
        around |= {"TERM": "xterm-256color", "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT), **(env or {})}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gemtui", *words],
            stdin=self.slave,
            stdout=self.slave,
            stderr=self.slave,
            env={k: v for k, v in around.items() if v},
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 - the test has no threads
        )

    # Hands

    def types(self, text: str) -> None:
        """Send text and keys as the terminal does."""
        os.write(self.master, text.encode("utf-8", "surrogateescape"))

    def resizes(self, columns: int, rows: int) -> None:
        """Make the window another size."""
        self.reads(0)
        self._size((columns, rows))
        self.screen.resize(rows, columns)
        self.process.send_signal(signal.SIGWINCH)

    def hangs_up(self) -> None:
        """Close the window: the system tells the program that its terminal is gone."""
        os.close(self.master)
        self.master = -1

    # Eyes

    @property
    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.screen.display)

    def reads(self, patience: float = 0.05) -> bool:
        """Take in what the program has written; returns whether there was anything."""
        if self.master < 0 or not select.select([self.master], [], [], patience)[0]:
            return False
        try:
            found = os.read(self.master, 1 << 16)
        except OSError:
            return False
        self.written += found
        self.stream.feed(found)
        return bool(found)

    def sees(self, *words: str) -> None:
        """Wait until all words stand on the screen."""
        end = time.monotonic() + PATIENCE
        while not all(each in self.text for each in words):
            self.reads()
            gone = self.process.poll() is not None and not self.reads(0)
            if gone or time.monotonic() > end:
                raise AssertionError(
                    f"{words} did not come (exit {self.process.poll()}); the screen:\n{self.text}"
                )

    def ends(self) -> int:
        """Wait for the program's end and return its exit code."""
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            if not self.reads():
                time.sleep(0.01)
            if time.monotonic() > end:
                raise AssertionError(f"the program does not end; the screen:\n{self.text}")
        while self.reads(0):
            pass
        return int(self.process.returncode)

    def is_restored(self) -> bool:
        """Return whether the program has left the terminal as it was."""
        return termios.tcgetattr(self.slave) == self.before and all(each in self.written for each in LEFT)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for handle in (self.master, self.slave):
            if handle >= 0:
                os.close(handle)

    def _size(self, size: tuple[int, int]) -> None:
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
