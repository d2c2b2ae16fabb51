"""Undo and redo: new changes that say the old values again (spec/merge.md, *Undo*)."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from gemtui import log
from gemtui.log import Change
from gemtui.store.folding import changes_of
from gemtui.store.handle import Store
from gemtui.store.problems import StoreProblem
from gemtui.store.saving import Wanted, action, append


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo or a redo took back."""

    label: str
    records: tuple[tuple[str, str, str], ...]
    """(kind, office, id) of each record touched."""
    exported: bool
    """True where the change taken back has left the machine: the undo travels in the next bundle."""


def undo(db: Store) -> Undone:
    """Take back the latest action of this workspace and author; raises StoreProblem (nothing-to-undo, undo-blocked)."""
    return _turn_back(db, "done", "undo", "nothing-to-undo")


def redo(db: Store) -> Undone:
    """Take back the latest undo; raises StoreProblem (nothing-to-redo, undo-blocked)."""
    return _turn_back(db, "undo", "done", "nothing-to-redo")


def _turn_back(db: Store, state: str, becomes: str, nothing: str) -> Undone:
    with db.writing() as connection:
        found = connection.execute(
            "SELECT id, label FROM user_action WHERE state = ? AND author = ? AND workspace = ? ORDER BY id DESC LIMIT 1",
            (state, db.identity.author, db.identity.workspace),
        ).fetchone()
        if found is None:
            raise StoreProblem(nothing)
        target, label = int(found[0]), str(found[1])
        changes = _changes(connection, db, target)
        exported = any(_exported(connection, change) for change in changes)
        with action(db, connection, label, undoes=target, state=becomes) as appended:
            for place, change in reversed(list(enumerate(changes))):
                _take_back(db, connection, change, changes[place + 1 :], appended)
        connection.execute("UPDATE user_action SET state = 'taken back' WHERE id = ?", (target,))
    touched = tuple(dict.fromkeys((c.kind, c.office, c.record) for c in changes))
    return Undone(label, touched, exported)


def _changes(connection: sqlite3.Connection, db: Store, action_id: int) -> list[Change]:
    lines = connection.execute(
        "SELECT c.line FROM user_action_change a JOIN change c ON c.office = a.office AND c.home = a.home AND c.seq = a.seq "
        "AND c.workspace = ? WHERE a.action = ? ORDER BY a.place",
        (db.identity.workspace, action_id),
    )
    return [log.parse(line) for (line,) in lines]


def _take_back(db: Store, connection: sqlite3.Connection, change: Change, done: list[Change], appended: list[Change]) -> None:
    changes = changes_of(connection, change.office, change.record)
    gone = _taken_back(connection, db, change) | {(c.workspace, c.seq) for c in (*done, *appended) if c.record == change.record}
    blocked = log.blocked_fields(changes, change, gone)
    if blocked:
        raise StoreProblem("undo-blocked", kind=change.kind, record=change.record, fields=", ".join(blocked))
    values = log.values_before(changes, change)
    why = f"undo {log.digest(log.line(change))[:12]}"
    append(db, connection, Wanted(change.kind, change.office, change.home, change.record, values, why), appended)


def _taken_back(connection: sqlite3.Connection, db: Store, change: Change) -> set[tuple[str, int]]:
    """Return (workspace, seq) of what earlier undos took back from this record, and of those undos."""
    found = connection.execute(
        "SELECT c.workspace, c.seq FROM change c JOIN user_action_change a ON a.office = c.office AND a.home = c.home AND a.seq = c.seq "
        "JOIN user_action x ON x.id = a.action WHERE c.office = ? AND c.record = ? AND c.workspace = ? AND x.workspace = c.workspace "
        "AND x.state IN ('taken back', 'undo', 'final')",
        (change.office, change.record, db.identity.workspace),
    )
    return set(found.fetchall())


def _exported(connection: sqlite3.Connection, change: Change) -> bool:
    sealed = connection.execute(
        "SELECT seq FROM seal WHERE office = ? AND home = ? AND workspace = ?", (change.office, int(change.home), change.workspace)
    ).fetchone()
    return sealed is not None and int(sealed[0]) >= change.seq
