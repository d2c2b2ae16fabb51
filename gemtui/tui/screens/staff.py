"""Screen 6: staff by level and sector, through time and ahead; vacancies, measures, trainings, surveys."""

from __future__ import annotations

from collections.abc import Sequence

from gemtui.store import Row
from gemtui.tui.lists import measures, recruitment, staff, staff_trend
from gemtui.tui.lists.staff import STANDING
from gemtui.tui.lists.tab import Tab, derived_tab
from gemtui.tui.screens.going import may_write
from gemtui.tui.screens.tabular import Tabular, edit_table, first_count, has_table
from gemtui.tui.widgets.cells import Part
from gemtui.tui.widgets.chrome import Hints

LINES = 2
"""The last tab whose rows are lines that are worked out."""


class Staff(Tabular):
    """A line of the staffing table is worked out: Enter says how; `E` edits what it is made from."""

    number = 6
    hints: Hints = (
        "open",
        ("table", "table"),
        "what-if",
        "new",
        "edit",
        "as-of",
        "why",
        "tab-next",
        "gap-next",
        "delete",
    )
    tabs = (
        Tab("staff", "staffing_snapshot", staff.staff, staff.detail, staff.proposed, staff.why),
        Tab("trend", "staffing_snapshot", staff_trend.trends, staff_trend.step_detail, why=staff.why),
        Tab("outlook", "staffing_snapshot", staff_trend.outlooks, staff_trend.detail, why=staff_trend.why),
        derived_tab("staffing_snapshot", "head-counts"),
        Tab(
            "recruitment",
            "recruitment_exercise",
            recruitment.vacancies,
            recruitment.detail,
            why=recruitment.why,
        ),
        Tab("measures", "hr_measure", measures.measures, measures.measure_detail, why=measures.why_measure),
        Tab(
            "training",
            "training_record",
            measures.trainings,
            measures.training_detail,
            why=measures.why_training,
        ),
        Tab("surveys", "culture_survey", measures.surveys, measures.survey_detail, why=measures.why_survey),
    )

    @property
    def target(self) -> Row | None:
        """Return the record that a command is about: none where the row is worked out from several."""
        row = super().target
        return None if row is None or STANDING in row else row

    def hints_here(self) -> Hints:
        """Return the footer's hints: on a line, Enter says why."""
        found = super().hints_here()
        if self.place > LINES:
            return found
        shown = [("open", "why") if hint[0] == "open" else hint for hint in found]
        return [hint for hint in shown if hint[0] != "why"]

    def facts(self) -> Sequence[Part]:
        """Return how many staff there are, and how many levels meet."""
        return staff.facts_of(self.around)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the table also on a line that is worked out, and the trial only there."""
        row = self.table.row if self.is_ready else None
        if action == "table" and self.as_of is None:
            return has_table(self, row) if row else self.can_begin
        if action == "what_if":
            return row is not None and STANDING in row
        return super().check_action(action, parameters)

    @property
    def can_begin(self) -> bool:
        """Return whether a first count can be entered here."""
        kind = "staffing_snapshot"
        return self.is_ready and self.tab.kind == kind and may_write(self.desk.db, kind, self.desk.office)

    def action_table(self) -> None:
        """Edit the head-counts behind the row as in a spreadsheet."""
        if self.table.row is not None:
            edit_table(self, self.table.row)
        else:
            first_count(self)

    def open_row(self, row: Row) -> None:
        """Open a record; a line says how it comes about."""
        if STANDING in row:
            self.action_why()
        else:
            super().open_row(row)

    def action_what_if(self) -> None:
        """Try other assumptions on the line's projections."""
        from gemtui.tui.screens.assuming import Assuming

        if self.table.row is not None:
            self.app.push_screen(Assuming(self.table.row[STANDING]))
