"""A line of text that undoes, shows what it can't show as it is, and says when an arrow leaves it."""

from __future__ import annotations

import re
import unicodedata

from rich.cells import cell_len
from rich.text import Text
from textual.events import Paste
from textual.message import Message
from textual.widgets import Input

from gemtui.tui.commands import FORM
from gemtui.tui.keymap import bindings

BREAKS = re.compile(r"\r\n|\r|\n")
DEEPEST = 500
"""Steps of typing kept for undo."""


def visible(text: str) -> str:
    """Return the text with one visible sign for each character that a terminal would obey or hide."""
    return text if text.isprintable() else "".join(map(_sign, text))


def _sign(character: str) -> str:
    code = ord(character)
    if character.isprintable():
        return character
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    return "␣" if unicodedata.category(character) == "Zs" else "¿"


class Entry(Input):
    """A one-line field; what it holds is data, whatever it is."""

    BINDINGS = bindings(FORM, ids=("type-undo", "type-redo"))

    class Edge(Message):
        """An arrow went past the beginning (-1) or the end (1)."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    def __init__(self, value: str = "", *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(value, id=id, classes=classes, compact=True, validate_on=())
        self.cursor_blink = False
        self.joint = " "
        """Stands for the line breaks of what is pasted."""
        self._before: list[tuple[str, int]] = []
        self._after: list[tuple[str, int]] = []

    def on_mount(self) -> None:
        """Show a long text from its beginning until somebody goes there."""
        self.call_after_refresh(self._rewind)

    def on_blur(self) -> None:
        """Show a long text from its beginning again, once the focus has gone."""
        self.call_after_refresh(self._rewind)

    def _rewind(self) -> None:
        if not self.has_focus:
            self.scroll_to(x=0, animate=False, force=True)

    def replace(self, text: str, start: int, end: int) -> None:
        """Replace a part, and remember what was there."""
        before = (self.value, self.cursor_position)
        super().replace(text, start, end)
        if self.value != before[0]:
            self._before = [*self._before[-DEEPEST:], before]
            self._after.clear()

    def _on_paste(self, event: Paste) -> None:
        """Take all that is pasted, where Textual's own field would keep the first line only."""
        lines = BREAKS.split(event.text.strip("\r\n"))
        self.replace(self.joint.join(lines), *sorted(self.selection))
        event.stop()
        event.prevent_default()

    def set_text(self, text: str) -> None:
        """Put another text into the field, as one step of undo."""
        self.replace(text, 0, len(self.value))

    def action_type_undo(self) -> None:
        """Take back typing."""
        self._step(self._before, self._after)

    def action_type_redo(self) -> None:
        """Type again what was taken back."""
        self._step(self._after, self._before)

    def _step(self, source: list[tuple[str, int]], other: list[tuple[str, int]]) -> None:
        if source:
            other.append((self.value, self.cursor_position))
            self.value, self.cursor_position = source.pop()

    def action_cursor_left(self, select: bool = False) -> None:
        """Go left; at the beginning leave the field."""
        if not select and self.selection.is_empty and self.cursor_at_start:
            self.post_message(self.Edge(-1))
        super().action_cursor_left(select)

    def action_cursor_right(self, select: bool = False) -> None:
        """Go right; at the end leave the field."""
        if not select and self.selection.is_empty and self.cursor_at_end:
            self.post_message(self.Edge(1))
        super().action_cursor_right(select)

    @property
    def _value(self) -> Text:
        return Text(
            "•" * len(self.value) if self.password else visible(self.value),
            no_wrap=True,
            overflow="ignore",
            end="",
        )

    def _position_to_cell(self, position: int) -> int:
        return cell_len(visible(self.value[:position]))
