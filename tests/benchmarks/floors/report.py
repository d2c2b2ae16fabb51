"""Floor of a report: the same ten thousand rows and nine columns, read and written as HTML or as a workbook.

    python report.py STORE TARGET

TARGET ends in .html or .xlsx; nothing is judged, counted, worded or sorted by area.
"""

import sqlite3
import sys
from html import escape
from pathlib import Path

ROWS = (
    "SELECT office, number, title, responsible, accountable, delivery_on, status, percent, '' FROM action "
    "WHERE deleted = 0 ORDER BY office, number"
)


def main(path: str, target: Path) -> None:
    """Write the rows."""
    rows = sqlite3.connect(f"file:{path}?mode=ro", uri=True).execute(ROWS)
    if target.suffix == ".html":
        lines = ("".join(f"<td>{escape('' if c is None else str(c))}</td>" for c in row) for row in rows)
        told = "\n".join(f"<tr>{line}</tr>" for line in lines)
        target.write_text(f"<!doctype html>\n<table>\n{told}\n</table>\n", encoding="utf-8")
        return
    import xlsxwriter  # here: the other format does without

    book = xlsxwriter.Workbook(target)
    sheet = book.add_worksheet()
    for n, row in enumerate(rows):
        for place, cell in enumerate(row):
            sheet.write(n, place, cell)
    book.close()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
