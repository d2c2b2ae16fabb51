"""Records as they were: what the log said of them at the end of a day, and which of them changed between two days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from gemtui import log
from gemtui.records import Kind
from gemtui.store.connection import Connection
from gemtui.store.folding import Row, changes_of, decode, private_values, row_cells
from gemtui.store.handle import Store
from gemtui.store.layout import columns
from gemtui.store.lists import View, block, rowids
from gemtui.store.reading import kind_of

ENTERED_LATER = "entered_later"
"""Key under which a row of an earlier day says when it was entered, where that was only afterwards."""


def end_of(on: date) -> str:
    """Return the last moment of a day, as the log writes moments."""
    return log.stamp(datetime.combine(on, time(23, 59, 59, 999000), UTC))


def beginning_of(on: date) -> str:
    """Return the first moment of a day, as the log writes moments."""
    return log.stamp(datetime.combine(on, time(), UTC))


def block_as_of(db: Store, kind: str, entries: Sequence[int], moment: str) -> list[Row]:
    """Return the rows with these rowids as the log said them at a moment.

    A record that was entered only afterwards says what it says today, and under `ENTERED_LATER` when it was entered.
    """
    about = kind_of(db, kind)
    with db.reading() as connection:
        return [_then(connection, about, row, moment) for row in block(db, kind, entries)]


def rows_as_of(db: Store, kind: str, on: date) -> list[Row]:
    """Return the records of a kind that were there at the end of a day, as `block_as_of` returns them."""
    return block_as_of(db, kind, rowids(db, kind, View(sort=("office", "id"), then=on)), end_of(on))


def _then(connection: Connection, kind: Kind, row: Row, moment: str) -> Row:
    if str(row["changed_at"]) <= moment:
        return row
    changes = changes_of(connection, row["office"], row["id"])
    past = [change for change in changes if change.at <= moment]
    if not past:
        return {**row, ENTERED_LATER: min((change.at for change in changes), default=row["changed_at"])}
    folded = log.fold(past)
    known = private_values(connection, kind, folded.values)
    return decode(kind, columns(kind), row_cells(kind, past[0], folded, int(row["entry"]), known))


def changed_between(db: Store, since: str, until: str) -> list[tuple[str, list[log.Change]]]:
    """Return (kind, all changes) of each record of a known kind with a change from `since` up to `until`.

    The tables say which records changed since, so that a look at a week does not read a log of ten years.
    """
    found: list[tuple[str, list[log.Change]]] = []
    with db.reading() as connection:
        for name in db.kinds:
            asked = f'SELECT office, id FROM "{name}" WHERE changed_at >= ? ORDER BY office, id'
            for office, identifier in connection.execute(asked, (since,)).fetchall():
                changes = changes_of(connection, office, identifier)
                if any(since <= change.at <= until for change in changes):
                    found.append((name, changes))
    return found
