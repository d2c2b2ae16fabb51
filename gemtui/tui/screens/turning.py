"""The year that screen 5 shows, and turning it: each year in the framework that it belongs to."""

from __future__ import annotations

from dataclasses import replace

from gemtui.locale import say
from gemtui.reference import framework_of_year
from gemtui.tui.lists.tab import Around
from gemtui.tui.screens.tabbed import Tabbed


class Turning(Tabbed):
    """A screen of one year, from which one goes to the year before or after."""

    turned_to = 0
    """The year that the person turned to; 0 for the one that is reported."""

    @property
    def period(self) -> int:
        """Return the year that is shown."""
        return self.around.year

    @property
    def around(self) -> Around:
        """Return what a tab's list is made from, with the year that the person turned to."""
        return replace(super().around, period=self.turned_to)

    def action_turn_period(self, step: int) -> None:
        """Show the year before, or the year after, in the framework that it belongs to."""
        year = self.period + step
        if framework_of_year(year) is None:
            self.app.tell(say("no-framework", {"year": year}), "dim")
            return
        self.turned_to = year
        self.fill()

    def headline(self) -> str:
        """Return the title, with the framework and the year that is shown."""
        if self.as_of is not None:
            return super().headline()
        framework = framework_of_year(self.period)
        name = framework.title if framework else "–"
        return f"{super().headline().rpartition(str(self.desk.period))[0]}{name} · {self.period}"
