"""A Word document with headings and tables that a secretariat can edit."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from gemtui.locale import plain, say
from gemtui.reports.documents.page import Paper, Table


def docx_of(paper: Paper) -> bytes:
    """Return the document's bytes."""
    from docx import Document  # asked for by few commands
    from docx.enum.section import WD_ORIENT

    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    document.core_properties.title = plain(paper.title)
    document.core_properties.author = "gemtui"
    document.core_properties.comments = ""
    document.add_heading(plain(paper.title), level=0)
    if paper.draft:
        document.add_paragraph().add_run(say("draft", {}, paper.lang)).bold = True
    for line in paper.lines:
        document.add_paragraph(plain(line))
    for block in paper.blocks:
        if isinstance(block, Table):
            _table(document, block)
        else:
            document.add_paragraph(plain(block))
    target = io.BytesIO()
    document.save(target)
    return _timeless(target)


def _timeless(packed: io.BytesIO) -> bytes:
    """Return the same parts without the time at which they were packed: the same figures give the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(zipfile.ZipInfo(part.filename), old.read(part), zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _table(document: Any, table: Table) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    document.add_heading(table.heading, level=1)
    if table.rows:
        made = document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
        for cell, name in zip(made.rows[0].cells, table.columns, strict=True):
            cell.paragraphs[0].add_run(name).bold = True
        for row in table.rows:
            for n, (cell, value) in enumerate(zip(made.add_row().cells, row, strict=True)):
                cell.text = "" if value is None else str(value)
                if n in table.numbers:
                    cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if table.note:
        document.add_paragraph(table.note)
