"""Settling the Union's ratings on screen 5: a tab of headquarters, from which the form opens with its sources."""

from __future__ import annotations

from collections.abc import Sequence

from gemtui import reports
from gemtui.store import Row
from gemtui.tui.lists.settlements import SETTLEMENT, detail, figures, rows, settlements, why
from gemtui.tui.lists.tab import Tab
from gemtui.tui.screens.turning import Turning
from gemtui.tui.sheets import Wanted
from gemtui.tui.widgets.cells import Part
from gemtui.tui.widgets.chrome import Hints
from gemtui.tui.widgets.pane import Line

SETTLING_HINTS: Hints = (
    ("open", ""), ("new", "settle"), ("edit", ""), ("why", "how it is proposed"), ("period-previous", "year before"),
    ("tab-next", "indicators"),
)  # fmt: skip
TAB = Tab("settlement", "entity_rating", settlements, detail, why=why)


class Settlements(Turning):
    """What headquarters settles: Enter opens what is settled, or the form of what is not yet."""

    others: Sequence[Tab] = ()
    """The tabs that every office has."""

    @property
    def tabs(self) -> Sequence[Tab]:
        """Return the tabs: headquarters begins with the settlement."""
        return (TAB, *self.others) if self.desk.is_headquarters else self.others

    @property
    def is_settling(self) -> bool:
        """Return whether the settlement is shown."""
        return self.tab.source is settlements

    def hints_here(self) -> Hints:
        """Return the footer's hints: there is nothing to tick in the settlement."""
        return SETTLING_HINTS if self.is_settling else super().hints_here()

    def explain(self, row: Row | None, more: Sequence[Line]) -> None:
        """Give the explanation of a settlement the room that a checklist has elsewhere."""
        super().explain(row, more)
        self.query_one("#side").set_class(row is not None and SETTLEMENT in row, "-whole")

    def new_record(self) -> Wanted | None:
        """Return the rating of the indicator under the cursor, with the entries that it rests on."""
        wanted, found = super().new_record(), (self.table.row or {}).get(SETTLEMENT)
        if wanted is None or found is None:
            return wanted
        if found.settled:
            return Wanted("entity_rating", found.settled["id"], found.settled["office"], at="rating")
        return Wanted("entity_rating", given=reports.begins(self.desk.db, found), at="rating")

    def open_row(self, row: Row) -> None:
        """Open the Union's rating, or the form of one that is not there yet."""
        if SETTLEMENT in row and not row.get("id"):
            self.action_new()
        else:
            super().open_row(row)

    def facts(self) -> Sequence[Part]:
        """Return how many indicators are settled."""
        return figures(rows(self.around))
