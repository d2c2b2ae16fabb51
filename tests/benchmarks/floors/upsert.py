"""Floor of merging: the same rows and log lines upserted by `executemany`, one transaction an office.

    python upsert.py SOURCE TARGET

SOURCE is a store in which the bundles have been merged: its cells are ready, nothing is parsed, judged or folded.
TARGET is an empty store of the same program: the same tables, keys and indexes, and the pragmas below are its own.
"""

import sqlite3
import sys

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "mmap_size=0", "temp_store=MEMORY", "secure_delete=ON")
BATCH = 2_000


def main(source: str, target: str) -> None:
    """Copy change lines and rows, office by office."""
    old = sqlite3.connect(f"file:{source}?mode=ro", uri=True)
    new = sqlite3.connect(target, isolation_level=None)
    for pragma in PRAGMAS:
        new.execute(f"PRAGMA {pragma}")
    offices = [
        office for (office,) in old.execute("SELECT DISTINCT office FROM entry ORDER BY office").fetchall()
    ]
    kinds = [kind for (kind,) in old.execute("SELECT DISTINCT kind FROM entry").fetchall()]
    for office in offices:
        new.execute("BEGIN IMMEDIATE")
        for table, key in (
            ("change", "office, home, workspace, seq"),
            *((kind, "office, id") for kind in kinds),
        ):
            upsert(old, new, table, key, office)
        new.execute("COMMIT")
    new.close()


def upsert(old: sqlite3.Connection, new: sqlite3.Connection, table: str, key: str, office: str) -> None:
    """Upsert one office's rows of a table."""
    found = old.execute(f'SELECT * FROM "{table}" WHERE office = ?', (office,))
    names = [column[0] for column in found.description]
    listed = ", ".join(f'"{name}"' for name in names)
    changed = ", ".join(f'"{name}" = excluded."{name}"' for name in names)
    statement = (
        f'INSERT INTO "{table}" ({listed}) VALUES ({", ".join("?" * len(names))}) '
        f"ON CONFLICT ({key}) DO UPDATE SET {changed}"
    )
    while rows := found.fetchmany(BATCH):
        new.executemany(statement, rows)


if __name__ == "__main__":
    main(*sys.argv[1:])
