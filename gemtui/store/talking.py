"""The remarks of offices, in one question: lists mark the records that somebody asks about."""

from __future__ import annotations

import json
from collections.abc import Iterable

from gemtui.store.folding import Row
from gemtui.store.handle import Store

NEEDED = ("office", "id", "subject_kind", "subject", "reply_to", "status", "due_on", "changed_at")


def remarks(db: Store, offices: Iterable[str] | None = None) -> list[Row]:
    """Return the live remarks of these offices, or of all, with what says where they belong and whether they are open."""
    where, given = "", tuple[str, ...]()
    if offices is not None:
        where = " AND office IN (SELECT value FROM json_each(?))"
        given = (json.dumps(sorted(set(offices))),)
    with db.reading() as connection:
        found = connection.execute(
            f"SELECT {', '.join(NEEDED)} FROM remark WHERE NOT deleted{where}", given
        ).fetchall()
    return [dict(zip(NEEDED, cells, strict=True)) for cells in found]
