"""`action-plan`: every action by area, with who, by when, and how far."""

from __future__ import annotations

from datetime import date

from gemtui import rules
from gemtui.locale import choice, day, say
from gemtui.reports.documents.page import Paper
from gemtui.reports.documents.parts import action_figures, office_rows
from gemtui.reports.findings import Checked, nameless
from gemtui.reports.naming import reference
from gemtui.rules import Row
from gemtui.store import UNION, Store

AREAS = ("A", "B", "C", None)


def compose(db: Store, on: date, period: str, lang: str, office: str = "") -> Paper:
    """Return the report; at headquarters over all offices, or on the one that is named."""
    own = office or db.identity.office
    checked = nameless(Checked(db, on, period or str(rules.reporting_year(on))))
    rows = office_rows(checked, "action", "" if own == UNION else own)
    counts = action_figures(rows, checked)
    made = Paper(
        say("report-action-plan", {"office": own, "day": day(on.isoformat(), lang)}, lang), lang=lang
    )
    facts = {name: counts[name]["value"] for name in ("all", "done", "overdue", "due_soon", "cancelled")}
    made.lines.append(
        say("report-actions", {**facts, "percent": counts["completion"]["percent"] or "–"}, lang)
    )
    made.figures |= {"report": "action-plan", "office": own, "on": on.isoformat(), "actions": counts}
    made.figures["lines"] = [
        {"id": reference(db, row["office"], row["id"]), "number": row.get("number"), "title": row.get("title")} for row in rows
    ]  # fmt: skip
    columns = (
        "office",
        "number",
        "action",
        "responsible",
        "accountable",
        "delivery",
        "status",
        "progress",
        "state",
    )
    for area in AREAS:
        held = sorted((row for row in rows if row.get("area") == area), key=_order)
        if held or area:
            made.add(
                f"area-{area or 'none'}", columns, [_line(row, checked, lang) for row in held], numbers=(7,)
            )
    return made


def _order(row: Row) -> tuple[str, str, str]:
    return row["office"], str(row.get("number") or ""), str(row.get("delivery_on") or "")


def _line(row: Row, checked: Checked, lang: str) -> tuple[str | int | None, ...]:
    stands = rules.state(row, checked.on)
    late = stands.overdue or stands.late
    state = (
        say("state-late", {"days": late}, lang)
        if late
        else say("state-soon", {"days": stands.due_in}, lang)
        if stands.due_soon
        else ""
    )
    return (
        row["office"], row.get("number"), row.get("title"), row.get("responsible"), row.get("accountable"),
        day(row.get("delivery_on"), lang), choice(row.get("status") or "planned", lang), row.get("percent"), state,
    )  # fmt: skip
