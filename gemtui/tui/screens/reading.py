"""One record for reading: its fields, what belongs to it, and what may be done."""

from __future__ import annotations

from gemtui.locale import say
from gemtui.records import Kind
from gemtui.store import Row
from gemtui.tui.listing import KIND
from gemtui.tui.lists.record import FIELD, LABEL, PART, Open, found, parts_of
from gemtui.tui.screens.doing import RecordPlace
from gemtui.tui.sheets import Wanted
from gemtui.tui.widgets.chrome import Hints, TopLine


class Reading(RecordPlace):
    """The record's fields as rows; Enter goes to the field, or opens what belongs to the record."""

    help_code = "help-reading"
    hints: Hints = ("open", "edit", ("new", "new part"), "comment", "history", "delete", "back")
    has_detail = False
    has_tabs = False

    def __init__(self, kind: str, office: str, identifier: str, at: str = "") -> None:
        super().__init__()
        self.kind, self.office, self.identifier, self.at = kind, office, identifier, at
        self.opened: Open | None = None

    @property
    def about(self) -> Kind:
        """Return the record's kind."""
        return self.desk.db.kinds[self.kind]

    @property
    def target(self) -> Row | None:
        """Return the record, or the one that belongs to it under the cursor."""
        row = self.table.row
        return row if row is not None and row.get(KIND) else self.opened.row if self.opened else None

    def headline(self) -> str:
        """Return the kind and the record's name."""
        return f"{self.about.about.label} · {self.opened.title if self.opened else '…'} · {self.office}"

    def fill(self) -> None:
        """Ask for the record and what belongs to it."""
        db, titles, width = self.desk.db, self.app.titles, max(self.size.width - LABEL - 6, 30)
        self.ask(
            "open", lambda: found(db, titles, (self.kind, self.office, self.identifier), width), self._show
        )

    def refill(self) -> None:
        """Ask again."""
        self.shown_version = self.app.version
        self.fill()

    def _show(self, opened: Open) -> None:
        cursor = self.table.rowid
        self.opened = opened
        self.query_one(TopLine).tell(
            self.headline(), [(say("in-trash"), "alarm")] if opened.row["deleted"] else []
        )
        at = next(
            (n for n, row in enumerate(opened.source.rows) if self.at and row.get(FIELD) == self.at), cursor
        )
        self.table.show(opened.source, at=at)

    def new_record(self) -> Wanted | None:
        """Return a part of this record: of the kind under the cursor, or of the first kind that there is."""
        if self.opened is None or self.desk.db.read_only:
            return None
        parts = parts_of(self.desk.db, self.kind)
        row = self.table.row
        under = (row or {}).get(PART) or (row or {}).get(KIND)
        name = under if under in parts else next(iter(parts), None)
        if name is None:
            return None
        own = self.office == self.desk.office
        reference = self.identifier if own else f"{self.office}/{self.identifier}"
        given = {
            **({"subject_kind": self.kind} if parts[name] == "subject" else {}),
            parts[name]: reference,
        }
        return Wanted(name, given=given, at=next(n for n in self.desk.db.kinds[name].names if n not in given))

    def open_row(self, row: Row) -> None:
        """Open what belongs to the record, or edit at the field."""
        if row.get(KIND):
            self.read(row)
        elif row.get(PART):
            self.action_new()
        elif row.get(FIELD):
            self.write(Wanted(self.kind, self.identifier, self.office, at=row[FIELD]))

    def action_edit(self) -> None:
        """Edit the record, at the field under the cursor."""
        row = self.table.row
        if row is not None and row.get(KIND):
            super().action_edit()
        else:
            self.write(Wanted(self.kind, self.identifier, self.office, at=(row or {}).get(FIELD, "")))
