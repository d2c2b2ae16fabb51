"""The sign before a record in every list: somebody asks about it, or it was changed after its acceptance."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from gemtui.tui.widgets.cells import Part
from gemtui.tui.widgets.lines import SIGN

if TYPE_CHECKING:
    from gemtui.store import Row, Store

SIGNS: dict[str, Part] = {"remark": ("»", "accent"), "late": ("Δ", "accent")}
"""By what `reports.signs` says."""


def dresser(db: Store) -> Callable[[list[Row]], list[Row]]:
    """Return what gives rows their signs: one question for the remarks of all of them, one an office for late changes."""

    def dress(rows: list[Row]) -> list[Row]:
        from gemtui import reports  # here: a first paint has no rows yet
        from gemtui.tui.listing import KIND  # and no store either

        keys = [(row["office"], row["id"]) for row in rows if row.get(KIND)]
        found = reports.signs(db, keys) if keys else {}
        if not found:
            return rows
        said = ((row, found.get((row.get("office", ""), row.get("id", "")), "")) for row in rows)
        return [{SIGN: SIGNS[sign], **row} if sign and row.get(KIND) else row for row, sign in said]

    return dress
