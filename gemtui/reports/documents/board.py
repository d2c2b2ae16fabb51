"""`board`: every office on one page, for headquarters."""

from __future__ import annotations

from collections import Counter
from datetime import date

from gemtui import rules, store
from gemtui.locale import day, say
from gemtui.reports.documents.page import Paper
from gemtui.reports.findings import Checked, nameless
from gemtui.reports.standing import board, reported
from gemtui.store import Store


def compose(db: Store, on: date, period: str, lang: str) -> Paper:
    """Return the board on a date."""
    checked = nameless(Checked(db, on, period or str(rules.reporting_year(on))))
    late = Counter(one.office for one in store.late(db))
    lines = [{**line, "late_changes": late[line["office"]]} for line in board(db, checked)]
    there, of = reported(db, lines)
    facts = {"year": checked.context.year, "day": day(on.isoformat(), lang)}
    made = Paper(
        say("report-board", facts, lang),
        [say("report-offices", {"reported": there, "offices": of}, lang)],
        lang=lang,
    )
    made.figures |= {
        "report": "board",
        "on": on.isoformat(),
        "period": checked.context.year,
        "offices": lines,
    }
    rows = [
        (
            line["office"], day((line["arrived_at"] or "")[:10], lang), _of(line["completeness"]), line["errors"],
            line["warnings"], line["gaps"], line["late"], line["late_changes"],
            str(line["state"]).replace("_", " "),
        )
        for line in lines
    ]  # fmt: skip
    columns = (
        "office",
        "arrived",
        "complete",
        "errors",
        "warnings",
        "gaps",
        "days-late",
        "late-changes",
        "state",
    )
    made.add("part-offices", columns, rows, numbers=(2, 3, 4, 5, 6, 7))
    return made


def _of(done: dict[str, int] | None) -> str:
    return f"{done['done']} / {done['due']}" if done else "–"
