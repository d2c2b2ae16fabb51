"""What belongs to exchange and is kept here: journal, trusted keys, seals, streams, attachments, private values."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from gemtui import log
from gemtui.store.handle import Store
from gemtui.store.layout import meta, put_meta
from gemtui.store.problems import StoreProblem
from gemtui.store.reading import find
from gemtui.store.saving import Edit, Saved, save

LARGEST_ATTACHMENT = 25 * 1024 * 1024
"""Bytes; a bundle's limit (spec/bundle.md), so that nothing is taken in that can't be sent."""

_PAGE = 500
"""Lines of a stream that are read at once; it has no gaps."""


@dataclass(frozen=True, slots=True)
class Note:
    """One bundle that came or went."""

    direction: str
    """`in` or `out`."""
    digest: str
    """SHA-256 of the file, hex."""
    bundle: str
    """The file's name."""
    verdict: str
    """`merged`, `nothing-new`, `exported`, or the code of the refusal."""
    kind: str | None = None
    office: str | None = None
    period: str | None = None
    signer: str | None = None
    fingerprint: str | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    at: str = ""


JOURNAL_HEAD = "journal"
"""The store's own note of the hash of the journal's last line."""


def note_bundle(db: Store, note: Note) -> None:
    """Write a line into the journal; every bundle leaves one, merged or refused."""
    name = note.bundle.encode(errors="backslashreplace").decode()  # a file's name may be no text
    cells = [
        log.stamp(db.around.clock.now()), note.direction, note.digest, name, note.kind, note.office, note.period,
        note.signer, note.fingerprint, note.verdict, json.dumps(note.facts),
    ]  # fmt: skip
    with db.writing(beside_others=True) as connection:
        connection.claim(JOURNAL_HEAD)
        place = connection.execute("SELECT count(*) FROM journal").fetchone()[0] + 1
        hashed = linked(meta(connection, JOURNAL_HEAD) or log.ZEROS, cells)
        marks = ", ".join("?" * (len(cells) + 2))
        connection.execute(f"INSERT INTO journal VALUES ({marks})", (place, *cells, hashed))
        put_meta(connection, JOURNAL_HEAD, hashed)


def linked(prev: str, cells: Sequence[Any]) -> str:
    """Return the hash of a journal line, which covers the line before it: none can be changed, moved or taken out."""
    return hashlib.sha256(json.dumps([prev, *cells]).encode()).hexdigest()


def journal(db: Store, *, digest: str | None = None, direction: str | None = None) -> list[Note]:
    """Return the journal, the oldest first; all of it, or what it says of one file or of one direction."""
    names = "direction, digest, bundle, verdict, kind, office, period, signer, fingerprint, facts, at"
    asked = {"digest": digest, "direction": direction}
    given = {name: value for name, value in asked.items() if value is not None}
    where = " WHERE " + " AND ".join(f"{name} = ?" for name in given) if given else ""
    with db.reading() as connection:
        found = connection.execute(
            f"SELECT {names} FROM journal{where} ORDER BY place", [*given.values()]
        ).fetchall()
    kept = [dict(zip(names.split(", "), cells, strict=True)) for cells in found]
    return [Note(**{**each, "facts": json.loads(each["facts"])}) for each in kept]


def trusted_lines(db: Store) -> list[str]:
    """Return the lines of the store's `allowed_signers`, in their order, comments too."""
    with db.reading() as connection:
        return [line for (line,) in connection.execute("SELECT line FROM trusted ORDER BY place")]


def put_trusted_lines(db: Store, lines: Sequence[str]) -> None:
    """Replace the lines of the store's `allowed_signers`."""
    with db.writing() as connection:
        connection.execute("DELETE FROM trusted")
        connection.executemany("INSERT INTO trusted (line) VALUES (?)", [(line,) for line in lines])


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream that the store holds, with its head."""

    workspace: str
    office: str
    home: bool
    seq: int
    hash: str
    principal: str | None
    seal: bytes | None
    """The latest seal's line, if one is known; it may cover an earlier seq."""


def streams(db: Store, office: str | None = None) -> list[Stream]:
    """Return the streams that the store holds, sorted by office, home, workspace."""
    where = "WHERE s.office = ? " if office else ""
    with db.reading() as connection:
        found = connection.execute(
            "SELECT s.workspace, s.office, s.home, s.seq, s.hash, w.principal, l.line FROM stream s "
            "LEFT JOIN workspace w ON w.workspace = s.workspace "
            "LEFT JOIN seal l ON l.office = s.office AND l.home = s.home AND l.workspace = s.workspace "
            f"{where}ORDER BY s.office, s.home, s.workspace",
            (office,) if office else (),
        ).fetchall()
    return [Stream(w, o, bool(h), seq, hashed, p, line) for w, o, h, seq, hashed, p, line in found]


def held(db: Store) -> int:
    """Return how many changes the log holds, in all streams: it grows with whatever anybody saves or merges here."""
    with db.reading() as connection:
        return int(connection.execute("SELECT coalesce(sum(seq), 0) FROM stream").fetchone()[0])


def stream_lines(db: Store, stream: Stream, after: int = 0) -> Iterator[bytes]:
    """Give the stream's lines in order, from the one after `after` up to its head."""
    for page in line_pages(db, stream, after):
        yield from page


def line_pages(db: Store, stream: Stream, after: int = 0) -> Iterator[list[bytes]]:
    """Give the same lines, as many at a time as are read at once."""
    last = after
    while last < stream.seq:
        with db.reading() as connection:
            found = connection.execute(
                "SELECT line FROM change WHERE office = ? AND home = ? AND workspace = ? AND seq > ? AND seq <= ? ORDER BY seq",
                (stream.office, stream.home, stream.workspace, last, min(last + _PAGE, stream.seq)),
            ).fetchall()
        last += _PAGE
        yield [line for (line,) in found]


def hash_at(db: Store, stream: tuple[str, str, bool], seq: int) -> str | None:
    """Return the hash that this store holds at (workspace, office, home) and seq, or None."""
    workspace, office, home = stream
    with db.reading() as connection:
        found = connection.execute(
            "SELECT hash FROM change WHERE office = ? AND home = ? AND workspace = ? AND seq = ?",
            (office, home, workspace, seq),
        ).fetchone()
    return None if found is None else str(found[0])


def owners(db: Store) -> dict[str, str]:
    """Return the principal that each known workspace belongs to."""
    with db.reading() as connection:
        return dict(connection.execute("SELECT workspace, principal FROM workspace").fetchall())


def put_seals(db: Store, seals: Sequence[tuple[tuple[str, str, bool], int, bytes]]) -> None:
    """Keep the latest seal of each stream: ((workspace, office, home), seq, line); an older one changes nothing."""
    with db.writing() as connection:
        connection.executemany(
            "INSERT INTO seal VALUES (?, ?, ?, ?, ?) ON CONFLICT (office, home, workspace) DO UPDATE SET seq = excluded.seq, "
            "line = excluded.line WHERE excluded.seq >= seal.seq",
            [(office, home, workspace, seq, line) for (workspace, office, home), seq, line in seals],
        )


def seals_of(db: Store, workspace: str) -> list[bytes]:
    """Return the lines of the seals that are kept of a workspace's streams."""
    with db.reading() as connection:
        found = connection.execute("SELECT line FROM seal WHERE workspace = ?", (workspace,)).fetchall()
    return [bytes(line) for (line,) in found]


def private_items(db: Store, hashes: Sequence[str] | None = None) -> dict[str, tuple[str, Any]]:
    """Return {commitment hash: (salt in hex, value)} of the personal values this store holds; all, or those named."""
    with db.reading() as connection:
        ask, given = "SELECT sha256, salt, value FROM private", tuple[str, ...]()
        if hashes is not None:
            ask, given = f"{ask} WHERE sha256 IN (SELECT value FROM json_each(?))", (json.dumps(hashes),)
        found = connection.execute(f"{ask} ORDER BY sha256", given).fetchall()
    return {hashed: (salt, orjson.loads(value)) for hashed, salt, value in found}


def attachment(db: Store, sha256: str) -> bytes | None:
    """Return an attachment's bytes, or None where only its evidence record is here."""
    with db.reading() as connection:
        found = connection.execute("SELECT content FROM attachment WHERE sha256 = ?", (sha256,)).fetchone()
    return None if found is None else bytes(found[0])


def attachments(db: Store) -> dict[str, int]:
    """Return {sha256: bytes} of the attachments that are here."""
    with db.reading() as connection:
        return dict(connection.execute("SELECT sha256, bytes FROM attachment ORDER BY sha256").fetchall())


@dataclass(frozen=True, slots=True)
class File:
    """A file to be kept behind a record."""

    name: str
    content: bytes = field(repr=False)
    media_type: str = "application/octet-stream"
    title: str = ""


def attach(db: Store, kind: str, reference: str, file: File) -> Saved:
    """Keep a file as evidence for a record and return the evidence record; raises StoreProblem too-large, Refused.

    Evidence that has no file yet, as a line of the diary, takes the file itself.
    """
    if len(file.content) > LARGEST_ATTACHMENT:
        raise StoreProblem("too-large", name=file.name, bytes=len(file.content), most=LARGEST_ATTACHMENT)
    row = find(db, kind, reference)
    sha256 = hashlib.sha256(file.content).hexdigest()
    subject = row["id"] if row["office"] == db.identity.office else f"{row['office']}/{row['id']}"
    kept = {"sha256": sha256, "media_type": file.media_type, "bytes": len(file.content)}
    if kind == "evidence" and not row["sha256"]:
        edit = Edit("evidence", kept, id=f"{row['office']}/{row['id']}")
    else:
        title = file.title or file.name
        edit = Edit("evidence", {"subject_kind": kind, "subject": subject, "title": title, **kept})
    with db.writing() as connection:
        connection.execute(
            "INSERT OR IGNORE INTO attachment VALUES (?, ?, ?)", (sha256, len(file.content), file.content)
        )
        return save(db, edit)
