"""Screen 4: bodies with their balance, their seats, head-counts and meetings."""

from __future__ import annotations

from gemtui import rules, store
from gemtui.locale import so_many
from gemtui.store import Row
from gemtui.tui.listing import KIND
from gemtui.tui.lists.bodies import NEEDED, bodies, detail, vacancies, why
from gemtui.tui.lists.openings import opening_lines, openings, why_openings
from gemtui.tui.lists.tab import Tab, derived_tab
from gemtui.tui.lists.trends import trends
from gemtui.tui.screens import deeds
from gemtui.tui.screens.tabular import Tabular, committee_of
from gemtui.tui.widgets.cells import Part


class Committees(Tabular):
    """Bodies with bars and verdicts; Enter shows a body's seats."""

    number = 4
    hints = (
        "open",
        ("table", "seats"),
        "what-if",
        "new",
        "edit",
        "as-of",
        "why",
        ("tab-next", "trend"),
        "gap-next",
        "delete",
    )
    tabs = (
        Tab("bodies", "committee", bodies, detail, vacancies, why),
        Tab("vacancies", "committee", openings, opening_lines, why=why_openings),
        Tab("trend", "committee", trends, detail, why=why),
        derived_tab("seat", "seats"),
        derived_tab("composition", "head-counts"),
        derived_tab("meeting", "meetings"),
    )

    def facts(self) -> list[Part]:
        """Return how many bodies meet their rule."""
        facts = {kind: store.rows(self.desk.db, kind) for kind in NEEDED}
        found = rules.tally(body.balance for body in rules.bodies(facts, self.on))
        unknown = f" · {found.unknown} unknown" if found.unknown else ""
        return [
            (f"{so_many(found.bodies, 'body', 'bodies')} · {so_many(found.meet, 'meets', 'meet')} · ", ""),
            (so_many(found.fail, "does not", "do not"), "alarm" if found.fail else ""),
            (unknown, ""),
        ]

    def action_what_if(self) -> None:
        """Try appointments to the body of the row, without saving them; of several marked ones, see them together."""
        marked = deeds.chosen_rows(self.table.source, self.table.chosen)
        if len(marked) > 1 and all(row.get(KIND) == "committee" for row in marked):
            from gemtui.tui.screens.what_if import WhatIfSet

            self.app.push_screen(WhatIfSet([(row["office"], row["id"]) for row in marked]))
        elif self.target is not None:
            committee_of(self, self.target, self._try_out)

    def _try_out(self, committee: Row) -> None:
        from gemtui.tui.screens.what_if import WhatIf

        self.app.push_screen(WhatIf(committee))
