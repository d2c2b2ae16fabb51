"""What a person should know of the machine that a store is kept with."""

from __future__ import annotations

import sqlite3

from gemtui.store.problems import Problem

MENDED = ((3, 51, 3), (3, 50, 7), (3, 44, 6))
"""SQLite releases, and their later patches, that mend the WAL-reset bug. Source: sqlite.org/wal.html#walresetbug."""


def sqlite_cautions(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> list[Problem]:
    """Return a caution where this machine's SQLite has a known fault that can damage a store in use by two programs."""
    newest = MENDED[0]
    if version >= newest or any(version[:2] == mended[:2] and version >= mended for mended in MENDED):
        return []
    return [
        Problem(
            "", "old-sqlite", {"version": ".".join(map(str, version)), "mended": ".".join(map(str, newest))}
        )
    ]
