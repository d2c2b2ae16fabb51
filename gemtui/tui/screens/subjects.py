"""Screens 6 and 8: a tab for each kind of record that belongs there, derived from its description."""

from __future__ import annotations

from gemtui.tui.screens.tabbed import Tabbed
from gemtui.tui.screens.tabular import Tabular


class Staff(Tabular):
    """Head-counts, vacancies, measures, trainings and surveys."""

    number = 6
    hints = ("open", ("table", "table"), "new", "edit", "delete", "tab-next", "gap-next", "filter", "history")


class Governance(Tabbed):
    """Governance, money, legal bases, documents and reviews."""

    number = 8
