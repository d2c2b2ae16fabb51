"""What the store asks of a database: written once for SQLite, and understood by PostgreSQL through `postgresql.py`."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any, Protocol

Cells = tuple[Any, ...]

CELL, LIST = b"\xff", b"\xfe"
"""What stands between two cells, and on both sides of a list, in a row that is read as one: no UTF-8 holds them."""


class Cursor(Protocol):
    """The answer to a statement."""

    @property
    def rowcount(self) -> int:
        """Return how many rows the statement wrote or took away."""

    @property
    def lastrowid(self) -> int | None:
        """Return the number that the database drew for a row just written."""

    def fetchone(self) -> Any:
        """Return the next row, or None."""

    def fetchmany(self, size: int = ...) -> list[Any]:
        """Return the next rows."""

    def fetchall(self) -> list[Any]:
        """Return all rows that are left."""

    def __iter__(self) -> Iterator[Any]:
        """Give the rows one by one."""


class Connection(Protocol):
    """A connection to a store; statements are SQLite's, their values always bound."""

    nulls_first: str
    """What a sort says so that nothing comes before all else."""
    nulls_last: str

    @property
    def in_transaction(self) -> bool:
        """Return whether a transaction is open."""

    @property
    def is_lost(self) -> bool:
        """Return whether the other side has gone, so that another connection is needed."""

    def execute(self, sql: str, parameters: Sequence[Any] = ..., /) -> Cursor:
        """Carry out a statement; its whole answer may be held in memory."""

    def executemany(self, sql: str, parameters: Iterable[Sequence[Any]], /) -> Cursor:
        """Carry out a statement for each row of values."""

    def stream(self, sql: str, parameters: Sequence[Any] = (), *, at_a_time: int = 2_000) -> Iterator[Any]:
        """Give the rows of an answer of any length, so many in memory at a time."""

    def joined(
        self, cells: Sequence[str], lists: Collection[int], of: str, parameters: Sequence[Any] = ()
    ) -> Iterator[bytes]:
        """Give rows as `join_cells` makes them: of each column, an expression, its text, and nothing for NULL."""

    def put_new(self, table: str, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Write many rows, in these columns, whose keys nobody has yet."""

    def put_over(
        self, table: str, names: Sequence[str], key: Sequence[str], rows: Sequence[Sequence[Any]]
    ) -> None:
        """Write many rows, each over the one with the same key or beside the others."""

    def counted(self, table: str) -> None:
        """Let the database look how many rows of what sort are in a table that was just filled."""

    def count_on(self, table: str, column: str) -> None:
        """Let the numbers that the database draws begin after the highest there is."""

    def begin_reading(self) -> None:
        """Begin a transaction that sees one moment of the store."""

    def begin_writing(self, *, beside_others: bool = False) -> None:
        """Begin a transaction once no other writes; raises `busy` after a long wait.

        With `beside_others`, those may write at the same time who do the same and claim other offices.
        """

    def claim(self, what: str) -> None:
        """Wait until no other transaction has claimed this, and keep it to the end of one's own."""

    def version(self) -> int:
        """Return the number of the layout that the store was written with."""

    def put_version(self, version: int) -> None:
        """Keep that number."""

    def faults(self) -> list[str]:
        """Return what the database itself finds wrong with what it holds."""

    def new_entries(self) -> Iterator[int]:
        """Give numbers for new records that no other record has or gets."""

    def put_words(self, words: Iterable[tuple[int, str]]) -> None:
        """Make texts searchable, each by its record's number, which had none."""

    def words_of(self, entry: int) -> str:
        """Return the text by which a record is found, or ""."""

    def asked_words(self, whole: Sequence[str], beginnings: Sequence[str]) -> str:
        """Return what `text MATCH ?` is given to find these words and words that begin so."""

    def copy_to(self, fresh: Path) -> None:
        """Write all that the store holds into an empty file, as a store of its own."""

    def sweep(self) -> None:
        """Leave nothing of what was deleted where the database keeps what it has not cleared up yet."""

    def close(self) -> None:
        """Close it; an open transaction is undone."""


class SQLite(sqlite3.Connection):
    """A connection to a store in a file: the standard library's own, and what differs between databases."""

    is_lost = False
    nulls_first = nulls_last = ""  # as it sorts by itself

    def stream(self, sql: str, parameters: Sequence[Any] = (), *, at_a_time: int = 0) -> Iterator[Any]:
        """Give the rows as SQLite finds them, one by one."""
        return self.execute(sql, parameters)

    def joined(
        self, cells: Sequence[str], lists: Collection[int], of: str, parameters: Sequence[Any] = ()
    ) -> Iterator[bytes]:
        """Give the rows as SQLite joins them itself, which makes one object of each instead of forty."""
        form = join_cells([b"%s"] * len(cells), lists).hex()
        told = f"CAST(printf(CAST(x'{form}' AS TEXT), {', '.join(cells)}) AS BLOB)"
        return (line for (line,) in self.execute(f"SELECT {told} {of}", parameters))

    def put_new(self, table: str, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Write many rows by one prepared statement."""
        listed, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
        self.executemany(f'INSERT INTO "{table}" ({listed}) VALUES ({marks})', rows)

    def put_over(
        self, table: str, names: Sequence[str], key: Sequence[str], rows: Sequence[Sequence[Any]]
    ) -> None:
        """Write many rows by one prepared statement."""
        self.executemany(upsert(table, names, key), rows)

    def counted(self, table: str) -> None:
        """Do nothing: statements say which index they use where it matters."""

    def count_on(self, table: str, column: str) -> None:
        """Do nothing: SQLite looks for the highest number itself."""

    def begin_reading(self) -> None:
        """Begin a transaction; its first statement takes the snapshot."""
        self.execute("BEGIN")

    def begin_writing(self, *, beside_others: bool = False) -> None:
        """Begin at once as the only writer."""
        self.execute("BEGIN IMMEDIATE")

    def claim(self, what: str) -> None:
        """Do nothing: one transaction at a time writes into a file."""

    def version(self) -> int:
        """Return the file's `user_version`."""
        return int(self.execute("PRAGMA user_version").fetchone()[0])

    def put_version(self, version: int) -> None:
        """Keep the number as `user_version`, inside the transaction."""
        self.execute(f"PRAGMA user_version={int(version)}")

    def faults(self) -> list[str]:
        """Return what `integrity_check` says."""
        return [str(said) for (said,) in self.execute("PRAGMA integrity_check(20)") if said != "ok"]

    def new_entries(self) -> Iterator[int]:
        """Count on from the highest: this transaction is the only one that writes."""
        return count(int(self.execute("SELECT coalesce(max(rowid), 0) FROM entry").fetchone()[0]) + 1)

    def put_words(self, words: Iterable[tuple[int, str]]) -> None:
        """Write the texts into the full-text index, which cuts and folds them itself."""
        self.executemany("INSERT INTO search (rowid, text) VALUES (?, ?)", words)

    def words_of(self, entry: int) -> str:
        """Return the text from where the index keeps it; asked of the index itself, it would cost ten times as much."""
        found = self.execute("SELECT c0 FROM search_content WHERE id = ?", (entry,)).fetchone()
        return str(found[0]) if found else ""

    def sweep(self) -> None:
        """Rewrite the index and the file, both without what was deleted, and empty the write-ahead log."""
        self.execute("INSERT INTO search (search) VALUES ('rebuild')")
        self.execute("VACUUM")
        self.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def copy_to(self, fresh: Path) -> None:
        """Copy page by page, by SQLite's backup API."""
        with closing(sqlite3.connect(fresh)) as copy:
            self.backup(copy)
            # One file is mailed or carried: it must not need a -wal beside it.
            copy.execute("PRAGMA journal_mode=DELETE")

    def asked_words(self, whole: Sequence[str], beginnings: Sequence[str]) -> str:
        """Return an FTS5 expression."""
        return " ".join([*(f'"{word}"' for word in whole), *(f'"{word}"*' for word in beginnings)])


def join_cells(cells: Sequence[bytes], lists: Collection[int]) -> bytes:
    """Return a row's cells with CELL between two, those that are lists with LIST on both sides."""
    return CELL.join(LIST + cell + LIST if at in lists else cell for at, cell in enumerate(cells))


def upsert(table: str, names: Sequence[str], key: Sequence[str]) -> str:
    """Return the statement that writes a row over the one with the same key, or beside the others."""
    listed, unique = (", ".join(f'"{name}"' for name in some) for some in (names, key))
    written = ", ".join(f'"{name}" = excluded."{name}"' for name in names if name not in key)
    marks = ", ".join("?" * len(names))
    return f'INSERT INTO "{table}" ({listed}) VALUES ({marks}) ON CONFLICT ({unique}) DO UPDATE SET {written}'
