"""Cells of a list: columns, their widths, and a row's text cut to them, in named roles instead of colours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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


def widths(columns: Sequence[Column], room: int) -> list[int]:
    """Return each column's cells; a growing one takes what the others leave."""
    fixed = sum(c.width for c in columns if not c.grows) + GAP * (len(columns) - 1)
    growing = sum(1 for c in columns if c.grows)
    share = max(LEAST, (room - fixed) // growing) if growing else 0
    return [share if c.grows else c.width for c in columns]


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
