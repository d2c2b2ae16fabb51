"""Conflicts and deletions: listing what two people said, and saying which holds."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gemtui.log import Change
from gemtui.records import Kind
from gemtui.store.folding import Row
from gemtui.store.handle import Store
from gemtui.store.permission import may_write
from gemtui.store.problems import Problem, Refused, Stale, StoreProblem
from gemtui.store.reading import children, find, kind_of
from gemtui.store.saving import Edit, Saved, Wanted, action, append, save_edit, sealed
from gemtui.store.validation import judged


@dataclass(frozen=True, slots=True)
class OpenConflict:
    """A field that two people gave different values, neither knowing of the other's."""

    kind: str
    office: str
    id: str
    field: str
    heads: tuple[dict[str, Any], ...]
    """Each {value, at, author, workspace, seq, fields}; personal values in clear where they are known here."""


def conflicts(db: Store, office: str | None = None) -> list[OpenConflict]:
    """Return the open conflicts, by office, record and field."""
    where = " WHERE office = ?" if office else ""
    with db.reading() as connection:
        found = connection.execute(
            f"SELECT kind, office, record, field, heads FROM conflict{where} ORDER BY office, record, field",
            (office,) if office else (),
        ).fetchall()
        return [
            OpenConflict(k, o, r, f, tuple(_clear(db, connection, k, f, json.loads(h))))
            for k, o, r, f, h in found
        ]


def _clear(
    db: Store, connection: Any, kind: str, name: str, heads: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    question = db.kinds[kind].question(name) if kind in db.kinds else None
    if question is None or not question.personal:
        return heads
    for head in heads:
        hashed = (head["value"] or {}).get("sha256")
        cell = connection.execute("SELECT value FROM private WHERE sha256 = ?", (hashed,)).fetchone()
        head["commitment"], head["value"] = head["value"], json.loads(cell[0]) if cell else None
    return heads


@dataclass(frozen=True, slots=True)
class Choice:
    """How a conflict is settled: by one workspace's side, or by a value of one's own."""

    take: str | None = None
    value: Any = None
    seen: Mapping[str, int] | None = None
    """What the record had seen when its sides were shown; None for what it has seen now."""


def resolve(db: Store, kind: str, reference: str, name: str, choice: Choice) -> Saved:
    """Settle one conflict by one workspace's value or by another, and return the record; raises StoreProblem, Refused.

    A field written together with others is settled for all of them; a change is written even when the value
    already shown is kept (spec/merge.md, *The fold*).
    """
    about = kind_of(db, kind)
    with db.writing() as connection:
        row = find(db, kind, reference)
        may_write(db.identity, about, row["office"])
        group = about.group(name)
        mine = [c for c in conflicts(db, row["office"]) if c.id == row["id"] and c.field in group]
        if not mine:
            raise StoreProblem("no-conflict", kind=kind, record=row["id"], field=name)
        conflict = next((c for c in mine if c.field == name), mine[0])
        _refuse_unseen(conflict, choice)
        values = _settled(row, conflict, group, name, choice)
        problems = _problems(about, values, row, db.around.clock.now().date())
        if problems:
            raise Refused(problems)
        with action(db, connection, "resolve") as appended:
            kept = {n: v for n, v in values.items() if isinstance(v, dict)}
            values = {**sealed(connection, about, _plain(values), row), **kept}
            wanted = Wanted(kind, row["office"], row["home"], row["id"], values, "conflict resolved")
            written = append(db, connection, wanted, appended)
    return Saved(kind, row["id"], row["office"], written["revision"], written)


def _refuse_unseen(conflict: OpenConflict, choice: Choice) -> None:
    """Raise Stale where a side has come in since the person looked at them."""
    if choice.seen is None:
        return
    new = [h for h in conflict.heads if h["seq"] > choice.seen.get(h["workspace"], 0)]
    if new:
        raise Stale({conflict.field: new[0]["value"]})


def _problems(kind: Kind, values: Mapping[str, Any], row: Row, on: dt.date) -> list[Problem]:
    if "deleted" not in values:
        return judged(kind, _plain(values), {**row, **_plain(values)}, on)
    return [] if isinstance(values["deleted"], bool) else [Problem("deleted", "not-yes-no")]


def _settled(
    row: Row, conflict: OpenConflict, group: tuple[str, ...], name: str, choice: Choice
) -> dict[str, Any]:
    """Return the values that settle the whole group: one side's, or the typed one beside what is shown."""
    if choice.take is None:
        return {each: choice.value if each == name else row.get(each) for each in group}
    heads = [h for h in conflict.heads if h["workspace"] == choice.take]
    if not heads:
        raise StoreProblem("no-such-head", field=name, workspace=choice.take)
    head = heads[-1]
    if head["together"]:
        return {each: head["together"].get(each) for each in group}
    return {conflict.field: head.get("commitment") or head["value"]}


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values without commitments, which were judged when they were first saved."""
    return {name: value for name, value in values.items() if not isinstance(value, dict)}


def delete(db: Store, kind: str, reference: str, *, with_children: bool = False) -> list[tuple[str, Row]]:
    """Delete a record (a tombstone stays) and return all that went, as (kind, row); raises StoreProblem has-children."""
    return delete_all(db, [(kind, reference)], with_children=with_children)


def delete_all(
    db: Store, records: Sequence[tuple[str, str]], *, with_children: bool = True
) -> list[tuple[str, Row]]:
    """Delete records, given as (kind, reference), as one action to undo; return all that went, parts before their wholes."""
    with db.writing() as connection:
        gone = _going(db, records, with_children=with_children)
        with action(db, connection, "delete") as appended:
            _bury(db, connection, gone, appended)
    return gone


def save_table(db: Store, edits: Sequence[Edit], gone: Sequence[tuple[str, str]], label: str) -> list[Saved]:
    """Save records and delete others, given as (kind, reference), as one action to undo; all of it or nothing.

    Raises Refused, Stale or StoreProblem.
    """
    with db.writing() as connection, action(db, connection, label) as appended:
        saved = [save_edit(db, connection, edit, appended) for edit in edits]
        _bury(db, connection, _going(db, gone, with_children=True), appended)
    return saved


def _going(db: Store, records: Sequence[tuple[str, str]], *, with_children: bool) -> list[tuple[str, Row]]:
    gone: dict[tuple[str, str], tuple[str, Row]] = {}
    for kind, reference in records:
        for name, row in _deletable(db, kind, reference, with_children=with_children):
            gone.setdefault((row["office"], row["id"]), (name, row))
    return list(gone.values())


def _bury(db: Store, connection: Any, gone: Sequence[tuple[str, Row]], appended: list[Change]) -> None:
    for name, each in gone:
        may_write(db.identity, db.kinds[name], each["office"])
        wanted = Wanted(name, each["office"], each["home"], each["id"], {"deleted": True})
        append(db, connection, wanted, appended)


def _deletable(db: Store, kind: str, reference: str, *, with_children: bool) -> list[tuple[str, Row]]:
    row = find(db, kind, reference)
    if row["deleted"]:
        raise StoreProblem("deleted-record", kind=kind, record=row["id"])
    may_write(db.identity, kind_of(db, kind), row["office"])
    below = children(db, kind, row["office"], row["id"])
    if below and not with_children:
        raise StoreProblem(
            "has-children",
            kind=kind,
            record=row["id"],
            count=len(below),
            children=[(k, r["id"]) for k, r in below],
        )
    return [*reversed(below), (kind, row)]


def restore_record(db: Store, kind: str, reference: str) -> Saved:
    """Bring a deleted record back and return it; raises StoreProblem not-deleted."""
    about = kind_of(db, kind)
    with db.writing() as connection, action(db, connection, "restore") as appended:
        row = find(db, kind, reference)
        if not row["deleted"]:
            raise StoreProblem("not-deleted", kind=kind, record=row["id"])
        may_write(db.identity, about, row["office"])
        wanted = Wanted(kind, row["office"], row["home"], row["id"], {"deleted": False})
        written = append(db, connection, wanted, appended)
    return Saved(kind, row["id"], row["office"], written["revision"], written)
