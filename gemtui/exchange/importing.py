"""Rows of a spreadsheet as saves: what each would add or change, said before anything is written (spec/records.md)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from gemtui import store
from gemtui.exchange.naming import Names
from gemtui.exchange.refusal import ExchangeProblem
from gemtui.exchange.sheet import Sheet
from gemtui.exchange.table import FORMULA
from gemtui.records import Kind, Unreadable, is_state, read
from gemtui.store import Edit, Row, Saved, Store

CLEAR = "-"
"""What a cell says to clear a field; a blank one leaves it as it is."""

IGNORED = frozenset({"home", "deleted", "revision", "changed_at", "changed_by"})
"""Columns of the program's own that a list has and an import passes over."""


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Why a row is refused."""

    row: int
    column: str
    code: str
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Planned:
    """What one row would do: `added`, `changed` or `unchanged`."""

    row: int
    does: str
    edit: Edit


@dataclass(slots=True)
class Import:
    """A whole sheet, judged."""

    planned: list[Planned] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)

    def count(self, does: str) -> int:
        """Return how many rows would be added, changed or left."""
        return sum(1 for planned in self.planned if planned.does == does)


@dataclass(frozen=True, slots=True)
class Reading:
    """How cells are read."""

    today: dt.date
    order: str = ""
    """`dmy` or `mdy` for dates that could be either."""


def plan_import(db: Store, kind: Kind, sheet: Sheet, reading: Reading) -> Import:
    """Return what each row would do, and every problem; writes nothing. Raises ExchangeProblem unknown-column, twice-a-column."""
    columns = _columns(kind, sheet.headings)
    planner = _Planner(db, kind, columns, reading)
    result = Import()
    blind = _blind(sheet, columns)
    if sheet.heading_row in blind:
        return Import(problems=blind[sheet.heading_row])  # what the other cells mean, nobody knows
    for number, cells in sheet.rows:
        try:
            if number in blind:
                raise _RowRefused(blind[number])
            result.planned.append(planner.plan(number, cells))
        except _RowRefused as refused:
            result.problems += refused.problems
    return result


def take_import(db: Store, planned: Import) -> list[Saved]:
    """Save all rows as one action, all or nothing; raises Refused, StoreProblem."""
    return store.save_all(db, [p.edit for p in planned.planned if p.does != "unchanged"], "import")


class _RowRefused(Exception):
    def __init__(self, problems: Sequence[RowProblem]) -> None:
        super().__init__(problems[0].code)
        self.problems = problems


def _columns(kind: Kind, headings: Sequence[str]) -> tuple[str, ...]:
    """Return the field that each column is about, by name or label; empty for one that is passed over."""
    labels = {q.label.casefold(): q.name for q in reversed(kind.questions) if not q.state_of}
    names = [heading.casefold().replace(" ", "_") for heading in headings]
    found = []
    for heading, given in zip(headings, names, strict=True):
        name = given if kind.named(given) in names else kind.named(given)
        if name in IGNORED or not heading:
            found.append("")
        elif name in ("id", "office") or kind.question(name):
            found.append(name)
        elif heading.casefold() in labels:
            found.append(labels[heading.casefold()])
        else:
            raise ExchangeProblem("unknown-column", column=heading, kind=kind.name)
    twice = next((name for name in found if name and found.count(name) > 1), None)
    if twice:
        raise ExchangeProblem("twice-a-column", column=twice)
    return tuple(found)


def _blind(sheet: Sheet, columns: Sequence[str]) -> dict[int, list[RowProblem]]:
    """Return by row what its cells hide, in columns that are taken in: never a blank that nobody wrote."""
    found: dict[int, list[RowProblem]] = {}
    for (row, column), code in sorted(sheet.blind.items()):
        name = columns[column - 1] if column <= len(columns) else ""
        if name or row == sheet.heading_row:
            found.setdefault(row, []).append(RowProblem(row, name, code))
    return found


class _Planner:
    """Judges row after row, knowing the rows before it."""

    def __init__(self, db: Store, kind: Kind, columns: Sequence[str], reading: Reading) -> None:
        self.db, self.kind, self.columns, self.reading = db, kind, columns, reading
        self.names = Names(db)
        self.own = {row["id"]: row for row in store.rows(db, kind.name, office=db.identity.office)}
        self.by_key: dict[tuple[Any, ...], list[Row]] = {}
        self.met: dict[tuple[Any, ...], int] = {}
        for row in self.own.values():
            self.by_key.setdefault(self._key(row), []).append(row)

    def plan(self, number: int, cells: Sequence[str]) -> Planned:
        given = {name: text for name, text in zip(self.columns, cells, strict=False) if name and text.strip()}
        if len(cells) > len(self.columns) and any(cells[len(self.columns) :]):
            raise _RowRefused([RowProblem(number, "", "too-many-cells")])
        office = given.pop("office", self.db.identity.office).strip()
        if office != self.db.identity.office:
            raise _RowRefused([RowProblem(number, "office", "other-office", {"office": office})])
        identifier = given.pop("id", "").strip()
        values = self._values(number, given)
        before = self._before(number, identifier, values)
        return self._judged(number, values, before)

    def _values(self, number: int, given: dict[str, str]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        problems = []
        for name, text in given.items():
            question = self.kind.question(name)
            if question and is_state(question, text.strip()):
                values[f"{name}_state"] = text.strip()
                continue
            try:
                values[name] = self._value(name, text)
            except (Unreadable, ExchangeProblem) as wrong:
                problems.append(RowProblem(number, name, wrong.code, dict(wrong.facts)))
        if problems:
            raise _RowRefused(problems)
        return self.kind.one_of_two(values)

    def _value(self, name: str, text: str) -> Any:
        question = self.kind.question(name)
        assert question is not None
        stripped = text.strip()
        if stripped == CLEAR:
            return None
        if stripped[:1] == "'" and stripped[1:2] and stripped[1] in FORMULA:
            stripped = stripped[1:]
        if question.refers and question.type == "string":
            return self.names.reference(question.refers, stripped)
        if question.catalogue and question.type == "string":
            stripped = self.names.code(question.catalogue, stripped)
        return read(question, stripped, self.reading.today, self.reading.order)

    def _before(self, number: int, identifier: str, values: dict[str, Any]) -> Row | None:
        """Return the record that the row is about, by id or natural key; None for a new one."""
        if identifier:
            row = self.own.get(identifier.rpartition("/")[2].lower())
            if row is None:
                raise _RowRefused(
                    [
                        RowProblem(
                            number, "id", "unknown-record", {"kind": self.kind.name, "record": identifier}
                        )
                    ]
                )
            self._once(number, ("id", row["id"]))
            return row
        key = self._key(values)
        if not key:
            return None
        self._once(number, key)
        found = self.by_key.get(key, [])
        if len(found) > 1:
            raise _RowRefused(
                [
                    RowProblem(
                        number,
                        "",
                        "ambiguous-key",
                        {"fields": ", ".join(self.kind.about.key), "count": len(found)},
                    )
                ]
            )
        return found[0] if found else None

    def _key(self, row: dict[str, Any]) -> tuple[Any, ...]:
        values = tuple(row.get(name) for name in self.kind.about.key)
        return values if any(value is not None for value in values) else ()

    def _once(self, number: int, key: tuple[Any, ...]) -> None:
        first = self.met.setdefault(key, number)
        if first != number:
            raise _RowRefused([RowProblem(number, "", "twice-in-sheet", {"first": first})])

    def _judged(self, number: int, values: dict[str, Any], before: Row | None) -> Planned:
        old = before or {}
        changed = {name: value for name, value in values.items() if value != old.get(name)}
        if before and not changed:
            return Planned(
                number, "unchanged", Edit(self.kind.name, {}, id=f"{before['office']}/{before['id']}")
            )
        problems = store.judged(self.kind, changed, {**old, **changed}, self.reading.today)
        if problems:
            raise _RowRefused([RowProblem(number, p.field, p.code, dict(p.facts)) for p in problems])
        edit = Edit(self.kind.name, changed, id=f"{before['office']}/{before['id']}" if before else "")
        return Planned(number, "changed" if before else "added", edit)
