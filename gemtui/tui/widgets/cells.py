"""Cells of a list: columns, their widths, and a row's text cut to them, in named roles instead of colours."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from rich.cells import cell_len, set_cell_size

from gemtui.locale import plain

Row = dict[str, Any]
Part = tuple[str, str]
"""A piece of text and its role: "" text, dim, alarm, ok, accent or strong; gemtui.tcss has the colours."""
Cell = str | Part | Sequence[Part]

SPAN = "_span"
"""Key under which a row carries pieces of text that stand across all columns instead of cells."""
GAP = 1
LEAST = 12
"""Cells that a growing column keeps, however narrow the window."""


class Column(NamedTuple):
    """One column of a list: what stands over it, how wide it is, and what it makes of a row."""

    name: str
    label: str
    width: int
    cell: Callable[[Row], Cell]
    right: bool = False
    grows: bool = False
    sorts: bool = True


def fit(text: str, width: int, right: bool = False) -> str:
    """Return the text in exactly `width` cells, cut with `…` or padded."""
    length = len(text) if text.isascii() else cell_len(text)
    if length > width:
        return set_cell_size(text, width - 1) + "…" if width > 1 else "…"[:width]
    pad = " " * (width - length)
    return pad + text if right else text + pad


def needs(columns: Sequence[Column], rows: Iterable[Row]) -> dict[str, int]:
    """Return by column's name the cells that its widest text takes in these rows."""
    found = dict.fromkeys((c.name for c in columns), 0)
    for row in rows:
        for column in columns if row and SPAN not in row else ():
            cells = sum(cell_len(plain(text)) for text, _ in parts(column.cell(row)))
            found[column.name] = max(found[column.name], cells)
    return found


def widths(columns: Sequence[Column], room: int, needed: Mapping[str, int] | None = None) -> list[int]:
    """Return each column's cells.

    A column keeps no more than it `needed` in the rows that are known, so that what one leaves shows another's text
    whole; what is left after that goes to the columns' own widths, then to those that grow.
    """
    left = room - GAP * (len(columns) - 1)
    goals = [c.width if needed is None else max(needed.get(c.name, 0), cell_len(c.label)) for c in columns]
    sizes = [min(c.width, goal) for c, goal in zip(columns, goals, strict=True)]
    if sum(sizes) > left:
        sizes = [min(LEAST, size) if c.grows else size for c, size in zip(columns, sizes, strict=True)]
    for wanted in (goals, [0 if c.grows else c.width for c in columns]):
        sizes = _filled(sizes, wanted, left - sum(sizes))
    growing = [n for n, c in enumerate(columns) if c.grows]
    rest = max(left - sum(sizes), 0)
    for place, n in enumerate(growing):
        sizes[n] += rest // len(growing) + (place < rest % len(growing))
    return sizes


def _filled(sizes: Sequence[int], goals: Sequence[int], left: int) -> list[int]:
    """Return the sizes brought nearer to their goals with what is left, those that lack least first."""
    filled = list(sizes)
    lacks = sorted((goal - size, n) for n, (size, goal) in enumerate(zip(sizes, goals, strict=True)))
    lacks = [(lack, n) for lack, n in lacks if lack > 0]
    for place, (lack, n) in enumerate(lacks):
        given = max(min(lack, left // (len(lacks) - place)), 0)
        filled[n] += given
        left -= given
    return filled


def parts(cell: Cell) -> list[Part]:
    """Return a cell as pieces of text with roles."""
    if isinstance(cell, str):
        return [(cell, "")]
    if isinstance(cell, tuple) and len(cell) == 2 and isinstance(cell[1], str) and isinstance(cell[0], str):
        return [(cell[0], cell[1])]
    return list(cell)


def line(row: Row, columns: Sequence[Column], sizes: Sequence[int]) -> list[Part]:
    """Return a row as pieces of text, each column cut to its size; user text comes through `plain`."""
    drawn: list[Part] = []
    if SPAN in row:
        return [(plain(text), role) for text, role in row[SPAN]]
    text, last = "", ""
    for column, size in zip(columns, sizes, strict=True):
        for piece, role in _sized(parts(column.cell(row)), size, column.right):
            if role != last and text:
                drawn.append((text, last))  # fewer pieces are fewer bytes on a slow line
                text = ""
            text, last = text + piece, role
        text += " " * GAP
    drawn.append((text, last))
    return drawn


def heading(columns: Sequence[Column], sizes: Sequence[int], sort: str, reverse: bool) -> str:
    """Return the line over the columns, with ▲ or ▼ at the one that sorts."""
    words = []
    for column, size in zip(columns, sizes, strict=True):
        sign = ("▼" if reverse else "▲") if column.name == sort else ""
        words.append(fit(column.label + sign, size, column.right))
    return (" " * GAP).join(words)


def _sized(pieces: list[Part], size: int, right: bool) -> list[Part]:
    if len(pieces) == 1:
        text, role = pieces[0]
        return [(fit(plain(text), size, right), role)]
    left, sized = size, []
    for text, role in _yielding([(plain(text), role) for text, role in pieces], size):
        cells = min(left, cell_len(text))
        if cells > 0:
            sized.append((fit(text, cells), role))
            left -= cells
    if left:
        sized.insert(0, (" " * left, "")) if right else sized.append((" " * left, ""))
    return sized


def _yielding(pieces: list[Part], size: int) -> list[Part]:
    """Return a name and what is said of it with the name cut, where both together are too wide: what is said matters more."""
    if len(pieces) != 2:
        return pieces
    (name, role), (said, how) = pieces
    most = max(size - cell_len(said), size // 2)
    return [(fit(name, most), role), (said, how)] if cell_len(name) > max(most, cell_len(said)) else pieces
