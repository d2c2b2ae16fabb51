"""From a row to the table behind it: a body's seats or head-counts, a unit's staff on a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from gemtui import store
from gemtui.locale import day
from gemtui.records import read_day
from gemtui.store import Row, StoreProblem
from gemtui.tui.listing import KIND
from gemtui.tui.lists.bodies import BODY
from gemtui.tui.lists.tables import Table, head_counts, seats, staff
from gemtui.tui.screens.going import may_write
from gemtui.tui.screens.tabbed import Tabbed
from gemtui.tui.showing import NAMES
from gemtui.tui.tables import DRAFT

if TYPE_CHECKING:
    from gemtui.tui.screens.doing import RecordPlace

KINDS = {
    "committee": "seat",
    "seat": "seat",
    "composition": "composition",
    "staffing_snapshot": "staffing_snapshot",
}
"""Kind of row → kind of the records that its table holds."""
BODIES = ("committee", "seat", "composition")


class Tabular(Tabbed):
    """A screen with tables behind its rows."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide the table where there is none, and the trial where the row is no body."""
        if action == "table":
            return self.is_ready and self.as_of is None and has_table(self, self.target)
        if action == "what_if":
            return self.is_ready and (self.target or {}).get(KIND) in BODIES
        return super().check_action(action, parameters)

    def action_table(self) -> None:
        """Edit the records behind the row as in a spreadsheet."""
        if self.target is not None:
            edit_table(self, self.target)


def has_table(place: RecordPlace, row: Row | None) -> bool:
    """Return whether there is a table behind a row that this store may write."""
    kind = KINDS.get((row or {}).get(KIND, ""))
    return row is not None and kind is not None and may_write(place.desk.db, kind, row["office"])


def edit_table(place: RecordPlace, row: Row) -> None:
    """Open the table behind a row."""
    if row[KIND] == "staffing_snapshot":
        _ask_day(place, row)
    elif row[KIND] == "committee":
        counted = BODY in row and row[BODY].source == "composition"
        _open(place, head_counts(row) if counted else seats(row, place.desk.today))
    else:
        make = head_counts if row[KIND] == "composition" else lambda found: seats(found, place.desk.today)
        committee_of(place, row, lambda found: _open(place, make(found)))


def reopen(place: RecordPlace, draft: Row) -> None:
    """Go on with a table of which a draft was kept; the draft's own name says which table it is."""
    named = draft["id"].removeprefix(DRAFT).split(" ")
    fixed = dict(part.split("=", 1) for part in named if "=" in part)
    kind, own = draft[KIND], place.desk.office
    if kind == "staffing_snapshot":
        row = {"office": own, "unit": fixed.get("unit"), "as_of": fixed.get("as_of", "")}
        _open(place, staff(row, str(row["as_of"]), ""))
    elif "committee" in fixed:
        edit_table(place, {KIND: kind, "office": own, "committee": fixed["committee"]})


def first_count(place: RecordPlace) -> None:
    """Open the table of an office in which nobody has been counted: of its only unit, where there is just one."""
    db, own = place.desk.db, place.desk.office
    last_year = f"{place.desk.today.year - 1}-12-31"

    def work() -> Row:
        units = store.rows(db, "office_unit", office=own)
        unit = units[0] if len(units) == 1 else {}
        return {
            "office": own,
            "unit": unit.get("id"),
            "as_of": last_year,
            NAMES: {"unit": str(unit.get("name") or "")},
        }

    place.ask("unit", work, lambda row: _ask_day(place, row))


def committee_of(place: RecordPlace, row: Row, then: Callable[[Row], None]) -> None:
    """Ask in a thread which committee a row is or belongs to, and hand it on."""
    db = place.desk.db
    reference = str(row["id"] if row[KIND] == "committee" else row["committee"])

    def work() -> Row:
        found = store.resolve_reference(db, row["office"], ["committee"], reference)
        if found is None:
            raise StoreProblem("unknown-record", kind="committee", record=reference)
        return found

    place.ask("committee", work, then)


def _ask_day(place: RecordPlace, row: Row) -> None:
    """Ask for the day of the count: the one shown, or another on which the grades are counted anew."""
    from gemtui.tui.screens.asking_line import AskLine

    today: date = place.desk.today
    unit = str(row.get(NAMES, {}).get("unit") or "")

    def take(text: str | None) -> None:
        if text:
            _open(place, staff(row, read_day(text, today), unit))

    words = "Enter: mend this count. Another day: count the same grades anew."
    shown, about = str(row.get("as_of") or ""), str(row.get("id") or "")
    line = AskLine(
        "Staff as of", words, shown, echo=lambda text: f"means {day(read_day(text, today))}", about=about
    )
    place.app.push_screen(line, take)


def _open(place: RecordPlace, table: Table) -> None:
    from gemtui.tui.screens.table import Tabling

    place.app.push_screen(Tabling(table))
