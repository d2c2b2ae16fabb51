"""What is held about a person, and erasing it: values and salts go, the log stays as it is (spec/merge.md, *What stays at home*)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gemtui import log
from gemtui.log import Change
from gemtui.store.connection import Connection
from gemtui.store.erased import put_erased
from gemtui.store.folding import Row, refold
from gemtui.store.handle import Store
from gemtui.store.personal import drafts
from gemtui.store.reading import find, record_changes, rows
from gemtui.store.saving import Edit, save
from gemtui.store.wording import rebuild

PERSON = "person"


@dataclass(frozen=True, slots=True)
class AboutPerson:
    """All that this store holds about a person."""

    row: Row
    values: int
    """Personal values that can be read here, earlier ones counted."""
    commitments: int
    """Personal values that the log names, readable or not."""
    records: tuple[tuple[str, Row], ...]
    """Records that point to the person, with their kinds."""
    mentions: tuple[tuple[str, Row], ...]
    """Records whose free text has the person's name: an erasure does not reach into those."""
    drafts: tuple[tuple[str, str], ...]
    """(kind, id) of forms that are not saved yet and are about the person."""


def about_person(db: Store, reference: str) -> AboutPerson:
    """Return what is held about a person; raises StoreProblem unknown-record, ambiguous-record."""
    row = find(db, PERSON, reference)
    hashes = _commitments(db, record_changes(db, row["office"], row["id"]))
    with db.reading() as connection:
        known = [h for h in hashes if _readable(connection, h)]
    pointing = tuple(_pointing(db, row))
    ids = {row["id"], *(each["id"] for _, each in pointing)}
    waiting = tuple((d.kind, d.id) for d in drafts(db) if d.id in ids or row["id"] in d.answers.values())
    return AboutPerson(row, len(known), len(hashes), pointing, tuple(_mentions(db, row)), waiting)


def _commitments(db: Store, changes: Sequence[Change]) -> list[str]:
    personal = db.kinds[PERSON].personal
    told = (change.set.get(name) for change in changes for name in personal)
    return sorted({value["sha256"] for value in told if isinstance(value, dict) and log.is_commitment(value)})


def _readable(connection: Connection, hashed: str) -> bool:
    return connection.execute("SELECT 1 FROM private WHERE sha256 = ?", (hashed,)).fetchone() is not None


def _pointing(db: Store, person: Row) -> Iterator[tuple[str, Row]]:
    """Give the records that name the person as theirs."""
    for kind in db.kinds.values():
        fields = [q.name for q in kind.questions if PERSON in q.refers]
        if not fields:
            continue
        for row in rows(db, kind.name):
            here = row["office"] == person["office"]
            wanted = {f"{person['office']}/{person['id']}", *([person["id"]] if here else [])}
            if any(row.get(name) in wanted for name in fields):
                yield kind.name, row


def _mentions(db: Store, person: Row) -> Iterator[tuple[str, Row]]:
    """Give the records in whose texts the person's whole name stands."""
    name = str(person.get("name") or "").casefold().strip()
    if len(name) < 3:
        return
    for kind in db.kinds.values():
        texts = [q.name for q in kind.questions if q.type == "string" and not q.refers and not q.choices]
        for row in rows(db, kind.name):
            is_self = (kind.name, row["id"]) == (PERSON, person["id"])
            if not is_self and any(name in str(row.get(t) or "").casefold() for t in texts):
                yield kind.name, row


@dataclass(frozen=True, slots=True)
class Erasure:
    """What an erasure took away here, and the request that travels."""

    held: AboutPerson
    """What was held before."""
    request: str
    """Id of the remark that asks other stores to erase, too; empty where nothing had to be asked any more."""


def erase_person(db: Store, reference: str, words: str) -> Erasure:
    """Erase a person's values and salts; every chain still verifies. `words` is the text of the request that goes along.

    Raises StoreProblem unknown-record, ambiguous-record, read-only.
    """
    held = about_person(db, reference)
    row = held.row
    hashes = _commitments(db, record_changes(db, row["office"], row["id"]))
    at = log.stamp(db.around.clock.now())
    with db.writing() as connection:
        for hashed in hashes:
            connection.execute("DELETE FROM private WHERE sha256 = ?", (hashed,))
            put_erased(connection, hashed, at)
        for kind, identifier in held.drafts:
            connection.execute("DELETE FROM draft WHERE kind = ? AND id = ?", (kind, identifier))
        refold(connection, db.kinds, row["office"], row["id"])
        request = _request(db, row, words)
    rebuild(db)
    db.connection().sweep()
    return Erasure(held, request)


def _request(db: Store, person: Row, words: str) -> str:
    """Return the remark that asks for the same elsewhere, made once."""
    asked = [
        remark
        for remark in rows(db, "remark", office=person["office"])
        if remark.get("subject_kind") == PERSON
        and str(remark.get("subject")).rpartition("/")[2] == person["id"]
        and remark.get("text") == words
    ]
    if asked:
        return ""
    values = {"subject_kind": PERSON, "subject": person["id"], "text": words, "status": "open"}
    return save(db, Edit("remark", values, office=person["office"])).id
