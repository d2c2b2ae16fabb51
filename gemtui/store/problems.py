"""What a store can say no with: codes and facts, never sentences."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as member
from typing import Any


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with one field (or, with an empty field, with the whole)."""

    field: str
    code: str
    facts: Mapping[str, Any] = member(default_factory=dict)


class StoreProblem(Exception):
    """The store can't do what was asked; `code` and `facts` say why (words in locale/en/store.toml)."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts: dict[str, Any] = facts


class Refused(StoreProblem):
    """A save that would write something wrong; nothing was written."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        first = problems[0]
        super().__init__(first.code, field=first.field, **first.facts)
        self.problems = tuple(problems)


class Stale(StoreProblem):
    """Somebody else changed the same fields since the form was opened; nothing was written."""

    def __init__(self, fields: Mapping[str, Any]) -> None:
        super().__init__("stale", fields=", ".join(fields))
        self.fields = dict(fields)
        """What the fields hold now."""


def from_sqlite(error: sqlite3.Error, path: str) -> StoreProblem:
    """Return the problem that an SQLite error stands for; nothing of a failed transaction is ever kept."""
    if str(error).startswith("Could not decode to UTF-8"):
        # SQLite read it, Python could not: text that is not UTF-8 any more. What it says would quote what stands there.
        return StoreProblem("damaged-store", path=path, detail="text that is not UTF-8")
    number = getattr(error, "sqlite_errorcode", 0)
    # The last byte is the primary code, the rest of the number only details it: but for a file beside the store that
    # even a reader needs, and for which there is no room. That is no fault of the disk, and no damage.
    is_full = number == sqlite3.SQLITE_IOERR_SHMSIZE
    code = "disk-full" if is_full else _SIGNS.get(number & 0xFF, "store-failed")
    return StoreProblem(code, path=path, detail=str(error))


_SIGNS = {
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
    sqlite3.SQLITE_PROTOCOL: "busy",
    sqlite3.SQLITE_FULL: "disk-full",
    sqlite3.SQLITE_READONLY: "read-only",
    sqlite3.SQLITE_CORRUPT: "damaged-store",
    sqlite3.SQLITE_NOTADB: "not-a-store",
    sqlite3.SQLITE_IOERR: "disk-error",
    sqlite3.SQLITE_CANTOPEN: "cannot-open",
    sqlite3.SQLITE_PERM: "cannot-open",
}
