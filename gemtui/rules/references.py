"""Where a reference leads: own office first, then the Union, `CODE/ID` across offices (spec/records.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gemtui.rules.terms import Row

UNION = "ITU"

Facts = Mapping[str, Sequence[dict[str, Any]]]
"""Live rows by kind."""


class Places:
    """All live rows by office and id, for following references."""

    __slots__ = ("_held",)

    def __init__(self, facts: Facts) -> None:
        self._held: dict[tuple[str, str], tuple[str, Row]] = {
            (row["office"], row["id"]): (kind, row) for kind, rows in facts.items() for row in rows
        }

    def find(self, row: Row, reference: str | None) -> tuple[str, Row] | None:
        """Return kind and row that a row's reference leads to, or None where nothing live is there."""
        if not reference:
            return None
        held = self._held
        found = held.get((row["office"], reference)) or held.get((UNION, reference))
        if found is None and "/" in reference:
            office, _, bare = reference.partition("/")
            return held.get((office, bare))
        return found

    def row(self, row: Row, reference: str | None) -> Row | None:
        """Return the row that a reference leads to, or None."""
        found = self.find(row, reference)
        return found[1] if found else None

    def key(self, row: Row, reference: str | None) -> tuple[str, str]:
        """Return office and id of what a reference means, also where nothing is there."""
        found = self.row(row, reference)
        if found is not None:
            return found["office"], found["id"]
        office, slash, bare = (reference or "").partition("/")
        return (office, bare) if slash else (row["office"], reference or "")
