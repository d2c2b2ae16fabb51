"""A workbook, one sheet a table. Texts are written as texts: nothing in it is ever a formula or a link."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime

from gemtui.locale import plain, say
from gemtui.reports.documents.page import Paper, Table

LONGEST = 32_767
"""Characters of a cell."""
WIDEST = 60
NO_DAY = datetime(2013, 12, 23, tzinfo=UTC)
"""Stands where the format asks for a time: the same figures give the same bytes."""


def xlsx_of(paper: Paper) -> bytes:
    """Return the workbook's bytes."""
    import xlsxwriter  # type: ignore[import-untyped]  # asked for by few commands; it ships no stubs

    target = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(target, options)
    book.set_properties({"created": NO_DAY})
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    front = book.add_worksheet(_name(say("sheet-about", {}, paper.lang), set()))
    draft = [say("draft", {}, paper.lang)] if paper.draft else []
    texts = [block for block in paper.blocks if isinstance(block, str)]
    for n, line in enumerate([paper.title, *draft, *paper.lines, *texts]):
        front.write_string(n, 0, plain(line)[:LONGEST], bold if n == 0 else None)
    front.set_column(0, 0, 100)
    names: set[str] = {front.get_name()}
    for block in paper.blocks:
        if isinstance(block, Table):
            sheet = book.add_worksheet(_name(block.heading, names))
            names.add(sheet.get_name())
            _fill(sheet, block, bold, wrapped)
    book.close()
    return target.getvalue()


def _fill(sheet: object, table: Table, bold: object, wrapped: object) -> None:
    write, number = sheet.write_string, sheet.write_number  # type: ignore[attr-defined]  # no stubs
    for n, name in enumerate(table.columns):
        write(0, n, name, bold)
        longest = max((len(str(row[n])) for row in table.rows if row[n] is not None), default=0)
        sheet.set_column(n, n, min(max(len(name), longest) + 2, WIDEST))  # type: ignore[attr-defined]
    for line, row in enumerate(table.rows, 1):
        for n, value in enumerate(row):
            if isinstance(value, int):
                number(line, n, value)
            elif value is not None:
                write(line, n, value[:LONGEST], wrapped)
    if table.note:
        write(len(table.rows) + 2, 0, table.note)
    sheet.freeze_panes(1, 0)  # type: ignore[attr-defined]


def _name(heading: str, taken: set[str]) -> str:
    """Return a sheet's name: at most 31 characters, none that a workbook forbids, not there yet."""
    bare = re.sub(r"[\[\]:*?/\\']", " ", heading)[:28].strip() or "-"
    return next(
        n
        for n in (bare, *(f"{bare} {k}" for k in range(2, 99)))
        if n.lower() not in {t.lower() for t in taken}
    )
