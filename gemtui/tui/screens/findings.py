"""Findings: what the rules say, worst first; Enter goes to the field."""

from __future__ import annotations

from collections.abc import Sequence

from gemtui import reports
from gemtui.locale import choice
from gemtui.rules import Finding
from gemtui.store import Row
from gemtui.tui.screens.doing import RecordPlace
from gemtui.tui.screens.going import mend
from gemtui.tui.widgets.cells import Column, Part
from gemtui.tui.widgets.computed import Computed, Worked
from gemtui.tui.widgets.list import RecordList
from gemtui.tui.widgets.pane import Detail, Line, wrapped

FINDING = "_finding"
SIGNS: dict[str, Part] = {"error": ("!", "alarm"), "warning": ("▲", "accent"), "gap": ("·", "dim")}
HEADINGS = {
    "error": "Errors: they stop the submission",
    "warning": "Warnings: they go along",
    "gap": "Gaps: not answered yet",
}

COLUMNS = (
    Column("sign", "", 1, lambda row: SIGNS[row[FINDING].level], sorts=False),
    Column("record", "Record", 22, lambda row: row["record"]),
    Column("words", "What", 30, lambda row: row["words"], grows=True),
    Column("clause", "Clause", 8, lambda row: (row[FINDING].clause, "dim")),
)


class Findings(RecordPlace):
    """The findings of one screen (or of all, with number 0), or of one office."""

    help_code = "help-findings"
    hints = (("open", "go there"), "filter", "back")
    has_tabs = False

    def __init__(self, number: int, office: str = "") -> None:
        super().__init__()
        self.of, self.office = number if number != 1 else 0, office

    @property
    def title_words(self) -> str:
        """Return the title."""
        return f"Findings{f' · {self.office}' if self.office else ''}"

    def fill(self) -> None:
        """Let the rules judge everything, in a thread."""
        self.table.show(Computed(COLUMNS, self._work, ("Nothing is wrong or missing here.", "q goes back.")))

    def _work(self) -> Worked:
        db, titles = self.desk.db, self.app.titles
        checked = reports.Checked(db, self.desk.today)
        found = [one for one in checked.findings if self._is_wanted(one)]
        rows: list[Row] = []
        for number, one in enumerate(found):
            row = checked.picture.places.row({"office": one.office}, one.id) if one.id else None
            name = (
                titles.title(db.kinds[one.kind], dict(row))
                if row and one.kind in db.kinds
                else db.kinds[one.kind].about.plural
                if one.kind in db.kinds
                else ""
            )
            rows.append(
                {"entry": number, "record": name, "words": reports.message(one, self.desk.lang), FINDING: one}
            )
        return Worked(rows, _headings(found))

    def _is_wanted(self, one: Finding) -> bool:
        kind = self.desk.db.kinds.get(one.kind)
        return (not self.office or one.office == self.office) and (
            not self.of or (kind is not None and kind.about.screen == self.of)
        )

    def on_record_list_moved(self, message: RecordList.Moved) -> None:
        """Show the whole sentence."""
        for pane in self.query(Detail):
            pane.tell(_lines(message.row, pane.size.width - 2) if message.row else ())

    def open_row(self, row: Row) -> None:
        """Go to the field."""
        one: Finding = row[FINDING]
        mend(self, one.code, (one.kind, one.office, one.id, one.field))


def _headings(found: Sequence[Finding]) -> list[tuple[int, str]]:
    levels = [one.level for one in found]
    return [(levels.index(level), words) for level, words in HEADINGS.items() if level in levels]


def _lines(row: Row, width: int) -> list[Line]:
    one: Finding = row[FINDING]
    about = f"{one.code} · clause {one.clause} · {choice(one.field) if one.field else one.kind}"
    return [*wrapped(row["words"], width, "", 4), [(about, "dim")]]
