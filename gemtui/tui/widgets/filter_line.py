"""The line in which a list is filtered; it stays in view while the filter holds."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Label

from gemtui.tui.widgets.entry import Entry


class FilterLine(Horizontal):
    """`/words` and, at the right, how many rows of how many."""

    class Changed(Message):
        """Another filter was typed."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Left(Message):
        """The filter is typed; on with the list."""

    BINDINGS: ClassVar = [("down", "leave"), ("up", "leave")]

    def compose(self) -> ComposeResult:
        """Yield the sign, the editor and the count."""
        yield Label(" /", id="slash", markup=False)
        yield Entry()
        yield Label("", id="count", markup=False)

    def open(self) -> None:
        """Show the line and type in it."""
        self.add_class("-shown")
        self.query_one(Entry).focus()

    @property
    def is_shown(self) -> bool:
        """Return whether the line is there."""
        return self.has_class("-shown")

    @property
    def text(self) -> str:
        """Return what is typed."""
        return self.query_one(Entry).value

    def close(self) -> bool:
        """Take the line away with its filter; returns whether it was there."""
        shown = self.is_shown
        self.remove_class("-shown")
        self.query_one(Entry).value = ""
        return shown

    def count(self, shown: int, total: int) -> None:
        """Say how many rows fit."""
        self.query_one("#count", Label).update(f" {shown:,} of {total:,} ".replace(",", "\u202f"))

    def on_input_changed(self, message: Input.Changed) -> None:
        """Tell the screen what is typed."""
        message.stop()
        self.post_message(self.Changed(message.value))

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Tell the screen that typing is done."""
        message.stop()
        self.action_leave()

    def action_leave(self) -> None:
        """Tell the screen that typing is done."""
        self.post_message(self.Left())
