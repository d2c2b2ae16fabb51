"""A question under a list, answered in one line: it says at once how the answer is understood."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Label

from gemtui.locale import plain
from gemtui.tui.widgets.entry import Entry

Echo = Callable[[str], str]


class AnswerLine(Horizontal):
    """The question, an editor, and at the right what the answer means."""

    class Typed(Message):
        """Something was typed, and is not answered yet."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Answered(Message):
        """The line was answered with Enter; empty where the person has nothing to say."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Before(Message):
        """The person wants to go back to the question before."""

    BINDINGS: ClassVar = [("up", "before")]
    echo: Echo = staticmethod(lambda _text: "")

    def compose(self) -> ComposeResult:
        """Yield the question, the editor and the echo."""
        yield Label("", id="asked-words", markup=False)
        yield Entry()
        yield Label("", id="means", markup=False)

    def put(self, question: str, echo: Echo, given: str = "", hint: str = "") -> None:
        """Ask a question; `hint` stands in the empty line."""
        self.echo = echo
        self.query_one("#asked-words", Label).update(f" {plain(question)} ")
        entry = self.query_one(Entry)
        entry.placeholder = hint
        entry.value = given
        entry.cursor_position = len(given)
        self._say(given)
        self.add_class("-shown")
        entry.focus()

    def mend(self, words: str) -> None:
        """Say what is wrong with the answer, until something else is typed."""
        self.query_one("#means", Label).update(f" ✗ {plain(words)} ")

    @property
    def is_shown(self) -> bool:
        """Return whether a question is open."""
        return self.has_class("-shown")

    @property
    def text(self) -> str:
        """Return what is typed."""
        return self.query_one(Entry).value

    def close(self) -> None:
        """Take the question away."""
        self.remove_class("-shown")
        self.query_one(Entry).value = ""

    def on_input_changed(self, message: Input.Changed) -> None:
        """Say how it is understood."""
        message.stop()
        if self.is_shown:
            self._say(message.value)
            self.post_message(self.Typed(message.value))

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Hand the answer on."""
        message.stop()
        self.post_message(self.Answered(message.value.strip()))

    def action_before(self) -> None:
        """Ask for the question before."""
        self.post_message(self.Before())

    def _say(self, text: str) -> None:
        self.query_one("#means", Label).update(f" {plain(self.echo(text))} ")
