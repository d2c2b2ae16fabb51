"""Screen 3: appointments, where somebody is missing, the group, its members, and people."""

from __future__ import annotations

from collections.abc import Sequence

from gemtui import rules, store
from gemtui.tui.lists.appointments import SOON, appointments, detail
from gemtui.tui.lists.matrices import constituencies, units
from gemtui.tui.lists.tab import Tab, derived_tab
from gemtui.tui.screens.tabbed import Tabbed
from gemtui.tui.widgets.cells import Part


class FocalPoints(Tabbed):
    """Appointments with their terms, and where somebody is missing."""

    number = 3
    hints = ("open", "new", "edit", "delete", "as-of", "gap-next", ("tab-next", "units"), "history")
    tabs = (
        Tab("appointments", "focal_point", appointments, detail),
        Tab("units", "office_unit", units),
        Tab("constituencies", "group_member", constituencies),
        derived_tab("group_member", "members"),
        derived_tab("gem_group", "groups"),
        derived_tab("person", "people"),
    )

    def facts(self) -> Sequence[Part]:
        """Return how many appointments are in force, and how many end soon."""
        held = [r for r in store.rows(self.desk.db, "focal_point") if rules.active(r, self.on)]
        ending = sum(1 for r in held if (left := rules.ends_in(r, self.on)) is not None and left <= SOON)
        soon: list[Part] = [(f" · {ending} end{'s' if ending == 1 else ''} soon", "alarm")] if ending else []
        return [(f"{len(held)} in force", ""), *soon]
