"""The one way anything is written: a change appended, its row and its words updated, in one transaction."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from gemtui import log, rules
from gemtui.log import Change
from gemtui.records import Kind
from gemtui.store.catalogues import made_under
from gemtui.store.connection import Connection
from gemtui.store.folding import Row, changes_of, first_row, private_values, refold
from gemtui.store.handle import Store
from gemtui.store.lateness import ask_why
from gemtui.store.layout import PUT_HEAD
from gemtui.store.permission import about_whom, may_write
from gemtui.store.problems import Problem, Refused, Stale, StoreProblem
from gemtui.store.reading import OFFICE, fetch, kind_of, seen_by
from gemtui.store.validation import check_length, judged

KEPT_BY_THE_STORE = frozenset({"id", "office", "home", "revision", "changed_at", "changed_by"})


@dataclass(frozen=True, slots=True)
class Edit:
    """One save that is asked for: a new record when `id` is empty."""

    kind: str
    values: Mapping[str, Any]
    id: str = ""
    seen: Mapping[str, int] | None = None
    """What the form had seen when it was opened; None takes what the store has seen now."""
    office: str = ""
    home: bool = False
    why: str | None = None
    new_id: str = ""
    """An id drawn beforehand for a new record, so that others in the same action can point to it."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A save that is on the disk."""

    kind: str
    id: str
    office: str
    revision: int
    row: Row = field(repr=False)
    changed: bool = True
    """False where nothing differed, so that no change was written."""


def save(db: Store, edit: Edit) -> Saved:
    """Save one record as one action and return it; raises Refused, Stale or StoreProblem, and then nothing is written."""
    return save_all(db, [edit], "edit" if edit.id else "new")[0]


def save_all(db: Store, edits: Sequence[Edit], label: str) -> list[Saved]:
    """Save several records in one transaction, as one action to undo; all of them or none."""
    with db.writing() as connection, action(db, connection, label) as appended:
        return [save_edit(db, connection, edit, appended) for edit in edits]


@contextmanager
def action(
    db: Store, connection: Connection, label: str, *, undoes: int | None = None, state: str = "done"
) -> Iterator[list[Change]]:
    """Give a list for the changes that belong to one action of the user; keeps them for undo at the end."""
    appended: list[Change] = []
    yield appended
    if not appended:
        return
    at = appended[0].at
    if undoes is None:
        connection.execute("UPDATE user_action SET state = 'final' WHERE state = 'undo'")
    made = connection.execute(
        "INSERT INTO user_action (at, author, workspace, label, state, undoes) VALUES (?, ?, ?, ?, ?, ?)",
        (at, db.identity.author, db.identity.workspace, label, state, undoes),
    )
    connection.executemany(
        "INSERT INTO user_action_change VALUES (?, ?, ?, ?, ?)",
        [(made.lastrowid, place, c.office, c.home, c.seq) for place, c in enumerate(appended)],
    )


def save_edit(db: Store, connection: Connection, edit: Edit, appended: list[Change]) -> Saved:
    """Save one record as part of an action; raises what `save` raises."""
    kind = kind_of(db, edit.kind)
    before = _before(db, connection, kind, edit)
    office = before["office"] if before else edit.office or about_whom(db.identity, kind, edit.values)
    if not OFFICE.match(office):
        raise StoreProblem("bad-office", office=office)
    may_write(db.identity, kind, office)
    if before and before["deleted"]:
        raise StoreProblem("deleted-record", kind=edit.kind, record=edit.id)
    values, seen = _to_write(connection, kind, edit, before)
    values |= made_under(kind.name, before or {}, values)
    if before and not values:
        return Saved(kind.name, before["id"], office, before["revision"], before, changed=False)
    problems = judged(kind, values, {**(before or {}), **values}, db.around.clock.now().date())
    if problems or not values:
        raise Refused(problems or [Problem("", "nothing-entered", {"kind": kind.name})])
    identifier = before["id"] if before else _new_id(db, connection, office, edit)
    wanted = Wanted(
        kind.name,
        office,
        before["home"] if before else edit.home or rules.stays_here(kind.name, values),
        identifier,
        sealed(connection, kind, values, before),
        edit.why,
        is_new=not before,
        before=before,
    )
    row = append(db, connection, wanted, appended, seen=seen)
    return Saved(kind.name, identifier, office, row["revision"], row)


def _new_id(db: Store, connection: Connection, office: str, edit: Edit) -> str:
    if not edit.new_id:
        return db.around.ids.uuid7()
    if connection.execute(
        "SELECT 1 FROM entry WHERE office = ? AND id = ?", (office, edit.new_id)
    ).fetchone():
        raise StoreProblem("record-exists", kind=edit.kind, record=edit.new_id)
    return edit.new_id


def _before(db: Store, connection: Connection, kind: Kind, edit: Edit) -> Row | None:
    if not edit.id:
        return None
    office, _, identifier = edit.id.rpartition("/")
    found = fetch(connection, kind, identifier, office or edit.office)
    if not found:
        raise StoreProblem("unknown-record", kind=kind.name, record=edit.id)
    if len(found) > 1:
        raise StoreProblem("ambiguous-record", record=edit.id, offices=", ".join(r["office"] for r in found))
    return found[0]


def changed_values(kind: Kind, values: Mapping[str, Any], before: Row | None) -> dict[str, Any]:
    """Return those values that differ from the row before (for a new record, those that have one)."""
    old = before or {}
    return {
        q.name: values[q.name]
        for q in kind.questions
        if q.name in values and values[q.name] != old.get(q.name)
    }


def whole_groups(
    kind: Kind, changed: dict[str, Any], given: Mapping[str, Any], before: Row | None
) -> dict[str, Any]:
    """Return the changed values with all fields that are written together with one of them (spec/merge.md)."""
    whole = dict(changed)
    for name in changed:
        for other in kind.group(name):
            whole.setdefault(other, given[other] if other in given else (before or {}).get(other))
    if before is None:
        # A new record says only what has a value, but a group is told whole, its empty members as null.
        return {
            name: value for name, value in whole.items() if value is not None or len(kind.group(name)) > 1
        }
    return whole


def _to_write(
    connection: Connection, kind: Kind, edit: Edit, before: Row | None
) -> tuple[dict[str, Any], dict[str, int] | None]:
    """Return the values that this save sets, and the `seen` it speaks from; raises Refused, Stale."""
    unknown = [
        Problem(name, "unknown-field", {"kind": kind.name})
        for name in edit.values
        if kind.question(name) is None
    ]
    if unknown:
        raise Refused(unknown)
    if before is None or edit.seen is None:
        return whole_groups(kind, changed_values(kind, edit.values, before), edit.values, before), None
    changes = changes_of(connection, before["office"], before["id"])
    covered = [change for change in changes if change.seq <= edit.seen.get(change.workspace, 0)]
    moved = log.stale_fields(changes, edit.seen)
    shown = before if not moved else before | _as_shown(connection, kind, covered, moved)
    changed = changed_values(kind, edit.values, shown)
    values = whole_groups(kind, changed, edit.values, shown)
    return _without_moved(kind, values, moved, before), log.seen_of(covered)


def _as_shown(
    connection: Connection, kind: Kind, covered: list[Change], moved: Sequence[str]
) -> dict[str, Any]:
    """Return the values of those fields that moved on, as the form showed them when it was opened."""
    shown = dict(log.fold(covered).values) if covered else {}
    known = private_values(connection, kind, shown)
    for name in kind.personal:
        if shown.get(name) is not None:
            shown[name] = known.get(shown[name]["sha256"])
    return {name: shown.get(name) for name in moved}


def _without_moved(kind: Kind, values: dict[str, Any], moved: Sequence[str], before: Row) -> dict[str, Any]:
    """Return the values without what others meanwhile said in the same words; raises Stale where they said other ones.

    A group is one figure: what somebody else wrote into a part of it stands against all of it.
    """
    others = {name for name in values if any(member in moved for member in kind.group(name))}
    differing = {name: before.get(name) for name in others if before.get(name) != values[name]}
    if differing:
        raise Stale({name: differing[name] for name in kind.names if name in differing})
    return {name: value for name, value in values.items() if name not in others}


def sealed(
    connection: Connection, kind: Kind, values: Mapping[str, Any], before: Row | None
) -> dict[str, Any]:
    """Return the values as they may stand in the log: personal ones as commitments, their salts kept beside it."""
    result = dict(values)
    for question in kind.questions:
        value = values.get(question.name)
        if not question.personal or value is None:
            continue
        old = (before or {}).get(f"{question.name}_sha256")
        if old and (before or {}).get(question.name) == value:
            result[question.name] = {"sha256": old}
            continue
        salt = secrets.token_bytes(32)
        result[question.name] = log.commit(value, salt)
        connection.execute(
            "INSERT INTO private VALUES (?, ?, ?)",
            (result[question.name]["sha256"], salt.hex(), json.dumps(value, ensure_ascii=False)),
        )
    return result


@dataclass(frozen=True, slots=True)
class Wanted:
    """A change before it has its place in the chain."""

    kind: str
    office: str
    home: bool
    record: str
    values: Mapping[str, Any]
    why: str | None = None
    is_new: bool = False
    before: Row | None = None
    """The live row as this transaction read it, where it did."""


def append(
    db: Store,
    connection: Connection,
    wanted: Wanted,
    appended: list[Change],
    *,
    seen: Mapping[str, int] | None = None,
) -> Row:
    """Append one change to this store's own stream and write its row; returns the row."""
    own = db.identity.workspace
    place = (wanted.office, wanted.home, own)
    head = connection.execute(
        "SELECT seq, hash FROM stream WHERE office = ? AND home = ? AND workspace = ?", place
    ).fetchone()
    seq, prev = (head[0] + 1, head[1]) if head else (1, log.ZEROS)
    if wanted.is_new:
        covered: dict[str, int] = {}
    else:
        covered = dict(seen) if seen is not None else seen_by(connection, wanted.office, wanted.record)
    change = Change(
        workspace=own, office=wanted.office, home=wanted.home, seq=seq, at=log.stamp(db.around.clock.now()),
        author=db.identity.author, kind=wanted.kind, record=wanted.record,
        seen=covered, set=dict(wanted.values), why=wanted.why or db.reason, prev=prev,
    )  # fmt: skip
    if db.asks_why and change.why is None:
        ask_why(db, connection, change, wanted.before)
    try:
        line = log.line(change)
    except log.BadChange as bad:
        raise StoreProblem(bad.code, **bad.facts) from bad
    check_length(change, line)
    hashed = log.digest(line)
    connection.execute(
        "INSERT INTO change VALUES (?, ?, ?, ?, ?, ?, ?)", (*place, seq, change.record, hashed, line)
    )
    connection.execute(PUT_HEAD, (*place, seq, hashed))
    db.appended()
    appended.append(change)
    if wanted.is_new:
        return first_row(connection, db.kinds[wanted.kind], change)
    return refold(connection, db.kinds, wanted.office, wanted.record, wanted.before) or {}
