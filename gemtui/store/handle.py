"""An open store: who it is, what it records, and one connection a thread."""

from __future__ import annotations

import os
import sqlite3
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from gemtui.store.connection import Connection, SQLite
from gemtui.store.problems import StoreProblem, from_sqlite

if TYPE_CHECKING:
    from gemtui.log import Clock, Ids
    from gemtui.records import Kind
    from gemtui.store.server import Server

BUSY_MS = 30_000
"""How long a save waits its turn before it says `busy`; longer than a virus scanner or a backup holds a file."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose store this is."""

    office: str
    role: str
    """`field` or `hq`."""
    author: str
    """Role label of the person, never a name (spec/merge.md, `author`)."""
    workspace: str = ""

    @property
    def principal(self) -> str:
        """Return the signer's name in `allowed_signers`: `office:CODE` or `hq:ITU`."""
        return "hq:ITU" if self.role == "hq" else f"office:{self.office}"


@dataclass(frozen=True, slots=True)
class Around:
    """What a store needs of the world, handed in from `__main__`."""

    clock: Clock
    ids: Ids
    state: Path
    """Folder outside the store for the heads file (spec/merge.md, *Copies*)."""
    machine: str = ""
    """A stable id of the machine; it is only ever kept hashed."""
    backups: Path | None = None
    """Where backups before a migration go; beside the store when not given."""


@dataclass
class Store:
    """A handle on one store file; safe to use from any thread."""

    path: Path
    around: Around
    kinds: Mapping[str, Kind]
    identity: Identity
    read_only: bool = False
    immutable: bool = False
    notices: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    """What the person should read once: codes with facts (`new-workspace`, `synced-folder`, `migrated`, …)."""
    server: Server | None = None
    """The database that the store is in; `path` is then only where its keys lie on this machine."""
    place: Mapping[str, str] | None = None
    """Which database that is, hashed."""
    asks_why: bool = False
    """A person sits there: a change of what headquarters accepted is not written without a reason."""
    after_append: Callable[[Store], None] | None = None
    """Called once a transaction that appended to an own stream is on the disk."""

    def __post_init__(self) -> None:
        self._local = threading.local()
        self._all: list[Connection] = []
        self._guard = threading.Lock()

    def connection(self) -> Connection:
        """Return this thread's connection, opening it at first use; raises StoreProblem."""
        held: Connection | None = getattr(self._local, "connection", None)
        if held is None or held.is_lost:
            held = self._connected()
            self._local.connection, self._local.writing = held, False
            with self._guard:
                self._all.append(held)
        return held

    @property
    def name(self) -> str:
        """Return how the store is named to a person: its path, or its URL without a password."""
        return str(self.server or self.path)

    def _connected(self) -> Connection:
        if self.server is None:
            return connect(self.path, read_only=self.read_only, immutable=self.immutable)
        from gemtui.store.server import connect as reach  # here: a store in a file needs none of it

        return reach(self.server)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection on one snapshot of the store, so that figures of one answer agree."""
        connection = self.connection()
        if connection.in_transaction:
            yield connection
            return
        with told(self.path):
            connection.begin_reading()
            try:
                yield connection
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    @contextmanager
    def writing(self, *, beside_others: bool = False) -> Iterator[Connection]:
        """Give a connection inside BEGIN IMMEDIATE; commits at the outermost end, rolls back on any error.

        With `beside_others`, what is written must be claimed before (see `Connection`).
        """
        if self.read_only:
            raise StoreProblem("read-only", path=self.name)
        connection = self.connection()
        if connection.in_transaction:
            if not self._local.writing:
                raise RuntimeError("a save inside a reading would be rolled back with it")
            yield connection
            return
        with told(self.path):
            connection.begin_writing(beside_others=beside_others)
            self._local.writing, self._local.appended = True, False
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            finally:
                self._local.writing = False
        if self._local.appended and self.after_append:
            self.after_append(self)

    @property
    def reason(self) -> str | None:
        """Return the reason that this thread gives to what it saves, if any."""
        return getattr(self._local, "reason", None)

    @reason.setter
    def reason(self, why: str | None) -> None:
        self._local.reason = why

    def appended(self) -> None:
        """Say that the open transaction appends to an own stream."""
        self._local.appended = True

    def close(self) -> None:
        """Close every thread's connection; the last one empties the write-ahead log into the file."""
        with self._guard:
            for connection in self._all:
                connection.close()
            self._all.clear()
        self._local = threading.local()


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn SQLite's errors, and texts it can't hold, into StoreProblem, whose words a person understands."""
    try:
        yield
    except sqlite3.Error as error:
        raise from_sqlite(error, str(path)) from error
    except UnicodeEncodeError as error:
        raise StoreProblem("bad-text") from error


def connect(path: Path, *, read_only: bool = False, immutable: bool = False) -> SQLite:
    """Return a connection with the pragmas every use of a store needs; raises StoreProblem."""
    connection = distrusting(path, read_only=read_only, immutable=immutable)
    with told(path):
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("PRAGMA temp_store=MEMORY")
        if sys.platform == "darwin":
            connection.execute("PRAGMA fullfsync=ON")
    return connection


def distrusting(path: Path, *, read_only: bool, immutable: bool) -> SQLite:
    """Return a connection that has read nothing yet, to a file that may be somebody else's; raises StoreProblem."""
    mode = "mode=ro" if read_only else "mode=rw"
    uri = f"file:{quote(os.fsencode(path))}?{mode}{'&immutable=1' if immutable else ''}"
    with told(path):
        connection = sqlite3.connect(
            uri,
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=BUSY_MS / 1000,
            factory=SQLite,
        )
        connection.execute("PRAGMA trusted_schema=OFF")
        connection.execute("PRAGMA cell_size_check=ON")
        connection.execute("PRAGMA mmap_size=0")
    return connection
