"""A kind's CSV file: columns, cells as text, and a guard against formulas (spec/bundle.md, the tables)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
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
_SUSPECT = re.compile(r",\"?[=+\-@\t\r']")
_QUOTED = re.compile(b'["\\r\\n]')
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
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    types = column_types(kind)
    arrays = [at for at, of in enumerate(types.values()) if of == "array"]
    booleans = [at for at, of in enumerate(types.values()) if of == "boolean"]
    texts = [at for at, of in enumerate(types.values()) if of == "string"]
    writer.writerow(types)
    for batch in _batches(rows):
        plain = [_plain_row(row, arrays, booleans) for row in batch] if arrays or booleans else batch
        start = buffer.tell()
        writer.writerows(plain)
        if _SUSPECT.search(buffer.getvalue(), start):
            buffer.seek(start)
            buffer.truncate()
            writer.writerows(_guarded_row(row, texts) for row in plain)
        yield buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()
    if rest := buffer.getvalue():
        yield rest.encode()


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
        if line == plain and plain.count(b",") == len(cells) - 1 and not _QUOTED.search(plain):
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


def _plain_row(row: Sequence[Any], arrays: list[int], booleans: list[int]) -> list[Any]:
    cells = list(row)
    for at in arrays:
        if cells[at] is not None:
            cells[at] = _list_text(cells[at])
    for at in booleans:
        if cells[at] is not None:
            cells[at] = "true" if cells[at] else "false"
    return cells


def _guarded_row(row: Sequence[Any], texts: list[int]) -> list[Any]:
    cells = list(row)
    for at in texts:
        if cells[at] and cells[at][0] in FORMULA:
            cells[at] = "'" + cells[at]
    return cells


def _list_text(value: Any) -> str:
    whole = orjson.loads(value) if isinstance(value, str) else value
    return orjson.dumps(
        whole, option=orjson.OPT_SORT_KEYS
    ).decode()  # the log has judged it: this is canonical


def _batches(rows: Iterable[Sequence[Any]]) -> Iterator[list[Sequence[Any]]]:
    batch: list[Sequence[Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
