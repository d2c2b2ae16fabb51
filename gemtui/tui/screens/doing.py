"""What can be done to the record under the cursor, or to the marked ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gemtui.store import Row
from gemtui.tui.listing import KIND
from gemtui.tui.screens import deeds
from gemtui.tui.screens.commanding import Commanding
from gemtui.tui.screens.going import may_write, write
from gemtui.tui.screens.place import Place
from gemtui.tui.sheets import Wanted
from gemtui.tui.widgets.chrome import Hints
from gemtui.tui.widgets.list import RecordList

Deed = Callable[[Commanding, list[Row]], str]


class RecordPlace(Place):
    """A screen whose rows are records, with their kind under `KIND`."""

    hints: Hints = ("open", "new", "edit", "delete", "undo", "filter", "history", "check")
    _about: tuple[str, ...] = ("", "")
    """Kind and office of the record under the cursor."""

    @property
    def target(self) -> Row | None:
        """Return the record that a command is about."""
        row = self.table.row
        return row if row is not None and row.get(KIND) else None

    @property
    def is_ready(self) -> bool:
        """Return whether there is a list and a store."""
        return self.is_mounted and self.desk.is_open

    def new_record(self) -> Wanted | None:
        """Return what `n` makes here, or None where nothing can be made."""
        return None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide commands that have nothing to be about."""
        if action in {"edit", "delete"}:
            row = self.target if self.is_ready else None
            return row is not None and may_write(self.desk.db, row[KIND], row["office"])
        if action in {"duplicate", "flag", "comment", "history", "copy", "attach"}:
            return self.is_ready and self.target is not None
        ready_for_new = action != "new" or (self.is_ready and self.new_record() is not None)
        return ready_for_new and super().check_action(action, parameters)

    def on_record_list_moved(self, message: RecordList.Moved) -> None:
        """Let the footer follow where other commands work on this row."""
        about = tuple(str((self.table.row or {}).get(name, "")) for name in (KIND, "office"))
        if about != self._about:
            self._about = about
            self.refresh_bindings()

    def on_record_list_opened(self, message: RecordList.Opened) -> None:
        """Open the row."""
        self.open_row(message.row)

    def open_row(self, row: Row) -> None:
        """Open a record for reading."""
        if row.get(KIND):
            self.read(row)

    def read(self, row: Row) -> None:
        """Open a record for reading."""
        from gemtui.tui.screens.reading import Reading

        self.app.push_screen(Reading(row[KIND], row["office"], row["id"]))

    def write(self, wanted: Wanted) -> None:
        """Open the form; where it could not be saved, say why."""
        write(self, wanted, self.written)

    def written(self, saved: Any) -> None:
        """Show what was saved, shining for a moment."""
        if saved is not None and self.table.source.instant:
            self.refill()  # such rows are not asked for by themselves
        elif saved is not None:
            self.renew()
            self.table.refresh_rows(glow=saved.row.get("entry", -1))

    def action_new(self) -> None:
        """Make a record."""
        wanted = self.new_record()
        if wanted is not None:
            self.write(wanted)

    def action_edit(self) -> None:
        """Edit the record."""
        if self.target is not None:
            self.write(Wanted(self.target[KIND], self.target["id"], self.target["office"]))

    def action_duplicate(self) -> None:
        """Make a record with this one as template."""
        if self.target is not None:
            self.write(deeds.copy_of(self.desk.db.kinds[self.target[KIND]], self.target))

    def action_delete(self) -> None:
        """Move the records to the trash; what belongs to them goes along, and `u` brings all of it back."""
        self.do(deeds.delete)

    def action_flag(self) -> None:
        """Flag the records for follow-up, or take the flags away."""
        self.do(deeds.flag)

    def action_copy(self) -> None:
        """Copy the row as text, as the list shows it."""
        from gemtui.tui.screens.copying import copy

        if self.table.row is not None:
            copy(self, self.table.row)

    def action_comment(self) -> None:
        """Comment on the record, or answer the remark."""
        if self.target is not None:
            self.write(deeds.comment(self.desk, self.target))

    def action_history(self) -> None:
        """Show who changed the record, when and why."""
        from gemtui.tui.screens.trail import History

        if self.target is not None:
            self.app.push_screen(History(self.target))

    def action_attach(self) -> None:
        """Attach a file as evidence."""
        from gemtui.tui.screens.attaching import attach

        if self.target is not None:
            attach(self, self.target)

    def do(self, deed: Deed) -> None:
        """Do something to the chosen records in a thread, then say it and show the list anew."""
        chosen, source = self.table.chosen, self.table.source
        if chosen and self.target is not None:
            self.ask("deed", lambda: deed(self, deeds.chosen_rows(source, chosen)), self.done)

    def done(self, words: str) -> None:
        """Show the list anew after something was done, and say what."""
        self.app.changed()
        self.table.marked.clear()
        self.refill()
        self.app.tell(words)
