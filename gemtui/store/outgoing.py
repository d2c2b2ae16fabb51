"""What an export reads: a kind's rows as they stand in a bundle, heads, and what the journal says of a file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gemtui.records import Question
from gemtui.store.handle import Store
from gemtui.store.papers import Note, Stream, journal
from gemtui.store.reading import kind_of


@dataclass(frozen=True, slots=True)
class Leaving:
    """Which records leave the store, and how much of them."""

    offices: tuple[str, ...]
    home: bool
    """Home records too (only in a share)."""
    personal: frozenset[str]
    """The sorts of personal fields whose values travel: `stays`, `travels`."""


def leaving_lines(db: Store, kind: str, leaving: Leaving) -> Iterator[bytes]:
    """Yield a kind's living records, sorted by id and office, each as one line (`join_cells`).

    Columns: id, office, the fields in declared order, revision, changed_at, changed_by; a personal field whose
    values stay is empty, a list is the JSON that the table holds.
    """
    about = kind_of(db, kind)
    cells = [
        "id",
        "office",
        *(_cell(q, leaving) for q in about.questions),
        "revision",
        "changed_at",
        "changed_by",
    ]
    lists = [at for at, q in enumerate(about.questions, 2) if q.type == "array"]
    home = "" if leaving.home else " AND NOT home"
    places = ", ".join("?" * len(leaving.offices))
    of = f'FROM "{about.name}" WHERE NOT deleted AND office IN ({places}){home} ORDER BY id, office'
    with db.reading() as connection:
        yield from connection.joined(cells, lists, of, leaving.offices)


def _cell(question: Question, leaving: Leaving) -> str:
    """Return what is asked of the database for a field's cell."""
    if question.personal and question.personal not in leaving.personal:
        return "NULL"
    name = f'"{question.name}"'
    return (
        f"CASE WHEN {name} THEN 'true' WHEN NOT {name} THEN 'false' END"
        if question.type == "boolean"
        else name
    )


def head_without(db: Store, stream: Stream, kind: str) -> tuple[int, str] | None:
    """Return (seq, hash) of the stream's last change that is not of that kind, or None where it has no other."""
    mark = f'"kind":"{kind}","office":'.encode()  # no text in a line can hold an unescaped quote
    with db.reading() as connection:
        found = connection.stream(
            "SELECT seq, hash, line FROM change WHERE office = ? AND home = ? AND workspace = ? ORDER BY seq DESC",
            (stream.office, stream.home, stream.workspace),
        )
        return next(((int(seq), str(hashed)) for seq, hashed, line in found if mark not in line), None)


def stream_heads(db: Store, office: str) -> dict[tuple[str, bool, str], tuple[int, str]]:
    """Return {(office, home, workspace): (seq, hash)} of the streams about an office."""
    with db.reading() as connection:
        found = connection.execute(
            "SELECT home, workspace, seq, hash FROM stream WHERE office = ?", (office,)
        ).fetchall()
    return {
        (office, bool(home), workspace): (int(seq), str(hashed)) for home, workspace, seq, hashed in found
    }


def holds_change(db: Store, office: str, record: str, workspace: str, seq: int) -> bool:
    """Return whether this store holds that change, and it is about that record."""
    with db.reading() as connection:
        found = connection.execute(
            "SELECT 1 FROM change WHERE office = ? AND record = ? AND workspace = ? AND seq = ?",
            (office, record, workspace, seq),
        ).fetchone()
    return found is not None


def sorts(db: Store, office: str, ids: Sequence[str]) -> dict[str, tuple[str, bool]]:
    """Return {id: (kind, whether it stays at home)} of those of these records that are held, deleted ones too."""
    with db.reading() as connection:
        found = connection.execute(
            "SELECT id, kind, home FROM entry WHERE office = ? AND id IN (SELECT value FROM json_each(?))",
            (office, json.dumps(list(ids))),
        ).fetchall()
    return {identifier: (kind, bool(home)) for identifier, kind, home in found}


def arrivals(db: Store, digest: str) -> list[Note]:
    """Return what the journal says of the bundle file of that digest coming in, the oldest first."""
    return journal(db, digest=digest, direction="in")


def holds_files(db: Store, digests: Sequence[str]) -> frozenset[str]:
    """Return those of these attachments that are here."""
    with db.reading() as connection:
        ask = "SELECT 1 FROM attachment WHERE sha256 = ?"
        return frozenset(d for d in digests if connection.execute(ask, (d,)).fetchone())


def reaches(
    db: Store, office: str, ids: Sequence[str] | None = None
) -> Iterator[tuple[str, str, list[tuple[str, int]]]]:
    """Yield (id, kind, [(workspace, seq) of each change]) of an office's living records that may leave, by id.

    With `ids`, only of these.
    """
    among, given = "", list[str]()
    if ids is not None:
        among, given = " AND record IN (SELECT value FROM json_each(?))", [json.dumps(list(ids))]
    changes: dict[str, list[tuple[str, int]]] = {}
    with db.reading() as connection:
        asked = f"SELECT record, workspace, seq FROM change WHERE office = ? AND home = ?{among}"
        for record, workspace, seq in connection.execute(asked, (office, False, *given)):
            changes.setdefault(record, []).append((workspace, int(seq)))
        kinds = connection.execute(
            "SELECT id, kind FROM entry WHERE office = ? AND home = ? ORDER BY id", (office, False)
        ).fetchall()
    yield from (
        (identifier, kind, changes[identifier]) for identifier, kind in kinds if identifier in changes
    )
