"""Making a store and opening one: nothing of a file is believed before it is known to be ours."""

from __future__ import annotations

import os
import stat
from contextlib import closing
from pathlib import Path

from gemtui import __version__
from gemtui.store import copies, migration
from gemtui.store.backup import refuse_leftovers, settle_folder, unfinished
from gemtui.store.connection import Connection
from gemtui.store.handle import Around, Identity, Store, connect, told
from gemtui.store.layout import (
    APPLICATION_ID,
    LAYOUT,
    VERSION,
    columns,
    create_kinds,
    create_own,
    identity_in,
    put_meta,
    read_kinds,
    version_of,
    write_kinds,
)
from gemtui.store.looking import Looked, look_closely, wal_of
from gemtui.store.problems import StoreProblem
from gemtui.store.reading import OFFICE
from gemtui.store.server import Server

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


LONGEST_AUTHOR = 200
"""Characters in a role label."""


def create(place: Path | Server, identity: Identity, around: Around) -> Store:
    """Make a store with an empty log at a free path, or in a database; raises StoreProblem (store-exists, bad-office, …)."""
    if not OFFICE.match(identity.office):
        raise StoreProblem("bad-office", office=identity.office)
    if not 0 < len(identity.author.strip()) <= LONGEST_AUTHOR or not identity.author.isprintable():
        raise StoreProblem("bad-author")
    if isinstance(place, Server):
        from gemtui.store import serving  # here: only headquarters with a server needs it

        return serving.create(place, identity, around)
    return _create(place, identity, around)


def _create(path: Path, identity: Identity, around: Around) -> Store:
    try:
        if path.exists():
            raise StoreProblem("store-exists", path=str(path))
        refuse_leftovers(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        with unfinished(path) as made:
            _build(made, path, identity)
            _name(made, path)
    except OSError as error:
        raise StoreProblem("cannot-open", path=str(path), detail=error.strerror or "") from error
    return open_store(path, around)


def _name(made: Path, path: Path) -> None:
    """Give a finished store its name, if nothing else has it by now."""
    try:
        # A link refuses an existing name in one step, where a rename would overwrite it.
        os.link(made, path)
    except FileExistsError as error:
        raise StoreProblem("store-exists", path=str(path)) from error
    except OSError:
        made.rename(path)
    settle_folder(path.parent)


def _build(made: Path, path: Path, identity: Identity) -> None:
    from gemtui.records import kinds  # here: only a new store needs the record classes

    with told(path), closing(connect(made)) as connection:
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute("BEGIN IMMEDIATE")
        create_own(connection)
        create_kinds(connection, kinds())
        write_kinds(connection, kinds(), __version__)
        for key in ("office", "role", "author"):
            put_meta(connection, key, getattr(identity, key))
        copies.new_workspace(connection, identity.principal)
        connection.put_version(VERSION)
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode=WAL")


def open_store(place: Path | Server, around: Around, *, read_only: bool = False) -> Store:
    """Return an open store; raises StoreProblem: no-store, not-a-store, newer-store, damaged-store, cannot-open."""
    if isinstance(place, Server):
        from gemtui.store import serving  # here: only headquarters with a server needs it

        return serving.open_server(place, around, read_only=read_only)
    return _open(place, around, read_only=read_only)


def _open(path: Path, around: Around, *, read_only: bool) -> Store:
    looked = look_closely(path, around)
    is_fixed = not _may_change(path)
    locked = read_only or is_fixed
    # Immutable reads take no locks: right only where nobody can write, and nothing waits beside the file.
    immutable = is_fixed and not wal_of(path).exists()
    connection = connect(path, read_only=locked, immutable=immutable)
    try:
        with told(path):
            notices = [] if locked else migration.bring_up_to_date(connection, path, around)
            db = _handle(connection, path, around)
            # Looking again, as the migration, here or in another process, made other tables.
            odd = _odd_kind(db, looked) and _odd_kind(db, look_closely(path, None))
            if odd:
                raise StoreProblem("damaged-store", path=str(path), detail=odd)
            db.read_only, db.immutable = locked, immutable
            db.notices += notices or ([("read-only", {"path": str(path)})] if locked else [])
            if not locked:
                # A backup, and a store whose restoring was cut off, don't have it.
                connection.execute("PRAGMA journal_mode=WAL")
                copies.settle(connection, db)
    finally:
        connection.close()
    db.notices += [("synced-folder", {"path": str(path)})] if in_synced_folder(path) else []
    return db


def _handle(connection: Connection, path: Path, around: Around) -> Store:
    version = version_of(connection)
    if version // 1000 != LAYOUT:
        raise StoreProblem("older-store", path=str(path), theirs=version, ours=VERSION)
    return Store(
        path=path,
        around=around,
        kinds=read_kinds(connection),
        identity=identity_in(connection, str(path)),
        after_append=copies.note_heads,
    )


def _odd_kind(db: Store, looked: Looked) -> str:
    """Return a kind whose description is not that of its table, or ""."""
    described = ((name, set(columns(kind))) for name, kind in db.kinds.items())
    return next((name for name, names in described if looked.tables.get(name) != names), "")


def _may_change(path: Path) -> bool:
    """Return whether the file and its folder may be written; root is held to what the modes ask for, too."""
    real = path.resolve()
    for place in (real, real.parent):
        if not os.access(place, os.W_OK) or not stat.S_IMODE(place.stat().st_mode) & 0o222:
            return False
    return True


def in_synced_folder(path: Path) -> bool:
    """Return whether the path lies in a folder that another program copies away while a store is open."""
    return any(mark in part.lower() for part in path.resolve().parts for mark in SYNCED)
