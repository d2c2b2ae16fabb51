"""Traps of the terminal: key sequences that end any Textual 8.2 program, and signals that end this one."""

from __future__ import annotations

import codecs
import re
import signal
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from textual import events
from textual._xterm_parser import (
    XTermParser,
)  # the parser has no public door; `test_terminal.py` watches its shape
from textual.drivers._writer_thread import WriterThread  # private as well, and watched by the same test
from textual.keys import Keys

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop

WIDEST = 4096
"""Cells; a terminal that reports more than this on a side is a stray sequence, not a window."""


UNKNOWN = re.compile(r"\x1b\[[0-?]*[ -/]*[@-Z\\-~]")
"""A whole control sequence; `ESC [ [` is the beginning of the Linux console's function keys."""
MOUSE_OR_MODE = re.compile(r"\x1b\[(<?[-\d;]+[mM]|M.*|\?\d+;\d\$y)", re.DOTALL)
REPLY = re.compile(r"\x1b[]P^_X][^\x07\x1b]*(?:\x07|\x1b\\)")
"""A terminal's answer to a question, which another program may have asked before."""
SENT = "gemtui_sent"
"""What a key event carries besides its name: the sequence that it was made of."""
PASTE, PASTED = "\x1b[200~", "\x1b[201~"


class SafeParser(XTermParser):
    """A parser that drops what is no key: codes beyond all characters, unknown sequences, windows of a million lines.

    `ESC [ 99999999 ~` raises in Textual 8.2.8 and takes the program with it; half a surrogate pair
    raises later, when it is drawn. A sequence that Textual does not know it hands on letter by letter, and here a
    letter is a command; of a paste that holds an escape it loses what follows.
    """

    _paste: str | None = None
    """What came of a paste so far."""

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[events.Key]:
        try:
            found = list(super()._sequence_to_key_events(sequence, alt))
        except (ValueError, OverflowError):
            return [events.Key(Keys.Ignore, sequence)]
        is_unknown = not found and UNKNOWN.fullmatch(sequence) and not MOUSE_OR_MODE.fullmatch(sequence)
        if is_unknown or any(key.character and not _is_text(key.character) for key in found):
            return [events.Key(Keys.Ignore, sequence)]
        for key in found:
            setattr(key, SENT, sequence)
        return found

    def feed(self, data: str) -> Iterable[Any]:
        """Yield what the terminal sent: pastes whole, keys, and sizes that a screen can have."""
        if not data:
            yield from super().feed(data)  # the end of all input
        while data:
            if self._paste is None:
                typed, begins, data = _parted(data, PASTE)
                yield from self._typed(REPLY.sub("", typed))
                self._paste = "" if begins else None
            else:
                text, ends, data = _parted(self._paste + data, PASTED)
                self._paste = None if ends else text
                if ends:
                    yield events.Paste(text.replace("\0", ""))

    def _typed(self, data: str) -> Iterable[Any]:
        for message in super().feed(data) if data else ():
            if not (isinstance(message, events.Resize) and max(message.size) > WIDEST):
                yield message


def _parted(text: str, mark: str) -> tuple[str, bool, str]:
    before, found, after = text.partition(mark)
    return before, bool(found), after


class SafeWriter(WriterThread):
    """A writer that goes on taking what is to be written when the terminal is gone.

    Textual's own dies then, nobody empties its queue, and the program waits for ever to say goodbye.
    """

    def run(self) -> None:
        """Write until the end; without a terminal, forget."""
        is_there = True
        while (text := self._queue.get()) is not None:
            is_there = is_there and self._has_written(text)
        self._has_written("")

    def _has_written(self, text: str) -> bool:
        try:
            self._file.write(text)
            if self._queue.empty():
                self._file.flush()
        except (OSError, ValueError):
            return False
        return True


def sent(event: events.Key) -> str:
    """Return what the terminal sent for a key, as people write it: `ESC [ A`; empty where nobody knows."""
    names = {"\x1b": "ESC", "\x7f": "DEL", " ": "space", "\r": "CR", "\t": "TAB"}
    found = str(getattr(event, SENT, ""))
    written = (names.get(c) or (f"^{chr(ord(c) + 64)}" if ord(c) < 32 else c) for c in found)
    return " ".join(each if each.isprintable() else f"U+{ord(each):04X}" for each in written)


def guard() -> None:
    """Let Textual's drivers parse with `SafeParser`, read any bytes, and outlive their terminal."""
    drivers = ("textual.drivers.linux_driver", "textual.drivers.linux_inline_driver", "textual.drivers.win32")
    for name in drivers:
        driver = sys.modules.get(name)
        if driver is not None and hasattr(driver, "XTermParser"):
            setattr(driver, "XTermParser", SafeParser)  # noqa: B010 - a name that the module imported, not its own
        if driver is not None and hasattr(driver, "WriterThread"):
            setattr(driver, "WriterThread", SafeWriter)  # noqa: B010 - as above
        if driver is not None and hasattr(driver, "getincrementaldecoder"):
            setattr(driver, "getincrementaldecoder", _patient_decoder)  # noqa: B010 - as above


def on_leaving(loop: AbstractEventLoop, leave: Callable[[], None]) -> None:
    """Call `leave` when the terminal goes away or the system asks to stop, where there are such signals."""
    for name in ("SIGHUP", "SIGTERM"):
        number = getattr(signal, name, None)
        if number is not None and sys.platform != "win32":
            loop.add_signal_handler(number, leave)


def _is_text(character: str) -> bool:
    return not any("\ud800" <= one <= "\udfff" for one in character)


def _patient_decoder(name: str) -> Callable[..., codecs.IncrementalDecoder]:
    make = codecs.getincrementaldecoder(name)
    return lambda errors="replace": make(errors)
