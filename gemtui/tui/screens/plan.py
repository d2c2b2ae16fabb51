"""Screen 2: the action plan, by area, by date, by person; with its progress notes and monitoring rounds."""

from __future__ import annotations

from datetime import date

from gemtui import rules
from gemtui.locale import so_many
from gemtui.reports import plan_figures, plan_in_force
from gemtui.store import Row
from gemtui.tui.listing import FOLDED, GROUP, KIND, KindSource
from gemtui.tui.lists.actions import actions, detail, figures_then, notes, time_line, why
from gemtui.tui.lists.grouping import by_area, by_person
from gemtui.tui.lists.tab import Tab, derived_tab
from gemtui.tui.screens.going import may_write
from gemtui.tui.screens.going_through import MonitoringRound
from gemtui.tui.screens.recording import Recording
from gemtui.tui.screens.tabbed import Tabbed
from gemtui.tui.sheets import Wanted
from gemtui.tui.widgets.cells import Part
from gemtui.tui.widgets.chrome import Hints

PERSON = ("responsible", "delivery_on")


class ActionPlan(Recording, Tabbed):
    """Actions with areas, overdue signs and progress."""

    number = 2
    hints: Hints = (
        "open", "new", "edit", "progress", ("tab-next", ""), ("gap-next", "next late"), "round", "history", "fold",
        "as-of", "delete", "flag",
    )  # fmt: skip
    tabs = (
        Tab("plan", "action", lambda around: actions(around, grouped=by_area), detail, notes, why),
        Tab("time line", "action", time_line, detail, notes, why, is_wide=True),
        Tab("by person", "action", lambda around: actions(around, PERSON, by_person), detail, notes, why),
        derived_tab("action_progress", "progress"),
        derived_tab("monitoring_round", "rounds"),
        derived_tab("action_plan", "plans"),
    )

    def facts(self) -> list[Part]:
        """Return the plan in figures."""
        is_past = self.as_of is not None
        found = figures_then(self.around) if is_past else plan_figures(self.desk.db, self.on)
        late: Part = (f"{found.overdue} late", "alarm" if found.overdue else "")
        return [
            (f"{so_many(found.total, 'action')} · {found.done} done · ", ""),
            late,
            (f" · {found.due_soon} due soon", ""),
        ]

    @staticmethod
    def is_gap(row: Row, on: date) -> bool:
        """Return whether an action is late."""
        return bool(rules.state(row, on).overdue)

    def new_record(self) -> Wanted | None:
        """Return a new action of the plan in force, asked for from its title on; on other tabs, such a record."""
        wanted = super().new_record()
        return Wanted("action", at="title", proposes=True) if wanted == Wanted("action") else wanted

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide what has nothing to be about: folding where nothing is grouped, a round where nobody may write one."""
        if action in {"fold", "fold_all"}:
            return self.is_ready and bool(getattr(self.table.source, "groups", ()))
        if action == "round":
            return (
                self.is_ready
                and self.as_of is None
                and may_write(self.desk.db, "monitoring_round", self.desk.office)
            )
        return super().check_action(action, parameters)

    def open_row(self, row: Row) -> None:
        """Open the action, or what is folded under the heading."""
        if GROUP in row:
            self.action_fold()
        else:
            super().open_row(row)

    def action_fold(self) -> None:
        """Fold the group of this row, or show its rows again."""
        table, source = self.table, self.table.source
        found = source.group_of(table.rows.ids, table.cursor) if isinstance(source, KindSource) else None
        if found is not None:
            number, group = found
            self.folded ^= {group.key}
            is_folded = group.key in self.folded
            self._fold(FOLDED + number if is_folded else group.ids[0])

    def action_fold_all(self) -> None:
        """Fold all groups, or show all rows again."""
        groups = getattr(self.table.source, "groups", ())
        keys = {group.key for group in groups}
        self.folded = self.folded - keys if keys <= self.folded else self.folded | keys
        self._fold(None if not keys <= self.folded else FOLDED)

    def _fold(self, at: int | None) -> None:
        source = self.table.source
        if isinstance(source, KindSource):
            source.folded = self.folded
            self.table.refresh_rows(at=at)

    def action_round(self) -> None:
        """Go through the actions of this action's plan, or of the plan in force."""
        row, db, on = self.target, self.desk.db, self.desk.today
        if row is not None and row[KIND] == "action" and row["office"] == self.desk.office:
            self._go_through(row.get("action_plan"))
        else:
            self.ask("plan", lambda: plan_in_force(db, on), self._go_through)

    def _go_through(self, plan: str | None) -> None:
        self.app.push_screen(MonitoringRound(plan))
