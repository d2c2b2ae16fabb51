"""A spreadsheet as rows of text, from CSV or XLSX; nothing in it is ever evaluated."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from gemtui.exchange.blind_cells import Place, blind_cells
from gemtui.exchange.refusal import ExchangeProblem

LARGEST = 16 * 2**20
"""Bytes of a file that is read."""
UNPACKED = 128 * 2**20
"""Bytes that an XLSX file may unpack to."""
ROWS, COLUMNS = 20_000, 400
DECLARED = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A heading line and what stands under it."""

    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    """(line number in the sheet, its cells as text); empty lines are left out."""
    heading_row: int = 1
    blind: Mapping[Place, str] = field(default_factory=dict)
    """Cells that only seem blank, or to hold a value, with the code of why."""


def read_sheet(path: Path) -> Sheet:
    """Return the first sheet of a CSV or XLSX file; raises ExchangeProblem.

    Codes: no-sheet, sheet-too-large, sheet-unreadable, sheet-empty, not-utf-8.
    """
    try:
        size = path.stat().st_size
    except OSError:
        raise ExchangeProblem("no-sheet", path=str(path)) from None
    if size > LARGEST:
        raise ExchangeProblem("sheet-too-large", path=str(path), most=LARGEST)
    blind: dict[Place, str] = {}
    lines = _xlsx(path, blind) if path.suffix.lower() in (".xlsx", ".xlsm") else _csv(path)
    numbered = [(number, tuple(cells)) for number, cells in enumerate(_bounded(lines, path), 1)]
    odd = {row for row, _ in blind}
    filled = [(number, cells) for number, cells in numbered if any(cells) or number in odd]
    if not filled:
        raise ExchangeProblem("sheet-empty", path=str(path))
    (first, headings), *rows = filled
    return Sheet(tuple(h.strip() for h in headings), tuple(rows), first, blind)


def _bounded(lines: Iterable[Sequence[str]], path: Path) -> Iterator[Sequence[str]]:
    for number, cells in enumerate(lines, 1):
        if number > ROWS or len(cells) > COLUMNS:
            raise ExchangeProblem("sheet-too-large", path=str(path), most=ROWS)
        yield cells


def _csv(path: Path) -> Iterator[list[str]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ExchangeProblem("not-utf-8", path=str(path)) from None
    first = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error as error:
        raise ExchangeProblem("sheet-unreadable", path=str(path), detail=str(error)) from None


def _xlsx(path: Path, blind: dict[Place, str]) -> Iterator[list[str]]:
    """Give the rows, and before the first of them fill in which cells can't be taken for what they seem."""
    _check_parts(path)
    import openpyxl  # type: ignore[import-untyped]  # it ships no stubs

    # Whatever a damaged or hostile file makes of the library, it is one answer: this can't be read.
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        with sheet._get_source() as part:
            blind.update(blind_cells(part, ROWS))
        for cells in sheet.iter_rows(max_row=ROWS + 1, max_col=COLUMNS + 1, values_only=True):
            yield [_text(value) for value in _trimmed(cells)]
        book.close()
    except (
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        IndexError,
        AttributeError,
        OverflowError,
        SyntaxError,
        EOFError,
    ) as error:
        raise ExchangeProblem("sheet-unreadable", path=str(path), detail=type(error).__name__) from None


def _check_parts(path: Path) -> None:
    """Refuse what unpacks to too much, and XML that declares entities, before any parser sees it."""
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(part.file_size for part in archive.infolist()) > UNPACKED:
                raise ExchangeProblem("sheet-too-large", path=str(path), most=UNPACKED)
            for part in archive.infolist():
                if part.filename.endswith((".xml", ".rels")) and DECLARED.search(
                    archive.open(part).read(4096)
                ):
                    raise ExchangeProblem("sheet-unreadable", path=str(path), detail="DOCTYPE")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise ExchangeProblem("sheet-unreadable", path=str(path), detail=type(error).__name__) from None


def _trimmed(cells: Sequence[Any]) -> Sequence[Any]:
    last = max((n for n, value in enumerate(cells, 1) if value is not None), default=0)
    return cells[:last]


def _text(value: Any) -> str:
    """Return a cell as text that `records.read` understands: ISO days, exact numbers, yes or no."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float):
        exact = Decimal(str(value))
        return (
            str(int(exact))
            if exact == exact.to_integral_value() and abs(exact) < 10**15
            else format(exact, "f")
        )
    return str(value)
