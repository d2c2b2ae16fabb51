"""Lists of one kind of record: columns from its questions, rows from the store by block."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gemtui import store
from gemtui.locale import say
from gemtui.records import Kind, Question
from gemtui.store import Row, Store
from gemtui.tui.showing import Titles, shown
from gemtui.tui.widgets.cells import SPAN, Column, Part
from gemtui.tui.widgets.source import View

KIND, FLAGGED = "_kind", "_flagged"
"""Keys under which a row carries its kind, and whether the person flagged it."""


GROUP = "_group"
"""Key under which the line of a folded group carries the group's key."""
FOLDED = 2 * 10**12
"""Row ids of folded groups; the store's own are far below."""


@dataclass(frozen=True)
class Group:
    """Rows under one heading."""

    key: str
    """What is remembered of it while it is folded."""
    words: str
    ids: Sequence[int]


@dataclass
class KindSource:
    """All records of a kind; where they are grouped, a heading stands before each group, or for it when it is folded."""

    db: Store
    kind: Kind
    titles: Titles
    columns: tuple[Column, ...]
    empty: tuple[str, ...]
    today: date
    sort: tuple[str, ...] = ()
    """The list's own order."""
    where: Mapping[str, Any] = field(default_factory=dict)
    grouped: Callable[[KindSource, View], Sequence[Group]] | None = None
    """Gives the groups of a view; asked in the list's own order only."""
    folded: Set[str] = frozenset()
    """Keys of the groups of which only the heading is shown."""
    prepare: Callable[[Row], Row] = lambda row: row
    """Adds to a row what its cells need, in the thread that fetched it."""
    then: date | None = None
    """Shows the records as they were at the end of this day."""
    frozen: int = 0
    """Columns that stay while the others scroll sideways."""
    shift: int = 0
    """Scrolling columns that lie to the left at first."""
    instant: bool = field(default=False, init=False)
    groups: Sequence[Group] = field(default=(), init=False)

    def rowids(self, view: View) -> array[int]:
        """Return the ids in the view's order; grouped only in the list's own order, folded only without a filter."""
        if view.sort or view.reverse or self.grouped is None:
            return self.ids(view)
        self.groups = groups = [group for group in self.grouped(self, view) if group.ids]
        found = array("q")
        for number, group in enumerate(groups):
            if group.key in self.folded and not view.filter:
                found.append(FOLDED + number)
            else:
                found.append(-number - 1)
                found.extend(group.ids)
        return found

    def block(self, rowids: Sequence[int]) -> list[Row]:
        """Return rows that carry their kind and the names of what they point to."""
        flagged = store.flags(self.db)
        rows = [self.prepare(self.titles.name(row, self.kind)) for row in self._fetched(rowids)]
        shown = [
            {**row, KIND: self.kind.name, FLAGGED: (row["office"], row["id"]) in flagged} for row in rows
        ]
        if not rowids or max(rowids) < FOLDED:
            return shown
        by_entry = {row["entry"]: row for row in shown}
        each = (by_entry.get(n) if n < FOLDED else self._folded(n - FOLDED) for n in rowids)
        return [row for row in each if row is not None]

    def _fetched(self, rowids: Sequence[int]) -> list[Row]:
        wanted = [n for n in rowids if n < FOLDED]
        if self.then is None:
            return store.block(self.db, self.kind.name, wanted)
        return store.block_as_of(self.db, self.kind.name, wanted, store.end_of(self.then))

    def _folded(self, number: int) -> Row | None:
        if number >= len(self.groups):
            return None
        group = self.groups[number]
        return {GROUP: group.key, SPAN: [("▸ ", "accent"), (group.words, "strong")]}

    def heading(self, rowid: int) -> str:
        """Return the heading of a group."""
        groups = self.groups  # a thread may be putting others in their place
        return f"▾ {groups[-rowid - 1].words}" if -rowid <= len(groups) else ""

    def group_of(self, ids: Sequence[int], place: int) -> tuple[int, Group] | None:
        """Return the group of the row at a place of the list, with its number."""
        at = next(
            (ids[n] for n in range(min(place, len(ids) - 1), -1, -1) if ids[n] < 0 or ids[n] >= FOLDED), 0
        )
        number = at - FOLDED if at >= FOLDED else -at - 1
        return (number, self.groups[number]) if at and number < len(self.groups) else None

    def total(self) -> int:
        """Return how many rows there are without a filter."""
        return len(self.ids(View()))

    def ids(self, view: View, where: Mapping[str, Any] | None = None) -> array[int]:
        """Return the ids of the view, of the records that have these values besides the list's own."""
        return store.rowids(self.db, self.kind.name, self.asked(view, where))

    def asked(self, view: View, where: Mapping[str, Any] | None = None) -> store.View:
        """Return what the store is asked for a view."""
        order, wanted = (view.sort,) if view.sort else self.sort, {**self.where, **(where or {})}
        return store.View(order, view.reverse, view.filter, wanted, self.today, then=self.then)


def in_line(label: str) -> str:
    """Return a kind's name within a line: small, but for abbreviations and the Union."""
    return label if label[:2].isupper() or label.startswith("Union") else label[:1].lower() + label[1:]


def derived(db: Store, kind: Kind, titles: Titles, today: date, then: date | None = None) -> KindSource:
    """Return the list that every kind has without anybody writing one."""
    by_headquarters = kind.about.written_by == "headquarters" and db.identity.role != "hq"
    how = say("comes-from-headquarters" if by_headquarters else "makes-the-first")
    empty = (f"No {in_line(kind.about.plural)} yet.", how)
    dated = kind.question(kind.about.dated) if kind.about.dated else None
    return KindSource(
        db,
        kind,
        titles,
        columns_of(kind, many=db.identity.role == "hq"),
        empty,
        today,
        (dated.name,) if dated and not kind.about.key else (),
        then=then,
    )


OFFICE = Column("office", "Office", 8, lambda row: str(row["office"]))
"""Stands before the others at headquarters, where several offices' records are in one list."""


def columns_of(kind: Kind, *, many: bool = False) -> tuple[Column, ...]:
    """Return the columns of a kind: the fields that have a width; the widest text grows. `many` offices add theirs."""
    asked = [q for q in kind.questions if q.width]
    widest = max((q for q in asked if q.type == "string"), key=lambda q: q.width, default=None)
    return (*((OFFICE,) if many else ()), *(column(q, grows=q is widest) for q in asked))


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
