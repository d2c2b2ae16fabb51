"""Screen 2: the action plan, by area, by date, by person; with its progress notes and monitoring rounds."""

from __future__ import annotations

from datetime import date

from gemtui import rules
from gemtui.reports import plan_figures
from gemtui.store import Row
from gemtui.tui.lists.actions import actions, detail, notes, why
from gemtui.tui.lists.tab import Tab, derived_tab
from gemtui.tui.screens.tabbed import Tabbed
from gemtui.tui.widgets.cells import Part


class ActionPlan(Tabbed):
    """Actions with areas, overdue signs and progress."""

    number = 2
    hints = (
        "open",
        "new",
        "edit",
        "delete",
        ("tab-next", "time line"),
        ("gap-next", "next late"),
        "history",
        "flag",
    )
    tabs = (
        Tab("plan", "action", lambda around: actions(around, by_area=True), detail, notes, why),
        Tab("time line", "action", lambda around: actions(around, ("delivery_on",)), detail, notes, why),
        Tab(
            "by person",
            "action",
            lambda around: actions(around, ("responsible", "delivery_on")),
            detail,
            notes,
        ),
        derived_tab("action_progress", "progress"),
        derived_tab("monitoring_round", "rounds"),
        derived_tab("action_plan", "plans"),
    )

    def facts(self) -> list[Part]:
        """Return the plan in figures."""
        found = plan_figures(self.desk.db, self.on)
        late: Part = (f"{found.overdue} late", "alarm" if found.overdue else "")
        return [
            (f"{found.total} actions · {found.done} done · ", ""),
            late,
            (f" · {found.due_soon} due soon", ""),
        ]

    @staticmethod
    def is_gap(row: Row, on: date) -> bool:
        """Return whether an action is late."""
        return bool(rules.state(row, on).overdue)
