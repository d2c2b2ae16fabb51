"""Screen 5: UN-SWAP indicators of the year: rating, last year's, evidence, plan, and the checklist behind them."""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult
from textual.containers import Vertical

from gemtui import rules, store
from gemtui.locale import choice, say
from gemtui.reference import LEVELS, requirements
from gemtui.store import Edit, Row, Saved
from gemtui.tui.lists.answering import ABOUT, About
from gemtui.tui.lists.indicators import SCALE, detail, indicators, why
from gemtui.tui.lists.tab import Tab, derived_tab
from gemtui.tui.screens.tabbed import Tabbed
from gemtui.tui.sheets import Wanted
from gemtui.tui.widgets.checklist import Checklist, Item
from gemtui.tui.widgets.list import RecordList
from gemtui.tui.widgets.pane import Detail


class Indicators(Tabbed):
    """Ratings, and under them the requirements: Tab goes there, space ticks."""

    number = 5
    hints = (
        "open",
        "edit",
        "new",
        ("mark", "tick (tab)"),
        "comment",
        "gap-next",
        "why",
        ("tab-next", "plans"),
    )
    tabs = (
        Tab("indicators", "indicator_entry", indicators, detail, why=why),
        derived_tab("remedial_action", "remedial actions"),
        derived_tab("entity_rating", "the Union's ratings"),
    )

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
        if about is not None and row is not None:
            self.query_one(Detail).tell(detail(row, 0))
        ticked = set((about.entry or {}).get("requirements") or ()) if about else ()
        texts = requirements() if about else {}
        asked = [
            (level, n)
            for level in LEVELS
            for n in (rules.needed(about.indicator, level) if about else ())
            if f"/{level}/" in n
        ]
        self.query_one(Checklist).ask_for([Item(n, level, texts[n], n in ticked) for level, n in asked])

    def open_row(self, row: Row) -> None:
        """Open the entry, or the form of one that is not there yet."""
        if row.get("id"):
            super().open_row(row)
        elif self.new_record() is not None:
            self.action_new()

    def new_record(self) -> Wanted | None:
        """Return the entry that is missing under the cursor, else a new one."""
        wanted = super().new_record()
        about = (self.table.row or {}).get(ABOUT)
        if wanted is None or about is None or about.entry:
            return wanted
        return Wanted("indicator_entry", given=_given(about, self.period), at="rating")

    @property
    def period(self) -> int:
        """Return the year that is shown."""
        return rules.reporting_year(self.on)

    def on_checklist_ticked(self, message: Checklist.Ticked) -> None:
        """Tick or untick a requirement at once; `u` takes it back."""
        about: About | None = (self.table.row or {}).get(ABOUT)
        if about is not None and not self.desk.db.read_only:
            self.ask("tick", lambda: self._tick(about, message.item), lambda pair: self._ticked(*pair))

    def _tick(self, about: About, item: Item) -> tuple[Saved, str]:
        entry, db = about.entry, self.desk.db
        held = [n for n in (entry or {}).get("requirements") or [] if n != item.id]
        ticked = held if item.is_ticked else sorted([*held, item.id])
        values: dict[str, Any] = {"requirements": ticked or None}
        borne = rules.borne_out(about.indicator, ticked)
        if (
            ticked
            and (entry or {}).get("rating") in LEVELS
            and SCALE.index((entry or {})["rating"]) > SCALE.index(borne)
        ):
            values["rating"] = (
                borne  # a rating stands only when every requirement up to its level is fulfilled
            )
        if entry is None:
            return store.save(db, Edit("indicator_entry", {**_given(about, self.period), **values})), borne
        return store.save(
            db,
            Edit(
                "indicator_entry",
                values,
                id=f"{entry['office']}/{entry['id']}",
                seen=store.seen(db, entry["office"], entry["id"]),
            ),
        ), borne

    def _ticked(self, saved: Saved, borne: str) -> None:
        self.app.changed()
        self.renew()
        self.table.refresh_rows(glow=saved.row["entry"])
        self.app.tell(say("ticked", {"rating": choice(borne)}))


def _given(about: About, period: int) -> dict[str, Any]:
    return {"framework": about.framework.code, "indicator": about.indicator.id, "period": period}
