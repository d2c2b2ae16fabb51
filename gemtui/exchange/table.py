"""A kind's CSV file: columns, cells as text, and a guard against formulas (spec/bundle.md, the tables)."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any

import orjson

from gemtui.exchange import limits
from gemtui.exchange.refusal import BundleRefused
from gemtui.records import Kind

FORMULA = frozenset("=+-@\t\r'")
"""First characters of a text that a spreadsheet would run, and of one that this program has guarded."""

_TYPES = {
    "id": "string",
    "office": "string",
    "revision": "integer",
    "changed_at": "datetime",
    "changed_by": "string",
}
_SUSPECT = re.compile(r",[=+\-@\t\r']")
_ODD = re.compile(r"[\"\r\n]|,[=+\-@\t']")
_QUOTED = re.compile(r'[",\r\n]')
_QUOTED_BYTES = re.compile(b'["\\r\\n]')
_BATCH = 1_000

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
    """Yield the bytes of the CSV file; each row has a value a column, lists as JSON text or as lists."""
    types = column_types(kind)
    arrays = [at for at, of in enumerate(types.values()) if of == "array"]
    booleans = [at for at, of in enumerate(types.values()) if of == "boolean"]
    texts = frozenset(at for at, of in enumerate(types.values()) if of == "string")
    yield ",".join(types).encode() + b"\r\n"
    given = iter(rows)
    while batch := list(islice(given, _BATCH)):
        plain = [_plain_row(row, booleans) for row in batch] if booleans else batch
        cells = [["" if c is None else c if c.__class__ is str else str(c) for c in row] for row in plain]
        lists = [[_quoted_list(row[at]) for at in arrays] for row in batch] if arrays else []
        yield _lines_of(cells, texts, arrays, lists).encode()


def _lines_of(rows: list[list[str]], texts: frozenset[int], arrays: list[int], lists: list[list[str]]) -> str:
    """Return rows as CSV text; most have nothing to quote or to guard, which is seen of many at a glance.

    Lists, which have quotes in them, come as they shall stand, and are put in last.
    """
    for at in arrays:
        for row in rows:
            row[at] = ""
    lines = [",".join(row) for row in rows]
    text = "\r\n".join((*lines, ""))
    commas = len(rows[0]) - 1
    is_plain = text.count(",") == commas * len(rows) and text.count("\n") == text.count("\r") == len(rows)
    if not is_plain or '"' in text or _SUSPECT.search(text):
        for at, line in enumerate(lines):
            if line.count(",") != commas or _ODD.search(line):
                rows[at] = [
                    _quoted(guard(c) if n in texts else c) if c else c for n, c in enumerate(rows[at])
                ]
                lines[at] = ",".join(rows[at])
    elif not lists:
        return text
    for number, found in enumerate(lists):
        if any(found):
            for at, cell in zip(arrays, found, strict=True):
                rows[number][at] = cell
            lines[number] = ",".join(rows[number])
    return "\r\n".join((*lines, ""))


def _quoted(text: str) -> str:
    """Return a cell quoted where RFC 4180 asks for it, as `csv.writer` does."""
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text


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

    def take(self, cells: Sequence[str]) -> bool:
        """Take the next row if it is these cells, as plain as most are: its bytes tell, and nothing is parsed."""
        line = next(self._lines, None) if self._next is None else self._next
        plain = ",".join(cells).encode()
        if line == plain and plain.count(b",") == len(cells) - 1 and not _QUOTED_BYTES.search(plain):
            self._next = None
            self.number += 1
            return True
        self._next = line
        return False

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


def _plain_row(row: Sequence[Any], booleans: list[int]) -> list[Any]:
    cells = list(row)
    for at in booleans:
        if cells[at] is not None:
            cells[at] = "true" if cells[at] else "false"
    return cells


def _list_text(value: Any) -> str:
    whole = orjson.loads(value) if isinstance(value, str) else value
    return orjson.dumps(
        whole, option=orjson.OPT_SORT_KEYS
    ).decode()  # the log has judged it: this is canonical


def _quoted_list(value: Any) -> str:
    if value is None:
        return ""
    return _quoted_again(value) if isinstance(value, str) else _quoted(_list_text(value))


@lru_cache(maxsize=2_000)
def _quoted_again(text: str) -> str:
    """Return a list's stored text as its cell; the same few codes are listed again and again."""
    return _quoted(_list_text(text))
