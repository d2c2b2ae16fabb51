"""Screen 7: the register of programmes with their gender assessments, the portfolio by marker, and good practices."""

from __future__ import annotations

from collections.abc import Sequence

from gemtui import reports
from gemtui.locale import say, share
from gemtui.rules.programmes import EXEMPT, OVERDUE
from gemtui.store import Row
from gemtui.tui.listing import KIND
from gemtui.tui.lists import portfolio, practices, programmes
from gemtui.tui.lists.programmes import STATE
from gemtui.tui.lists.tab import Tab
from gemtui.tui.screens.going import may_write
from gemtui.tui.screens.mending import Mending
from gemtui.tui.sheets import Wanted
from gemtui.tui.widgets.cells import Part


class Programmes(Mending):
    """What each programme owes; Enter on one that owes an assessment begins it."""

    number = 7
    hints = (
        "open", ("round", "assess"), "new", "edit", "as-of", "why", ("gap-next", "next gap"), ("tab-next", ""), "history", "delete",
    )  # fmt: skip
    tabs = (
        Tab("programmes", "programme", programmes.programmes, programmes.detail, why=programmes.why),
        Tab(
            "assessments", "programme_assessment", programmes.assessments, programmes.assessment_detail,
            why=programmes.assessment_why,
        ),
        Tab("good practices", "good_practice", practices.practices, practices.detail, why=practices.why),
        Tab("portfolio", "resource_line", portfolio.portfolio, portfolio.detail, why=portfolio.why),
    )  # fmt: skip

    def facts(self) -> Sequence[Part]:
        """Return the coverage, and how many programmes are overdue for their assessment."""
        found = reports.register(self.desk.db, self.on, self.around.then)
        late = sum(1 for _, state in found.rows if state.code == OVERDUE)
        if not found.due:
            return [(say("coverage-none"), "")] if found.rows else ()
        facts = {"assessed": found.assessed, "due": found.due, "percent": share(found.share)}
        return [
            (say("coverage-of", facts), ""),
            (say("overdue-of", {"count": late}), "alarm") if late else ("", ""),
        ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide the assessment where there is nothing to assess, or nobody here may."""
        if action == "round":
            return self.is_ready and self.as_of is None and self._to_assess is not None
        return super().check_action(action, parameters)

    def invites(self, row: Row) -> bool:
        """Return whether Enter begins the assessment that a programme owes."""
        is_owed = row.get(KIND) == "programme" and STATE in row and row[STATE].code == OVERDUE
        return (is_owed and bool(self.check_action("round", ()))) or super().invites(row)

    def open_row(self, row: Row) -> None:
        """Begin the assessment that is owed; else open the record, a practice as a page."""
        if self.invites(row):
            self.action_round()
        elif row.get(KIND) == "good_practice":
            from gemtui.tui.screens.practice import Practice

            self.app.push_screen(Practice(row["office"], row["id"]))
        else:
            super().open_row(row)

    @property
    def _to_assess(self) -> Wanted | None:
        """Return the assessment that the row under the cursor asks for: a new one, or the row itself."""
        row = self.target or {}
        kind, own = "programme_assessment", row.get("office") == self.desk.office
        if not row or not may_write(self.desk.db, kind, row["office"]):
            return None
        if row[KIND] == kind:
            return Wanted(kind, row["id"], row["office"])
        if row[KIND] == "programme" and row[STATE].code != EXEMPT and own:
            return Wanted(kind, given={"programme": row["id"]})
        return None

    def action_round(self) -> None:
        """Go through the questions of the gender assessment, one after another."""
        from gemtui.tui.screens.assessing import Assessing

        wanted = self._to_assess
        if wanted is not None:
            self.app.push_screen(Assessing(wanted), self.written)
