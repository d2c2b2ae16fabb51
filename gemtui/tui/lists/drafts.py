"""What was typed and not saved yet, and the forms that go on with it."""

from __future__ import annotations

from collections.abc import Sequence

from gemtui import reports, store
from gemtui.locale import say
from gemtui.store import Row, Store
from gemtui.tui.line_draft import LINE, LINES, question_of
from gemtui.tui.listing import KIND
from gemtui.tui.sheets import Wanted
from gemtui.tui.showing import Titles
from gemtui.tui.tables import DRAFT as TABLE


def drafts_of(db: Store, titles: Titles) -> Sequence[Row]:
    """Return a row for each draft, the newest first."""
    rows: list[Row] = []
    for one in store.drafts(db):
        if one.kind == LINES:
            rows.append(_line(one))
            continue
        kind = db.kinds.get(one.kind)
        row = store.row(db, one.kind, one.id) if kind and one.id and one.id[0] != "+" else None
        if kind is not None:
            name = titles.title(kind, row) if row else _new(titles, one)
            rows.append(
                {
                    KIND: one.kind,
                    "id": one.id,
                    "office": row["office"] if row else "",
                    "label": kind.about.label,
                    "title": name,
                    "at": one.at,
                }
            )
    return rows


def is_line(row: Row) -> bool:
    """Return whether a draft is one of a line above a screen, which is offered where that line is asked for."""
    return KIND not in row


def is_table(row: Row) -> bool:
    """Return whether a draft is one of a table, which is gone on with as a table."""
    return str(row["id"]).startswith(TABLE)


def is_form(row: Row) -> bool:
    """Return whether a draft is one of a form."""
    return not is_line(row) and not is_table(row) and not reports.is_text(str(row["id"]))


def _line(one: store.Draft) -> Row:
    title = f"{question_of(one)}: {one.answers.get(LINE, '')}"
    return {"id": one.id, "office": "", "label": say("line-label"), "title": title, "at": one.at}


def _new(titles: Titles, one: store.Draft) -> str:
    if reports.is_text(one.id):
        about = reports.text_of_draft(one)
        return say("text-in-review", {"title": about.title or about.path or say("pasted-text")})
    if one.id.startswith(TABLE):
        return say("table-draft", {"count": len(one.answers)})
    return reports.name_of(titles.db, titles, one)


def wanted(row: Row) -> Wanted:
    """Return the form that goes on with a draft."""
    is_new = not row["office"]
    return Wanted(row[KIND], "" if is_new else row["id"], row["office"], draft=row["id"] if is_new else "")
