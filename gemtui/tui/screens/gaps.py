"""From gap to gap: the next row about which the rules find something."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gemtui import reports
from gemtui.locale import say
from gemtui.tui.lists.answering import UNANSWERED
from gemtui.tui.lists.tab import MISSING

if TYPE_CHECKING:
    from gemtui.tui.screens.tabbed import Tabbed


def go_to_gap(place: Tabbed, step: int) -> None:
    """Go to the next row (or the one before) with a finding; says so where there is none."""
    db, on = place.desk.db, place.on

    def work() -> set[int]:
        checked = reports.Checked(db, on)
        rows = (
            checked.picture.places.row({"office": one.office}, one.id) for one in checked.findings if one.id
        )
        return {int(row["entry"]) for row in rows if row is not None}

    place.ask("gap", work, lambda found: _go(place, found, step))


def _go(place: Tabbed, found: set[int], step: int) -> None:
    table = place.table
    ids: Sequence[int] = table.rows.ids
    on = range(table.cursor + 1, len(ids)) if step > 0 else range(table.cursor - 1, -1, -1)

    def is_gap(n: int) -> bool:
        return ids[n] in found or ids[n] >= UNANSWERED or bool((table.rows.row(n) or {}).get(MISSING))

    at = next((n for n in on if ids[n] >= 0 and is_gap(n)), None)
    if at is None:
        place.app.tell(say("no-more-gaps"), "dim")
    else:
        table.cursor = at
