"""Floor of saving: one bare transaction with the statements that no save can do without, in the same tables."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

STAMP = {"changed_at": "2026-11-23T09:00:00.000Z", "changed_by": "focal point"}
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "mmap_size=0", "temp_store=MEMORY", "secure_delete=ON")
"""Those that `store.handle.connect` sets: what is durable and what is left on the disk is the same in both."""


def connect(path: Path) -> sqlite3.Connection:
    """Return a connection with the program's pragmas."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    return connection


@dataclass
class Bare:
    """Saves into a store's tables without asking, judging or folding anything."""

    connection: sqlite3.Connection
    columns: tuple[str, ...]
    """Of the table `action`, in order."""

    def __post_init__(self) -> None:
        names = ", ".join(f'"{name}"' for name in self.columns)
        marks = ", ".join("?" * len(self.columns))
        self._insert = f"INSERT OR REPLACE INTO action ({names}) VALUES ({marks})"
        head = "SELECT workspace, seq, hash FROM stream"
        self.workspace, self.seq, self.prev = self.connection.execute(head).fetchone()
        self.entry = self.connection.execute("SELECT max(rowid) FROM entry").fetchone()[0]

    def add(self, identifier: str, values: dict[str, Any]) -> None:
        """Save a new record: its line, the head, its row, its entry, its words."""
        run = self.connection.execute
        run("BEGIN IMMEDIATE")
        self._line(identifier, values)
        self.entry += 1
        run("INSERT INTO entry VALUES (?, 'NBO', ?, 'action', 0)", (self.entry, identifier))
        run(self._insert, self._cells(identifier, values, self.entry))
        run("INSERT INTO search (rowid, text) VALUES (?, ?)", (self.entry, _words(values)))
        run("COMMIT")

    def edit(self, identifier: str, entry: int, values: dict[str, Any], changed: dict[str, Any]) -> None:
        """Save one changed field of a record: its line, the head, its row, its words."""
        run = self.connection.execute
        run("BEGIN IMMEDIATE")
        self._line(identifier, changed)
        run(self._insert, self._cells(identifier, {**values, **changed}, entry))
        run("DELETE FROM search WHERE rowid = ?", (entry,))
        run("INSERT INTO search (rowid, text) VALUES (?, ?)", (entry, _words({**values, **changed})))
        run("COMMIT")

    def _line(self, identifier: str, values: dict[str, Any]) -> None:
        self.seq += 1
        change = {
            "kind": "action",
            "office": "NBO",
            "prev": self.prev,
            "record": identifier,
            "seq": self.seq,
            "set": values,
        }
        line = json.dumps(change, sort_keys=True).encode()
        self.prev = sha256(line).hexdigest()
        place = (self.workspace, self.seq, identifier, self.prev, line)
        self.connection.execute("INSERT INTO change VALUES ('NBO', 0, ?, ?, ?, ?, ?)", place)
        self.connection.execute(
            "INSERT OR REPLACE INTO stream VALUES ('NBO', 0, ?, ?, ?)", (self.workspace, self.seq, self.prev)
        )

    def _cells(self, identifier: str, values: dict[str, Any], entry: int) -> list[Any]:
        kept = {
            "id": identifier,
            "office": "NBO",
            "home": 0,
            "deleted": 0,
            "revision": 1,
            **STAMP,
            "entry": entry,
            **values,
        }
        return [json.dumps(v) if isinstance(v := kept.get(name), list) else v for name in self.columns]


def _words(values: dict[str, Any]) -> str:
    return " ".join(str(value) for value in values.values() if isinstance(value, str))
