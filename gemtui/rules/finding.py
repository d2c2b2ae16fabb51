"""A finding: which rule was broken or left unanswered, where, and the facts that its sentence needs."""

from __future__ import annotations

from typing import Any, NamedTuple

from gemtui.rules.catalogue import CATALOGUE
from gemtui.rules.terms import Row

LEVELS = ("error", "warning", "gap")


class Finding(NamedTuple):
    """One thing that a rule has to say about one record, or about an office where `id` is empty."""

    code: str
    level: str
    """`error`, `warning` or `gap` (spec/records.md, *What a wrong entry gets*)."""
    kind: str
    id: str
    office: str
    field: str
    """The field to go to; empty where the whole record is meant."""
    clause: str
    facts: dict[str, Any]

    @property
    def order(self) -> tuple[int, str, str, str, str]:
        """Return the place in a list: errors first, then by code and record."""
        return LEVELS.index(self.level), self.code, self.kind, self.office, self.id


def finding(code: str, kind: str, row: Row, at: str = "", /, **facts: Any) -> Finding:
    """Return the finding of a catalogued code on a row, at one of its fields."""
    rule = CATALOGUE[code]
    clause = facts.pop("clause_of", rule.clause)
    return Finding(code, rule.level, kind, row.get("id") or "", row.get("office") or "", at, clause, facts)
