"""Safe copies: by SQLite's backup API only, checked by opening them, under their name only when whole."""

from __future__ import annotations

import os
import sqlite3
import sys
import uuid
from pathlib import Path

from gemtui.store.handle import Around, Store, connect, told
from gemtui.store.layout import put_meta
from gemtui.store.problems import StoreProblem


def copy_to(connection: sqlite3.Connection, target: Path) -> Path:
    """Copy a live store into a file, whole or not at all, and return it; raises StoreProblem store-exists, no-backup."""
    if target.exists():
        raise StoreProblem("store-exists", path=str(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}.new")
    try:
        fresh.touch(mode=0o600, exist_ok=False)
        copy = sqlite3.connect(fresh)
        with told(target):
            connection.backup(copy)
            # One file is mailed or carried: it must not need a -wal beside it.
            copy.execute("PRAGMA journal_mode=DELETE")
            found = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
            copy.close()
        if found != "ok":
            raise StoreProblem("damaged-store", path=str(target), detail=found)
        settle_on_disk(fresh, target)
    finally:
        for rest in target.parent.glob(f"{fresh.name}*"):
            rest.unlink(missing_ok=True)
    return target


def backup(db: Store, target: Path) -> Path:
    """Write a backup of the open store and return its path; raises StoreProblem."""
    try:
        return copy_to(db.connection(), target)
    except OSError as error:
        raise StoreProblem("no-backup", path=str(target), detail=error.strerror or "") from error


def restore(source: Path, target: Path, around: Around) -> Path | None:
    """Put a backup in the store's place; returns where the store that was there lies now, or None.

    The restored store goes on in a new workspace, as its next numbers may have been used since (spec/merge.md, *Copies*).
    Raises StoreProblem: not-a-store, newer-store, damaged-store, no-backup.
    """
    from gemtui.store.opening import look, open_store  # here: opening migrates, which makes a backup first

    if not source.is_file():
        raise StoreProblem("no-store", path=str(source))
    look(source)
    fresh = target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}.restored")
    kept = None
    try:
        connection = connect(
            source, read_only=True, immutable=not source.with_name(source.name + "-wal").exists()
        )
        try:
            with told(source):
                if (found := connection.execute("PRAGMA integrity_check(1)").fetchone()[0]) != "ok":
                    raise StoreProblem("damaged-store", path=str(source), detail=found)
                copy_to(connection, fresh)
        finally:
            connection.close()
        _mark_restored(fresh)
        if target.exists():
            kept = target.with_name(f"{target.stem}-before-restore-{uuid.uuid4().hex[:8]}{target.suffix}")
            _empty_wal(target)
            target.rename(kept)
        settle_on_disk(fresh, target)
    except OSError as error:
        raise StoreProblem("no-backup", path=str(target), detail=error.strerror or "") from error
    finally:
        fresh.unlink(missing_ok=True)
    open_store(target, around).close()
    return kept


def _mark_restored(path: Path) -> None:
    """Make the store draw a new workspace when it is opened next."""
    connection = connect(path)
    with told(path):
        put_meta(connection, "place", '{"machine": "restored", "path": "restored"}')
        connection.execute("PRAGMA journal_mode=WAL")
    connection.close()


def _empty_wal(path: Path) -> None:
    connection = connect(path)
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("PRAGMA journal_mode=WAL")
    except sqlite3.Error:
        pass  # a damaged store is what a restore is for: it is kept aside as it is
    finally:
        connection.close()


def settle_on_disk(fresh: Path, target: Path) -> None:
    """Give a finished file its name so that a power cut leaves the old name's content or the new one, whole."""
    with fresh.open("rb+") as file:
        os.fsync(file.fileno())
    fresh.replace(target)
    if sys.platform != "win32":  # Windows can't open a folder, and its rename is written through
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
