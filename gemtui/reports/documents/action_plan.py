"""`action-plan`: every action by area, with who, by when, and how far."""

from __future__ import annotations

from datetime import date
from functools import cache

from gemtui import rules
from gemtui.locale import choice, day, say
from gemtui.reports.documents.page import Paper
from gemtui.reports.documents.parts import action_figures, actions
from gemtui.reports.findings import Checked, nameless
from gemtui.reports.naming import reference
from gemtui.rules import ActionState, Row
from gemtui.store import UNION, Store

AREAS = ("A", "B", "C", None)


def compose(db: Store, on: date, period: str, lang: str, office: str = "") -> Paper:
    """Return the report; at headquarters over all offices, or on the one that is named."""
    own = office or db.identity.office
    checked = nameless(Checked(db, on, period or str(rules.reporting_year(on))))
    listed = actions(checked, "" if own == UNION else own)
    counts = action_figures(listed)
    made = Paper(
        say("report-action-plan", {"office": own, "day": day(on.isoformat(), lang)}, lang), lang=lang
    )
    facts = {name: counts[name]["value"] for name in ("all", "done", "overdue", "due_soon", "cancelled")}
    made.lines.append(
        say("report-actions", {**facts, "percent": counts["completion"]["percent"] or "–"}, lang)
    )
    made.figures |= {"report": "action-plan", "office": own, "on": on.isoformat(), "actions": counts}
    made.figures["lines"] = [
        {"id": reference(db, row["office"], row["id"]), "number": row.get("number"), "title": row.get("title")}
        for row, _ in listed
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
        held = sorted((one for one in listed if one[0].get("area") == area), key=_order)
        if held or area:
            made.add(f"area-{area or 'none'}", columns, [_line(*one, lang) for one in held], numbers=(7,))
    return made


def _order(listed: tuple[Row, ActionState]) -> tuple[str, str, str]:
    row = listed[0]
    return row["office"], str(row.get("number") or ""), str(row.get("delivery_on") or "")


def _line(row: Row, state: ActionState, lang: str) -> tuple[str | int | None, ...]:
    return (
        row["office"], row.get("number"), row.get("title"), row.get("responsible"), row.get("accountable"),
        day(row.get("delivery_on"), lang), choice(row.get("status") or "planned", lang), row.get("percent"), _said(state, lang),
    )  # fmt: skip


@cache
def _said(state: ActionState, lang: str) -> str:
    """Return whether an action is late or due soon; of thousands of actions, few hundred stand differently."""
    if late := state.overdue or state.late:
        return say("state-late", {"days": late}, lang)
    return say("state-soon", {"days": state.due_in}, lang) if state.due_soon else ""
