"""What lists say of a record by a sign: somebody asks about it, or it was changed after headquarters accepted it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gemtui import rules, store
from gemtui.rules import Row, Thread
from gemtui.store import UNION, Store

REMARK, LATE = "remark", "late"

Key = tuple[str, str]
"""Office and id."""


def signs(db: Store, keys: Iterable[Key]) -> dict[Key, str]:
    """Return `remark` for records that somebody asks about, else `late` for those changed since they were accepted."""
    wanted = set(keys)
    offices = sorted({office for office, _ in wanted})
    found: dict[Key, str] = {}
    with db.reading():
        for office in offices:
            ids = [identifier for code, identifier in wanted if code == office]
            found |= {(one.office, one.id): LATE for one in store.late(db, office, ids)}
        # Every office may ask about the Union's records; about an office's own, only it and headquarters.
        places = None if UNION in offices else {*offices, db.identity.office}
        found |= {key: REMARK for key in asked_about(store.remarks(db, places)) if key in wanted}
    return found


def asked_about(remarks: Sequence[Row]) -> dict[Key, Thread]:
    """Return the records on which a thread is open, with the thread; an open remark marks itself, too."""
    found: dict[Key, Thread] = {}
    for thread in rules.threads(remarks):
        if thread.state == "open":
            root = thread.root
            office, _, identifier = str(root.get("subject") or "").rpartition("/")
            for key in ((office or root["office"], identifier), (root["office"], root["id"])):
                found.setdefault(key, thread)
    return found
