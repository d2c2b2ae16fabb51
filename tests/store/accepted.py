"""An office's report with headquarters' word to it, in one store: as it looks once the return is merged."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from gemtui import store
from gemtui.store import Edit, Identity, Store

HEADQUARTERS = "01890000-0000-4000-8000-00000000000a"
"""Workspace of headquarters."""


@contextmanager
def headquarters(db: Store) -> Iterator[None]:
    """Let what is saved meanwhile be headquarters' own, as if it had come in."""
    own, asks = db.identity, db.asks_why
    with db.writing() as connection:
        connection.execute("INSERT OR IGNORE INTO workspace VALUES (?, ?)", (HEADQUARTERS, "hq:ITU"))
    db.identity, db.asks_why = Identity("ITU", "hq", "headquarters", HEADQUARTERS), False
    try:
        yield
    finally:
        db.identity, db.asks_why = own, asks


def accept(
    db: Store, decision: str = "accepted", *, period: str = "2023", made_on: str | None = None, **said: Any
) -> str:
    """Submit what stands now and have headquarters answer it; returns the submission."""
    office = db.identity.office
    heads = [
        {"workspace": s.workspace, "seq": s.seq, "hash": s.hash}
        for s in store.streams(db, office)
        if not s.home and s.principal != "hq:ITU"
    ]
    made = store.save(db, Edit("submission", {"period": period, "made_on": made_on, "heads": heads})).id
    answer(db, made, decision, **said)
    return made


def answer(db: Store, submission: str, decision: str, **said: Any) -> None:
    """Answer a submission as headquarters."""
    office = db.identity.office
    with headquarters(db):
        store.save(
            db, Edit("receipt", {"submission": submission, "decision": decision, **said}, office=office)
        )


def asks(db: Store, kind: str, record: str, text: str, **said: Any) -> str:
    """Ask something about a record as headquarters; returns the remark."""
    office = db.identity.office
    values = {"subject_kind": kind, "subject": record, "text": text, "status": "open", **said}
    with headquarters(db):
        return store.save(db, Edit("remark", values, office=office)).id
