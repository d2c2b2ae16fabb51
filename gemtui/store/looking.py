"""Looking at a file before it is believed to be a store: read only, and nothing of it runs."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from gemtui import __version__
from gemtui.store import copies
from gemtui.store.connection import SQLite
from gemtui.store.handle import Around, distrusting, told
from gemtui.store.layout import APPLICATION_ID, OWN_STATEMENTS, VERSION, version_of
from gemtui.store.problems import StoreProblem

_KIND_TABLE = re.compile(
    r"CREATE TABLE \"?(\w+)\"? \((.*),\s*PRIMARY KEY \(office, id\)\s*\)\s*WITHOUT ROWID\s*", re.DOTALL
)
_COLUMN = re.compile(r"\s*\"?([a-z][a-z0-9_]*)\"? (?:TEXT|BIGINT|BOOLEAN|INTEGER)(?: NOT NULL)?\s*")
_OF_SQLITE = re.compile(
    r"search_(?:data|idx|content|docsize|config)|sqlite_autoindex_\w+|sqlite_stat1"  # all that it makes by itself here
)


class Looked(NamedTuple):
    """What a store file says of itself."""

    version: int
    tables: dict[str, set[str]]
    """The columns of each kind's table."""


def look(path: Path) -> int:
    """Return the version number of a store file without changing a byte of it.

    Raises StoreProblem: no-store, not-a-store, newer-store, damaged-store, cannot-open.
    """
    return look_closely(path, None).version


def look_closely(path: Path, around: Around | None) -> Looked:
    """Look, and read a file page by page that comes from elsewhere or was not closed; raises like `look`."""
    try:
        if not path.is_file():
            raise StoreProblem("no-store" if not path.exists() else "not-a-store", path=str(path))
        connection = distrusting(path, read_only=True, immutable=not wal_of(path).exists())
        with closing(connection), told(path):
            return _looked_at(connection, path, around)
    except OSError as error:
        raise StoreProblem("cannot-open", path=str(path), detail=error.strerror or "") from error


def _looked_at(connection: SQLite, path: Path, around: Around | None) -> Looked:
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise StoreProblem("not-a-store", path=str(path))
    version = version_of(connection)
    # No store of ours ever had a number below 1000: whatever numbers so is nothing that this program can bring up to date.
    if version > VERSION or version < 1000:
        raise StoreProblem("newer-store", path=str(path), theirs=version, ours=VERSION, program=__version__)
    if around and was_not_closed(path):
        check_pages(connection, path)
    page = connection.execute("PRAGMA page_size").fetchone()[0]
    if path.stat().st_size % page and not was_not_closed(path):
        raise StoreProblem("damaged-store", path=str(path), detail="size")
    tables = _known_tables(connection, path, is_current=version == VERSION)
    if around and not (was_not_closed(path) or copies.is_here(connection, around, path)):
        check_pages(connection, path)
    return Looked(version, tables)


def check_pages(connection: SQLite, path: Path) -> None:
    """Raise StoreProblem (damaged-store) where SQLite finds a page that can't be right."""
    found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise StoreProblem("damaged-store", path=str(path), detail=found)


def _known_tables(connection: SQLite, path: Path, *, is_current: bool) -> dict[str, set[str]]:
    """Return the columns of each kind's table; raises StoreProblem where the schema is not one that we make.

    Somebody else's triggers, views, computed columns or virtual tables would run inside our own statements.
    """
    tables: dict[str, set[str]] = {}
    own: set[str] = set()
    for sort, name, sql in connection.execute("SELECT type, name, sql FROM sqlite_master"):
        if sql in OWN_STATEMENTS:
            own.add(sql)
        elif found := _kind_table(sql):
            tables[name] = found
        elif sort not in ("table", "index") or not _OF_SQLITE.fullmatch(name):
            raise StoreProblem("not-a-store", path=str(path))
    if is_current and (missing := set(OWN_STATEMENTS) - own):
        raise StoreProblem("damaged-store", path=str(path), detail=min(missing).partition(" (")[0])
    return tables


def _kind_table(sql: str | None) -> set[str] | None:
    made = _KIND_TABLE.fullmatch(sql or "")
    if made is None:
        return None
    found = [_COLUMN.fullmatch(column) for column in made[2].split(",")]
    return {column[1] for column in found if column} if all(found) else None


def wal_of(path: Path) -> Path:
    """Return where SQLite keeps what is not in the file yet: beside the file itself, not beside a link to it."""
    real = path.resolve()
    return real.with_name(real.name + "-wal")


def was_not_closed(path: Path) -> bool:
    """Return whether there is something beside the file that is not in it yet: another program has it, or had."""
    wal = wal_of(path)
    return wal.exists() and wal.stat().st_size > 0
