"""Bringing an older store up to date: a backup first, then one transaction, all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path

from gemtui import __version__, log
from gemtui.records import Kind, Question
from gemtui.store.connection import Connection, SQLite
from gemtui.store.handle import Around
from gemtui.store.layout import VERSION, create_kinds, meta, read_kinds, version_of, write_kinds
from gemtui.store.outside import put_outside
from gemtui.store.problems import StoreProblem
from gemtui.store.refolding import Rows, fold_touched, nothing_touched

STEPS: tuple[Callable[[Connection], None], ...] = ()
"""Step n turns layout n+1 into n+2; a step and its number are committed together."""

Notice = tuple[str, dict[str, str]]


def bring_up_to_date(connection: Connection, path: Path, around: Around) -> list[Notice]:
    """Return what to tell the person after migrating; raises StoreProblem, and then nothing has changed."""
    if _is_current(connection):
        return []
    # Here, since only a program that meets another version's store needs the record classes.
    from gemtui.records import kinds

    new = kinds()
    same = version_of(connection) == VERSION and _shapes(read_kinds(connection)) == _shapes(new)
    # A server's tables change in the transaction as their rows do, and it has backups of its own.
    backup = None if same or not isinstance(connection, SQLite) else _backup_first(connection, path, around)
    connection.begin_writing()
    try:
        # Another process may have been faster while this one waited for its turn.
        done = not _is_current(connection)
        if done:
            _migrate(connection, new)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return [("migrated", {"backup": str(backup)})] if backup and done else []


def _is_current(connection: Connection) -> bool:
    return version_of(connection) == VERSION and meta(connection, "program") == __version__


def _migrate(connection: Connection, new: Mapping[str, Kind]) -> None:
    for step in STEPS[version_of(connection) // 1000 - 1 :]:
        step(connection)
    renew_kinds(connection, read_kinds(connection), new)
    write_kinds(connection, new, __version__)
    connection.put_version(VERSION)


def renew_kinds(connection: Connection, old: Mapping[str, Kind], new: Mapping[str, Kind]) -> None:
    """Make the tables of kinds that changed anew from the log, which kept also what the older program did not know."""
    was, now = _shapes(old), _shapes(new)
    changed = [name for name in now if was.get(name) != now[name]]
    for name in changed:
        connection.execute(f'DROP TABLE IF EXISTS "{name}"')
    create_kinds(connection, changed)
    nothing_touched(connection)
    for name in changed:
        connection.execute(
            "INSERT INTO temp.touched (office, record) SELECT office, id FROM entry WHERE kind = ?", (name,)
        )
    put_outside(connection, old, new)
    fold_touched(Rows(connection, new))


def _shapes(kinds: Mapping[str, Kind]) -> dict[str, list[tuple[object, ...]]]:
    """Return what a kind's table, its conflicts and its words depend on; labels and help may change freely."""
    return {name: [_shape(question) for question in kind.questions] for name, kind in kinds.items()}


def _shape(q: Question) -> tuple[object, ...]:
    return q.name, q.type, q.personal, q.group, q.state_of, bool(q.refers)


def _backup_first(connection: Connection, path: Path, around: Around) -> Path:
    # Here, since backup looks at stores, and would import this module in a circle.
    from gemtui.store.backup import copy_to

    folder = around.backups or path.parent
    stamp = log.stamp(around.clock.now()).replace(":", "").replace("-", "")[:15]
    names = (f"{path.stem}-before-{__version__}-{stamp}{f'-{n}' if n else ''}.gemtui" for n in count())
    target = next(folder / name for name in names if not (folder / name).exists())
    try:
        copy_to(connection, target)
    except OSError as error:
        raise StoreProblem("no-backup", path=str(target), detail=error.strerror or "") from error
    return target
