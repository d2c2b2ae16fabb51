"""Where a person's data are: in this store, in bundles that went out, in backups; and what each field is for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gemtui import store
from gemtui.store import AboutPerson, Row, Store


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What is known of a person, and of what left."""

    id: str
    office: str
    fields: tuple[dict[str, Any], ...]
    """Each {field, label, value, here, travels, why}; `here` is False where only a commitment is."""
    values: int
    commitments: int
    records: tuple[dict[str, Any], ...]
    mentions: tuple[dict[str, Any], ...]
    drafts: int
    bundles: tuple[dict[str, Any], ...]
    """Bundles that went out with this office's values in them."""
    backups: tuple[str, ...]
    history: list[dict[str, Any]]

    def document(self) -> dict[str, Any]:
        """Return it as `person show` prints it."""
        return {
            "id": self.id, "office": self.office, "fields": list(self.fields), "values": self.values,
            "commitments": self.commitments, "records": list(self.records), "mentions": list(self.mentions),
            "drafts": self.drafts, "bundles": list(self.bundles), "backups": list(self.backups),
        }  # fmt: skip


def whereabouts(db: Store, reference: str, backups: Path | None = None) -> Whereabouts:
    """Return what is held about a person, where and why; raises StoreProblem unknown-record, ambiguous-record."""
    held = store.about_person(db, reference)
    row = held.row
    folders = [folder for folder in (backups, db.around.backups) if folder is not None and folder.is_dir()]
    copies = sorted({str(path) for folder in folders for path in folder.glob("*.gemtui")})
    return Whereabouts(
        row["id"], row["office"], tuple(_fields(db, held)), held.values, held.commitments,
        tuple(_named(db, kind, each) for kind, each in held.records),
        tuple(_named(db, kind, each) for kind, each in held.mentions),
        len(held.drafts), tuple(_bundles(db, row)), tuple(copies), _history(db, row),
    )  # fmt: skip


def _fields(db: Store, held: AboutPerson) -> list[dict[str, Any]]:
    found = []
    for question in db.kinds["person"].questions:
        value, sealed = held.row.get(question.name), held.row.get(f"{question.name}_sha256")
        if value is None and not sealed:
            continue
        found.append({
            "field": question.name, "label": question.label, "value": value, "here": value is not None,
            "travels": question.personal or "always", "why": question.help,
        })  # fmt: skip
    return found


def _named(db: Store, kind: str, row: Row) -> dict[str, Any]:
    identifier = row["id"] if row["office"] == db.identity.office else f"{row['office']}/{row['id']}"
    return {"kind": kind, "id": identifier, "title": store.title_of(db.kinds[kind], row)}


def _bundles(db: Store, person: Row) -> list[dict[str, Any]]:
    """Return the bundles that went out after the person was entered and carry values: reports some, shares all."""
    entered = min(
        (change.at for change in store.record_changes(db, person["office"], person["id"])), default=""
    )
    return [
        {"bundle": note.bundle, "at": note.at, "kind": note.kind, "sha256": note.digest}
        for note in store.journal(db, direction="out")
        if note.kind in ("submission", "share") and note.office == person["office"] and note.at >= entered
    ]


def _history(db: Store, person: Row) -> list[dict[str, Any]]:
    return [
        {
            "at": e.change.at,
            "author": e.change.author,
            "proven": e.proven,
            "set": e.change.set,
            "hash": e.hash,
        }
        for e in store.history(db, person["office"], person["id"])
    ]
