"""Safe copies: by SQLite's backup API only, checked by opening them, under their name only when whole."""

from __future__ import annotations

import os
import sqlite3
import sys
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from gemtui.store.connection import Connection, SQLite
from gemtui.store.handle import Around, Store, connect, distrusting, told
from gemtui.store.layout import put_meta
from gemtui.store.looking import look, wal_of
from gemtui.store.problems import StoreProblem, from_sqlite
from gemtui.store.server import Server

PATIENCE_MS = 2_000
"""How long a restore waits for another program to close the store that it replaces."""


def copy_to(connection: Connection, target: Path) -> Path:
    """Copy a live store into a file, whole or not at all, and return it; raises StoreProblem store-exists, no-backup."""
    if target.exists():
        raise StoreProblem("store-exists", path=str(target))
    refuse_leftovers(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    with unfinished(target) as fresh:
        with told(target):
            connection.copy_to(fresh)
        _prove(fresh, target)
        settle_on_disk(fresh, target)
    return target


def _prove(fresh: Path, target: Path) -> None:
    """Raise StoreProblem unless the copy, opened as it lies there, is a whole store."""
    look(fresh)
    with told(target), closing(connect(fresh, read_only=True)) as copy:
        found = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if found != "ok":
        raise StoreProblem("damaged-store", path=str(target), detail=found)


@contextmanager
def unfinished(target: Path) -> Iterator[Path]:
    """Give an empty file beside the target, for its owner only; what is left of it at the end goes."""
    fresh = target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}.new")
    try:
        fresh.touch(mode=0o600, exist_ok=False)
        yield fresh
    finally:
        for rest in (fresh, *companions(fresh)):
            rest.unlink(missing_ok=True)


def companions(path: Path) -> tuple[Path, ...]:
    """Return where SQLite keeps what is not in the file yet."""
    return tuple(path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal"))


def refuse_leftovers(path: Path) -> None:
    """Raise StoreProblem where a former file of that name left parts that SQLite would mix into a new one."""
    left = [each.name for each in companions(path) if each.exists()]
    if left:
        raise StoreProblem("leftovers", path=str(path), names=", ".join(left))


def backup(db: Store, target: Path) -> Path:
    """Write a backup of the open store and return its path; raises StoreProblem."""
    try:
        return copy_to(db.connection(), target)
    except OSError as error:
        raise StoreProblem("no-backup", path=str(target), detail=error.strerror or "") from error


def restore(source: Path, target: Path | Server, around: Around) -> Path | str | None:
    """Put a backup in the store's place; returns where the store that was there lies now, or None.

    The restored store goes on in a new workspace, as its next numbers may have been used since (spec/merge.md, *Copies*).
    Raises StoreProblem: no-such-backup, not-a-store, newer-store, damaged-store, no-backup, busy; then nothing has changed.
    """
    from gemtui.store.opening import open_store  # here: opening migrates, which makes a backup first

    if not source.exists():
        raise StoreProblem("no-such-backup", path=str(source))
    look(source)
    if isinstance(target, Server):
        from gemtui.store import serving  # here: only headquarters with a server needs it

        return serving.restore(source, target, around)
    try:
        with unfinished(target) as fresh:
            fresh.unlink()
            with told(source), closing(_reader(source)) as connection:
                copy_to(connection, fresh)
            _mark_restored(fresh)
            kept = _set_aside(target)
            settle_on_disk(fresh, target)
    except OSError as error:
        raise StoreProblem("no-backup", path=str(target), detail=error.strerror or "") from error
    open_store(target, around).close()
    return kept


def _reader(source: Path) -> SQLite:
    return connect(source, read_only=True, immutable=not wal_of(source).exists())


def _mark_restored(path: Path) -> None:
    """Make the store draw a new workspace when it is opened next."""
    with told(path), closing(connect(path)) as connection:
        put_meta(connection, "place", '{"machine": "restored", "path": "restored"}')


def _set_aside(target: Path) -> Path | None:
    """Give the store that is there a second name, so that one step can put another in its place; returns the name."""
    if not target.exists():
        refuse_leftovers(target)
        return None
    kept = target.with_name(f"{target.stem}-before-restore-{uuid.uuid4().hex[:8]}{target.suffix}")
    _take_in(target)
    try:
        os.link(target, kept)
    except OSError:  # a file system without links: the old store is gone from its name for a moment
        target.rename(kept)
    # Only a damaged store still has any: they belong to it, and would be mixed into the restored one.
    for rest, aside in zip(companions(target), companions(kept), strict=True):
        if rest.exists():
            rest.rename(aside)
    return kept


def _take_in(path: Path) -> None:
    """Bring all that waits beside the file into it; raises StoreProblem busy while another program has it.

    What is damaged is left as it is, parts beside it and all: whoever wants to save some of it needs the whole.
    """
    try:
        look(path)
    except StoreProblem as problem:
        if problem.code in ("damaged-store", "not-a-store", "disk-error"):
            return
        if problem.code != "newer-store":
            raise
    with closing(distrusting(path, read_only=False, immutable=False)) as connection:
        try:
            connection.execute(f"PRAGMA busy_timeout={PATIENCE_MS}")
            connection.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.Error as error:
            told_as = from_sqlite(error, str(path))
            if told_as.code != "damaged-store":
                raise told_as from error


def settle_on_disk(fresh: Path, target: Path) -> None:
    """Give a finished file its name so that a power cut leaves the old name's content or the new one, whole."""
    with fresh.open("rb+") as file:
        os.fsync(file.fileno())
    fresh.replace(target)
    settle_folder(target.parent)


def settle_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk."""
    if sys.platform == "win32":  # it can't open a folder, and its rename is written through
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
