"""The four columns of a head-count on one line: women, men, other, undisclosed."""

from __future__ import annotations

from textual.app import ComposeResult

from gemtui.locale import plain
from gemtui.records import FOUR, block_title
from gemtui.tui.widgets.cells import Part, fit
from gemtui.tui.widgets.entry import Entry
from gemtui.tui.widgets.field import LABEL, Field


class Counts(Field):
    """Four numbers that are asked, and written, together."""

    def compose(self) -> ComposeResult:
        """Yield four editors; gemtui.tcss leaves room for a word before each."""
        for question, text in zip(self.block, self.texts, strict=True):
            yield Entry(
                text, id=question.name, classes=f"four-{question.label.rpartition(':')[2].strip().casefold()}"
            )

    @property
    def text(self) -> str:
        """Return the four texts."""
        return " ".join(entry.value for entry in self.query(Entry))

    def answers(self) -> dict[str, str]:
        """Return the four texts by field name."""
        return {str(entry.id): entry.value for entry in self.query(Entry)}

    def take(self) -> None:
        """Take last period's numbers where the sign for them was typed."""
        self.takes_last()

    def _first(self, width: int) -> list[Part]:
        sign = "▌" if self.is_asked else " "
        label = fit(block_title(self.block), LABEL - 1)
        pieces: list[Part] = [(sign, "accent"), (label, "label" if self.is_asked else "")]
        for place, name in enumerate(FOUR):
            pieces.append((f"{' ' if place else ''}{name} ", "dim"))
            pieces.append((" " * EDITOR, ""))
        return [*pieces, (f"  {plain(self.last.words)}" if width >= 110 else "", "dim")]


EDITOR = 5
"""Cells of each of the four editors; gemtui.tcss says the same."""
