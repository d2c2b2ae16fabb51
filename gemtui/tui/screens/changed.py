"""What changed between two days, as a list in words; Enter goes to the record."""

from __future__ import annotations

from datetime import date

from gemtui import reports
from gemtui.locale import day, say
from gemtui.reports import Difference
from gemtui.store import Row, Store
from gemtui.tui.listing import KIND
from gemtui.tui.screens.asking_day import ask_days
from gemtui.tui.screens.commanding import Commanding
from gemtui.tui.screens.doing import RecordPlace
from gemtui.tui.showing import Titles, shown
from gemtui.tui.widgets.cells import Column
from gemtui.tui.widgets.computed import Computed, Worked
from gemtui.tui.widgets.list import RecordList
from gemtui.tui.widgets.pane import Detail, Line, fact, wrapped

COLUMNS = (
    Column("at", "When", 11, lambda row: day(row["at"][:10])),
    Column("by", "Who", 11, lambda row: row["by"]),
    Column("title", "Record", 26, lambda row: row["title"]),
    Column(
        "text",
        "What",
        26,
        lambda row: [(f"{row['field']}  " if row["field"] else "", "dim"), (row["text"], "")],
        grows=True,
    ),
)


class Changed(RecordPlace):
    """A line for each field that says something else than it did."""

    help_code = "help-changed"
    hints = ("open", "history", "changes", "filter", "back")
    has_tabs = False

    def __init__(self, first: date, last: date) -> None:
        super().__init__()
        self.first, self.last = first, last

    def headline(self) -> str:
        """Return the two days."""
        return f"Changed · {day(self.first.isoformat())} to {day(self.last.isoformat())}"

    def fill(self) -> None:
        """Ask for the differences."""
        db, titles, days = self.desk.db, self.app.titles, (self.first, self.last)
        empty = (say("nothing-changed"), say("other-days"))
        self.table.show(
            Computed(COLUMNS, lambda: Worked(_rows(db, titles, reports.differences(db, *days))), empty)
        )

    def on_record_list_listed(self, message: RecordList.Listed) -> None:
        """Say how many there are."""
        self.tell_facts([(say("so-many-changes", {"count": len(self.table.rows)}), "")])

    def on_record_list_moved(self, message: RecordList.Moved) -> None:
        """Show before and after in full."""
        pane = self.query_one(Detail)
        pane.tell(_detail(message.row, pane.size.width - 2) if message.row else [])


def _rows(db: Store, titles: Titles, found: list[Difference]) -> list[Row]:
    rows = []
    for number, each in enumerate(found):
        kind = db.kinds[each.kind]
        question = kind.question(each.field)
        row = {
            **each.after,
            KIND: each.kind,
            "entry": number,
            "at": each.at,
            "by": each.author,
            "why": each.why,
        }
        named = titles.title(kind, _clear(each.after))
        words = {
            "title": named,
            "label": kind.about.label,
            "field": question.label if question else "",
            "text": say(f"became-{each.what}"),
            "was": "",
        }
        if question is not None:
            after, before = (titles.name(_clear(side), kind) for side in (each.after, each.before))
            words |= {"text": shown(question, after)[0] or "–", "was": shown(question, before)[0] or "–"}
        rows.append({**row, **words})
    return rows


def _clear(row: Row) -> Row:
    """Return the values with a word in place of a commitment: what is personal stays where it is."""
    return {name: say("kept-private") if isinstance(value, dict) else value for name, value in row.items()}


def _detail(row: Row, width: int) -> list[Line]:
    lines: list[Line] = [[(row["title"], "strong"), (f"  {row['label']}", "dim")]]
    for label, text in ((row["field"] or "", ""), ("Was", row["was"]), ("Became", row["text"])):
        if text:
            lines += [
                [(f"{label if n == 0 else '':<9}", "dim"), *line]
                for n, line in enumerate(wrapped(text, width - 9))
            ]
    return [*lines, *([fact("Why", row["why"], width=8)] if row["why"] else [])]


def show_changes(place: Commanding) -> None:
    """Ask for two days and list what changed between them."""
    ask_days(place, lambda first, last: place.app.push_screen(Changed(first, last)))
