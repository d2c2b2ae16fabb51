"""One line asked for above a screen: a day, a file, a reason."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Event, Key
from textual.widgets import Input, Static

from gemtui.locale import plain, say
from gemtui.tui.commands import ANYWHERE
from gemtui.tui.keymap import bindings
from gemtui.tui.screens.dialogs import DEAF
from gemtui.tui.screens.filtering import Filtered
from gemtui.tui.screens.over import Over
from gemtui.tui.widgets.entry import Entry

Echo = Callable[[str], str]


class AskLine(Over[str | None]):
    """Asks for one line; Enter takes it, `escape` leaves everything as it is."""

    BINDINGS: ClassVar = bindings(ANYWHERE, ids=("escape",))
    AUTO_FOCUS = "Entry"
    opened_at: float | None = None
    opened_by = ""

    def __init__(
        self,
        title: str,
        help_words: str,
        given: str = "",
        *,
        echo: Echo = lambda _text: "",
        is_secret: bool = False,
    ) -> None:
        super().__init__()
        self.heading, self.words, self.given, self.echo, self.is_secret = (
            title,
            help_words,
            given,
            echo,
            is_secret,
        )

    def on_mount(self) -> None:
        """Remember when it opened, and by which key."""
        self.opened_at, self.opened_by = self.app.desk.monotonic(), self.app.last_key

    def drops(self, event: Event) -> bool:
        """Return whether a key is dropped: at first the one that opened the line, repeating, and Enter; text is kept."""
        early = self.opened_at is None or self.app.desk.monotonic() - self.opened_at < DEAF
        is_repeat = isinstance(event, Key) and event.key in ("enter", self.opened_by)
        return super().drops(event) or (early and is_repeat)

    def compose(self) -> ComposeResult:
        """Yield the question, the line, and how it is understood."""
        with Vertical(id="dialog"):
            yield Static(Text(plain(self.heading), style="bold"))
            line = Entry(self.given)
            line.password = self.is_secret
            yield line
            yield Static("", id="echo", markup=False)
            yield Static(Text(plain(self.words, lines=True), style="dim"))
            yield Static(Text("\n↵ takes it   esc closes", style="dim"))

    def on_input_changed(self, message: Input.Changed) -> None:
        """Show how the line is understood."""
        message.stop()
        self.query_one("#echo", Static).update(Text(plain(self.echo(message.value))))

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Take the line."""
        message.stop()
        self.dismiss(message.value.strip())

    def action_go_back(self) -> None:
        """Leave everything as it is."""
        self.dismiss(None)


def ask_passphrase(place: Filtered, key: Path, problem: Exception, then: Callable[[str], None]) -> bool:
    """Ask for the passphrase of a key and hand it on; returns False where the problem is another one."""
    code = getattr(problem, "code", "")
    if code not in ("passphrase-needed", "wrong-passphrase"):
        return False
    line = AskLine("Passphrase", say(code, {"path": str(key)}), is_secret=True)
    place.app.push_screen(line, lambda given: then(given) if given else None)
    return True
