"""The search index behind merged rows: filled after the merge is safe, and again after an interruption."""

from __future__ import annotations

from gemtui.store.folding import decode, searchable
from gemtui.store.handle import Store
from gemtui.store.layout import columns

CHUNK = 2_000


def index_new(db: Store) -> int:
    """Make the words of all rows searchable that a merge has left for later; returns how many there were."""
    if db.connection().in_transaction:
        return 0  # somebody reads on one snapshot, where nothing can be written: the next search does it
    with db.reading() as connection:
        if connection.execute("SELECT 1 FROM unsearched LIMIT 1").fetchone() is None:
            return 0
    done = 0
    while count := _chunk(db):
        done += count
    return done


def rebuild(db: Store) -> None:
    """Leave every row for `index_new`, as after a repair or an erasure."""
    with db.writing() as connection:
        connection.execute("DELETE FROM search")
        connection.execute("INSERT OR IGNORE INTO unsearched SELECT rowid FROM entry")
    index_new(db)


def _chunk(db: Store) -> int:
    with db.writing() as connection:
        entries = [
            e for (e,) in connection.execute("SELECT rowid FROM unsearched ORDER BY rowid LIMIT ?", (CHUNK,))
        ]
        if not entries:
            return 0
        bounds = (entries[0], entries[-1])
        kinds = connection.execute(
            "SELECT DISTINCT e.kind FROM unsearched u JOIN entry e ON e.rowid = u.rowid WHERE u.rowid BETWEEN ? AND ?",
            bounds,
        ).fetchall()
        connection.execute(
            "DELETE FROM search WHERE rowid IN (SELECT rowid FROM unsearched WHERE rowid BETWEEN ? AND ?)",
            bounds,
        )
        for (name,) in kinds:
            kind = db.kinds.get(name)
            if kind is None:
                continue
            names = columns(kind)
            listed = ", ".join(f'k."{column}"' for column in names)
            found = connection.execute(
                f'SELECT {listed} FROM unsearched u JOIN entry e ON e.rowid = u.rowid JOIN "{name}" k '
                "ON k.office = e.office AND k.id = e.id WHERE u.rowid BETWEEN ? AND ? AND NOT k.deleted",
                bounds,
            ).fetchall()
            rows = [decode(kind, names, cells) for cells in found]
            words = [(row["entry"], text) for row in rows if (text := searchable(kind, row))]
            connection.put_words(words)
        connection.execute("DELETE FROM unsearched WHERE rowid BETWEEN ? AND ?", bounds)
    return len(entries)
