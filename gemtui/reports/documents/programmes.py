"""Parts on programmes and practices: coverage, markers, and what each office has worth showing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from gemtui.locale import choice, day, say
from gemtui.reference import markers
from gemtui.reports.documents.page import Paper, figure
from gemtui.reports.documents.parts import office_rows
from gemtui.reports.findings import Checked
from gemtui.reports.naming import fraction, percent
from gemtui.reports.programmes import Register, register_of
from gemtui.rules import Row
from gemtui.rules.programmes import practice_lacks


def programmes(paper: Paper, checked: Checked, office: str = "") -> None:
    """Add the programmes with their assessments and markers; coverage is assessed / (active - exempt)."""
    found = register_of(checked.picture, office)
    paper.figures["programmes"] = programme_figures(found)
    rows = [
        (
            row["office"], row.get("title"), say(f"programme-{state.code}", {}, paper.lang),
            state.marker, day(state.latest["on"], paper.lang) if state.latest else "", state.overdue,
        )
        for row, state in found.rows
    ]  # fmt: skip
    facts = {"assessed": found.assessed, "due": found.due, "percent": percent(found.share) or "–"}
    code = "report-coverage" if found.due else "report-coverage-none"
    columns = ("office", "programme", "state", "marker", "assessed-on", "days-late")
    note = say(code, facts, paper.lang) if rows else ""
    paper.add("part-programmes", columns, rows, numbers=(3, 5), note=note)


def programme_figures(found: Register) -> dict[str, Any]:
    """Return coverage and markers, each with the ids behind it."""
    each = found.coverage.values()
    by_marker = {code: [row["id"] for row, state in found.rows if state.marker == code] for code in markers()}
    return {
        "assessed": figure(found.assessed, _ids(one.assessed for one in each)),
        "due": figure(found.due, _ids(one.due for one in each)),
        "exempt": figure(found.exempt, _ids(one.exempt for one in each)),
        "coverage": {
            "value": fraction(found.share), "percent": percent(found.share), "ids": sorted(_ids(one.due for one in each)),
        },
        "overdue": _figure(row["id"] for row, state in found.rows if state.code == "overdue"),
        "markers": {str(code): _figure(ids) for code, ids in by_marker.items()},
    }  # fmt: skip


def practices(paper: Paper, checked: Checked, office: str = "") -> None:
    """Add the practices that have left the draft, with their state; whom they show stays in their own sheets."""
    held = office_rows(checked, "good_practice", office)
    ready = [row for row in held if not practice_lacks(row)]
    paper.figures["practices"] = {
        "all": _figure(row["id"] for row in held),
        "ready": _figure(row["id"] for row in ready),
        "published": _figure(row["id"] for row in held if row.get("status") == "published"),
    }
    shown = [row for row in held if row.get("status") not in (None, "draft", "withdrawn")]
    rows = [(row["office"], row.get("title"), choice(row["status"], paper.lang), _result(row), row.get("shown_at")) for row in shown]  # fmt: skip
    paper.add("part-practices", ("office", "practice", "state", "result", "shown-at"), rows)


def _result(row: Row) -> str | None:
    """Return the result, which may quote people, only with their consent."""
    return row.get("result") if row.get("consent") else None


def _ids(parts: Iterable[Iterable[str]]) -> list[str]:
    return [each for part in parts for each in part]


def _figure(ids: Iterable[str]) -> dict[str, Any]:
    held = list(ids)
    return figure(len(held), held)
