"""Plain aligned tables for people; nothing in a cell can steer the terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence

from gemtui.locale import plain

GAP = "  "


def table(
    headings: Sequence[str], rows: Iterable[Sequence[object]], right: Collection[int] = ()
) -> Iterator[str]:
    """Give the lines of a table, its columns as wide as they need; `right` names columns of numbers."""
    cells = [[cell(value) for value in row] for row in rows]
    titles = [cell(heading) for heading in headings]
    widths = [max(map(width, column)) for column in zip(titles, *cells, strict=True)]
    for row in (titles, *cells):
        yield GAP.join(_padded(c, widths[n], n in right) for n, c in enumerate(row)).rstrip()


def pairs(rows: Iterable[tuple[str, object]]) -> Iterator[str]:
    """Give one line a name and value, the values aligned."""
    known = [(cell(name), cell(value)) for name, value in rows]
    wide = max((width(name) for name, _ in known), default=0)
    for name, value in known:
        yield f"{_padded(name, wide, False)}{GAP}{value}".rstrip()


def cell(value: object) -> str:
    """Return a value as the text of a cell; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return ", ".join(map(cell, value))
    return plain(str(value))


def width(text: str) -> int:
    """Return how many columns of a terminal the text takes."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _padded(text: str, wide: int, to_the_right: bool) -> str:
    space = " " * (wide - width(text))
    return space + text if to_the_right else text + space
