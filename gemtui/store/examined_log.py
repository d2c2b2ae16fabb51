"""Whether the log is what was written into it: every hash, chain, head, seal, and the journal of bundles."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from gemtui import log
from gemtui.log import BadChange
from gemtui.store.connection import Connection
from gemtui.store.handle import Store
from gemtui.store.layout import meta
from gemtui.store.outside import wrong_of
from gemtui.store.papers import JOURNAL_HEAD, linked
from gemtui.store.problems import Problem

Place = tuple[str, int, str]
"""(office, home, workspace), as the tables have it."""


def log_problems(db: Store, connection: Connection) -> Iterator[Problem]:
    """Give what is wrong with the log and what stands beside it: at most one problem a stream."""
    yield from _chains(connection)
    yield from _seals(connection)
    yield from _journal(connection)
    yield from _outside(db, connection)
    owner = connection.execute(
        "SELECT principal FROM workspace WHERE workspace = ?", (db.identity.workspace,)
    ).fetchone()
    if owner is None or owner[0] != db.identity.principal:
        yield Problem("", "owner-differs", {"office": db.identity.office, "role": db.identity.role})


def _chains(connection: Connection) -> Iterator[Problem]:
    found = connection.execute("SELECT office, home, workspace, seq, hash FROM stream")
    heads = {(office, home, workspace): (seq, hashed) for office, home, workspace, seq, hashed in found}
    lines = connection.stream(
        "SELECT office, home, workspace, seq, record, hash, line FROM change ORDER BY office, home, workspace, seq"
    )
    for place, cells in groupby(lines, key=lambda c: (c[0], c[1], c[2])):
        yield from _chain(place, cells, heads.pop(place, None))
    for place in heads:
        yield _problem("chain-differs", place, 1, reason="gap")


def _chain(place: Place, cells: Iterator[tuple[Any, ...]], head: tuple[int, str] | None) -> Iterator[Problem]:
    seq, prev = 0, log.ZEROS
    for *_, number, record, hashed, line in cells:
        if not isinstance(line, bytes) or log.digest(line) != hashed:
            yield _problem("hash-differs", place, number)
            return
        seq += 1
        try:
            change = log.parse(line)
        except BadChange as bad:
            yield _problem("line-differs", place, number, **bad.facts)
            return
        own = (change.office, change.home, change.workspace, change.seq, change.record)
        if own != (*place, number, record) or (change.seq, change.prev) != (seq, prev):
            yield _problem("chain-differs", place, number, reason="gap" if number != seq else "prev")
            return
        prev = hashed
    # A head that lags behind can be written again; one that knows more says that changes are gone.
    if head is None or head[0] < seq:
        yield _problem("head-differs", place, seq)
    elif head != (seq, prev):
        yield _problem("chain-differs", place, seq + 1, reason="gap")


def _problem(code: str, place: Place, seq: int, **facts: Any) -> Problem:
    return Problem("", code, {**facts, "workspace": place[2], "office": place[0], "seq": seq})


def _seals(connection: Connection) -> Iterator[Problem]:
    """Give the streams that are not what was signed; the signature itself is checked where it comes in."""
    found = connection.execute(
        "SELECT s.office, s.home, s.workspace, s.seq, s.line, c.hash FROM seal s LEFT JOIN change c "
        "ON c.office = s.office AND c.home = s.home AND c.workspace = s.workspace AND c.seq = s.seq"
    )
    for office, home, workspace, seq, line, hashed in found:
        try:
            sealed = json.loads(line)
            told = [sealed[name] for name in ("office", "home", "workspace", "seq", "hash")]
        except (ValueError, TypeError, KeyError):
            told = []
        if told != [office, bool(home), workspace, seq, hashed]:
            yield _problem("seal-differs", (office, home, workspace), seq)


def _journal(connection: Connection) -> Iterator[Problem]:
    place, prev = 0, log.ZEROS
    for number, *cells, hashed in connection.execute("SELECT * FROM journal ORDER BY place"):
        place += 1
        if number != place or linked(prev, cells) != hashed:
            yield Problem("", "journal-differs", {"place": place})
            return
        prev = hashed
    if (meta(connection, JOURNAL_HEAD) or log.ZEROS) != prev:
        yield Problem("", "journal-differs", {"place": place + 1})


def _outside(db: Store, connection: Connection) -> Iterator[Problem]:
    """Give the changes that are kept out of the tables though nothing speaks against them."""
    owners = dict(connection.execute("SELECT workspace, principal FROM workspace").fetchall())
    found = connection.execute(
        "SELECT o.office, o.home, o.workspace, o.seq, c.line FROM outside o LEFT JOIN change c "
        "ON c.office = o.office AND c.home = o.home AND c.workspace = o.workspace AND c.seq = o.seq"
    )
    for *place, seq, line in found:
        try:
            wrong = line and wrong_of(log.parse(line), {}, db.kinds, owners.get(place[2]))
        except BadChange:
            continue  # told by its chain
        if not wrong:
            yield _problem("outside-differs", (place[0], place[1], place[2]), seq)
