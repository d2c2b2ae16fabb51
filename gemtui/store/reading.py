"""Questions to the tables: rows, one row, references, children, history."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gemtui import log
from gemtui.log import Change
from gemtui.records import ANY_KIND, Kind
from gemtui.store.connection import Connection
from gemtui.store.folding import BY_RECORD, Row, decode
from gemtui.store.handle import Store
from gemtui.store.layout import columns
from gemtui.store.problems import StoreProblem

UNION = "ITU"
OFFICE = re.compile(r"[A-Z0-9]{2,8}(-[A-Z0-9]{1,8})?\Z")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the audit trail."""

    change: Change
    hash: str
    proven: str | None
    """The principal that vouches for the stream, None while nobody does."""


def kind_of(db: Store, name: str) -> Kind:
    """Return the kind of that name; raises StoreProblem unknown-kind."""
    found = db.kinds.get(name)
    if found is None:
        raise StoreProblem("unknown-kind", kind=name)
    return found


def select(kind: Kind) -> str:
    """Return the beginning of a query for whole rows of a kind."""
    listed = ", ".join(f'"{name}"' for name in columns(kind))
    return f'SELECT {listed} FROM "{kind.name}"'


def rows(db: Store, kind: str, *, office: str | None = None, deleted: bool = False) -> list[Row]:
    """Return the records of a kind, by office and id; deleted ones only when asked for."""
    about = kind_of(db, kind)
    wanted = ["NOT deleted"] if not deleted else []
    given: list[str] = []
    if office:
        wanted.append("office = ?")
        given.append(office)
    where = f" WHERE {' AND '.join(wanted)}" if wanted else ""
    names = columns(about)
    with db.reading() as connection:
        found = connection.execute(f"{select(about)}{where} ORDER BY office, id", given).fetchall()
    return [decode(about, names, cells) for cells in found]


def row(db: Store, kind: str, identifier: str, office: str | None = None) -> Row | None:
    """Return one record, deleted or not, or None; `identifier` is an id or CODE/ID."""
    try:
        return find(db, kind, f"{office}/{identifier}" if office and "/" not in identifier else identifier)
    except StoreProblem:
        return None


def find(db: Store, kind: str, reference: str) -> Row:
    """Return the record that ID or CODE/ID names; raises StoreProblem unknown-record or ambiguous-record."""
    about = kind_of(db, kind)
    office, _, identifier = reference.rpartition("/")
    with db.reading() as connection:
        found = fetch(connection, about, identifier, office)
    if not found:
        raise StoreProblem("unknown-record", kind=kind, record=reference)
    if len(found) > 1:
        raise StoreProblem(
            "ambiguous-record", record=reference, offices=", ".join(r["office"] for r in found)
        )
    return found[0]


EVERY_OFFICE = (
    "WITH RECURSIVE place (office) AS (SELECT min(office) FROM entry UNION ALL "
    "SELECT (SELECT min(office) FROM entry e WHERE e.office > place.office) FROM place WHERE place.office IS NOT NULL)"
)
"""The offices, found by one step down the index each: an id alone leads to a record without reading all ids."""


def fetch(connection: Connection, kind: Kind, identifier: str, office: str = "") -> list[Row]:
    """Return the rows with that id, in that office or in any."""
    names = columns(kind)
    if office:
        cells = connection.execute(f"{select(kind)} WHERE office = ? AND id = ?", (office, identifier))
    else:
        cells = connection.execute(
            f"{EVERY_OFFICE} {select(kind)} WHERE office IN (SELECT office FROM place) AND id = ?",
            (identifier,),
        )
    return [decode(kind, names, c) for c in cells]


def resolve_reference(db: Store, office: str, kinds: Sequence[str], reference: str) -> Row | None:
    """Return the live record that a reference field points to: in its own office, then in ITU, or CODE/ID."""
    code, _, identifier = reference.rpartition("/")
    with db.reading() as connection:
        for place in [code] if code else [office, UNION]:
            for name in kinds:
                found = fetch(connection, kind_of(db, name), identifier, place)
                if found and not found[0]["deleted"]:
                    return {**found[0], "kind": name}
    return None


def facts(db: Store, office: str | None = None) -> dict[str, list[Row]]:
    """Return all live records by kind, on one snapshot."""
    with db.reading():
        return {name: rows(db, name, office=office) for name in db.kinds}


def children(db: Store, kind: str, office: str, identifier: str) -> list[tuple[str, Row]]:
    """Return the live records that are part of this one, and theirs, each once and after what it is part of."""
    found: dict[str, tuple[str, Row]] = {}
    above = {kind: [identifier]}
    with db.reading() as connection:
        while above:
            level = [
                (name, row)
                for name, about in db.kinds.items()
                for row in _parts(connection, about, office, above)
                if row["id"] != identifier and row["id"] not in found
            ]
            above = {}
            for name, row in level:
                found.setdefault(row["id"], (name, row))
                above.setdefault(name, []).append(row["id"])
    return list(found.values())


def _parts(
    connection: Connection, about: Kind, office: str, above: Mapping[str, Sequence[str]]
) -> Iterator[Row]:
    """Give the live records of a kind whose parent is one of these: {kind: ids}."""
    parent = about.question(about.about.parent)
    for kind, ids in above.items():
        is_any = parent is not None and parent.refers == ANY_KIND
        if parent is None or not (is_any or kind in parent.refers):
            continue
        names = columns(about)
        given = [office, json.dumps([*ids, *(f"{office}/{each}" for each in ids)])]
        query = f'{select(about)} WHERE NOT deleted AND office = ? AND "{parent.name}" IN (SELECT value FROM json_each(?))'
        if is_any:
            query += f' AND coalesce("{parent.name}_kind", ?) = ?'
            given.append(kind)
            given.append(kind)
        yield from (decode(about, names, cells) for cells in connection.execute(query, given))


def seen(db: Store, office: str, identifier: str) -> dict[str, int]:
    """Return what this store has seen of a record: the highest seq of each workspace that changed it."""
    with db.reading() as connection:
        return seen_by(connection, office, identifier)


def seen_by(connection: Connection, office: str, identifier: str) -> dict[str, int]:
    """Return the highest seq of each workspace among the record's changes, on a connection."""
    found = connection.execute(
        "SELECT workspace, max(seq) FROM change WHERE office = ? AND record = ? GROUP BY workspace",
        (office, identifier),
    )
    return dict(found.fetchall())


def record_changes(db: Store, office: str, identifier: str) -> list[Change]:
    """Return all changes of a record that this store holds, in no order."""
    with db.reading() as connection:
        found = connection.execute(
            f"SELECT line FROM {BY_RECORD} WHERE office = ? AND record = ?", (office, identifier)
        ).fetchall()
    return [log.parse(line) for (line,) in found]


def history(db: Store, office: str, identifier: str) -> list[Entry]:
    """Return a record's changes with who is proven to have made them, the newest first."""
    with db.reading() as connection:
        found = connection.execute(
            f"{_LOG.format(BY_RECORD)} WHERE c.office = ? AND c.record = ?", (office, identifier)
        ).fetchall()
    return _newest_first(found)


def history_of(db: Store, reference: str) -> list[Entry]:
    """Return the changes of the record that ID or CODE/ID names, whatever its kind, the newest first.

    Raises StoreProblem never-recorded, and ambiguous-record for a bare id that several offices gave.
    """
    office, _, identifier = reference.rpartition("/")
    with db.reading() as connection:
        found = connection.execute("SELECT DISTINCT office FROM change WHERE record = ?", (identifier,))
        offices = sorted(each for (each,) in found if office in ("", each))
    if not offices:
        raise StoreProblem("never-recorded", record=reference)
    if len(offices) > 1:
        raise StoreProblem("ambiguous-record", record=reference, offices=", ".join(offices))
    return history(db, offices[0], identifier)


def log_entries(db: Store, *, record: str = "", since: str = "", author: str = "") -> list[Entry]:
    """Return the audit trail, the newest first; `record` is ID or CODE/ID, `since` an ISO date or time, `author` a role label.

    Raises StoreProblem as `history_of` does.
    """
    if record:
        entries = history_of(db, record)
    else:
        with db.reading() as connection:
            entries = _newest_first(connection.execute(_LOG.format("change c")).fetchall())
    return [e for e in entries if e.change.at >= since and (not author or e.change.author == author)]


_LOG = "SELECT c.line, c.hash, w.principal FROM {} LEFT JOIN workspace w ON w.workspace = c.workspace"


def _newest_first(found: list[tuple[bytes, str, str | None]]) -> list[Entry]:
    entries = [Entry(log.parse(line), hashed, proven) for line, hashed, proven in found]
    return sorted(entries, key=lambda e: (e.change.at, e.change.workspace, e.change.seq), reverse=True)
