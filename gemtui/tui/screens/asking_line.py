"""One line asked for above a screen: a day, a file, a reason."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from gemtui.locale import day, plain, say
from gemtui.records import Unreadable, read_day
from gemtui.tui.commands import ANYWHERE
from gemtui.tui.keymap import bindings
from gemtui.tui.screens.filtering import Filtered
from gemtui.tui.screens.fitting import Fitting
from gemtui.tui.widgets.entry import Entry

Echo = Callable[[str], str]
Between = Callable[[date, date], object]
SEPARATOR = re.compile(r"\s+to\s+|\s*(?:\.\.+|…|–)\s*", re.IGNORECASE)
"""What stands between two days: `1.1 to 30.6`."""


class AskLine(Fitting, ModalScreen[str | None]):
    """Asks for one line; Enter takes it, `escape` leaves everything as it is."""

    BINDINGS: ClassVar = bindings(ANYWHERE, ids=("escape",))
    AUTO_FOCUS = "Entry"

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

    def compose(self) -> ComposeResult:
        """Yield the question, the line, and how it is understood."""
        with Vertical(id="dialog"):
            yield Static(Text(plain(self.heading), style="bold"))
            line = Entry(self.given)
            line.password = self.is_secret
            yield line
            yield Static("", id="echo", markup=False)
            yield Static(Text(plain(self.words, lines=True), style="dim"))

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


def ask_day(place: Filtered, then: Callable[[date | None], None], between: Between) -> None:
    """Ask for a day and hand it on; two days go to `between`. What is no day is said, and nothing changes."""

    def take(text: str | None) -> None:
        if text and _two(text):
            between(*_days(text, place.desk.today))
        elif text:
            then(date.fromisoformat(read_day(text, place.desk.today)))

    _ask(place, "As it was on", say("as-of-how"), take)


def ask_days(place: Filtered, between: Between, given: str = "") -> None:
    """Ask for two days and hand them on; one alone means up to today."""

    def take(text: str | None) -> None:
        if text:
            between(*_days(text, place.desk.today))

    _ask(place, "What changed", say("between-how"), take, given)


def _ask(
    place: Filtered, title: str, words: str, take: Callable[[str | None], None], given: str = ""
) -> None:
    today = place.desk.today

    def echo(text: str) -> str:
        try:
            if not text.strip():
                return ""
            if not _two(text):
                return f"means {day(read_day(text, today))}"
            first, last = _days(text, today)
            return f"means what changed from {day(first.isoformat())} to {day(last.isoformat())}"
        except Unreadable as problem:
            return say(problem.code, problem.facts)

    def taken(text: str | None) -> None:
        try:
            take(text)
        except Unreadable as problem:
            place.app.tell(say(problem.code, problem.facts), "alarm")

    place.app.push_screen(AskLine(title, words, given, echo=echo), taken)


def _two(text: str) -> bool:
    return SEPARATOR.search(text) is not None


def _days(text: str, today: date) -> tuple[date, date]:
    """Return the first and the last day that a text names, in their order; raises Unreadable."""
    parts = SEPARATOR.split(text, maxsplit=1)
    first, last = (date.fromisoformat(read_day(part, today)) for part in (*parts, "today")[:2])
    return min(first, last), max(first, last)


def ask_passphrase(place: Filtered, key: Path, problem: Exception, then: Callable[[str], None]) -> None:
    """Ask for the passphrase of a key and hand it on; without one nothing happens."""
    words = say(getattr(problem, "code", ""), {"path": str(key)})
    place.app.push_screen(
        AskLine("Passphrase", words, is_secret=True), lambda given: then(given) if given else None
    )
