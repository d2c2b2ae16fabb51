"""Lists of one kind of record: columns from its questions, rows from the store by block."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gemtui import store
from gemtui.records import Kind, Question
from gemtui.store import Row, Store
from gemtui.tui.showing import Titles, shown
from gemtui.tui.widgets.cells import Column, Part
from gemtui.tui.widgets.source import View

KIND, FLAGGED = "_kind", "_flagged"
"""Keys under which a row carries its kind, and whether the person flagged it."""


@dataclass
class KindSource:
    """All records of a kind; with groups, a heading before each and the rest at the end."""

    db: Store
    kind: Kind
    titles: Titles
    columns: tuple[Column, ...]
    empty: tuple[str, ...]
    today: date
    sort: tuple[str, ...] = ()
    """The list's own order."""
    where: Mapping[str, Any] = field(default_factory=dict)
    groups: Sequence[tuple[str, Any, str]] = ()
    """(field, value, heading) of each group."""
    prepare: Callable[[Row], Row] = lambda row: row
    """Adds to a row what its cells need, in the thread that fetched it."""
    instant: bool = field(default=False, init=False)

    def rowids(self, view: View) -> array[int]:
        """Return the ids in the view's order; grouped only in the list's own order."""
        if view.sort or view.reverse or not self.groups:
            return self._ids(view, self.where)
        found = array("q")
        for number, (name, value, _) in enumerate(self.groups):
            ids = self._ids(view, {**self.where, name: value})
            if ids:
                found.append(-number - 1)
                found.extend(ids)
        return found

    def block(self, rowids: Sequence[int]) -> list[Row]:
        """Return rows that carry their kind and the names of what they point to."""
        flagged = store.flags(self.db)
        rows = [
            self.prepare(self.titles.name(row, self.kind))
            for row in store.block(self.db, self.kind.name, rowids)
        ]
        return [{**row, KIND: self.kind.name, FLAGGED: (row["office"], row["id"]) in flagged} for row in rows]

    def heading(self, rowid: int) -> str:
        """Return the heading of a group."""
        return self.groups[-rowid - 1][2]

    def total(self) -> int:
        """Return how many rows there are without a filter."""
        return len(self._ids(View(), self.where))

    def _ids(self, view: View, where: Mapping[str, Any]) -> array[int]:
        order = (view.sort,) if view.sort else self.sort
        asked = store.View(sort=order, reverse=view.reverse, words=view.filter, where=where, today=self.today)
        return store.rowids(self.db, self.kind.name, asked)


def derived(db: Store, kind: Kind, titles: Titles, today: date) -> KindSource:
    """Return the list that every kind has without anybody writing one."""
    label = kind.about.label.lower()
    an = "an" if label[0] in "aeiou" else "a"
    empty = (f"No {kind.about.plural.lower()} yet.", f"n makes {an} {label}.")
    dated = kind.question(kind.about.dated) if kind.about.dated else None
    return KindSource(
        db,
        kind,
        titles,
        columns_of(kind, many=db.identity.role == "hq"),
        empty,
        today,
        (dated.name,) if dated and not kind.about.key else (),
    )


def columns_of(kind: Kind, *, many: bool = False) -> tuple[Column, ...]:
    """Return the columns of a kind: the fields that have a width; the widest text grows. `many` offices add theirs."""
    asked = [q for q in kind.questions if q.width]
    widest = max((q for q in asked if q.type == "string"), key=lambda q: q.width, default=None)
    office = (Column("office", "Office", 8, lambda row: str(row["office"])),) if many else ()
    return (*office, *(column(q, grows=q is widest) for q in asked))


def column(question: Question, label: str = "", *, grows: bool = False) -> Column:
    """Return the column of a field."""
    right = question.type in ("integer", "number")
    width = max(question.width, 11 if question.type == "date" else 0, min(len(label or question.label), 8))
    return Column(
        question.name, label or question.label, width, lambda row: _cell(question, row), right, grows
    )


def _cell(question: Question, row: Row) -> Part:
    text, role = shown(question, row)
    return (text or "·", role)
