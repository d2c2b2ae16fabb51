"""Cells as texts, as in a spreadsheet: moved in, typed over, pasted into, undone. It knows no record and no screen."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from gemtui.reports.asking.options import Option

BREAKS = re.compile(r"\r\n|\r|\n")
NEW = "+"
"""Begins the key of a line that is no record yet."""
DEEPEST = 200
"""Steps of typing kept for undo."""
MOST = 5_000
"""Lines at most: who pastes more means an import."""


class Heading(NamedTuple):
    """One column of a table that is edited."""

    name: str
    label: str
    width: int
    right: bool = False
    grows: bool = False
    options: tuple[Option, ...] = ()
    """What may stand there, where that is fixed; the first letters are enough."""
    help: str = ""
    reads: Callable[[str], str] = str
    """Returns a text as it will be read, a day as 2026-11-23, or as it stands where it can't be."""

    def completed(self, typed: str) -> str:
        """Return the words that first letters or a code stand for; what fits nothing stays as typed."""
        text = typed.strip()
        if not self.options or not text:
            return self.reads(text)
        wanted = text.casefold()
        ranks = (
            lambda o: wanted in (o.words.casefold(), o.code.casefold(), o.note.casefold()),
            lambda o: o.words.casefold().startswith(wanted),
            lambda o: o.code.casefold().startswith(wanted),
            lambda o: any(wanted == other for other in SAME.get(o.code, ())),
            lambda o: len(wanted) > 2 and wanted in o.words.casefold(),
        )
        return next((o.words for fits in ranks for o in self.options if fits(o)), text)

    def code(self, text: str) -> str:
        """Return the code of the words in a cell, else the words."""
        return next((o.code for o in self.options if o.words == text), text)

    def words(self, code: str) -> str:
        """Return the words of a code, else the code."""
        return next((o.words for o in self.options if o.code == code), code)


SAME = {"woman": ("f", "female", "women"), "man": ("male", "men"), "undisclosed": ("?",), "other": ("x",)}
"""What stands in other people's spreadsheets for a choice of ours."""


@dataclass
class Line:
    """One record of the table, or one that is about to be."""

    key: str
    """What names the record, or `+n` where it is new."""
    texts: list[str]
    begins: tuple[str, ...]
    """The texts as the record has them."""
    offered: tuple[str, ...] = ()
    """The texts that a new line was begun with by the program; they alone are nothing to be saved."""

    @property
    def is_new(self) -> bool:
        """Return whether it is no record yet."""
        return self.key.startswith(NEW)

    @property
    def is_untouched(self) -> bool:
        """Return whether nobody has typed into a line that the program began."""
        return bool(self.offered) and tuple(self.texts) == self.offered

    @property
    def is_blank(self) -> bool:
        """Return whether nothing stands in it that somebody has typed."""
        return not any(self.texts) or self.is_untouched

    @property
    def is_changed(self) -> bool:
        """Return whether anything differs from the record."""
        return tuple(self.texts) != self.begins


@dataclass
class Worksheet:
    """Lines of cells with a cursor; the last line is always a blank one, to go on in."""

    headings: Sequence[Heading]
    lines: list[Line] = field(default_factory=list)
    row: int = 0
    column: int = 0
    typed: str | None = None
    """What is being typed into the cell under the cursor; None while nothing is."""
    can_grow: bool = True
    began: int | None = None
    """The column in which a run of Tab began; Enter goes back to it."""
    _before: list[tuple[tuple[str, ...], ...]] = field(default_factory=list)
    _after: list[tuple[tuple[str, ...], ...]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._keep_a_blank_line()

    @property
    def line(self) -> Line:
        """Return the line under the cursor."""
        return self.lines[self.row]

    @property
    def heading(self) -> Heading:
        """Return the column under the cursor."""
        return self.headings[self.column]

    @property
    def text(self) -> str:
        """Return what stands under the cursor, being typed or not."""
        return self.typed if self.typed is not None else self.line.texts[self.column]

    def cell(self, line: Line, name: str) -> str:
        """Return a cell's text by the name of its column, what is being typed into it completed."""
        place = next(n for n, heading in enumerate(self.headings) if heading.name == name)
        is_typed = self.typed is not None and line is self.line and place == self.column
        return self.heading.completed(self.typed or "") if is_typed else line.texts[place]

    # The cursor

    def move(self, rows: int, columns: int) -> None:
        """Accept what is typed and go to another cell, no further than the table goes."""
        self.accept()
        self.began = None
        self.row = max(0, min(self.row + rows, len(self.lines) - 1))
        self.column = max(0, min(self.column + columns, len(self.headings) - 1))

    def step(self, columns: int) -> bool:
        """Go to the next cell, after the last one of a line to the next line; returns False at either end."""
        self.accept()
        self.began = self.column if self.began is None else self.began
        place = self.row * len(self.headings) + self.column + columns
        if not 0 <= place < len(self.lines) * len(self.headings):
            return False
        self.row, self.column = divmod(place, len(self.headings))
        return True

    def down(self) -> None:
        """Accept what is typed and go a line down, to the column in which a run of Tab began."""
        column = self.began
        self.move(1, 0)
        self.column = self.column if column is None else column

    # Typing

    def type(self, text: str) -> None:
        """Type on; the first letter replaces what stands in the cell."""
        self.typed = (self.typed or "") + text

    def rub_out(self) -> None:
        """Take back the last letter of what is typed, or of what stands there."""
        self.typed = self.text[:-1]

    def accept(self) -> None:
        """Put what was typed into its cell."""
        if self.typed is not None:
            text, self.typed = self.heading.completed(self.typed), None
            self._put([(self.row, self.column, text)])

    def clear(self) -> None:
        """Empty the cell under the cursor."""
        self.typed = None
        self._put([(self.row, self.column, "")])

    def clear_line(self) -> None:
        """Empty the line under the cursor: with the save its record goes to the trash."""
        self.typed = None
        self._put([(self.row, place, "") for place in range(len(self.headings))])

    def paste(self, text: str) -> int:
        """Let a block land cell by cell from the cursor on; returns how many of its cells found no column or line."""
        block = [line.split("\t") for line in BREAKS.split(text.rstrip("\r\n"))]
        if self.typed is not None and len(block) == len(block[0]) == 1:
            self.typed += block[0][0]
            return 0
        self.typed = None
        landing, lost = [], 0
        for down, cells in enumerate(block):
            for right, cell in enumerate(cells):
                row, column = self.row + down, self.column + right
                if column >= len(self.headings) or row >= (MOST if self.can_grow else len(self.lines)):
                    lost += bool(cell.strip())
                else:
                    landing.append((row, column, self.headings[column].completed(cell)))
        self._put(landing)
        return lost

    def undo(self) -> None:
        """Take back the last step of typing."""
        self.typed = None
        self._turn(self._before, self._after)

    def redo(self) -> None:
        """Do again what was taken back."""
        self._turn(self._after, self._before)

    # Answers

    def drafted(self) -> dict[str, str]:
        """Return the changed cells as `line/column` with their texts, in the form that a draft is kept in."""
        return {
            f"{line.key}/{heading.name}": self.cell(line, heading.name)
            for line in self.lines
            for heading, before in zip(self.headings, line.begins, strict=True)
            if self.cell(line, heading.name) != before
        }

    def take_up(self, drafted: Mapping[str, str]) -> None:
        """Put the cells of a draft into their places; lines that were new come again."""
        places = {heading.name: n for n, heading in enumerate(self.headings)}
        for name, text in drafted.items():
            key, _, column = name.rpartition("/")
            if column in places and (key.startswith(NEW) or any(line.key == key for line in self.lines)):
                self._line_of(key).texts[places[column]] = text
        self._keep_a_blank_line()

    def _line_of(self, key: str) -> Line:
        found = next((line for line in self.lines if line.key == key), None)
        if found is None:
            found = self._new_line(key)
            self.lines.append(found)
        return found

    def _put(self, cells: Sequence[tuple[int, int, str]]) -> None:
        here = [(row, column, text) for row, column, text in cells if self._text(row, column) != text]
        if not here:
            return
        self._before = [*self._before[-DEEPEST:], self._state()]
        self._after.clear()
        for row, column, text in here:
            while row >= len(self.lines):
                self.lines.append(self._new_line(f"{NEW}{len(self.lines)}"))
            self.lines[row].texts[column] = text
        self._keep_a_blank_line()

    def _text(self, row: int, column: int) -> str:
        return self.lines[row].texts[column] if row < len(self.lines) else ""

    def _new_line(self, key: str) -> Line:
        blank = [""] * len(self.headings)
        return Line(key, blank, tuple(blank))

    def _keep_a_blank_line(self) -> None:
        last = self.lines[-1] if self.lines else None
        if self.can_grow and len(self.lines) < MOST and (last is None or not last.is_new or any(last.texts)):
            self.lines.append(self._new_line(f"{NEW}{len(self.lines)}"))

    def _state(self) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(line.texts) for line in self.lines)

    def _turn(
        self, source: list[tuple[tuple[str, ...], ...]], other: list[tuple[tuple[str, ...], ...]]
    ) -> None:
        if not source:
            return
        other.append(self._state())
        texts = source.pop()
        del self.lines[len(texts) :]
        while len(self.lines) < len(texts):
            self.lines.append(self._new_line(f"{NEW}{len(self.lines)}"))
        for line, held in zip(self.lines, texts, strict=True):
            line.texts = list(held)
        self.row = min(self.row, len(self.lines) - 1)
