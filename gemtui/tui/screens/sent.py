"""What the terminal really sends and shows: keys with their codes, size, colours, signs; nothing pressed here does anything."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.events import Event, Key, Paste
from textual.widgets import Static

from gemtui.locale import plain, say, so_many
from gemtui.tui import terminal
from gemtui.tui.commands import COMMANDS, Command
from gemtui.tui.keymap import keys_of, named
from gemtui.tui.screens.frame import Frame
from gemtui.tui.widgets.chrome import Footer, TopLine

SIGNS = "● ◐ ○ ⏸ ✕ ✓ ✗ ▲ █▌░ ─│ é 中"
LABEL = 12


class Sent(Frame):
    """Shows each key with its name, the bytes that came, and what it would do elsewhere; the same escape twice leaves."""

    help_code = "help-terminal"

    def __init__(self) -> None:
        super().__init__()
        self.pressed: deque[tuple[str, str, str]] = deque(maxlen=40)
        """Name of the key, what it does elsewhere, and the bytes that came; the newest first."""

    def compose_body(self) -> ComposeResult:
        """Yield what is known of the terminal, and the keys."""
        with VerticalScroll(id="main-part", can_focus=False):
            yield Static(id="sent")

    def on_mount(self) -> None:
        """Say what is known before any key."""
        self.query_one(TopLine).tell("What the terminal sends", ())
        self.query_one(Footer).tell((), "KEYS")
        self._tell()

    def on_resize(self) -> None:
        """Say the new size."""
        super().on_resize()
        self._tell()

    def drops(self, event: Event) -> bool:
        """Note a key or a paste instead of handing it on; the second escape, or `q`, in a row leaves."""
        if isinstance(event, Paste):
            self._note(f"paste of {so_many(len(event.text), 'character')}", "", "")
        elif isinstance(event, Key):
            again = bool(self.pressed) and self.pressed[0][0] == event.key
            if again and event.key in ("escape", "q"):
                self.app.call_later(self.dismiss, None)
                return True
            self._note(event.key, ", ".join(_labels(event.key, self.app.keys)), terminal.sent(event))
        return True

    def _note(self, name: str, does: str, sent: str) -> None:
        self.pressed.appendleft((name, does, sent))
        self._tell()

    def _tell(self) -> None:
        text = Text()
        for label, words in self._facts():
            text.append(f" {label:<{LABEL}}", style="dim")
            text.append_text(words if isinstance(words, Text) else Text(plain(words)))
            text.append("\n")
        text.append(f"\n {say('sent-keys')}\n\n", style="bold")
        for name, does, sent in self.pressed:
            text.append(f" {plain(name):<24} {plain(does)[:26]:<27}{sent}\n")
        for place in self.query("#sent"):
            if isinstance(place, Static):
                place.update(text)

    def _facts(self) -> Iterator[tuple[str, str | Text]]:
        width, height = self.app.size
        around = self.app.desk.terminal
        yield "Size", f"{width} columns, {height} rows"
        inside = " ".join(f"{name}={around[name]}" for name in around if around[name])
        yield "Says", inside or "nothing of itself"
        yield "Signs", f"{'ASCII only' if self.app.desk.ascii else 'UTF-8'}: {SIGNS}"
        yield "Colours", _colours(str(self.app.console.color_system or ""))
        yield "Keys", f"the set “{self.app.desk.keymap}”, {len(self.app.desk.own_keys)} of your own"


def _colours(system: str) -> Text:
    many = {"truecolor": "16 million", "256": "256", "standard": "16", "": "none"}.get(system, system)
    text = Text(f"{many}: ")
    for number in range(16):
        text.append("  ", style=Style(bgcolor=f"color({number})"))
    return text


def _labels(key: str, keys: dict[str, str]) -> list[str]:
    """Return what a key does, and where."""
    found: list[Command] = [c for c in COMMANDS if key in {named(each) for each in keys_of(c, keys)}]
    return list(dict.fromkeys(f"{c.label}" for c in found))
