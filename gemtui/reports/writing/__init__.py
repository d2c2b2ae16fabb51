"""A paper in the formats that offices and governing bodies read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from gemtui.locale import safe_json

if TYPE_CHECKING:
    from gemtui.reports.documents.page import Paper

FORMATS = ("html", "md", "docx", "xlsx", "json")


def written(paper: Paper, suffix: str) -> bytes:
    """Return a paper in the format of a file's ending: `html`, `md`, `docx`, `xlsx` or `json` (figures only)."""
    if suffix == "json":
        return (safe_json(json.loads(json.dumps(paper.figures))) + "\n").encode()
    if suffix == "html":
        from gemtui.reports.writing.html import html_of

        return html_of(paper).encode("utf-8")
    if suffix == "md":
        from gemtui.reports.writing.markdown import markdown_of

        return markdown_of(paper).encode("utf-8")
    if suffix == "docx":
        from gemtui.reports.writing.docx import docx_of

        return docx_of(paper)
    from gemtui.reports.writing.xlsx import xlsx_of

    return xlsx_of(paper)
