"""A kind's CSV file: columns, cells as text, and a guard against formulas (spec/bundle.md, the tables)."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any

import orjson

from gemtui.exchange import limits
from gemtui.exchange.refusal import BundleRefused
from gemtui.records import Kind
from gemtui.store import CELL, LIST, join_cells

FORMULA = frozenset("=+-@\t\r'")
"""First characters of a text that a spreadsheet would run, and of one that this program has guarded."""

_TYPES = {
    "id": "string",
    "office": "string",
    "revision": "integer",
    "changed_at": "datetime",
    "changed_by": "string",
}
_SUSPECT = re.compile(rb"\xff[=+\-@\t']")
_ODD = re.compile(rb"[\",\r\n]|\xff[=+\-@\t']")
_QUOTED = re.compile(rb'[",\r\n]')
_BREAKING = re.compile('["\r\n]')
_GUARDED = frozenset(sign.encode() for sign in FORMULA)
_BATCH = 500

# A cell may hold a whole list; csv's own limit of 128 KiB is less than a line of the log may hold.
csv.field_size_limit(limits.LINE)


def columns(kind: Kind) -> tuple[str, ...]:
    """Return the column names of a kind's CSV file in their order."""
    return ("id", "office", *kind.names, "revision", "changed_at", "changed_by")


def column_types(kind: Kind) -> dict[str, str]:
    """Return the Table Schema type of each column."""
    types = {q.name: q.type for q in kind.questions}
    return {name: types.get(name) or _TYPES[name] for name in columns(kind)}


def write_table(kind: Kind, rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """Yield the bytes of the CSV file; each row has a value a column."""
    lists = frozenset(at for at, of in enumerate(column_types(kind).values()) if of == "array")
    return write_lines(kind, (joined(row, lists) for row in rows))


def joined(row: Sequence[Any], lists: Collection[int]) -> bytes:
    """Return the row as the store hands it over (`store.leaving_lines`)."""
    texts = (_list_text(c) if n in lists and c is not None else _plain(c) for n, c in enumerate(row))
    return join_cells([text.encode() for text in texts], lists)


def _plain(value: Any) -> str:
    if value is None:
        return ""
    return str(value) if value.__class__ is not bool else "true" if value else "false"


def write_lines(kind: Kind, lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the bytes of the CSV file from rows whose cells are joined already (`store.leaving_lines`)."""
    types = column_types(kind)
    texts = frozenset(at for at, of in enumerate(types.values()) if of == "string")
    lists = [at for at, of in enumerate(types.values()) if of == "array"]
    yield ",".join(types).encode() + b"\r\n"
    given = iter(lines)
    while batch := list(islice(given, _BATCH)):
        yield _with_lists(batch, texts, lists) if lists else _without(batch, texts)


def _without(lines: list[bytes], texts: frozenset[int]) -> bytes:
    """Return rows as CSV; most have nothing to quote or to guard, which is seen of many at a glance."""
    if not _is_plain(CELL.join(lines)):
        for at, line in enumerate(lines):
            if _ODD.search(line):
                lines[at] = b",".join(_told(line, texts))
    return b"\r\n".join((*lines, b"")).replace(CELL, b",")


def _with_lists(lines: list[bytes], texts: frozenset[int], lists: list[int]) -> bytes:
    """Return rows as CSV whose lists, which have quotes in them, are looked at apart from the rest."""
    parts = [line.split(LIST) for line in lines]
    others = [b"".join(part[::2]) for part in parts]
    is_plain = _is_plain(CELL.join(others))
    for at, part in enumerate(parts):
        found = [_quoted_list(cell) if cell else b"" for cell in part[1::2]]
        if is_plain or not _ODD.search(others[at]):
            part[1::2] = found
            lines[at] = b"".join(part)
            continue
        cells = _told(others[at], texts)
        for place, cell in zip(lists, found, strict=True):
            cells[place] = cell
        lines[at] = b",".join(cells)
    return b"\r\n".join((*lines, b"")).replace(CELL, b",")


def _is_plain(text: bytes) -> bool:
    return not (b"," in text or b'"' in text or b"\n" in text or b"\r" in text or _SUSPECT.search(text))


def _told(line: bytes, texts: frozenset[int]) -> list[bytes]:
    """Return a row's cells, each guarded and quoted where it has to be."""
    cells = line.split(CELL)
    for at, text in enumerate(cells):
        if text:
            cells[at] = _quoted(b"'" + text if at in texts and text[:1] in _GUARDED else text)
    return cells


def _quoted_text(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if "," in text or _BREAKING.search(text) else text


def _quoted(text: bytes) -> bytes:
    """Return a cell quoted where RFC 4180 asks for it, as `csv.writer` does."""
    return b'"' + text.replace(b'"', b'""') + b'"' if _QUOTED.search(text) else text


def cell(value: Any, of: str) -> str:
    """Return one value of a column of that type as the CSV file says it."""
    if value is None:
        return ""
    if of == "string":
        return guard(value)
    if of == "boolean":
        return "true" if value else "false"
    if of == "array":
        return _list_text(value)
    return str(value)


def value_of(text: str, of: str) -> Any:
    """Return the value that a cell of a column of that type says; raises ValueError."""
    if not text:
        return None
    if of == "string":
        return unguard(text)
    if of == "integer":
        return int(text)
    if of == "boolean":
        return {"true": True, "false": False}[text]
    return orjson.loads(text) if of == "array" else text


def guard(text: str) -> str:
    """Return the text so that no spreadsheet takes it for a formula; `unguard` gives it back."""
    return f"'{text}" if text[:1] in FORMULA and text else text


def unguard(text: str) -> str:
    """Return the text as it was before `guard`."""
    return text[1:] if text.startswith("'") else text


class Rows:
    """The rows of a CSV file as text, the header first; what is asked for raises BundleRefused (bad-package).

    Strict: UTF-8 without BOM, every line ended by CRLF, quotes as in RFC 4180. A cell is at most 1 MiB.
    """

    def __init__(self, chunks: Iterable[bytes], where: str) -> None:
        self._lines = _lines(chunks, where)
        self._next: bytes | None = None
        self._where = where
        self._reader = csv.reader(self._texts(), strict=True)
        self.number = 0
        """How many rows were taken."""

    def __iter__(self) -> Iterator[list[str]]:
        return self

    def __next__(self) -> list[str]:
        try:
            row = next(self._reader)
        except csv.Error as error:
            code = "too-large" if "field limit" in str(error) else "bad-package"
            where = f"{self._where}:{self.number + 1}"
            raise BundleRefused(code, where, reason="csv", limit=limits.LINE) from None
        self.number += 1
        return row

    def take(self, cells: Sequence[str], lists: Mapping[int, str]) -> bool:
        """Take the next row if it is these cells as this program writes them: its bytes tell, and nothing is parsed.

        `lists` are the cells, by their places, that have quotes in them; the others are as plain as most are.
        """
        line = next(self._lines, None) if self._next is None else self._next
        self._next = line
        plain = ",".join(cells)
        if plain.count(",") != len(cells) - 1 or _BREAKING.search(plain):
            plain = ",".join(_quoted_text(lists.get(at, cell)) for at, cell in enumerate(cells))
        elif lists:
            whole = [*cells]
            for at, text in lists.items():
                whole[at] = _quoted_text(text)
            plain = ",".join(whole)
        if line != plain.encode():
            return False
        self._next = None
        self.number += 1
        return True

    def _texts(self) -> Iterator[str]:
        while True:
            line = next(self._lines, None) if self._next is None else self._next
            self._next = None
            if line is None:
                return
            yield _text(line, self._where) + "\r\n"


def _lines(chunks: Iterable[bytes], where: str) -> Iterator[bytes]:
    """Yield what stands before each CRLF, so that csv itself meets every other line end, and refuses it."""
    rest = b""
    quoted = 0
    for chunk in chunks:
        *lines, rest = (rest + chunk).split(b"\r\n")
        if len(rest) > limits.LINE:
            raise BundleRefused("too-large", where, limit=limits.LINE, reason="line")
        for line in lines:
            quoted ^= line.count(b'"') & 1
            if not quoted and line[-1:] in (b"", b"\r", b"\n"):  # csv would pass over both
                raise BundleRefused("bad-package", where, reason="line-ends")
            yield line
    if rest:
        raise BundleRefused("bad-package", where, reason="line-ends")


def _text(line: bytes, where: str) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        raise BundleRefused("bad-package", where, reason="not-utf-8") from None


def _list_text(value: Any) -> str:
    return orjson.dumps(
        value, option=orjson.OPT_SORT_KEYS
    ).decode()  # the log has judged it: this is canonical


@lru_cache(maxsize=2_000)
def _quoted_list(text: bytes) -> bytes:
    """Return a list's stored text as its cell; the same few codes are listed again and again."""
    return _quoted(_list_text(orjson.loads(text)).encode())
