"""Questions that stand before what can't be undone by a key, and short texts to read."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.events import Event, Key, Paste
from textual.widgets import Button, Static

from gemtui.locale import plain
from gemtui.tui.commands import DIALOG
from gemtui.tui.keymap import bindings
from gemtui.tui.screens.over import Over

DEAF = 0.3
"""Seconds after opening in which keys typed ahead, or repeating, are dropped (spec/keys.md, *Modal safety*)."""


class Patient(Over[object]):
    """A modal screen that hears nothing in its first moment."""

    opened_at: float | None = None

    def __init__(self, monotonic: Callable[[], float]) -> None:
        super().__init__()
        self.monotonic = monotonic

    def on_mount(self) -> None:
        """Remember when it opened."""
        self.opened_at = self.monotonic()

    def drops(self, event: Event) -> bool:
        """Return whether the app is to drop a key or a paste."""
        early = self.opened_at is None or self.monotonic() - self.opened_at < DEAF
        return super().drops(event) or (early and isinstance(event, Key | Paste))


class Confirm(Patient):
    """Asks before something leaves the machine: `y` does it, everything else leaves all as it is."""

    BINDINGS = bindings(DIALOG)
    AUTO_FOCUS = "#cancel"

    def __init__(
        self, title: str, lines: Sequence[str], monotonic: Callable[[], float], *, yes: str = "Do it"
    ) -> None:
        super().__init__(monotonic)
        self.heading, self.lines, self.yes = title, lines, yes

    def compose(self) -> ComposeResult:
        """Yield what is about to happen, and two buttons."""
        body = "\n".join(plain(line) for line in self.lines)
        with Vertical(id="dialog"):
            yield Static(Text(plain(self.heading), style="bold"))
            yield Static(Text(f"\n{body}"))
            with Horizontal():
                yield Button("Cancel", id="cancel", compact=True)
                yes = Button(Text(f"y  {self.yes}").plain, id="yes", compact=True)
                yes.can_focus = False  # Enter may have opened the dialog, and never confirms
                yield yes

    def on_button_pressed(self, message: Button.Pressed) -> None:
        """Do what the button says: Enter can only mean Cancel, the other one is for the mouse."""
        self.dismiss(message.button.id == "yes")

    def action_yes(self) -> None:
        """Do it."""
        self.dismiss(True)

    def action_no(self) -> None:
        """Leave everything as it is."""
        self.dismiss(False)


class Words(Patient):
    """A short text to read: help on a field, why a number, a list of what is open."""

    BINDINGS = [*bindings(DIALOG, ids=("no",)), ("enter", "no"), ("f1", "no")]  # noqa: RUF012 - Textual's class attribute

    def __init__(self, title: str, text: Text, monotonic: Callable[[], float]) -> None:
        super().__init__(monotonic)
        self.heading, self.text = title, text

    def compose(self) -> ComposeResult:
        """Yield the text."""
        with Vertical(id="dialog"):
            yield Static(Text(plain(self.heading), style="bold"))
            with VerticalScroll(id="told"):
                yield Static(self.text)
            yield Static(Text("\nesc closes", style="dim"), id="closes")

    def on_resize(self) -> None:
        """Say that the text goes on where it is longer than the window."""
        self.call_after_refresh(self._tell)

    def _tell(self) -> None:
        more = "   arrows for more" if self.query_one("#told", VerticalScroll).max_scroll_y else ""
        self.query_one("#closes", Static).update(Text(f"\nesc closes{more}", style="dim"))

    def action_no(self) -> None:
        """Close."""
        self.dismiss(None)
