"""Floor of checking: ten plain comparisons over each row as SQLite hands it out, findings as tuples."""

from __future__ import annotations

import sqlite3
from pathlib import Path

TODAY = "2026-11-23"
RULES = 10


def check(path: Path) -> int:
    """Return how many findings there are."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    kinds = [kind for (kind,) in connection.execute("SELECT DISTINCT kind FROM entry").fetchall()]
    found: list[tuple[str, str]] = []
    for kind in kinds:
        rows = connection.execute(f'SELECT * FROM "{kind}" WHERE deleted = 0').fetchall()
        names = rows[0].keys()[3 : 3 + RULES]
        for row in rows:
            for name in names:
                value = row[name]
                if value is None or value == "" or value > TODAY if isinstance(value, str) else False:
                    found.append((name, row["id"]))
    connection.close()
    return len(found)
