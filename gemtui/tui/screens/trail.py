"""History: who changed a record, when and why, and what it said before."""

from __future__ import annotations

from typing import Any

from gemtui import reports, store
from gemtui.locale import day, plain, say
from gemtui.records import Kind
from gemtui.store import Row
from gemtui.tui.listing import KIND
from gemtui.tui.screens.lists import Looking
from gemtui.tui.showing import Titles, shown
from gemtui.tui.widgets.cells import Column
from gemtui.tui.widgets.list import RecordList
from gemtui.tui.widgets.pane import Detail, Line, wrapped
from gemtui.tui.widgets.source import Few

COLUMNS = (
    Column("at", "When", 17, lambda row: row["at"]),
    Column("by", "Who", 20, lambda row: row["by"]),
    Column("field", "Field", 14, lambda row: (row["field"], "dim")),
    Column("text", "Says", 30, lambda row: row["text"], grows=True),
)
WHY = Column("why", "Why", 14, lambda row: (row["why"], "dim"))
"""Only where somebody has given a reason: the values need the room."""


class History(Looking):
    """The changes of one record, the newest first, a line a field."""

    help_code = "help-history"
    has_detail = True

    def __init__(self, row: Row) -> None:
        super().__init__("History", Few(COLUMNS))
        self.row = row

    def fill(self) -> None:
        """Ask for the changes."""
        super().fill()
        db, row, titles = self.desk.db, self.row, self.app.titles
        kind = db.kinds[row[KIND]]
        self.words = f"History · {titles.title(kind, row)}"
        self.tell_facts(())
        self.ask("history", lambda: lines(db, kind, row, titles), self._show)

    def on_record_list_moved(self, message: RecordList.Moved) -> None:
        """Show the whole of what the line has no room for."""
        pane, row = self.query_one(Detail), message.row
        pane.tell(detail(row, pane.size.width - 2) if row is not None else [])

    def _show(self, found: list[Row]) -> None:
        columns = (*COLUMNS, WHY) if any(row["why"] for row in found) else COLUMNS
        self.table.show(Few(columns, found))


def detail(row: Row, width: int) -> list[Line]:
    """Return one field of a change in full: who, when, what it says, and why."""
    who = f"{row['field']} · {row['by']}, {row['at']}"
    why = wrapped(say("because", {"why": row["why"]}), width, "accent", most=3) if row["why"] else []
    return [[(plain(who), "dim")], *wrapped(row["text"], width, "", most=3 if why else 6), *why]


def lines(db: store.Store, kind: Kind, row: Row, titles: Titles) -> list[Row]:
    """Return a line for each field of each change, the newest first."""
    found: list[Row] = []
    late = store.late_seqs(db, row["office"], row["id"])
    for entry in store.history(db, row["office"], row["id"]):
        change = entry.change
        at = f"{day(change.at[:10])} {change.at[11:16]}"
        is_late = (change.workspace, change.seq) in late
        found += [
            {
                "at": at,
                "by": reports.author(db, entry),
                "field": _label(kind, name),
                "text": _said(kind, name, value, titles.name({**row, name: value}, kind)),
                "why": say("late-why", {"why": change.why or say("no-reason")})
                if is_late
                else change.why or "",
            }
            for name, value in change.set.items()
        ]
    return found


def _label(kind: Kind, name: str) -> str:
    question = kind.question(name)
    return question.label if question else name


def _said(kind: Kind, name: str, value: Any, named: Row) -> str:
    question = kind.question(name)
    if value is None:
        return "– (taken away)"
    if isinstance(value, dict):
        return "(kept at the office)"
    if name == "deleted":
        return "moved to the trash" if value else "brought back"
    return shown(question, named)[0] if question else str(value)
