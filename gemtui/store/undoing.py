"""Undo and redo: new changes that say the old values again (spec/merge.md, *Undo*)."""

from __future__ import annotations

from dataclasses import dataclass

from gemtui import log
from gemtui.log import Change
from gemtui.store.catalogues import use_catalogues
from gemtui.store.connection import Connection
from gemtui.store.folding import changes_of
from gemtui.store.handle import Store
from gemtui.store.problems import StoreProblem
from gemtui.store.saving import Wanted, action, append
from gemtui.store.years import LABEL, YearSet, put_year, year_set

Turns = dict[tuple[str, int], tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo or a redo took back."""

    label: str
    records: tuple[tuple[str, str, str], ...]
    """(kind, office, id) of each record touched."""
    exported: bool
    """True where the change taken back has left the machine: the undo travels in the next bundle."""
    year: YearSet | None = None
    """What is set for a year now, where that was taken back; then there are no records."""


def undo(db: Store) -> Undone:
    """Take back the latest action of this workspace and author; raises StoreProblem (nothing-to-undo, undo-blocked)."""
    return _counts(db, _turn_back(db, "done", "undo", "nothing-to-undo"))


def redo(db: Store) -> Undone:
    """Take back the latest undo; raises StoreProblem (nothing-to-redo, undo-blocked)."""
    return _counts(db, _turn_back(db, "undo", "done", "nothing-to-redo"))


def _counts(db: Store, undone: Undone) -> Undone:
    """Let a year that was set otherwise count at once."""
    if undone.year is not None:
        use_catalogues(db)
    return undone


def _turn_back(db: Store, state: str, becomes: str, nothing: str) -> Undone:
    with db.writing() as connection:
        found = connection.execute(
            "SELECT id, label FROM user_action WHERE state = ? AND author = ? AND workspace = ? ORDER BY id DESC LIMIT 1",
            (state, db.identity.author, db.identity.workspace),
        ).fetchone()
        if found is None:
            raise StoreProblem(nothing)
        target, label = int(found[0]), str(found[1])
        connection.execute("UPDATE user_action SET state = 'taken back' WHERE id = ?", (target,))
        step = year_set(label)
        if step is not None:
            put_year(db, connection, step.back, becomes, target)
            return Undone(LABEL, (), exported=False, year=step.back)
        changes = _changes(connection, db, target)
        exported = any(_exported(connection, change) for change in changes)
        with action(db, connection, label, undoes=target, state=becomes) as appended:
            turns: dict[str, Turns] = {}
            for change in reversed(changes):
                _take_back(db, connection, change, turns.setdefault(change.record, {}), appended)
    touched = tuple(dict.fromkeys((c.kind, c.office, c.record) for c in changes))
    return Undone(label, touched, exported)


def _changes(connection: Connection, db: Store, action_id: int) -> list[Change]:
    lines = connection.execute(
        "SELECT c.line FROM user_action_change a JOIN change c ON c.office = a.office AND c.home = a.home AND c.seq = a.seq "
        "AND c.workspace = ? WHERE a.action = ? ORDER BY a.place",
        (db.identity.workspace, action_id),
    )
    return [log.parse(line) for (line,) in lines]


def _take_back(
    db: Store, connection: Connection, change: Change, turns: Turns, appended: list[Change]
) -> None:
    """Append the change that takes this one back; `turns` has what this action already took back of the record."""
    changes = changes_of(connection, change.office, change.record)
    blocked = log.blocked_fields(changes, change, _earlier_turns(connection, db, change) | turns)
    if blocked:
        raise StoreProblem("undo-blocked", kind=change.kind, record=change.record, fields=", ".join(blocked))
    values = log.values_before(changes, change)
    why = f"undo {log.digest(log.line(change))[:12]}"
    append(
        db, connection, Wanted(change.kind, change.office, change.home, change.record, values, why), appended
    )
    turns[(appended[-1].workspace, appended[-1].seq)] = (change.workspace, change.seq)


def _earlier_turns(connection: Connection, db: Store, change: Change) -> Turns:
    """Return, for this record, each change that an undo or a redo made, with the change that it took back."""
    found = connection.execute(
        "SELECT n.seq, o.seq FROM user_action x JOIN user_action_change n ON n.action = x.id "
        "JOIN user_action_change o ON o.action = x.undoes "
        "AND o.place = (SELECT max(place) FROM user_action_change WHERE action = x.undoes) - n.place "
        "JOIN change c ON c.office = n.office AND c.home = n.home AND c.seq = n.seq AND c.workspace = x.workspace "
        "WHERE x.undoes IS NOT NULL AND x.workspace = ? AND c.office = ? AND c.record = ?",
        (db.identity.workspace, change.office, change.record),
    )
    own = db.identity.workspace
    return {(own, turn): (own, target) for turn, target in found}


def _exported(connection: Connection, change: Change) -> bool:
    sealed = connection.execute(
        "SELECT seq FROM seal WHERE office = ? AND home = ? AND workspace = ?",
        (change.office, change.home, change.workspace),
    ).fetchone()
    return sealed is not None and int(sealed[0]) >= change.seq
