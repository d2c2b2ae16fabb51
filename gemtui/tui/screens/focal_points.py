"""Screen 3: appointments, who covers which unit and constituency, the group, its members, and people."""

from __future__ import annotations

from collections.abc import Sequence

from gemtui import rules, store
from gemtui.locale import say
from gemtui.store import Row
from gemtui.tui.lists.appointments import SOON, appointments, detail, why
from gemtui.tui.lists.matrices import constituencies, constituency_detail, unit_detail, units
from gemtui.tui.lists.tab import Tab, derived_tab
from gemtui.tui.screens.mending import Mending
from gemtui.tui.sheets import Wanted
from gemtui.tui.widgets.cells import Part


class FocalPoints(Mending):
    """Appointments with their terms, and where somebody is missing: Enter there makes what is missing."""

    number = 3
    hints = ("open", "new", "edit", "as-of", "gap-next", ("tab-next", "units"), "why", "delete", "history")
    tabs = (
        Tab("appointments", "focal_point", appointments, detail, why=why),
        Tab("units", "office_unit", units, unit_detail),
        Tab("constituencies", "group_member", constituencies, constituency_detail),
        derived_tab("group_member", "members"),
        derived_tab("gem_group", "groups"),
        derived_tab("person", "people"),
    )

    def facts(self) -> Sequence[Part]:
        """Return how many appointments are in force, end soon or lack terms, and how many units nobody covers."""
        db, on = self.desk.db, self.on
        held = [r for r in store.rows(db, "focal_point") if rules.active(r, on)]
        ending = sum(1 for r in held if (left := rules.ends_in(r, on)) is not None and left <= SOON)
        unsigned = sum(1 for r in held if not r.get("tor_signed_on"))
        alone = [u for u in store.rows(db, "office_unit") if not rules.appointed(u, held)["focal_point"]]
        pairs = (("ending-soon", ending), ("without-terms", unsigned), ("units-without", len(alone)))
        alarms: list[Part] = [(say(code, {"count": n}), "alarm") for code, n in pairs if n]
        return [(say("in-force", {"count": len(held)}), ""), *alarms]

    def open_row(self, row: Row) -> None:
        """Open the first member of a constituency that has some."""
        if row.get("members"):
            from gemtui.tui.screens.reading import Reading

            member = row["members"][0]
            self.app.push_screen(Reading("group_member", member["office"], member["id"]))
        else:
            super().open_row(row)

    def action_delegate(self) -> None:
        """Open the alternate's appointment at the days of acting: that under the cursor, else the one in force."""
        row, db, on, own = self.target, self.desk.db, self.desk.today, self.desk.office
        if row is not None and row.get("role") == "alternate" and row["office"] == own:
            self.write(Wanted("focal_point", row["id"], own, at="acts_from"))
            return

        def alternate() -> Row | None:
            held = [r for r in store.rows(db, "focal_point", office=own) if r.get("role") == "alternate"]
            return next((r for r in held if rules.active(r, on)), None)

        self.ask("alternate", alternate, self._let_act)

    def _let_act(self, alternate: Row | None) -> None:
        if alternate is None:
            self.app.tell(say("no-alternate"), "dim")
        else:
            self.write(Wanted("focal_point", alternate["id"], alternate["office"], at="acts_from"))
