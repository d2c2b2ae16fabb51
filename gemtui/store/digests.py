"""Two digests of a store: of its log's heads and of its tables (spec/cli.md, `digest`)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from gemtui import log
from gemtui.store.connection import Connection
from gemtui.store.folding import Row, decode
from gemtui.store.handle import Store
from gemtui.store.layout import columns
from gemtui.store.reading import select


@dataclass(frozen=True, slots=True)
class Digest:
    """Equal for equal logs, on any machine and any database."""

    log: str
    tables: str
    changes: int
    records: int


def digest(db: Store, office: str | None = None) -> Digest:
    """Return both digests over all but home streams, of the whole store or of one office."""
    where, given = ("AND office = ?", (office,)) if office else ("", ())
    with db.reading() as connection:
        heads = _heads(connection, office)
        of_tables, records = hashlib.sha256(), 0
        for name in sorted(db.kinds):
            kind = db.kinds[name]
            names = columns(kind)
            for cells in connection.stream(
                f"{select(kind)} WHERE NOT home {where} ORDER BY office, id", given
            ):
                of_tables.update(_line(name, decode(kind, names, cells), kind.personal) + b"\n")
                records += 1
    return Digest(_of_log(heads), of_tables.hexdigest(), sum(seq for _, _, seq, _ in heads), records)


def log_digest(db: Store, office: str | None = None) -> str:
    """Return the digest of the log's heads alone: what the tables say follows from it, at a fraction of the cost."""
    with db.reading() as connection:
        return _of_log(_heads(connection, office))


def _heads(connection: Connection, office: str | None) -> list[tuple[str, str, int, str]]:
    where, given = ("AND office = ?", (office,)) if office else ("", ())
    found = connection.execute(
        f"SELECT office, workspace, seq, hash FROM stream WHERE NOT home {where} ORDER BY office, workspace",
        given,
    ).fetchall()
    return [(of, workspace, seq, hashed) for of, workspace, seq, hashed in found]


def _of_log(heads: list[tuple[str, str, int, str]]) -> str:
    hashed = hashlib.sha256()
    for head in heads:
        hashed.update(log.canonical(list(head)) + b"\n")
    return hashed.hexdigest()


def _line(name: str, row: Row, personal: tuple[str, ...]) -> bytes:
    """Return a row as canonical JSON, null fields left out and personal ones as their commitments."""
    told = {k: v for k, v in row.items() if v is not None and k not in ("entry", "home")}
    for each in personal:
        told.pop(each, None)
        told.pop(f"{each}_sha256", None)
        if row[f"{each}_sha256"]:
            told[each] = {"sha256": row[f"{each}_sha256"]}
    return log.canonical({"kind": name, **told})
