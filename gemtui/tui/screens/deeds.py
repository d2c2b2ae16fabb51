"""What a command does to records, apart from the screen that shows them; each asks the store, so call it in a thread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gemtui import store
from gemtui.locale import say
from gemtui.records import Kind
from gemtui.store import Row
from gemtui.tui.listing import FLAGGED, KIND
from gemtui.tui.sheets import Wanted

if TYPE_CHECKING:
    from gemtui.tui.desk import Desk
    from gemtui.tui.screens.commanding import Commanding
    from gemtui.tui.widgets.source import Source

AT_ONCE = 500
"""Rows fetched in one question; SQLite takes only so many ids at a time."""


def chosen_rows(source: Source, ids: Sequence[int]) -> list[Row]:
    """Return the records of these row ids; lines that are no records are left out."""
    parts = (source.block(ids[n : n + AT_ONCE]) for n in range(0, len(ids), AT_ONCE))
    return [row for part in parts for row in part if row.get(KIND)]


def delete(place: Commanding, rows: list[Row]) -> str:
    """Move records with all that belongs to them to the trash, as one action, and say so."""
    gone = store.delete_all(place.desk.db, [(row[KIND], f"{row['office']}/{row['id']}") for row in rows])
    more = len(gone) - len(rows)
    return say("trashed-with" if more > 0 else "trashed", {"what": _named(place, rows), "count": more})


def flag(place: Commanding, rows: list[Row]) -> str:
    """Flag records for follow-up, or take the flags away where the first one has one, and say so."""
    is_flagged = bool(rows[0].get(FLAGGED))
    for row in rows:
        if bool(row.get(FLAGGED)) == is_flagged:
            store.toggle_flag(place.desk.db, row[KIND], row["office"], row["id"])
    return say("unflagged" if is_flagged else "flagged", {"what": _named(place, rows)})


def comment(desk: Desk, row: Row) -> Wanted:
    """Return the form of a remark on a record, or of the answer to a remark.

    An office answers, and the thread waits no longer for it; headquarters asks on unless it says that it is settled.
    An office's remark on a record of the Union is its own record.
    """
    kind = desk.db.kinds["remark"]
    office = row["office"] if desk.is_headquarters else desk.office
    elsewhere = "" if office == row["office"] else f"{row['office']}/"
    about = {"subject_kind": row[KIND], "subject": f"{elsewhere}{row['id']}", "status": "open"}
    if row[KIND] == kind.name:
        about = {
            "subject_kind": row["subject_kind"],
            "subject": row["subject"],
            "reply_to": f"{elsewhere}{row['id']}",
            "status": "open" if desk.is_headquarters else "answered",
        }
    return Wanted(kind.name, office=office, given=about, at="text")


def copy_of(kind: Kind, row: Row) -> Wanted:
    """Return the form of a new record with this one as template."""
    return Wanted(
        kind.name, given={q.name: row[q.name] for q in kind.questions if row.get(q.name) is not None}
    )


def _named(place: Commanding, rows: list[Row]) -> str:
    if len(rows) > 1:
        return f"{len(rows)} records"
    return place.app.titles.title(place.desk.db.kinds[rows[0][KIND]], rows[0])
