"""Screen 5: UN-SWAP indicators of the year: rating, last year's, evidence, plan, and the checklist behind them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.app import ComposeResult
from textual.containers import Vertical

from gemtui import rules
from gemtui.locale import say
from gemtui.reference import LEVELS
from gemtui.store import Row
from gemtui.tui.lists.answering import ABOUT, About, answered, worded
from gemtui.tui.lists.diary import diary, spoken
from gemtui.tui.lists.indicators import detail, indicators, why
from gemtui.tui.lists.over_the_years import line_detail, over_the_years, why_breaks
from gemtui.tui.lists.own_indicators import OWN, given_own, own_detail, own_indicators, why_own
from gemtui.tui.lists.tab import Tab, derived_tab
from gemtui.tui.screens.requiring import Requiring
from gemtui.tui.sheets import Wanted
from gemtui.tui.ticking import given
from gemtui.tui.widgets.cells import Part
from gemtui.tui.widgets.checklist import Checklist, Item
from gemtui.tui.widgets.chrome import Hints
from gemtui.tui.widgets.list import RecordList
from gemtui.tui.widgets.pane import Detail

TICKING_HINTS: Hints = (("mark", "tick"), ("requirements", "indicators"), "why", "diary", "undo")


class Indicators(Requiring):
    """Ratings, and under them the requirements: Tab goes there, space ticks."""

    number = 5
    hints = (
        "open",
        "edit",
        "new",
        "requirements",
        ("period-previous", "year before"),
        "gap-next",
        "why",
        "diary",
        "tab-next",
    )
    others = (
        Tab("indicators", "indicator_entry", indicators, detail, spoken, why),
        Tab("over the years", "", over_the_years, line_detail, why=why_breaks, is_wide=True),
        Tab("own indicators", "indicator_entry", own_indicators, own_detail, why=why_own),
        Tab("diary", "evidence", diary),
        derived_tab("remedial_action", "remedial actions"),
        derived_tab("entity_rating", "the Union's ratings"),
    )

    def hints_here(self) -> Hints:
        """Return the footer's hints: among the requirements what works there, no year where all years are listed."""
        if self.focused is self.checklist:
            return TICKING_HINTS
        is_of_all = self.tab in self.others[-2:]
        return [hint for hint in super().hints_here() if not (is_of_all and hint[0] == "period-previous")]

    def compose_list(self) -> ComposeResult:
        """Yield the list, and beside or under it the distance and the checklist."""
        yield RecordList(id="list")
        with Vertical(id="side"):
            yield Detail()
            yield Checklist(id="tick-list")

    def explain(self, row: Row | None, more: Any) -> None:
        """Show the checklist of the indicator, too."""
        super().explain(row, more)
        self.query_one("#side").set_class(ABOUT in (row or {}), "-asking")
        about: About | None = (row or {}).get(ABOUT)
        ticked = set((about.entry or {}).get("requirements") or ()) if about else ()
        texts = worded(about) if about else {}
        asked = [
            (level, n)
            for level in LEVELS
            for n in (rules.needed(about.indicator, level) if about else ())
            if f"/{level}/" in n
        ]
        self.checklist.ask_for([Item(n, level, texts[n], n in ticked) for level, n in asked])

    def has_more(self, row: Row) -> bool:
        """Return whether there is more to ask about a row: also about an indicator without an entry."""
        return ABOUT in row or super().has_more(row)

    def open_row(self, row: Row) -> None:
        """Open the entry, or the form of one that is not there yet."""
        if row.get("id"):
            super().open_row(row)
        elif self.new_record() is not None:
            self.action_new()

    def new_record(self) -> Wanted | None:
        """Return the entry that is missing under the cursor, else a new one."""
        wanted, row = super().new_record(), self.table.row or {}
        if self.is_settling:
            return wanted
        about = row.get(ABOUT)
        if wanted is not None and OWN in row and not row.get("id"):
            return Wanted("indicator_entry", given=given_own(row, self.period), at="value")
        if wanted is None or about is None or about.entry:
            return wanted
        return Wanted("indicator_entry", given=given(about, self.period), at="requirements")

    def facts(self) -> Sequence[Part]:
        """Return how many indicators are answered, and how many of those rated meet or exceed."""
        if self.is_settling:
            return super().facts()
        rows = answered(self.desk.db, self.period, self.around.then).rows
        found = rules.ratings(row[ABOUT].entry or {} for row in rows)
        said = sum(row.get("rating") not in (None, "not_reported") for row in rows)  # as Home counts
        facts = {"answered": said, "all": len(rows), "meet": found.meet, "rated": found.rated}
        return [(say("answered-of", facts), "")]
