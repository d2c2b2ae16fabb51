"""Tabs with rows for what is missing: Enter there opens the form that mends it, at its field."""

from __future__ import annotations

from gemtui.store import Row
from gemtui.tui.lists.tab import GIVEN, MISSING
from gemtui.tui.screens.going import may_write
from gemtui.tui.screens.tabbed import Tabbed
from gemtui.tui.sheets import Wanted


class Mending(Tabbed):
    """A screen that says what is missing, and leads there."""

    def new_record(self) -> Wanted | None:
        """Return what mends the row under the cursor where that is a new record of this tab, else what the tab makes."""
        wanted, given = super().new_record(), (self.table.row or {}).get(GIVEN)
        is_new = wanted is not None and given is not None and not given.id and given.kind == wanted.kind
        return given if is_new else wanted

    def mends(self, row: Row) -> Wanted | None:
        """Return the form that mends what is missing in a row; None where nothing is, or nobody here may."""
        given: Wanted | None = row.get(GIVEN) if row.get(MISSING) else None
        office = (given.office if given else "") or self.desk.office
        return given if given is not None and may_write(self.desk.db, given.kind, office) else None

    def invites(self, row: Row) -> bool:
        """Return whether Enter mends the row: on the day that is today, by somebody who may."""
        return self.as_of is None and self.mends(row) is not None

    def open_row(self, row: Row) -> None:
        """Mend what is missing in a row; where nothing is, open it for reading."""
        wanted = self.mends(row)
        if wanted is not None and self.invites(row):
            self.write(wanted)
        else:
            super().open_row(row)
