"""A part on documents: how many were reviewed, and how they stand; never a word of their text."""

from __future__ import annotations

from gemtui.locale import choice, day, say
from gemtui.reports.documents.page import Paper, figure
from gemtui.reports.documents.parts import office_rows
from gemtui.reports.findings import Checked
from gemtui.rules import reviews_by_verdict
from gemtui.rules.terms import year_span


def documents(paper: Paper, checked: Checked, office: str = "") -> None:
    """Add the year's document reviews with their verdicts (OA-C3)."""
    first, last = year_span(checked.context.year)
    held = [
        row
        for row in office_rows(checked, "document_review", office)
        if first <= str(row.get("reviewed_on")) <= last
    ]
    by_verdict = reviews_by_verdict(held)
    paper.figures["document_reviews"] = {
        "reviewed": figure(len(held), (row["id"] for row in held)),
        **{name: figure(len(rows), (row["id"] for row in rows)) for name, rows in by_verdict.items()},
    }
    verdict_of = {row["id"]: name for name, rows in by_verdict.items() for row in rows}
    rows = [
        (
            row.get("title"), row.get("language"), day(row["reviewed_on"], paper.lang), row.get("words"),
            row.get("findings"), choice(verdict_of.get(row["id"], ""), paper.lang),
        )
        for row in held
    ]  # fmt: skip
    facts = {"reviewed": len(held), **{name: len(rows) for name, rows in by_verdict.items()}}
    columns = ("document", "language", "date", "words", "found", "verdict")
    note = say("documents-reviewed", facts, paper.lang) if held else ""
    paper.add("part-documents", columns, rows, numbers=(3, 4), note=note)
