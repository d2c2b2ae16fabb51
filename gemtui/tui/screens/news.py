"""What a bundle brought, one by one: headquarters' words first; Enter opens the record, `c` answers."""

from __future__ import annotations

from collections.abc import Sequence

from gemtui import reports, store
from gemtui.locale import plain
from gemtui.records import Kind
from gemtui.reports.arrivals import Heads, Touched
from gemtui.store import Row, Store
from gemtui.tui.listing import KIND
from gemtui.tui.screens.kept import Kept
from gemtui.tui.showing import Titles


def news(before: Heads) -> Kept:
    """Return the records that gained changes since the store reached no further than this."""
    return News(
        "What is new",
        lambda db, titles: rows_of(db, titles, reports.touched_since(db, before)),
        "Nothing is new.",
    )


class News(Kept):
    """What came, one by one."""

    help_code = "help-news"
    hints = ("open", "comment", "history", "filter", "back")


def rows_of(db: Store, titles: Titles, touched: Sequence[Touched]) -> list[Row]:
    """Return a row for each record that is here and no trash."""
    rows: list[Row] = []
    for one in touched:
        row = store.row(db, one.kind, one.id, one.office) if one.kind in db.kinds else None
        if row is None or row["deleted"]:
            continue
        kind = db.kinds[one.kind]
        what = "new" if one.is_new else ", ".join(_label(kind, name) for name in one.fields)
        about = titles.of(row["office"], list(db.kinds), str(row["subject"])) if row.get("subject") else ""
        title = titles.title(kind, row) + (f" (on {about})" if about else "")
        rows.append(
            {
                **row,
                KIND: one.kind,
                "label": kind.about.label,
                "title": plain(f"{title} · {what}"),
                "at": one.at,
                "changed_by": one.by,
            }
        )
    return rows


def _label(kind: Kind, name: str) -> str:
    question = kind.question(name)
    return question.label if question else name
