"""`council`: what the Union tells its Council, each number traceable to the records and bundles behind it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from gemtui import reference, rules
from gemtui.locale import day, say
from gemtui.reports.documents.ahead import projections
from gemtui.reports.documents.clauses import clauses
from gemtui.reports.documents.governance import governance, money
from gemtui.reports.documents.page import Paper
from gemtui.reports.documents.parts import (
    action_figures,
    actions,
    committees,
    findings,
    indicators,
    office_rows,
)
from gemtui.reports.documents.programmes import practices, programmes
from gemtui.reports.documents.published import staffing
from gemtui.reports.findings import Checked, nameless
from gemtui.reports.standing import board, reported
from gemtui.rules import Row
from gemtui.store import UNION, Store


def compose(db: Store, on: date, period: str, lang: str) -> Paper:
    """Return the report for a year; DRAFT until every indicator of the year has its settled rating."""
    checked = nameless(Checked(db, on, period or str(rules.reporting_year(on))))
    year, lines = checked.context.year, board(db, checked)
    there, of = reported(db, lines)
    made = Paper(say("report-council", {"year": year, "day": day(on.isoformat(), lang)}, lang), lang=lang)
    made.lines.append(say("report-offices", {"reported": there, "offices": of}, lang))
    missing = [line["office"] for line in lines if line["state"] == "not_reported"]
    if missing:
        made.lines.append(say("report-missing", {"offices": ", ".join(missing)}, lang))
    made.figures |= {
        "report": "council", "on": on.isoformat(), "period": year, "reported": there, "offices": of, "not_reported": missing,
    }  # fmt: skip
    open_ = indicators(made, checked, UNION, year)
    _inputs(made, checked, year)
    staffing(made, checked)
    projections(made, checked)
    committees(made, checked)
    _actions(made, checked)
    programmes(made, checked)
    practices(made, checked)
    governance(made, checked)
    money(made, checked)
    clauses(made, checked)
    findings(made, checked, UNION, ("error", "warning"))
    made.draft = bool(open_)
    if open_:
        listed = ", ".join(f"PI {indicator.number}" for indicator in open_)
        made.lines.append(say("report-not-rated", {"indicators": listed, "count": len(open_)}, lang))
    made.figures |= {"draft": made.draft, "not_rated": [indicator.id for indicator in open_]}
    return made


def _by_rating(held: Sequence[Row]) -> str:
    """Return the ratings, the best first, each with how many offices said so and which: 200 offices still can be read."""
    said = [(word, [row["office"] for row in held if row["rating"] == word]) for word in reference.ratings()]
    return "; ".join(f"{word.replace('_', ' ')} {len(who)}: {', '.join(who)}" for word, who in said if who)


def _inputs(made: Paper, checked: Checked, year: int) -> None:
    """Add what the offices said beneath the Union's ratings: visible, and never averaged."""
    framework = reference.framework_of_year(year)
    entries = [
        row
        for row in office_rows(checked, "indicator_entry", "")
        if row.get("period") == year and row.get("rating")
    ]
    rows, told = [], []
    for indicator in framework.indicators.values() if framework else ():
        held = sorted(
            (row for row in entries if row.get("indicator") == indicator.id), key=lambda row: row["office"]
        )
        if held:
            rows.append((indicator.number, indicator.title, _by_rating(held)))
            told.append(
                {
                    "indicator": indicator.id,
                    "inputs": {f"{row['office']}/{row['id']}": row["rating"] for row in held},
                }
            )
    made.figures["inputs"] = told
    made.add(
        "part-inputs",
        ("number", "indicator", "inputs"),
        rows,
        numbers=(0,),
        note=say("report-inputs", {}, made.lang) if rows else "",
    )


def _actions(made: Paper, checked: Checked) -> None:
    held = actions(checked, "")
    offices = sorted({row["office"] for row, _ in held})
    found = {office: action_figures(one for one in held if one[0]["office"] == office) for office in offices}
    whole = action_figures(held)
    made.figures["actions"] = {"all_offices": whole, **found}
    names = ("all", "done", "cancelled", "overdue")
    table = [
        (office, *(counts[name]["value"] for name in names), counts["completion"]["percent"])
        for office, counts in (*found.items(), (say("all-offices", {}, made.lang), whole))
        if counts["all"]["value"]
    ]
    columns = ("office", "actions", "done", "cancelled", "overdue", "completion")
    made.add("part-actions", columns, table, numbers=(1, 2, 3, 4, 5))
