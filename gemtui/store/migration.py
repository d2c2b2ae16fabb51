"""Bringing an older store up to date: a backup first, then one transaction, all of it or nothing."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path

from gemtui import __version__, log
from gemtui.records import Kind, judge
from gemtui.store.folding import refold
from gemtui.store.handle import Around
from gemtui.store.layout import LAYOUT, create_kinds, meta, read_kinds, write_kinds
from gemtui.store.problems import StoreProblem

STEPS: tuple[Callable[[sqlite3.Connection], None], ...] = ()
"""Step n turns layout n+1 into n+2; a step and its number are committed together."""


def bring_up_to_date(
    connection: sqlite3.Connection, path: Path, around: Around, layout: int
) -> tuple[int, list[tuple[str, dict[str, str]]]]:
    """Return the layout after migrating, and what to tell the person; raises StoreProblem and then nothing changed."""
    if layout == LAYOUT and meta(connection, "program") == __version__:
        return layout, []
    # Here, since only a program that meets another version's store needs the record classes.
    from gemtui.records import kinds

    old, new = read_kinds(connection), kinds()
    if layout == LAYOUT and old == new:
        connection.execute("BEGIN IMMEDIATE")
        write_kinds(connection, new, __version__)
        connection.execute("COMMIT")
        return layout, []
    backup = _backup_first(connection, path, around)
    connection.execute("BEGIN IMMEDIATE")
    try:
        for step in STEPS[layout - 1 :]:
            step(connection)
        renew_kinds(connection, old, new)
        write_kinds(connection, new, __version__)
        connection.execute(f"PRAGMA user_version={LAYOUT}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return LAYOUT, [("migrated", {"backup": str(backup)})]


def renew_kinds(connection: sqlite3.Connection, old: Mapping[str, Kind], new: Mapping[str, Kind]) -> None:
    """Make the tables of kinds that changed anew from the log, which kept also what the older program did not know."""
    changed = [name for name in new if name not in old or old[name].questions != new[name].questions]
    for name in changed:
        connection.execute(f'DROP TABLE IF EXISTS "{name}"')
    create_kinds(connection, changed)
    places = "SELECT DISTINCT office, record FROM change ORDER BY office, record"
    for office, record in connection.execute(places).fetchall():
        lines = connection.execute(
            "SELECT line FROM change WHERE office = ? AND record = ?", (office, record)
        ).fetchall()
        changes = [log.parse(line) for (line,) in lines]
        if changes[0].kind in changed:
            put_outside(connection, new, changes)
            refold(connection, new, office, record)


def put_outside(connection: sqlite3.Connection, kinds: Mapping[str, Kind], changes: list[log.Change]) -> None:
    """Keep those changes out of the fold that an older program carried unread and that this one's types refuse."""
    for change in changes:
        wrong = wrong_value(kinds, change)
        place = (change.office, int(change.home), change.workspace, change.seq)
        connection.execute(
            "DELETE FROM outside WHERE office = ? AND home = ? AND workspace = ? AND seq = ?", place
        )
        if wrong:
            connection.execute(
                "INSERT INTO outside VALUES (?, ?, ?, ?, ?, ?, ?)",
                (*place, change.record, wrong[0], json.dumps(wrong[1])),
            )


def wrong_value(kinds: Mapping[str, Kind], change: log.Change) -> tuple[str, dict[str, str]] | None:
    """Return (code, facts) where a known field of a known kind has a value that its type refuses, else None."""
    kind = kinds.get(change.kind)
    if kind is None:
        return None
    for name, value in change.set.items():
        question = kind.question(name)
        if question is None or value is None:
            continue
        if question.personal:
            if not log.is_commitment(value):
                return "bad-value", {"field": name, "why": "not-a-commitment"}
        elif (wrong := judge(question, value)) is not None:
            return "bad-value", {"field": name, "why": wrong.code}
    return None


def _backup_first(connection: sqlite3.Connection, path: Path, around: Around) -> Path:
    # Here, since backup reads stores, and would import this module in a circle.
    from gemtui.store.backup import copy_to

    folder = around.backups or path.parent
    stamp = log.stamp(around.clock.now()).replace(":", "").replace("-", "")[:15]
    target = folder / f"{path.stem}-before-{__version__}-{stamp}.gemtui"
    try:
        copy_to(connection, target)
    except OSError as error:
        raise StoreProblem("no-backup", path=str(target), detail=error.strerror or "") from error
    return target
