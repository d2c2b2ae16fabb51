"""A pane of lines that explain the row under the cursor."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from itertools import zip_longest

from rich.cells import cell_len
from textual.geometry import Region
from textual.strip import Strip

from gemtui.locale import plain
from gemtui.tui.widgets.cells import Part, fit
from gemtui.tui.widgets.chrome import Drawn

Line = Sequence[Part]
WORDS = re.compile(r"\S+\s*|\s+")


class Detail(Drawn):
    """Lines of text with roles: a long one goes on below while there is room, else it is cut, never the frame around it."""

    lines: Sequence[Line] = ()
    _shown: tuple[object, list[Line]] = ((), [])
    """The lines as they were laid out last, and for which size."""

    def tell(self, lines: Sequence[Line]) -> None:
        """Show other lines; only those that come out otherwise are drawn."""
        if list(lines) == list(self.lines):
            return
        before = self._laid_out() if self.size else []
        self.lines, self._shown = list(lines), ((), [])
        if not self.size:
            return  # it is drawn once it has one
        pairs = zip_longest(before, self._laid_out(), fillvalue=())
        differ = [y for y, (old, new) in enumerate(pairs) if old != new]
        if differ:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in differ))

    def render_line(self, y: int) -> Strip:
        """Return one line."""
        shown = self._laid_out()
        return self.strip([(" ", ""), *shown[y]] if y < len(shown) else [])

    def _laid_out(self) -> list[Line]:
        """Return the lines as they stand in the pane's size."""
        if self._shown[0] != self.size:
            self._shown = self.size, laid_out(self.lines, self.size.width - 2, self.size.height)
        return self._shown[1]


def laid_out(lines: Sequence[Line], width: int, height: int) -> list[Line]:
    """Return the lines in so many cells: long ones are broken as far as the height has room, the others end in `…`."""
    spare = height - len(lines)
    shown: list[Line] = []
    for line in lines:
        broken = broken_up(line, width) if spare > 0 else [line]
        if len(broken) - 1 > spare:
            broken = [line]
        spare -= len(broken) - 1
        shown += [within(each, width) for each in broken]
    return shown


def broken_up(line: Line, width: int) -> list[Line]:
    """Return a line in lines of so many cells, broken between words; what follows a label stays beside it."""
    if sum(cell_len(text) for text, _ in line) <= width:
        return [line]
    first, role = line[0]
    label = cell_len(first) if role == "dim" and first.endswith(" ") else 0
    indent = label if 0 < label <= width // 2 else 2
    broken: list[list[Part]] = [[]]
    left = width
    for text, role in line:
        for word in WORDS.findall(text):
            cells = cell_len(word)
            if cell_len(word.rstrip()) > left and left < width:
                last, how = broken[-1][-1]
                broken[-1][-1] = last.rstrip(), how
                broken.append([(" " * indent, "")])
                left = width - indent
                broken[-1].append((word.lstrip(), role))
            else:
                broken[-1].append((word, role))
            left -= cells
    return list(broken)


def within(line: Line, width: int) -> Line:
    """Return a line in so many cells, cut in the piece that goes over."""
    kept: list[Part] = []
    for text, role in line:
        cells = cell_len(text)
        if cells > width:
            return [*kept, (fit(text, max(width, 0)), role)]
        kept.append((text, role))
        width -= cells
    return kept


def wrapped(text: str, width: int, role: str = "", most: int = 3) -> list[Line]:
    """Return a text in lines of so many cells, cut after the last one with `…`; user text goes through `plain`."""
    lines = [
        piece
        for part in plain(text, lines=True).splitlines()
        for piece in (textwrap.wrap(part, max(width, 8)) or [""])
    ]
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1][: max(width - 1, 1)]}…"]
    return [[(line, role)] for line in lines]


def fact(label: str, value: str, role: str = "", width: int = 14) -> Line:
    """Return a line with a label before a value."""
    return [(f"{label:<{width}} ", "dim"), (plain(value), role)]
