"""A whole store from one database into another: the log and all that stands beside it; the tables are derived anew."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from gemtui import __version__
from gemtui.records import kinds
from gemtui.store.connection import Connection
from gemtui.store.handle import connect
from gemtui.store.layout import (
    APPLICATION_ID,
    STREAM,
    VERSION,
    create_kinds,
    create_own,
    put_meta,
    write_kinds,
)
from gemtui.store.refolding import Rows, fold_touched, nothing_touched

MOVED = '{"machine": "restored", "path": "restored"}'
"""Where a restored store says that it lives: nowhere, so that it draws a new workspace when it is opened next."""

_TABLES: dict[str, tuple[str, ...]] = {
    "change": (*STREAM, "seq", "record", "hash", "line"),
    "outside": (*STREAM, "seq", "record", "code", "facts"),
    "stream": (*STREAM, "seq", "hash"),
    "workspace": ("workspace", "principal"),
    "seal": (*STREAM, "seq", "line"),
    "private": ("sha256", "salt", "value"),
    "user_action": ("id", "at", "author", "workspace", "label", "state", "undoes"),
    "user_action_change": ("action", "place", "office", "home", "seq"),
    "draft": ("kind", "id", "at", "answers", "seen"),
    "flag": ("office", "id", "kind"),
    "journal": (
        "place", "at", "direction", "digest", "bundle", "kind", "office", "period", "signer", "fingerprint", "verdict",
        "facts", "hash",
    ),
    "trusted": ("place", "line"),
}  # fmt: skip
"""What can't be derived, and in which columns it stands; files of evidence go one by one, as each may be large."""

_OF_THE_PLACE = ("place", "kinds", "program", "version")
"""Notes that each store makes for itself."""


def fill_file(source: Connection, fresh: Path) -> None:
    """Write what the source holds into an empty file, as a store that will draw a workspace of its own."""
    with closing(connect(fresh)) as target:
        target.execute(f"PRAGMA application_id={APPLICATION_ID}")
        target.begin_writing()
        make_tables(target)
        transfer(source, target)
        target.execute("COMMIT")


def make_tables(target: Connection) -> None:
    """Create all tables, empty, and write the description of the kinds."""
    create_own(target)
    create_kinds(target, kinds())
    write_kinds(target, kinds(), __version__)
    target.put_version(VERSION)


def transfer(source: Connection, target: Connection) -> None:
    """Copy everything into empty tables, inside the target's transaction, and derive the rest from the log."""
    for table, names in _TABLES.items():
        target.put_new(table, names, _rows(source, table, names))
    for (sha256,) in source.execute("SELECT sha256 FROM attachment ORDER BY sha256").fetchall():
        found = source.execute("SELECT sha256, bytes, content FROM attachment WHERE sha256 = ?", (sha256,))
        target.put_new("attachment", ("sha256", "bytes", "content"), found.fetchall())
    for key, value in source.execute("SELECT key, value FROM meta").fetchall():
        if key not in _OF_THE_PLACE:
            put_meta(target, key, value)
    put_meta(target, "place", MOVED)
    target.count_on("user_action", "id")
    target.count_on("trusted", "place")
    nothing_touched(target)
    target.execute(
        "INSERT INTO temp.touched (office, record) SELECT DISTINCT office, record FROM change ORDER BY office, record"
    )
    fold_touched(Rows(target, kinds()))


def _rows(source: Connection, table: str, names: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    """Give a table's rows, yes and no as such whatever the source keeps them as."""
    order = ", ".join(names[:4])
    rows = source.stream(f"SELECT {', '.join(names)} FROM {table} ORDER BY {order}")
    at = names.index("home") if "home" in names else None
    if at is None:
        yield from rows
        return
    for row in rows:
        yield (*row[:at], bool(row[at]), *row[at + 1 :])
