"""Screen 8: planning, money, resolutions, delivery reviews, the group, and what leadership owes by when."""

from __future__ import annotations

from collections.abc import Sequence

from gemtui import reports
from gemtui.locale import say
from gemtui.rules.governance import countdowns, instruments
from gemtui.store import Row
from gemtui.tui.listing import KIND
from gemtui.tui.lists import delivery, documents, group, money, owed, planning, resolutions
from gemtui.tui.lists.tab import MISSING, Tab
from gemtui.tui.screens.going import may_write
from gemtui.tui.screens.mending import Mending
from gemtui.tui.sheets import Wanted
from gemtui.tui.widgets.cells import Part
from gemtui.tui.widgets.chrome import Hints

ITEM = "governance_item"
TYPES = {"planning": "planning_instrument", "delivery": "delivery_review", "reviews": "leadership_act"}
"""What `n` makes a governance item of, by the tab it is pressed on."""


class Governance(Mending):
    """What is planned, paid, decided, reviewed and owed; Enter on what is missing makes it."""

    number = 8
    hints = (
        "open",
        "new",
        "edit",
        "as-of",
        "why",
        ("gap-next", "next gap"),
        ("tab-next", ""),
        "history",
        "delete",
    )
    tabs: Sequence[Tab] = (
        Tab("planning", ITEM, planning.planning, planning.detail, why=planning.why),
        Tab("money", "resource_line", money.money, money.detail, why=money.why),
        Tab("legal basis", "legal_basis", resolutions.resolutions, resolutions.detail, why=resolutions.why),
        Tab("delivery", ITEM, delivery.delivery, delivery.detail),
        Tab("group", "gem_group", group.group, group.detail),
        Tab("reviews", "policy_review", owed.owed, owed.detail, why=owed.why),
        documents.TAB,
    )

    def hints_here(self) -> Hints:
        """Return the footer's hints: where documents are listed, a text is checked first of all."""
        found = super().hints_here()
        return [("text-check", ""), *found] if self.tab is documents.TAB else found

    def facts(self) -> Sequence[Part]:
        """Return how many instruments have more than words on gender in them, and what is owed soonest."""
        if self.tab is documents.TAB:
            return documents.figures(self.around)
        picture = self.around.picture((*planning.NEEDED, *owed.NEEDED))
        latest = [each.items[-1] for each in instruments(picture.rows(ITEM))]
        firm = sum(1 for row in latest if (row.get("level") or "").startswith("objective"))
        told: list[Part] = [(say("firm-of", {"firm": firm, "all": len(latest)}), "")] if latest else []
        dated = [
            each
            for each in countdowns(picture, self.desk.office)
            if each.left is not None and each.office == self.desk.office
        ]
        late = [each for each in dated if (each.left or 0) < 0]
        if late:
            worst = min(late, key=lambda each: each.left or 0)
            told.append((say(f"late-{worst.code}", {"days": -(worst.left or 0)}), "alarm"))
        return told

    def new_record(self) -> Wanted | None:
        """Return what `n` makes: a governance item of the type that the tab is about; the policy's review at headquarters."""
        wanted = super().new_record()
        kind = TYPES.get(self.tab.label)
        if (
            wanted is None
            and self.tab.kind == "policy_review"
            and may_write(self.desk.db, ITEM, self.desk.office)
        ):
            wanted = Wanted(ITEM)  # the policy is reviewed by headquarters, leadership acts in every office
        if wanted is None or wanted.kind != ITEM or wanted.given or kind is None:
            return wanted
        return Wanted(ITEM, given={"type": kind})

    def mends(self, row: Row) -> Wanted | None:
        """Return the form that mends a row; what is owed may be done before it is late."""
        return super().mends({**row, MISSING: row.get(MISSING) or row.get(owed.OWED) is not None})

    def invites(self, row: Row) -> bool:
        """Return whether Enter does what is missing or owed; the actions are gone through without a form."""
        due = row.get(owed.OWED)
        return super().invites(row) or (self.as_of is None and due is not None and due.code == "monitoring")

    def open_row(self, row: Row) -> None:
        """Do what is missing in a row; else open it, or what it stands for."""
        action, opens = row.get(delivery.ACTION), row.get(group.OPENS)
        due = (
            row.get(owed.OWED) if self.as_of is None else None
        )  # what was owed then is done today, or nowhere
        if action is not None:
            self.read({**action, KIND: "action"})
        elif opens is not None and not row.get(MISSING):
            self.read({**opens[1], KIND: opens[0]})
        elif due is not None and self.mends(row) is None:
            self._go_where(due.code)
        else:
            super().open_row(row)

    def _go_where(self, code: str) -> None:
        """Go to where something owed is done, if that is elsewhere."""
        if code == "monitoring":
            db, on = self.desk.db, self.desk.today
            self.ask("plan", lambda: reports.plan_in_force(db, on), self._go_through)
        elif code == "sign-off":
            self.app.action_go(9)
        else:
            self.app.tell(say("owed-elsewhere"), "dim")

    def _go_through(self, plan: str | None) -> None:
        from gemtui.tui.screens.going_through import MonitoringRound

        self.app.push_screen(MonitoringRound(plan))
