"""Record by record: what headquarters has, as an office sees it; what changed after acceptance, as headquarters does."""

from __future__ import annotations

from collections.abc import Sequence

from gemtui import reports, store
from gemtui.locale import count, day, plain, say
from gemtui.reports import Held
from gemtui.store import Late, Row
from gemtui.tui.listing import KIND
from gemtui.tui.lists.said import standing
from gemtui.tui.lists.tab import Around
from gemtui.tui.widgets.cells import Column, Part
from gemtui.tui.widgets.computed import Computed, Worked

HELD, LATE = "_held", "_late"
ORDER = ("returned", "accepted", "received", "held", "sent", "submitted", "unsent")
"""What stands first among records that headquarters has as they are."""
RECORDS = (
    Column("label", "Kind", 16, lambda row: (row["label"], "dim")),
    Column("title", "Record", 24, lambda row: row["title"], grows=True),
    Column("since", "Since", 5, lambda row: (str(row[HELD].since or ""), "accent"), right=True),
    Column("state", "How far it has come", 38, lambda row: standing(row[HELD], counts=False)),
)
CHANGED = (
    Column("office", "Office", 8, lambda row: str(row["office"])),
    Column("label", "Kind", 14, lambda row: (row["label"], "dim")),
    Column("title", "Record", 20, lambda row: row["title"], grows=True),
    Column("fields", "Changed", 14, lambda row: row["fields"]),
    Column("at", "When", 11, lambda row: day(row[LATE].changes[0].at[:10])),
    Column("why", "Why", 20, lambda row: _why(row[LATE])),
)


def at_headquarters(around: Around) -> Computed:
    """Return the office's records, those first of which headquarters does not have what they say now."""
    empty = ("Nothing was sent yet.", "x sends the report; then each record says here how far it has come.")
    return Computed(RECORDS, lambda: Worked(_records(around)), empty)


def _records(around: Around) -> Sequence[Row]:
    db = around.db
    found = reports.held(db, db.identity.office)
    if all(one.state == "unsent" for one in found):
        return []
    found.sort(key=lambda one: (not one.since, one.late is None, ORDER.index(one.state), one.kind))
    return [{**row, HELD: one} for one in found if (row := _row(around, one))]


def _row(around: Around, one: Held | Late) -> Row | None:
    kind = around.db.kinds[one.kind]
    row = store.row(around.db, one.kind, one.id, one.office)
    if row is None:
        return None
    title = plain(around.titles.title(kind, row))
    return {**row, KIND: one.kind, "label": kind.about.label, "title": title}


def late_changes(around: Around) -> Computed:
    """Return what offices changed after headquarters had accepted it, with their reasons."""
    empty = (
        "No late changes.",
        "What an office changes, or enters for the year, after its report was accepted stands here, with its reason.",
    )
    return Computed(CHANGED, lambda: Worked(_late(around)), empty)


def _late(around: Around) -> Sequence[Row]:
    found = []
    for one in store.late(around.db):
        row = _row(around, one)
        if row is not None:
            kind = around.db.kinds[one.kind]
            labels = [q.label if (q := kind.question(name)) else name for name in one.fields]
            words = ", ".join(labels) if one.dated is None else say("late-new")
            found.append({**row, LATE: one, "fields": words})
    return found


def _why(one: Late) -> Part:
    return (plain(one.why), "") if one.why else (say("no-reason"), "alarm")


def tally(around: Around) -> Part:
    """Return how many records headquarters has as they are, and how many were changed since."""
    found = reports.held(around.db, around.db.identity.office)
    sent = [one for one in found if one.state not in ("unsent", "submitted")]
    changed = sum(1 for one in sent if one.since)
    facts = {"has": count(len(sent) - changed), "all": count(len(found)), "changed": count(changed)}
    late = sum(1 for one in sent if one.late)
    words = say("it-has-so-many", facts) + (say("so-many-late", {"count": count(late)}) if late else "")
    return words, "accent" if changed else ""
