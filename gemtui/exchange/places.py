"""Where a store and what belongs to it lie, how large, and when last saved, sent, acknowledged."""

from __future__ import annotations

import datetime as dt
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gemtui import log, store
from gemtui.exchange.keyring import key_files
from gemtui.store import Problem, Server, Store

SIDE_FILES = ("-wal", "-shm")
"""What SQLite keeps beside a store while it is open, and what counts into its size."""


@dataclass(frozen=True, slots=True)
class Place:
    """A file or a folder, there or not."""

    path: Path | Server
    bytes: int | None
    """Size, of a folder all that is in it; None where nothing is there."""
    changed_at: str | None

    @property
    def document(self) -> dict[str, Any]:
        """Return the place as `where` prints it."""
        return {"path": str(self.path), "bytes": self.bytes, "changed_at": self.changed_at}


def place(path: Path | Server) -> Place:
    """Return what lies at a path; of a store on a server only its address is told."""
    if not isinstance(path, Path):
        return Place(path, None, None)
    files = [p for p in path.rglob("*") if p.is_file()] if path.is_dir() else [path]
    files += [side for end in SIDE_FILES if (side := path.with_name(path.name + end)).is_file()]
    known = [p.stat() for p in files if p.is_file()]
    if not path.exists():
        return Place(path, None, None)
    newest = max((s.st_mtime for s in known), default=path.stat().st_mtime)
    return Place(path, sum(s.st_size for s in known), log.stamp(dt.datetime.fromtimestamp(newest, dt.UTC)))


def last_dates(db: Store) -> dict[str, str | None]:
    """Return when this store last saved, last exported, and last heard from headquarters that something arrived."""
    sent = [note.at for note in store.journal(db) if note.direction == "out"]
    receipts = [
        str(row["decided_on"] or row["changed_at"])
        for row in store.rows(db, "receipt", office=db.identity.office)
    ]
    own = [s for s in store.streams(db) if s.workspace == db.identity.workspace]
    saved = [log.parse(line).at for s in own for line in store.stream_lines(db, s, s.seq - 1)]
    return {
        "saved_at": max(saved, default=None),
        "sent_at": max(sent, default=None),
        "acknowledged_at": max(receipts, default=None),
    }


def key_cautions(db: Store) -> list[Problem]:
    """Return what is not as it should be with the store's key files: missing, or open to others."""
    found = []
    for path in (key_files(db.path).key, key_files(db.path).identity):
        if not path.exists():
            found.append(Problem("", "key-missing", {"path": str(path)}))
        elif os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
            found.append(Problem("", "key-readable", {"path": str(path)}))
    return found
