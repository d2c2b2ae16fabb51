"""Floor of consolidating on a server: the same rows and log lines by COPY, staged, one transaction an office.

    python pg_copy.py SOURCE URL

SOURCE is a store in a file in which the bundles have been merged: its cells are ready, nothing is parsed, judged or
folded. URL is an empty store of the same program in a PostgreSQL database: the same tables, keys and indexes.
"""

import sqlite3
import sys

import psycopg


def main(source: str, url: str) -> None:
    """Copy change lines and rows, office by office."""
    old = sqlite3.connect(f"file:{source}?mode=ro", uri=True)
    new = psycopg.connect(url.replace("+psycopg", ""), autocommit=True)
    new.execute("SET search_path TO gemtui; SET synchronous_commit TO on")
    offices = [
        office for (office,) in old.execute("SELECT DISTINCT office FROM entry ORDER BY office").fetchall()
    ]
    kinds = [kind for (kind,) in old.execute("SELECT DISTINCT kind FROM entry").fetchall()]
    tables = (("change", "office, home, workspace, seq"), *((kind, "office, id") for kind in kinds))
    for table, _ in tables:
        new.execute(f'CREATE TEMP TABLE "staged_{table}" (LIKE "{table}")')
    for office in offices:
        new.execute("BEGIN")
        for table, key in tables:
            upsert(old, new, table, key, office)
        new.execute("COMMIT")
    new.close()


def upsert(old: sqlite3.Connection, new: psycopg.Connection, table: str, key: str, office: str) -> None:
    """Upsert one office's rows of a table."""
    found = old.execute(f'SELECT * FROM "{table}" WHERE office = ?', (office,))
    names = [column[0] for column in found.description]
    listed = ", ".join(f'"{name}"' for name in names)
    new.execute(f'TRUNCATE "staged_{table}"')
    with new.cursor().copy(f'COPY "staged_{table}" ({listed}) FROM STDIN') as copy:
        for row in found:
            copy.write_row(row)
    new.execute(f'ANALYZE "staged_{table}"')
    changed = ", ".join(f'"{name}" = excluded."{name}"' for name in names)
    new.execute(
        f'INSERT INTO "{table}" ({listed}) SELECT {listed} FROM "staged_{table}" '
        f"ON CONFLICT ({key}) DO UPDATE SET {changed}"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
