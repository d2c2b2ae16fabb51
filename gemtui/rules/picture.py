"""What the rules between records look at: all live rows, and whom, when and what for they are judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from operator import itemgetter
from typing import Any

from gemtui.records import Kind
from gemtui.rules.references import Facts, Places
from gemtui.rules.terms import Row, reporting_year

YEARLY = frozenset({"indicator_entry", "entity_rating"})
"""Kinds that are judged for one year at a time, where a year is asked for."""


@dataclass(frozen=True)
class Context:
    """Whose records are judged, on which date, for which year."""

    office: str
    on: date
    role: str = "field"
    """`field` judges the office's own records, `hq` every office's and the Union's."""
    period: int | None = None
    """Only this year's ratings are judged; without it, every year's."""
    today: date | None = None
    """What counts as the future: the later of this and `on`, so that a look back finds no future."""
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    """Descriptions of the kinds: natural keys, references and catalogues are judged by them."""
    offices: Sequence[str] = ()
    """The offices to judge; empty for the own one, or at headquarters for all that have records."""

    @property
    def year(self) -> int:
        """Return the year that completeness and gaps are about."""
        return self.period or reporting_year(self.on)

    @property
    def latest(self) -> date:
        """Return the day after which a day lies ahead."""
        return max(self.on, self.today or self.on)


def dated(kind: Kind | None, rows: Sequence[dict[str, Any]]) -> Sequence[dict[str, Any]]:
    """Return the records that have every date their kind requires: a merge may bring some that do not."""
    days = [q.name for q in kind.questions if q.required and q.type == "date"] if kind else []
    if not days:
        return rows
    said = itemgetter("id", *days)
    return [row for row in rows if None not in said(row)]


class Picture:
    """The rows that are judged, and the indexes that several rules share.

    Records that lack a required date are found as such and take no part in anything else.
    """

    def __init__(self, facts: Facts, context: Context) -> None:
        self.context = context
        self.facts: Facts = {kind: dated(context.kinds.get(kind), rows) for kind, rows in facts.items()}
        self.given = facts
        self.places = Places(facts)
        self.on = context.on
        self.day = context.on.isoformat()
        self._judged: dict[str, Sequence[dict[str, Any]]] = {}

    @cached_property
    def offices(self) -> tuple[str, ...]:
        """Return the offices that are judged, sorted."""
        given = set(self.context.offices)
        if not given and self.context.role == "hq":
            given = {row["office"] for rows in self.facts.values() for row in rows}
        return tuple(sorted(given or {self.context.office}))

    def rows(self, kind: str) -> Sequence[dict[str, Any]]:
        """Return a kind's rows of the offices that are judged; ratings of other years are left out."""
        if kind not in self._judged:
            held, period = set(self.offices), self.context.period
            rows = [row for row in self.facts.get(kind, ()) if row["office"] in held]
            if period is not None and kind in YEARLY:
                rows = [row for row in rows if row.get("period") == period]
            self._judged[kind] = rows
        return self._judged[kind]

    @cached_property
    def evidenced(self) -> frozenset[tuple[str, str]]:
        """Return office and id of every record that has evidence."""
        key = self.places.key
        return frozenset(key(row, row.get("subject")) for row in self.facts.get("evidence", ()))

    def has_evidence(self, row: Row) -> bool:
        """Return whether a file or a reference stands behind a record."""
        return (row["office"], row["id"]) in self.evidenced
