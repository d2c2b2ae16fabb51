"""From a record's changes to its row: the only code that writes the kinds' tables."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any

import orjson

from gemtui import log
from gemtui.log import Change, Folded, Head
from gemtui.records import Kind
from gemtui.store.connection import Connection, upsert
from gemtui.store.layout import columns

Row = dict[str, Any]

BY_RECORD = "change c INDEXED BY change_of_record"
"""The log as one record's changes are looked up in it: left to itself, the planner reads the whole office instead."""


def changes_of(connection: Connection, office: str, record: str) -> list[Change]:
    """Return the record's changes that count, those kept outside the fold left out; order means nothing."""
    lines = connection.execute(
        f"SELECT line FROM {BY_RECORD} WHERE office = ? AND record = ? AND NOT EXISTS (SELECT 1 FROM outside o WHERE "
        "o.office = c.office AND o.home = c.home AND o.workspace = c.workspace AND o.seq = c.seq)",
        (office, record),
    )
    return [log.parse(line) for (line,) in lines]


def refold(
    connection: Connection,
    kinds: Mapping[str, Kind],
    office: str,
    record: str,
    before: Row | None = None,
) -> Row | None:
    """Write what the record's changes say now into its table; returns the row, or None for an unknown kind.

    `before` is the live row that this transaction read: where its words stay, the index is left alone.
    """
    changes = changes_of(connection, office, record)
    if not changes or changes[0].kind not in kinds:
        return None
    kind = kinds[changes[0].kind]
    folded = fold_with_groups(kind, changes)
    entry = int(before["entry"]) if before else entry_of(connection, changes[0])
    row = write_row(connection, kind, changes[0], folded, entry)
    write_conflicts(connection, kind, office, record, folded)
    if before is None or row["deleted"] or searchable(kind, row) != searchable(kind, before):
        index_text(connection, kind, entry, row)
    return row


def first_row(connection: Connection, kind: Kind, change: Change) -> Row:
    """Write the row of a record that has just this one change, which needs no look at what was there; returns it."""
    made = connection.execute(
        "INSERT INTO entry (office, id, kind, home) VALUES (?, ?, ?, ?)",
        (change.office, change.record, kind.name, change.home),
    )
    entry = int(made.lastrowid or 0)
    row = write_row(connection, kind, change, log.fold([change]), entry)
    if words := searchable(kind, row):
        connection.put_words([(entry, words)])
    return row


def fold_with_groups(kind: Kind, changes: list[Change]) -> Folded:
    """Return the fold; in a conflict each side also says what the fields had that are settled together."""
    folded = log.fold(changes)
    if not folded.conflicts:
        return folded
    return log.fold(changes, {name: group for name in kind.names if len(group := kind.group(name)) > 1})


def entry_of(connection: Connection, change: Change) -> int:
    """Return the record's integer rowid, made at first need."""
    found = connection.execute(
        "SELECT rowid FROM entry WHERE office = ? AND id = ?", (change.office, change.record)
    ).fetchone()
    if found:
        return int(found[0])
    made = connection.execute(
        "INSERT INTO entry (office, id, kind, home) VALUES (?, ?, ?, ?)",
        (change.office, change.record, change.kind, change.home),
    )
    return int(made.lastrowid or 0)


def write_row(connection: Connection, kind: Kind, change: Change, folded: Folded, entry: int) -> Row:
    """Write one row as folded and return it."""
    cells = row_cells(kind, change, folded, entry, private_values(connection, kind, folded.values))
    connection.execute(insert_statement(kind), cells)
    return decode(kind, plan_of(kind).columns, cells)


def insert_statement(kind: Kind) -> str:
    """Return the statement that writes a row of a kind, old or new."""
    return plan_of(kind).insert


def row_cells(
    kind: Kind, change: Change, folded: Folded, entry: int, known: Mapping[str, Any]
) -> tuple[Any, ...]:
    """Return the cells of a row in column order; `known` has the clear values of commitments, by their hash."""
    plan, values = plan_of(kind), folded.values
    cells = list(map(values.get, plan.names))
    for place in plan.lists:
        if cells[place] is not None:
            cells[place] = orjson.dumps(cells[place], option=orjson.OPT_SORT_KEYS).decode()
    commitments: list[Any] = []
    for place in plan.personal:
        told = cells[place]
        hashed = told["sha256"] if isinstance(told, dict) else None
        commitments.append(hashed)
        cells[place] = known.get(hashed) if hashed else None
    kept = (folded.deleted, folded.revision, folded.changed_at, folded.changed_by, entry)
    return (change.record, change.office, change.home, *cells, *commitments, *kept)


def private_values(connection: Connection, kind: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the clear values, by commitment, that this store holds of a row's personal fields."""
    if not plan_of(kind).personal:
        return {}
    hashes = [v["sha256"] for q in kind.questions if q.personal and isinstance(v := values.get(q.name), dict)]
    return clear_values(connection, hashes)


def clear_values(connection: Connection, hashes: Sequence[str]) -> dict[str, Any]:
    """Return the clear values, by commitment, of those of these that this store holds."""
    if not hashes:
        return {}
    asked = "SELECT sha256, value FROM private WHERE sha256 IN (SELECT value FROM json_each(?))"
    found: dict[str, Any] = {}
    for hashed, value in connection.execute(asked, (json.dumps(hashes),)).fetchall():
        with suppress(ValueError):  # damaged: as if it were not here; an examination says so
            found[hashed] = json.loads(value)
    return found


def write_conflicts(connection: Connection, kind: Kind, office: str, record: str, folded: Folded) -> None:
    """Keep the record's open conflicts as a list that can be shown without a fold."""
    connection.execute("DELETE FROM conflict WHERE office = ? AND record = ?", (office, record))
    for name, heads in open_conflicts(kind, folded).items():
        shown = json.dumps([asdict(head) for head in heads], ensure_ascii=False)
        connection.execute(
            "INSERT INTO conflict VALUES (?, ?, ?, ?, ?)", (office, record, name, kind.name, shown)
        )


def open_conflicts(kind: Kind, folded: Folded) -> dict[str, Sequence[Head]]:
    """Return the conflicts that a person can settle: none of a deleted record, none of fields nobody here knows."""
    if folded.deleted or not folded.conflicts:
        return {}
    known = {*kind.names, "deleted"}
    return {name: heads for name, heads in folded.conflicts.items() if name in known}


def index_text(connection: Connection, kind: Kind, entry: int, row: Row) -> None:
    """Make the row's words searchable in place of what they were."""
    connection.execute("DELETE FROM search WHERE rowid = ?", (entry,))
    words = searchable(kind, row)
    if words and not row["deleted"]:
        connection.put_words([(entry, words)])


def searchable(kind: Kind, row: Row) -> str:
    """Return all text of a row as one line of words."""
    parts: list[str] = []
    for name in plan_of(kind).words:
        value = row.get(name)
        if value is not None:
            parts.append(" ".join(map(str, value)) if isinstance(value, list) else str(value))
    return " ".join(parts)


def decode(kind: Kind, names: Sequence[str], cells: Iterable[Any]) -> Row:
    """Return a table's cells as a Row: lists and booleans are such again."""
    row: Row = dict(zip(names, cells, strict=True))
    row["home"], row["deleted"] = bool(row["home"]), bool(row["deleted"])
    plan = plan_of(kind)
    for place in plan.lists:
        name = plan.names[place]
        if row[name] is not None:
            row[name] = orjson.loads(row[name])
    for name in plan.booleans:
        if row[name] is not None:
            row[name] = bool(row[name])
    return row


@dataclass(frozen=True, slots=True)
class Plan:
    """What the loops over a kind's rows need of it, worked out once."""

    kind: Kind
    names: tuple[str, ...]
    columns: tuple[str, ...]
    lists: tuple[int, ...]
    personal: tuple[int, ...]
    personal_names: tuple[str, ...]
    booleans: tuple[str, ...]
    words: tuple[str, ...]
    insert: str


_PLANS: dict[int, Plan] = {}


def plan_of(kind: Kind) -> Plan:
    """Return the kind's plan; kept by identity, since comparing kinds costs more than making a plan."""
    plan = _PLANS.get(id(kind))
    if plan is None or plan.kind is not kind:
        plan = _PLANS[id(kind)] = _plan(kind)
    return plan


def _plan(kind: Kind) -> Plan:
    asked = kind.questions
    names = columns(kind)
    return Plan(
        kind=kind,
        names=kind.names,
        columns=names,
        lists=tuple(place for place, q in enumerate(asked) if q.type == "array"),
        personal=tuple(place for place, q in enumerate(asked) if q.personal),
        personal_names=kind.personal,
        booleans=tuple(q.name for q in asked if q.type == "boolean"),
        words=tuple(
            q.name for q in asked if not q.state_of and not q.refers and q.type not in ("boolean", "integer")
        ),
        insert=upsert(kind.name, names, ("office", "id")),
    )
