"""Making a store and opening one: nothing of a file is believed before it is known to be ours."""

from __future__ import annotations

import os
import sqlite3
import stat
import uuid
from pathlib import Path
from urllib.parse import quote

from gemtui import __version__
from gemtui.store import copies, migration
from gemtui.store.handle import Around, Identity, Store, connect, told
from gemtui.store.layout import (
    APPLICATION_ID,
    LAYOUT,
    create_kinds,
    create_own,
    meta,
    put_meta,
    read_kinds,
    write_kinds,
)
from gemtui.store.problems import StoreProblem
from gemtui.store.reading import OFFICE

SYNCED = (
    "dropbox",
    "onedrive",
    "google drive",
    "googledrive",
    "icloud",
    "mobile documents",
    "nextcloud",
    "owncloud",
    "box sync",
    "syncthing",
)
"""Folder names that tell of a program that copies files while they are open."""


def create(path: Path, identity: Identity, around: Around) -> Store:
    """Make a store with an empty log at a free path; raises StoreProblem (store-exists, bad-office, cannot-open)."""
    if not OFFICE.match(identity.office):
        raise StoreProblem("bad-office", office=identity.office)
    if path.exists():
        raise StoreProblem("store-exists", path=str(path))
    made = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _build(made, path, identity, around)
        try:
            # A link refuses an existing name in one step, where a rename would overwrite it.
            os.link(made, path)
        except FileExistsError as error:
            raise StoreProblem("store-exists", path=str(path)) from error
        except OSError:
            made.rename(path)
        made.unlink(missing_ok=True)
    except OSError as error:
        raise StoreProblem("cannot-open", path=str(path), detail=error.strerror or "") from error
    finally:
        for rest in path.parent.glob(f"{made.name}*"):
            rest.unlink(missing_ok=True)
    return open_store(path, around)


def _build(made: Path, path: Path, identity: Identity, around: Around) -> None:
    from gemtui.records import kinds  # here: only a new store needs the record classes

    made.touch(mode=0o600, exist_ok=False)
    connection = connect(made)
    with told(path):
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute("BEGIN IMMEDIATE")
        create_own(connection)
        create_kinds(connection, kinds())
        write_kinds(connection, kinds(), __version__)
        for key in ("office", "role", "author"):
            put_meta(connection, key, getattr(identity, key))
        copies.new_workspace(connection, identity.principal)
        connection.execute(f"PRAGMA user_version={LAYOUT}")
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.close()


def open_store(path: Path, around: Around, *, read_only: bool = False) -> Store:
    """Return an open store; raises StoreProblem: no-store, not-a-store, newer-store, damaged-store, cannot-open."""
    if not path.is_file():
        raise StoreProblem("no-store" if not path.exists() else "not-a-store", path=str(path))
    layout = look(path)
    locked = read_only or not _may_change(path)
    immutable = locked and not _has_wal(path)
    unclean = _has_wal(path)
    connection = connect(path, read_only=locked, immutable=immutable)
    try:
        with told(path):
            _refuse_foreign(connection, path, check=unclean)
            if not locked:
                layout, notices = migration.bring_up_to_date(connection, path, around, layout)
            else:
                notices = [("read-only", {"path": str(path)})]
            db = _handle(connection, path, around, layout)
            db.read_only, db.immutable = locked, immutable
            db.notices += notices
            if not locked:
                _settle(connection, db)
    finally:
        connection.close()
    db.notices += [("synced-folder", {"path": str(path)})] if in_synced_folder(path) else []
    return db


def look(path: Path) -> int:
    """Return the layout number of a store file without changing a byte of it; raises StoreProblem."""
    with told(path):
        try:
            peek = sqlite3.connect(f"file:{quote(str(path))}?mode=ro&immutable=1", uri=True)
            peek.execute("PRAGMA trusted_schema=OFF")
            try:
                found = peek.execute("PRAGMA application_id").fetchone()[0]
                layout = int(peek.execute("PRAGMA user_version").fetchone()[0])
                if found == APPLICATION_ID:
                    peek.execute("SELECT count(*) FROM sqlite_master").fetchone()
            finally:
                peek.close()
        except sqlite3.DatabaseError as error:
            raise StoreProblem(
                "not-a-store" if "not a database" in str(error) else "damaged-store", path=str(path)
            ) from error
    if found != APPLICATION_ID:
        raise StoreProblem("not-a-store", path=str(path))
    if layout > LAYOUT:
        raise StoreProblem("newer-store", path=str(path), theirs=layout, ours=LAYOUT, program=__version__)
    return layout


def _refuse_foreign(connection: sqlite3.Connection, path: Path, *, check: bool) -> None:
    """Stop at a file that only pretends to be a store: its schema may hold neither triggers nor views."""
    if check:
        found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise StoreProblem("damaged-store", path=str(path), detail=found)
    odd = connection.execute("SELECT name FROM sqlite_master WHERE type IN ('trigger', 'view')").fetchone()
    if odd:
        raise StoreProblem("not-a-store", path=str(path))
    layout = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if layout > LAYOUT:
        raise StoreProblem("newer-store", path=str(path), theirs=layout, ours=LAYOUT, program=__version__)


def _handle(connection: sqlite3.Connection, path: Path, around: Around, layout: int) -> Store:
    if layout != LAYOUT:
        raise StoreProblem("older-store", path=str(path), theirs=layout, ours=LAYOUT)
    known = {key: meta(connection, key) for key in ("office", "role", "author", "workspace")}
    if not all(known.values()):
        raise StoreProblem("damaged-store", path=str(path), detail="meta")
    identity = Identity(**{key: str(value) for key, value in known.items()})
    return Store(
        path=path,
        around=around,
        kinds=read_kinds(connection),
        identity=identity,
        after_append=copies.note_heads,
    )


def _settle(connection: sqlite3.Connection, db: Store) -> None:
    """Go on as another workspace where the file turns out to be a copy, and remember where it lives."""
    why = copies.is_another(connection, db.around, db.path, db.identity.workspace)
    if not why and meta(connection, "place") is not None and copies.is_here(connection, db.around, db.path):
        return
    connection.execute("BEGIN IMMEDIATE")
    if why:
        workspace = copies.new_workspace(connection, db.identity.principal)
        db.identity = Identity(db.identity.office, db.identity.role, db.identity.author, workspace)
        db.notices.append(("new-workspace", {"why": why}))
    copies.settle_here(connection, db.around, db.path)
    connection.execute("COMMIT")


def _may_change(path: Path) -> bool:
    """Return whether the file and its folder may be written; root is held to what the modes ask for, too."""
    for place in (path, path.parent):
        if not os.access(place, os.W_OK) or not stat.S_IMODE(place.stat().st_mode) & 0o222:
            return False
    return True


def _has_wal(path: Path) -> bool:
    wal = path.with_name(path.name + "-wal")
    return wal.exists() and wal.stat().st_size > 0


def in_synced_folder(path: Path) -> bool:
    """Return whether the path lies in a folder that another program copies away while a store is open."""
    return any(mark in part.lower() for part in path.resolve().parts for mark in SYNCED)
