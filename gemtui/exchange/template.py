"""A spreadsheet to fill in: a kind's fields as headings, its choices as drop-downs."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gemtui.records import Kind, Question
from gemtui.reference import catalogue
from gemtui.store import settle_on_disk

LINES = 500
"""Lines of a template that have drop-downs."""

MOST_TYPED = 250
"""Characters of a drop-down's list that a spreadsheet takes directly; a longer one stands on a sheet of its own."""


def asked(kind: Kind) -> tuple[Question, ...]:
    """Return the fields that a template asks for: all but those of the program's own."""
    return tuple(q for q in kind.questions if q.items != "any")


def write_template(kind: Kind, path: Path) -> Path:
    """Write a template for a kind, CSV or XLSX by the name's ending, over nothing that is there; returns the path."""
    content = _workbook(kind) if path.suffix.lower() == ".xlsx" else _headings(kind)
    with path.open("xb") as out:
        out.write(content)
    settle_on_disk(path, path)
    return path


def _headings(kind: Kind) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerow(q.name for q in asked(kind))
    return out.getvalue().encode()


def _workbook(kind: Kind) -> bytes:
    import openpyxl  # type: ignore[import-untyped]  # it ships no stubs
    from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]  # it ships no stubs

    book = openpyxl.Workbook()
    sheet, lists, words = book.active, book.create_sheet("choices"), book.create_sheet("fields")
    sheet.title = kind.name
    sheet.freeze_panes = "A2"
    words.append(["field", "label", "required", "help"])
    for place, question in enumerate(asked(kind), 1):
        letter = get_column_letter(place)
        sheet.cell(1, place, question.name)
        sheet.column_dimensions[letter].width = max(12, len(question.name) + 2, question.width)
        if question.type in ("string", "number", "date"):
            for line in range(2, LINES + 2):
                sheet.cell(line, place).number_format = "@"
        words.append([question.name, question.label, "yes" if question.required else "", question.help])
        if offered := _offered(question):
            _drop_down(sheet, lists, place, offered)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _offered(question: Question) -> Sequence[str]:
    if question.type == "boolean":
        return ("yes", "no")
    if question.type == "array":
        return ()
    return question.choices or [
        code for code, _ in (catalogue(question.catalogue) if question.catalogue else ())
    ]


def _drop_down(sheet: Any, lists: Any, place: int, offered: Sequence[str]) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation  # type: ignore[import-untyped]  # it ships no stubs

    letter = get_column_letter(place)
    for line, code in enumerate(offered, 1):
        lists.cell(line, place, code)
    typed = ",".join(offered)
    source = f'"{typed}"' if len(typed) <= MOST_TYPED else f"choices!${letter}$1:${letter}${len(offered)}"
    rule = DataValidation(type="list", formula1=source, allow_blank=True)
    # A code that the catalogue lacks is a finding, never refused: the list only offers.
    rule.showErrorMessage = False
    sheet.add_data_validation(rule)
    rule.add(f"{letter}2:{letter}{LINES + 1}")
