"""A message above the footer: what was done, and the key that takes it back."""

from __future__ import annotations

from rich.text import Text
from textual.widgets import Static

from gemtui.locale import plain

SHORT, LONG = 6.0, 20.0
"""Seconds for which a message, and one that something is wrong, stays; all of them can be read again."""


class Toast(Static):
    """The last message; an empty one is not there."""

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._number = 0

    def say(self, text: str, role: str = "ok") -> None:
        """Show a message: role `ok`, `dim` or `alarm`."""
        self._number += 1
        number = self._number
        sign = {"alarm": "✗ ", "ok": "✓ "}.get(role, "· ")
        self.update(Text(f"{sign}{plain(text, lines=True)}"))
        self.set_classes(f"-shown -{role}")
        self.set_timer(LONG if role == "alarm" else SHORT, lambda: self._fade(number))

    def _fade(self, number: int) -> None:
        if number == self._number:
            self.remove_class("-shown")
