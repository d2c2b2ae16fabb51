"""The store that a bundle arrives at, as its readers know it."""

from __future__ import annotations

import datetime as dt
from functools import partial

from gemtui import store
from gemtui.exchange.keyring import trusted_keys
from gemtui.exchange.known import Known
from gemtui.store import Store


def known_of(db: Store, *, recover: bool = False) -> Known:
    """Return what a reader must know of this store.

    With `recover`, the office's own streams are taken on headquarters' word, which only a store without any does.
    """
    own = db.identity
    fresh = not any(place[0] == own.office for place in store.stream_heads(db, own.office))
    return Known(
        office=own.office,
        principal=own.principal,
        workspace=own.workspace,
        kinds=db.kinds,
        trusted=trusted_keys(db),
        now=db.around.clock.now(),
        heads=partial(store.stream_heads, db),
        hash_at=lambda place, seq: store.hash_at(db, (place[2], place[0], place[1]), seq),
        owners=store.owners(db),
        seals_of=partial(store.seals_of, db),
        holds=partial(store.holds_change, db),
        sorts=partial(store.sorts, db),
        holds_files=partial(store.holds_files, db),
        first_received=partial(_first_received, db),
        outside=frozenset(
            ((c.office, c.home, c.workspace), c.seq) for c in (kept.change for kept in store.outside(db))
        ),
        recover=recover and fresh and own.role == "field",
    )


def _first_received(db: Store, sha256: str) -> dt.datetime | None:
    notes = store.arrivals(db, sha256)
    return dt.datetime.fromisoformat(notes[0].at) if notes else None
