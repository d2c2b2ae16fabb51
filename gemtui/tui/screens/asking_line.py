"""One line asked for above a screen: a day, a file, a reason. What can't be taken stays open; what is left comes back."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Event, Key
from textual.widgets import Input, Static

from gemtui.locale import plain, say
from gemtui.records import Unreadable
from gemtui.tui.asking import code_of
from gemtui.tui.commands import ANYWHERE
from gemtui.tui.keymap import bindings
from gemtui.tui.screens.dialogs import DEAF
from gemtui.tui.screens.keeping_line import FOOT, Keeping
from gemtui.tui.widgets.entry import Entry

Echo = Callable[[str], str]


class AskLine(Keeping):
    """Asks for one line; Enter takes it, `escape` leaves everything as it is, and what was typed for the next time."""

    BINDINGS: ClassVar = bindings(ANYWHERE, ids=("escape",))
    AUTO_FOCUS = "Entry"
    opened_at: float | None = None
    opened_by = ""
    reads_disk = is_secret = until_done = False
    """Whether `echo` looks at files; is shown as dots and kept nowhere; stays a draft until the caller calls `done`."""

    def __init__(
        self, title: str, help_words: str, given: str = "", *, echo: Echo = lambda _text: "", about: str = ""
    ) -> None:
        """Ask; `echo` says how a line is understood, and raises Unreadable for what can't be taken.

        `about` names the record that the line is for, where it is for one: what was left is offered to that alone.
        """
        super().__init__(title, about, given)
        self.words, self.echo = help_words, echo

    def on_mount(self) -> None:
        """Remember when it opened, and by which key; look for what was left."""
        desk = self.app.desk
        self.opened_at, self.opened_by = desk.monotonic(), self.app.last_key
        self.look_for_what_was_left()

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
            yield Static(Text(FOOT, style="dim"), id="foot")

    def on_input_changed(self, message: Input.Changed) -> None:
        """Show how the line is understood, and keep what is typed."""
        message.stop()
        self._read(message.value, self._show)
        self.keep_typed(message.value)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Take the line, or say what is wrong with it."""
        message.stop()
        text = message.value.strip()
        self._read(text, lambda _: self._take(text), "✗ ")

    def _read(self, text: str, then: Callable[[str], None], sign: str = "") -> None:
        def wrong(problem: Exception) -> bool:
            self._show(sign + say(*code_of(problem)))
            return True

        if not text.strip():
            then("")
        elif self.reads_disk:
            self.ask("read", lambda: self.echo(text), then, wrong)
        else:
            try:
                words = self.echo(text)
            except Unreadable as problem:
                wrong(problem)
            else:
                then(words)

    def _show(self, words: str) -> None:
        self.query_one("#echo", Static).set_class(words[:1] == "✗", "-wrong").update(Text(plain(words)))

    def _take(self, text: str) -> None:
        if self.draft is not None and not self.until_done:
            self.app.ask(f"draft {self.draft.identifier}", self.done, lambda _: None)
        self.dismiss(text)

    def action_go_back(self) -> None:
        """Leave everything as it is; what was typed stays for the next time."""
        if self.draft is not None and self.line.value.strip() not in ("", self.given):
            self.app.call_later(self.app.tell, say("line-kept"), "dim")
        self.dismiss(None)
