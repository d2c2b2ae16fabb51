"""Tabs with rows for what is missing: Enter there opens the form that mends it, at its field."""

from __future__ import annotations

from collections.abc import Sequence

from gemtui.store import Row
from gemtui.tui.listing import KIND
from gemtui.tui.lists.tab import GIVEN, MISSING
from gemtui.tui.screens.going import may_write
from gemtui.tui.screens.tabbed import Tabbed
from gemtui.tui.sheets import Wanted
from gemtui.tui.widgets.pane import Detail, Line


class Mending(Tabbed):
    """A screen that says what is missing, and leads there."""

    def explain(self, row: Row | None, more: Sequence[Line]) -> None:
        """Explain a row that is no record, too."""
        super().explain(row, more)
        if row is not None and not row.get(KIND) and self.tab.detail is not None:
            for pane in self.query(Detail):
                pane.tell(self.tab.detail(row, pane.size.width - 2))

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

    def open_row(self, row: Row) -> None:
        """Mend what is missing in a row; where nothing is, open it for reading."""
        wanted = self.mends(row)
        if wanted is not None and self.as_of is None:
            self.write(wanted)
        else:
            super().open_row(row)
