"""Making and opening headquarters' store in a PostgreSQL database; only a URL leads here."""

from __future__ import annotations

import hashlib
import tempfile
import uuid
from contextlib import closing
from pathlib import Path

from gemtui import __version__
from gemtui.store import copies, migration
from gemtui.store.backup import restore as restore_file
from gemtui.store.connection import Connection
from gemtui.store.handle import Around, Identity, Store
from gemtui.store.layout import (
    VERSION,
    columns,
    identity_in,
    put_meta,
    read_kinds,
)
from gemtui.store.opening import open_store
from gemtui.store.problems import StoreProblem
from gemtui.store.server import SCHEMA, Server, connect
from gemtui.store.transfer import make_tables, transfer


def create(server: Server, identity: Identity, around: Around) -> Store:
    """Make a store with an empty log in a database that has none; raises StoreProblem store-exists, not-on-a-server."""
    if identity.role != "hq":
        raise StoreProblem("not-on-a-server", path=server.name, office=identity.office)
    with closing(connect(server)) as connection:
        connection.begin_writing()
        if _holds_tables(connection):
            raise StoreProblem("store-exists", path=server.name)
        build(connection)
        for key in ("office", "role", "author"):
            put_meta(connection, key, getattr(identity, key))
        copies.new_workspace(connection, identity.principal)
        connection.execute("COMMIT")
    return open_server(server, around)


def build(connection: Connection) -> None:
    """Create all tables, empty, and write the description of the kinds."""
    if not connection.execute("SELECT 1 FROM pg_namespace WHERE nspname = ?", (SCHEMA,)).fetchone():
        connection.execute(f"CREATE SCHEMA {SCHEMA}")
    make_tables(connection)


def restore(source: Path, server: Server, around: Around) -> str | None:
    """Put a store that lies in a file into the database; returns the schema that the one there was moved to, or None.

    The file may be a backup, or the store that headquarters had before it got a server. Raises StoreProblem as opening
    a file does, and not-on-a-server; then nothing has changed.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "store.gemtui"
        restore_file(source, copy, around)
        with closing(open_store(copy, around)) as db, closing(connect(server)) as connection:
            if db.identity.role != "hq":
                raise StoreProblem("not-on-a-server", path=server.name, office=db.identity.office)
            connection.begin_writing()
            kept = f"{SCHEMA}_before_restore_{uuid.uuid4().hex[:8]}" if _holds_tables(connection) else None
            if kept:
                connection.execute(f"ALTER SCHEMA {SCHEMA} RENAME TO {kept}")
            build(connection)
            with db.reading() as held:
                transfer(held, connection)
            connection.execute("COMMIT")
    open_server(server, around).close()
    return kept


def open_server(server: Server, around: Around, *, read_only: bool = False) -> Store:
    """Return an open store; raises StoreProblem: no-connection, no-store, newer-store, damaged-store, not-a-store."""
    with closing(connect(server)) as connection:
        _look(connection, server)
        locked = read_only or not _may_change(connection)
        notices = [] if locked else migration.bring_up_to_date(connection, server.path, around)
        db = Store(
            path=server.path, around=around, kinds=read_kinds(connection), identity=identity_in(connection, server.name),
            read_only=locked, server=server, place=place_of(connection), notices=notices, after_append=copies.note_heads,
        )  # fmt: skip
        odd = next(
            (name for name, kind in db.kinds.items() if _columns(connection, name) != set(columns(kind))), ""
        )
        if odd:
            raise StoreProblem("damaged-store", path=server.name, detail=odd)
        if not locked:
            copies.settle(connection, db)
        elif not read_only:
            db.notices.append(("read-only", {"path": server.name}))
    return db


def _holds_tables(connection: Connection) -> bool:
    found = connection.execute("SELECT 1 FROM pg_tables WHERE schemaname = ? LIMIT 1", (SCHEMA,))
    return found.fetchone() is not None


def _look(connection: Connection, server: Server) -> None:
    """Raise StoreProblem where the database has no store that this program can open."""
    if not _holds_tables(connection):
        raise StoreProblem("no-store", path=server.name)
    if not _columns(connection, "meta"):
        raise StoreProblem("not-a-store", path=server.name)
    version = connection.version()
    if version > VERSION or version < 1000:
        raise StoreProblem("newer-store", path=server.name, theirs=version, ours=VERSION, program=__version__)


def _columns(connection: Connection, table: str) -> set[str]:
    found = connection.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_schema = ? AND table_name = ?",
        (SCHEMA, table),
    )
    return {str(name) for (name,) in found.fetchall()}


def _may_change(connection: Connection) -> bool:
    asked = f"SELECT NOT pg_is_in_recovery() AND has_table_privilege('{SCHEMA}.change', 'INSERT')"
    return bool(connection.execute(asked).fetchone()[0])


def place_of(connection: Connection) -> dict[str, str]:
    """Return which server's database this is, hashed: another one after a dump was restored elsewhere."""
    cluster, database = connection.execute(
        "SELECT (SELECT system_identifier FROM pg_control_system()), oid FROM pg_database WHERE datname = current_database()"
    ).fetchone()
    return {
        "machine": hashlib.sha256(str(cluster).encode()).hexdigest(),
        "path": hashlib.sha256(str(database).encode()).hexdigest(),
    }
