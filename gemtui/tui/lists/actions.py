"""Screen 2: the action plan, by area, by date, by person; with its progress notes and monitoring rounds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from gemtui import rules, store
from gemtui.locale import choice, day, plain, say, so_many
from gemtui.reports import PlanFigures, figures_of
from gemtui.store import Row
from gemtui.tui.listing import Group, KindSource
from gemtui.tui.lists.quarters import first_shown, quarters
from gemtui.tui.lists.tab import Around
from gemtui.tui.showing import NAMES
from gemtui.tui.widgets.bars import progress
from gemtui.tui.widgets.cells import Column, Part
from gemtui.tui.widgets.pane import Line, wrapped
from gemtui.tui.widgets.source import View

STATE = "_state"
SIGNS: dict[str, Part] = {
    "done": ("●", "ok"),
    "in_progress": ("◐", "accent"),
    "planned": ("○", ""),
    "on_hold": ("⏸", "dim"),
    "cancelled": ("✕", "dim"),
}
UNKNOWN: Part = ("·", "dim")
"""Where an action stood is not known."""
MOST_THEN, AT_ONCE = 10_000, 500
"""Actions of which an earlier day's figures are worked out, since each has to be folded; and so many in one question."""
BAR = 8
EMPTY = ("No actions yet.", "n makes the first one; make the plan itself on the tab “plans”.")


Grouped = Callable[[KindSource, View], Sequence[Group]]


def actions(
    around: Around, sort: tuple[str, ...] = ("number",), grouped: Grouped | None = None
) -> KindSource:
    """Return the list of actions with their signs as of a date."""
    return _source(around, around.of_offices(COLUMNS), sort, grouped=grouped, folded=around.folded)


def figures_then(around: Around) -> PlanFigures:
    """Return the plan in figures on a day gone by; of a very large plan, only how many actions there were."""
    source = actions(around)
    ids = source.ids(View())
    if len(ids) > MOST_THEN:
        return PlanFigures(len(ids))
    parts = (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))
    return figures_of(row[STATE] for part in parts for row in source.block(part))


def time_line(around: Around) -> KindSource:
    """Return the actions by delivery date, with a column for each quarter; those columns scroll sideways."""
    kept = around.of_offices((*(c for c in COLUMNS if c.name in ("number", "status")), TITLE))
    shown = quarters(around.on, lambda row: SIGNS.get(row[STATE].status, UNKNOWN))
    return _source(
        around, (*kept, *shown), ("delivery_on", "number"), frozen=len(kept), shift=first_shown(around.on)
    )


def _source(around: Around, columns: tuple[Column, ...], sort: tuple[str, ...], **given: Any) -> KindSource:
    noted = Noted(around)
    return KindSource(
        around.db, around.db.kinds["action"], around.titles, columns, EMPTY, around.on, sort,
        prepare=noted.prepare, then=around.then, **given,
    )  # fmt: skip


class Noted:
    """Says where an action stood on the day; the notes are read once, and only where one was entered afterwards."""

    def __init__(self, around: Around) -> None:
        self.around = around
        self._notes: dict[tuple[str, str], list[Row]] | None = None

    def prepare(self, row: Row) -> Row:
        """Return the row with its state on the day."""
        on = self.around.on
        if store.ENTERED_LATER in row:
            row = {**row, **rules.as_noted(row, self._of(row), on)}
            return {**row, STATE: rules.state(row, on)._replace(status=row["status"] or "")}
        return {**row, STATE: rules.state(row, on)}

    def _of(self, row: Row) -> Sequence[Row]:
        if self._notes is None:
            found: dict[tuple[str, str], list[Row]] = {}
            for note in store.rows(self.around.db, "action_progress"):
                code, _, identifier = str(note.get("action") or "").rpartition("/")
                found.setdefault((code or note["office"], identifier), []).append(note)
            self._notes = found
        return self._notes.get((row["office"], row["id"]), ())


def _sign(row: Row) -> Sequence[Part]:
    return [("!", "alarm") if row[STATE].overdue else (" ", ""), SIGNS.get(row[STATE].status, UNKNOWN)]


def _due(row: Row) -> Part:
    state = row[STATE]
    return day(row.get("delivery_on")), "alarm" if state.overdue else "accent" if state.due_soon else ""


def _bar(row: Row) -> Sequence[Part]:
    percent = row.get("percent")
    return progress(
        Fraction(percent, 100) if percent is not None else None,
        BAR,
        "ok" if row[STATE].status == "done" else "accent",
    )


TITLE = Column("title", "Action", 24, lambda row: str(row.get("title") or ""))
COLUMNS = (
    Column("number", "No.", 6, lambda row: str(row.get("number") or "")),
    Column("status", "", 2, _sign),
    TITLE._replace(grows=True),
    Column("responsible", "Responsible", 13, lambda row: str(row.get("responsible") or "")),
    Column("delivery_on", "Due", 11, _due, right=True),
    Column("percent", "Progress", BAR, _bar),
)


def detail(row: Row, width: int) -> list[Line]:
    """Return what the row itself says of an action."""
    if STATE not in row:
        return []
    clauses = ", ".join(row.get("clauses") or ())
    facts = [
        f"clause {clauses}" if clauses else "",
        f"indicator {row['indicator']}" if row.get("indicator") else "",
        f"accountable: {row.get('accountable') or '–'}",
    ]
    lines: list[Line] = [
        [
            (plain(str(row.get("number") or "")), "strong"),
            (plain(f"  {' · '.join(filter(None, facts))}"), "dim"),
        ]
    ]
    lines += [[(words, role)] for words, role in _standing(row)]
    if store.ENTERED_LATER in row:
        lines += [[(say("entered-later", {"day": day(row[store.ENTERED_LATER][:10])}), "dim")]]
    for label, name in (("Output", "output"), ("Reason", "reason"), ("Unit", "unit")):
        text = row.get(NAMES, {}).get(name) or row.get(name)
        if text:
            lines += [
                [(f"{label:<9}" if n == 0 else " " * 9, "dim"), *line]
                for n, line in enumerate(wrapped(str(text), width - 9, most=2))
            ]
    return lines


def _standing(row: Row) -> list[Part]:
    state = row[STATE]
    if state.overdue:
        return [(f"{so_many(state.overdue, 'day')} late{' · on hold' if state.on_hold else ''}", "alarm")]
    if state.due_soon:
        return [(f"due in {so_many(state.due_in, 'day')}" if state.due_in else "due today", "accent")]
    if state.late:
        return [(f"done {so_many(state.late, 'day')} late", "dim")]
    return [("done on time", "ok")] if state.on_time else []


def notes(around: Around, row: Row, width: int) -> list[Line]:
    """Return the dated progress of an action, the latest first, and how much stands behind it."""
    parts = store.children(around.db, "action", row["office"], row["id"])
    dated = sorted(
        (r for k, r in parts if k == "action_progress"), key=lambda r: str(r.get("on") or ""), reverse=True
    )
    lines: list[Line] = []
    for each in dated[:6]:
        percent = f"{each['percent']} % " if each.get("percent") is not None else ""
        said = wrapped(f"{percent}{each.get('note') or ''}", width - 13, most=2) or [[("", "")]]
        lines += [
            [(f"{day(each.get('on')) if n == 0 else '':<13}", "dim"), *line] for n, line in enumerate(said)
        ]
    behind = (
        (_count(parts, "evidence"), "piece of evidence", "pieces of evidence"),
        (_count(parts, "remark"), "remark", "remarks"),
    )
    counted = [so_many(n, one, more) for n, one, more in behind if n]
    return [*lines, *([[(" · ".join(counted), "dim")]] if counted else [])]


def _count(parts: Sequence[tuple[str, Row]], kind: str) -> int:
    return sum(1 for name, _ in parts if name == kind)


def why(around: Around, row: Row) -> list[str]:
    """Return how the standing of an action comes about."""
    if STATE not in row:
        return []
    state, on = row[STATE], day(around.on.isoformat())
    facts = {"due": day(row.get("delivery_on")), "on": on, "status": choice(state.status)}
    if state.overdue:
        return [say("why-overdue", {**facts, "days": state.overdue})]
    if state.due_in is not None:
        return [say("why-due", {**facts, "days": state.due_in})]
    return (
        [say("why-late", {**facts, "days": state.late, "done": day(row.get("done_on"))})]
        if state.late
        else []
    )
