"""A table that is edited as a spreadsheet is: it draws a worksheet and hands it the keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.events import Key, Paste
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from gemtui.locale import plain
from gemtui.tui.commands import FORM
from gemtui.tui.keymap import bindings
from gemtui.tui.widgets.cells import Part, fit
from gemtui.tui.widgets.worksheet import Heading, Line, Worksheet

KEYS = (
    "field-next", "field-previous", "option-next", "option-previous", "accept", "save", "type-undo", "type-redo", "line-clear",
)  # fmt: skip
ROLES = ("dim", "alarm", "ok", "accent", "strong", "head", "cell", "typing")
SIGNS = 2
"""Cells at the left for the cursor and for what a line is: new, changed, or wrong somewhere."""

Marks = Callable[[Worksheet, Line], Sequence[Part]]
"""What is worked out beside a line, such as its verdict."""


class Grid(ScrollView, can_focus=True, inherit_bindings=False):
    """Arrows move, typing replaces, Enter goes down, Tab right, a pasted block lands cell by cell."""

    BINDINGS = bindings(FORM, ids=KEYS)
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"grid--{name}" for name in ROLES}

    class Moved(Message):
        """The cursor is in another cell, or what stands there is another text."""

    class Edited(Message):
        """A cell holds something else; figures follow."""

        def __init__(self, lost: int = 0) -> None:
            super().__init__()
            self.lost = lost
            """Cells of a pasted block that found no place."""

    class Answered(Message):
        """The person wants the table saved."""

    def __init__(self, sheet: Worksheet, marks: Marks | None = None, mark_width: int = 0) -> None:
        super().__init__()
        self.sheet = sheet
        self.marks, self.mark_width = marks, mark_width
        self.problems: Mapping[tuple[str, str], str] = {}
        """(line, column) → what is wrong there, in words."""
        self.left = 0
        """The first column shown, where not all fit."""

    def on_mount(self) -> None:
        """Take the keys."""
        self.focus()
        self._redraw()

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Return whether a key is text here: every printable one is."""
        return character is not None and character.isprintable()

    # What it says

    def say(self, problems: Mapping[tuple[str, str], str]) -> None:
        """Show what is wrong at its cells, and go to the first of them."""
        self.problems = dict(problems)
        for row, line in enumerate(self.sheet.lines):
            for column, heading in enumerate(self.sheet.headings):
                if (line.key, heading.name) in problems:
                    self.sheet.row, self.sheet.column = row, column
                    return self._redraw()
        return self._redraw()

    def mark(self, problems: Mapping[tuple[str, str], str]) -> None:
        """Show what is wrong at its cells; the cursor stays."""
        self.problems = dict(problems)
        self._redraw()

    @property
    def problem(self) -> str:
        """Return what is wrong with the cell under the cursor, in words; empty where nothing is."""
        return self.problems.get((self.sheet.line.key, self.sheet.heading.name), "")

    # Keys

    async def _on_key(self, event: Key) -> None:
        moves = {
            "left": (0, -1), "right": (0, 1), "home": (0, -99), "end": (0, 99),
            "pageup": (-max(self.size.height - 2, 1), 0), "pagedown": (max(self.size.height - 2, 1), 0),
        }  # fmt: skip
        if event.key in moves:
            self._do(lambda: self.sheet.move(*moves[event.key]))
        elif event.key == "backspace":
            self._do(self.sheet.rub_out)
        elif event.key == "delete":
            self._do(self.sheet.clear)
        elif event.is_printable and event.character:
            letter = event.character
            self._do(lambda: self.sheet.type(letter))
        else:
            return
        event.stop()
        event.prevent_default()

    def _on_paste(self, event: Paste) -> None:
        event.stop()
        event.prevent_default()
        lost = self.sheet.paste(event.text)
        self._changed(lost)

    def action_field(self, step: int) -> None:
        """Go to the next cell, or back."""
        self._do(lambda: self.sheet.step(step))

    def action_option(self, step: int) -> None:
        """Go a line down or up."""
        self._do(lambda: self.sheet.move(step, 0))

    def action_accept(self) -> None:
        """Go a line down."""
        self._do(self.sheet.down)

    def action_type_undo(self) -> None:
        """Take back typing."""
        self._do(self.sheet.undo)

    def action_type_redo(self) -> None:
        """Type again what was taken back."""
        self._do(self.sheet.redo)

    def action_line_clear(self) -> None:
        """Empty the line."""
        self._do(self.sheet.clear_line)

    def action_save(self) -> None:
        """Ask for the table to be saved."""
        self._do(self.sheet.accept)
        self.post_message(self.Answered())

    def _do(self, step: Callable[[], object]) -> None:
        before = self.sheet.drafted()
        step()
        if self.sheet.drafted() != before:
            self._changed()
        else:
            self._redraw()

    def _changed(self, lost: int = 0) -> None:
        self._redraw()
        self.post_message(self.Edited(lost))

    # Drawing

    def _redraw(self) -> None:
        self.virtual_size = Size(self.size.width, len(self.sheet.lines) + 1)
        self._follow()
        self.refresh()
        self.post_message(self.Moved())

    def on_resize(self) -> None:
        """Measure anew."""
        self._redraw()

    def _follow(self) -> None:
        room, top = max(self.size.height - 1, 1), int(self.scroll_offset.y)
        if not top <= self.sheet.row < top + room:
            top = self.sheet.row if self.sheet.row < top else self.sheet.row - room + 1
            self.scroll_to(y=max(top, 0), animate=False, force=True)
        self.left = min(self.left, self.sheet.column)
        while self.left < self.sheet.column and not self._is_shown(self.sheet.column):
            self.left += 1

    def _is_shown(self, column: int) -> bool:
        return column in self._columns()

    def _columns(self) -> range:
        """Return the columns that are shown: as many from the left one as leave room for the marks."""
        room = self.size.width - SIGNS - (self.mark_width + 1 if self.mark_width else 0)
        widths, end, used = self._widths(), self.left, 0
        while end < len(widths) and (used + widths[end] + 1 <= room or end == self.left):
            used += widths[end] + 1
            end += 1
        return range(self.left, end)

    def _widths(self) -> list[int]:
        headings = self.sheet.headings
        marks = self.mark_width + 1 if self.mark_width else 0
        fixed = sum(h.width + 1 for h in headings) + marks
        spare = max(self.size.width - SIGNS - fixed - 1, 0)
        widths = []
        for heading in headings:  # read whole where there is room
            more = min(max(cell_len(plain(heading.label)) - heading.width, 0), spare)
            widths.append(heading.width + more)
            spare -= more
        growing = next((n for n, h in enumerate(headings) if h.grows), None)
        if growing is not None:
            widths[growing] += min(spare, 30)
        return widths

    def render_line(self, y: int) -> Strip:
        """Return a line: the headings, then the visible lines of the table."""
        width, base = self.size.width, self.rich_style
        index = y - 1 + self.scroll_offset.y
        if y == 0:
            pieces = [(" " * SIGNS, ""), *self._heads()]
        elif index < len(self.sheet.lines):
            pieces = self._line(index)
        else:
            pieces = []
        segments = [Segment(text, self._style(role, base)) for text, role in pieces]
        return Strip(segments).adjust_cell_length(width, base)

    def _heads(self) -> list[Part]:
        headings, widths = self.sheet.headings, self._widths()
        return [
            (f"{fit(plain(headings[n].label), widths[n], headings[n].right)} ", "head")
            for n in self._columns()
        ]

    def _line(self, index: int) -> list[Part]:
        sheet, line = self.sheet, self.sheet.lines[index]
        pieces: list[Part] = [("▌" if index == sheet.row else " ", "accent"), self._sign(line)]
        widths = self._widths()
        for column in self._columns():
            is_here = index == sheet.row and column == sheet.column
            cell = self._cell(line, sheet.headings[column], widths[column], is_here=is_here)
            pieces += [cell, (" ", "")]
        return [*pieces, *(self.marks(sheet, line) if self.marks and not line.is_blank else ())]

    def _cell(self, line: Line, heading: Heading, width: int, *, is_here: bool) -> Part:
        if is_here and self.sheet.typed is not None:
            typed = self.sheet.typed
            whole = heading.completed(typed)
            rest = whole[len(typed) :] if whole.casefold().startswith(typed.casefold()) else ""
            shown = plain(typed)[-(width - 1) :] + "▏" + rest
            return fit(shown, width), "typing"
        text = fit(plain(self.sheet.cell(line, heading.name)), width, heading.right)
        wrong = (line.key, heading.name) in self.problems
        return text, "cell" if is_here else "alarm" if wrong else ""

    def _sign(self, line: Line) -> Part:
        if any(key == line.key for key, _ in self.problems):
            return "✗", "alarm"
        if line.is_blank:
            return (" ", "") if line.is_new else ("–", "alarm")
        return ("+" if line.is_new else "•", "accent") if line.is_changed else (" ", "")

    def _style(self, role: str, base: Style) -> Style:
        return base + self.get_component_rich_style(f"grid--{role}") if role else base
