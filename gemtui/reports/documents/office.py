"""`office`: where one office stands, on a few pages."""

from __future__ import annotations

from datetime import date

from gemtui import rules
from gemtui.locale import choice, day, say
from gemtui.reports.documents.ahead import projections
from gemtui.reports.documents.clauses import clauses
from gemtui.reports.documents.governance import governance, money
from gemtui.reports.documents.page import Paper, figure
from gemtui.reports.documents.parts import (
    action_figures,
    actions,
    committees,
    findings,
    indicators,
    office_rows,
)
from gemtui.reports.documents.programmes import practices, programmes
from gemtui.reports.documents.published import measures, staffing
from gemtui.reports.documents.reviews import documents
from gemtui.reports.findings import Checked, nameless
from gemtui.reports.standing import due_on, standings
from gemtui.store import UNION, Store


def compose(db: Store, on: date, period: str, lang: str, office: str = "") -> Paper:
    """Return the report on the own office; headquarters names another one, to send it back as a feedback sheet."""
    own = office or db.identity.office
    checked = nameless(Checked(db, on, period or str(rules.reporting_year(on))))
    year = checked.context.year
    made = Paper(say("report-office", {"office": own, "day": day(on.isoformat(), lang)}, lang), lang=lang)
    made.figures |= {"report": "office", "office": own, "on": on.isoformat(), "period": year}
    stands = standings(db, checked.picture.facts, year, on, [own])[own]
    facts = {
        "year": year,
        "state": stands.state.replace("_", " "),
        "due": day(due_on(year).isoformat(), lang),
    }
    made.lines.append(say("report-standing", facts, lang))
    made.figures["state"] = stands.state
    _complete(made, checked, own)
    _plan(made, checked, own)
    _appointments(made, checked, own)
    committees(made, checked, own)
    indicators(made, checked, own, year)
    staffing(made, checked, "" if own == UNION else own)  # its own line alone would give small offices away
    projections(made, checked, "" if own == UNION else own)
    measures(made, checked, own)
    programmes(made, checked, own)
    practices(made, checked, own)
    governance(made, checked, own)
    money(made, checked, own)
    documents(made, checked, own)
    clauses(made, checked, own)
    findings(made, checked, own)
    made.draft = any(one.level == "error" and one.office == own for one in checked.findings)
    made.figures["draft"] = made.draft
    return made


def _complete(made: Paper, checked: Checked, own: str) -> None:
    sections = checked.completeness(own)
    done, due = rules.filled(sections)
    made.figures["completeness"] = {area: {"done": d, "due": n} for area, (d, n) in sections.items()}
    made.lines.append(say("report-complete", {"done": done, "due": due}, made.lang))


def _plan(made: Paper, checked: Checked, own: str) -> None:
    held = actions(checked, own)
    counts = action_figures(held)
    made.figures["actions"] = counts
    facts = {name: counts[name]["value"] for name in ("all", "done", "overdue", "due_soon", "cancelled")}
    made.lines.append(
        say("report-actions", {**facts, "percent": counts["completion"]["percent"] or "–"}, made.lang)
    )
    late = [(row, state.overdue) for row, state in held if state.overdue]
    table = [
        (row.get("number"), row.get("title"), row.get("responsible"), day(row["delivery_on"], made.lang), days)
        for row, days in sorted(late, key=lambda one: one[0]["delivery_on"])
    ]  # fmt: skip
    made.add("part-late", ("number", "action", "responsible", "delivery", "days-late"), table, numbers=(4,))


def _appointments(made: Paper, checked: Checked, own: str) -> None:
    """Roles, never names: a report is passed on."""
    rows = [row for row in office_rows(checked, "focal_point", own) if rules.active(row, checked.on)]
    made.figures["focal_points"] = figure(len(rows), (row["id"] for row in rows))
    table = [
        (
            choice(row.get("role") or "", made.lang), day(row.get("tor_signed_on"), made.lang) or "–",
            row.get("time_share"), day(row.get("ends_on"), made.lang) or "–",
        )
        for row in rows
    ]  # fmt: skip
    made.add("part-focal-points", ("role", "terms", "time", "until"), table, numbers=(2,))
