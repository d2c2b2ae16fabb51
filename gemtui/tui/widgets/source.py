"""Where a list has its rows from: a few in memory here, many thousands from the store elsewhere."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, Protocol

from gemtui.tui.widgets.cells import Cell, Column, Row, parts


class View(NamedTuple):
    """Which rows a person wants to see, in which order."""

    sort: str = ""
    reverse: bool = False
    filter: str = ""


class Source(Protocol):
    """What a list needs: its columns, the ids of a view, and rows by id.

    Ids are integers; a negative one is a heading between rows, which no cursor stops at.
    """

    columns: tuple[Column, ...]
    empty: tuple[str, ...]
    """What stands in place of rows: what to do first."""
    instant: bool
    """Answers from memory, so that no thread is needed."""

    def rowids(self, view: View) -> array[int]:
        """Return the ids of all rows of the view, in order."""

    def block(self, rowids: Sequence[int]) -> list[Row]:
        """Return the rows of these ids, in that order."""

    def heading(self, rowid: int) -> str:
        """Return the text of a heading, whose id is negative."""

    def total(self) -> int:
        """Return how many rows there are without a filter, as far as `rowids` has found."""


class Few:
    """Rows that are at hand: steps, findings, history, a committee's seats."""

    instant = True

    def __init__(
        self,
        columns: tuple[Column, ...],
        rows: Sequence[Row] = (),
        empty: tuple[str, ...] = (),
        headings: Sequence[tuple[int, str]] = (),
    ) -> None:
        """`headings` says before which row (its place) which heading stands, while nothing is sorted or filtered."""
        self.columns, self.rows, self.empty, self.headings = columns, rows, empty, headings

    def rowids(self, view: View) -> array[int]:
        """Return the places of the rows that the view wants."""
        wanted = Filter.of(view.filter)
        texts = {c.name: c.cell for c in self.columns}
        found = [n for n, row in enumerate(self.rows) if not view.filter or wanted.holds(row, texts)]
        if view.sort in texts:
            found.sort(key=lambda n: _sortable(self.rows[n], view.sort, texts), reverse=view.reverse)
        elif view.reverse:
            found.reverse()
        elif not view.filter:
            return array("q", self._with_headings(found))
        return array("q", found)

    def block(self, rowids: Sequence[int]) -> list[Row]:
        """Return the rows at these places."""
        return [self.rows[n] for n in rowids]

    def heading(self, rowid: int) -> str:
        """Return the text of a heading."""
        return self.headings[-rowid - 1][1]

    def total(self) -> int:
        """Return how many rows there are."""
        return len(self.rows)

    def _with_headings(self, found: list[int]) -> list[int]:
        before: dict[int, list[int]] = {}
        for number, (place, _) in enumerate(self.headings):
            before.setdefault(place, []).append(-number - 1)
        return [one for n in found for one in (*before.get(n, ()), n)]


class Filter(NamedTuple):
    """A filter as a person types it: words, `!words` to leave out, `status:open` to look in a field."""

    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, typed: str) -> Filter:
        """Return what the text asks for; a sign without a word asks for nothing."""
        words, without, fields = [], [], []
        for word in typed.lower().split():
            name, colon, value = word.partition(":")
            if word.startswith("!"):
                without.append(word[1:])
            elif colon and name and value:
                fields.append((name, value))
            else:
                words.append(word)
        return cls(tuple(words), tuple(w for w in without if w), tuple(fields))

    def holds(self, row: Row, cells: Mapping[str, Callable[[Row], Cell]]) -> bool:
        """Return whether a row is wanted: words match as parts of words or letters in order."""
        text = " ".join(_text(cell(row)) for cell in cells.values()).lower()
        return (
            all(word in text or _letters(word, text) for word in self.words)
            and not any(word in text for word in self.without)
            and all(value in _value(row, name, cells) for name, value in self.fields)
        )


def _letters(word: str, text: str) -> bool:
    """Return whether some word of the text starts alike and has the word's letters in their order."""
    return any(each[0] == word[0] and _in_order(word, each) for each in text.split())


def _in_order(word: str, text: str) -> bool:
    letters = iter(text)
    return all(letter in letters for letter in word)


def _text(cell: Cell) -> str:
    return " ".join(text for text, _ in parts(cell))


def _value(row: Row, name: str, cells: Mapping[str, Callable[[Row], Cell]]) -> str:
    if name in cells:
        return f"{_text(cells[name](row))} {row.get(name, '')}".lower()
    return str(row.get(name) or "").lower()


def _sortable(row: Row, name: str, cells: Mapping[str, Callable[[Row], Cell]]) -> tuple[bool, float, str]:
    value = row.get(name, _text(cells[name](row)))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return (False, float(value), "")
    return (value in (None, ""), 0.0, str(value).casefold())
