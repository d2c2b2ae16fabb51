"""A pane of lines that explain the row under the cursor."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from rich.cells import cell_len
from textual.strip import Strip

from gemtui.locale import plain
from gemtui.tui.widgets.cells import Part, fit
from gemtui.tui.widgets.chrome import Drawn

Line = Sequence[Part]


class Detail(Drawn):
    """Lines of text with roles; those that don't fit are cut, never the frame around them."""

    lines: Sequence[Line] = ()

    def tell(self, lines: Sequence[Line]) -> None:
        """Show other lines; nothing is drawn where they are the same."""
        if list(lines) != list(self.lines):
            self.lines = list(lines)
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return one line; what does not fit ends in `…`."""
        return self.strip(
            [(" ", ""), *within(self.lines[y], self.size.width - 2)] if y < len(self.lines) else []
        )


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
