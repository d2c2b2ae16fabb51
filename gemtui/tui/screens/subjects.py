"""Screen 8: a tab for each kind of record that belongs there, derived from its description."""

from __future__ import annotations

from gemtui.tui.screens.tabbed import Tabbed


class Governance(Tabbed):
    """Governance, money, legal bases, documents and reviews."""

    number = 8
