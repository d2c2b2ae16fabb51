"""The requirements of an indicator in a form: ticked with space, and what they add up to."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.events import Key
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from gemtui.locale import plain, say
from gemtui.tui.widgets.cells import Part, fit
from gemtui.tui.widgets.field import LABEL, Field

if TYPE_CHECKING:
    from gemtui.tui.adding_up import Sums


class TickLines(Widget, can_focus=True):
    """Takes the keys for the lines, and draws the sign of the cursor; the field around it knows what they mean."""

    class Turned(Message):
        """The line under the cursor is to be turned."""

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Return whether a key is text here: letters are no commands in a form."""
        return character is not None and character.isprintable()

    def render(self) -> str:
        """Return the sign that the cursor is here."""
        return "▌" if self.has_focus else " "

    async def _on_key(self, event: Key) -> None:
        if event.is_printable or event.key == "space":
            event.stop()
            event.prevent_default()
            if event.key == "space":
                self.post_message(self.Turned())


class Ticks(Field):
    """A question whose answer is a list of ticked lines."""

    indicator = ""
    rating = ""
    at = 0
    """The line under the cursor."""
    ticked: list[str]

    def compose(self) -> Iterator[Widget]:
        """Yield what takes the cursor."""
        yield TickLines(id=self.question.name)

    def on_mount(self) -> None:
        """Begin with what the record has."""
        self.ticked = _split(self.texts[0])

    # What it holds

    @property
    def text(self) -> str:
        """Return the ticked requirements as the text of a list; as it was where the same ones are ticked."""
        ticked = getattr(self, "ticked", None)
        if ticked is None or set(ticked) == set(_split(self.texts[0])):
            return self.texts[0]
        return ", ".join(ticked)

    def answers(self) -> dict[str, str]:
        """Return the ticks."""
        return {self.question.name: self.text}

    def put(self, texts: tuple[str, ...]) -> None:
        """Put other ticks in their place."""
        self.ticked = _split(texts[0])
        self.post_message(self.Edited(self, self.text))
        self.refresh(layout=True)

    @property
    def asked(self) -> list[tuple[str, str, str]]:
        """Return id, level and text of each requirement of the indicator, in the catalogue's order."""
        here = [o for o in self.choices.options if o.code.partition("/")[0] == self.indicator]
        return [(o.code, o.code.split("/")[1], o.label) for o in here if o.code.count("/") == 2]

    @property
    def sums(self) -> Sums:
        """Return what the ticks add up to."""
        from gemtui.tui.adding_up import sums  # rules and catalogues: only this one kind of form needs them

        return sums(self.indicator, self.ticked, self.rating)

    def follow(self, indicator: str, rating: str) -> None:
        """Ask for the requirements of another indicator, or hear of another rating."""
        if (indicator, rating) != (self.indicator, self.rating):
            self.indicator, self.rating = indicator, rating
            self.at = min(self.at, max(self._places - 1, 0))
            self.refresh(layout=True)

    def take(self) -> None:
        """Do nothing: there is nothing typed."""

    # Keys

    @property
    def _places(self) -> int:
        return len(self.asked) + bool(self.sums.take)

    def pick(self, step: int) -> bool:
        """Go to another line; returns False at either end, where the arrow leaves the field."""
        if not 0 <= self.at + step < self._places:
            return False
        self.at += step
        self.refresh()
        lines = self._lines(self.size.width)
        y = self.virtual_region.y + 1 + next((n for n, (at, _) in enumerate(lines) if at == self.at), 0)
        if isinstance(self.parent, Widget):
            self.parent.scroll_to_region(Region(0, y, 1, 2), animate=False)
        return True

    def on_tick_lines_turned(self, message: TickLines.Turned) -> None:
        """Tick the line under the cursor, or take its tick away; on the last line take the rating over."""
        message.stop()
        asked = self.asked
        if self.at >= len(asked):
            self._take_over()
            return
        code = asked[self.at][0]
        left = [n for n in self.ticked if n != code]
        self.put((", ".join(left if code in self.ticked else sorted([*left, code])),))

    def _take_over(self) -> None:
        """Put the rating that the ticks bear out into its field, which stands in the same form."""
        for each in self.screen.query(Field) if self.sums.take else ():
            if each.question.name == "rating":
                each.put((self.sums.borne,))

    # Drawing

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the label's line, those of the requirements, and what they add up to."""
        return 1 + len(self._lines(width)) + len(list(self._below(width)))

    def render_line(self, y: int) -> Strip:
        """Return a line: the label, a requirement, or what stands below."""
        width, base = self.size.width, self.rich_style
        below = ([(" " * LABEL, ""), *line] for line in self._below(width))
        lines = [self._head(), *(line for _, line in self._lines(width)), *below]
        pieces = lines[y] if y < len(lines) else []
        segments = [Segment(text, self._role(role, base)) for text, role in pieces]
        return Strip(segments).adjust_cell_length(width, base)

    def _below(self, width: int) -> Iterator[list[Part]]:
        room = max(width - LABEL - 1, 20)
        for words in textwrap.wrap(plain(f"✗ {self.problem}"), room) if self.problem else ():
            yield [(words, "alarm")]
        for words in (
            textwrap.wrap(plain(f"{self._help()} {say('space-ticks')}"), room) if self.is_asked else ()
        ):
            yield [(words, "dim")]

    def _head(self) -> list[Part]:
        return [(" ", ""), (fit(self.question.label, LABEL - 1), "label" if self.is_asked else "")]

    def _lines(self, width: int) -> list[tuple[int | None, list[Part]]]:
        """Return the lines below the label, each with the number of its requirement."""
        room, level, asked, sums = max(width - 10, 20), "", self.asked, self.sums
        found: list[tuple[int | None, list[Part]]] = []
        for number, (code, of, text) in enumerate(asked):
            if of != level:
                level = of
                found.append((None, [("   ", ""), (plain(of), "dim")]))
            is_here = self.is_asked and number == self.at
            here, sign = ("picked", " ▸ ") if is_here else ("", "   ")
            box = "[x]" if code in self.ticked else "[ ]"
            for place, words in enumerate(textwrap.wrap(plain(text), room) or [""]):
                lead = sign if place == 0 else "   "
                found.append((number, [(lead, "accent"), (f"{box if place == 0 else '   '} {words}", here)]))
        for words, role in sums.lines:
            found += [(None, [("   ", ""), (piece, role)]) for piece in textwrap.wrap(plain(words), room)]
        if sums.take:
            here, sign = ("picked", " ▸ ") if self.is_asked and self.at >= len(asked) else ("accent", "   ")
            found.append((len(asked), [(sign, "accent"), (f"[ ] {plain(sums.take)}", here)]))
        return found


def _split(text: str) -> list[str]:
    return [part for part in text.replace(",", " ").split() if part]
