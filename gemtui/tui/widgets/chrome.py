"""The lines above and below a screen: where and when one is, and which keys work now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from gemtui.locale import plain
from gemtui.tui.commands import BY_ID
from gemtui.tui.keymap import DEFAULT, keys_of, shown
from gemtui.tui.widgets.cells import LEAST, Part, fit

Hints = Sequence[str | tuple[str, str]]
"""Command ids with a word for this screen, or none for the command's own."""

FORM_HINTS: Hints = ("accept", "save", "escape", "field-help", ("type-undo", "undo"), "gap-next")


class Drawn(Widget):
    """A widget that draws pieces of text with roles."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"drawn--{name}" for name in ("dim", "alarm", "ok", "accent", "strong", "key", "rule")
    }

    def strip(self, pieces: Sequence[Part]) -> Strip:
        """Return pieces of text as one line, as wide as the widget."""
        base = self.rich_style
        segments = [Segment(text, self.role(role, base)) for text, role in pieces]
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def role(self, name: str, base: Style) -> Style:
        """Return the style of a role."""
        return base + self.get_component_rich_style(f"drawn--{name}") if name else base


def in_ascii(node: Widget) -> bool:
    """Return whether the terminal shows ASCII only."""
    return bool(getattr(getattr(node.app, "desk", None), "ascii", False))


def _cells(pieces: Sequence[Part]) -> int:
    return sum(cell_len(text) for text, _ in pieces)


class TopLine(Drawn):
    """The screen's name, office and period at the left; findings and the submission's state at the right."""

    title: str = ""
    facts: Sequence[Part] = ()
    short: str = ""
    """The title where the whole of it finds no room beside the figures: without the office, which is always the same."""
    keeps_title: bool = False
    """The title says another day than today: figures that leave it no room are left out, from the left."""

    def tell(self, title: str, facts: Sequence[Part], *, short: str = "", keeps_title: bool = False) -> None:
        """Show other words."""
        self.title, self.facts = plain(title), [(plain(text), role) for text, role in facts]
        self.short = plain(short)
        self.keeps_title = keeps_title
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return the line, or the rule under it."""
        width = self.size.width
        if y:
            return self.strip([("─" * width, "rule")])
        facts = list(self.facts)
        while self.keeps_title and facts and _cells(facts) + cell_len(self.title) + 3 > width:
            facts.pop(0)
        left = max(width - _cells(facts) - 3, 0)
        title = self.short if self.short and cell_len(self.title) > left else self.title
        words, dot, year = title.rpartition(" · ")
        if dot and cell_len(title) > left > cell_len(dot + year) + LEAST and not self.keeps_title:
            title = fit(words, left - cell_len(dot + year)) + dot + year  # which year it is, is never cut
        return self.strip([(" ", ""), (fit(title, left), "strong"), (" ", ""), *facts, (" ", "")])


class TabLine(Drawn):
    """The tabs of a screen, with the one that is shown."""

    tabs: Sequence[str] = ()
    at: int = 0

    def tell(self, tabs: Sequence[str], at: int) -> None:
        """Show other tabs."""
        self.tabs, self.at = tabs, at
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return the tabs, the one that is shown in brackets; a window of them where not all fit."""
        first = 0
        while (
            first < self.at
            and sum(cell_len(t) + 3 for t in self.tabs[first : self.at + 1]) > self.size.width - 4
        ):
            first += 1
        pieces: list[Part] = [(" ‹" if first else " ", "dim")]
        left = self.size.width - cell_len(pieces[0][0])
        for place, name in enumerate(self.tabs[first:], first):
            cells = cell_len(name) + 3
            if cells + (2 if place + 1 < len(self.tabs) else 0) > left + 1:
                pieces.append((" ›", "dim"))
                break
            left -= cells
            pieces.append((f"[{name}] ", "accent") if place == self.at else (f" {name}  ", "dim"))
        return self.strip(pieces)


class Footer(Drawn):
    """The mode, and the keys that work now."""

    mode: str = "LIST"
    hints: Hints = ()

    def tell(self, hints: Hints, mode: str = "LIST") -> None:
        """Show other hints: command ids with a word for this screen, or the command's own."""
        self.hints, self.mode = hints, mode
        self.refresh()

    def on_mount(self) -> None:
        """Follow the focus, which decides which keys work."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self.refresh())

    def render_line(self, y: int) -> Strip:
        """Return the line; hints that don't fit are left out from the right, `? keys` never is."""
        active = {b.binding.id for b in self.screen.active_bindings.values() if b.enabled and b.binding.id}
        focused = self.screen.focused
        mode = "FORM" if focused is not None and focused.check_consume_key("x", "x") else self.mode
        pieces: list[Part] = [(f" {mode} ", "accent")]
        more = self._hint("keys", "", active)
        left = self.size.width - len(mode) - 3 - (cell_len(more[0][0] + more[1][0]) if more else 0)
        for wanted in self.hints:
            identifier, label = (wanted, "") if isinstance(wanted, str) else wanted
            hint = self._hint(identifier, label, active)
            cells = sum(cell_len(text) for text, _ in hint)
            if hint and cells <= left:
                pieces += hint
                left -= cells
        return self.strip([*pieces, *more])

    def _hint(self, identifier: str, label: str, active: set[str]) -> list[Part]:
        keys = keys_of(BY_ID[identifier], getattr(self.app, "keys", DEFAULT))
        if identifier not in active or not keys or self._types(keys[0]):
            return []
        return [
            (f" {shown(keys[0], in_ascii=in_ascii(self))}", "key"),
            (f" {label or BY_ID[identifier].label} ", "dim"),
        ]

    def _types(self, key: str) -> bool:
        """Return whether a key is a letter of the text under the cursor now."""
        focused = self.screen.focused
        return len(key) == 1 and focused is not None and focused.check_consume_key(key, key)
