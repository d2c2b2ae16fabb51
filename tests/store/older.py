"""A program from before today's: two kinds and two fields fewer, and a choice that was withdrawn since."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sqlalchemy import MetaData

from gemtui import log, records, store
from gemtui.records import Kind, columns
from gemtui.store import Incoming, Saved, Store
from tests.store.places import ACTION, add, change, new_store

NEW_KINDS = ("good_practice", "policy_review")
NEW_FIELDS = {"action": ("obstacle", "budget", "budget_state", "currency"), "person": ("contact",)}
VERSION = 1000
ALTERNATE = "00000000-0000-4000-8000-00000000000a"
UNION = "00000000-0000-4000-8000-00000000000b"


def older_kinds() -> dict[str, Kind]:
    return {name: older_kind(kind) for name, kind in records.kinds().items() if name not in NEW_KINDS}


def older_kind(kind: Kind) -> Kind:
    questions = [q for q in kind.questions if q.name not in NEW_FIELDS.get(kind.name, ())]
    if kind.name == "action":
        questions = [
            q._replace(choices=(*q.choices, "postponed")) if q.name == "status" else q for q in questions
        ]
    return kind._replace(questions=tuple(questions))


@contextmanager
def older_program(version: int = VERSION) -> Iterator[None]:
    """Run with the kinds, tables and numbers of that program."""
    kinds = older_kinds()
    metadata = MetaData()
    for kind in kinds.values():
        columns._table(kind, metadata)
    with (
        patch("gemtui.records.kinds", lambda: kinds),
        patch("gemtui.records.tables", lambda: metadata),
        patch("gemtui.store.opening.VERSION", version),
        patch("gemtui.store.looking.VERSION", version),
        patch("gemtui.store.migration.VERSION", version),
        patch("gemtui.store.opening.__version__", "0.0.1"),
        patch("gemtui.store.migration.__version__", "0.0.1"),
    ):
        yield


class Chain:
    """A stream of a newer program, change by change."""

    def __init__(self, workspace: str, principal: str) -> None:
        self.workspace, self.principal, self.prev = workspace, principal, log.ZEROS
        self.told: list[tuple[log.Change, bytes, str]] = []

    def say(self, number: int, given: dict[str, Any], kind: str = "action", **members: Any) -> str:
        """Add a change about the record of that number and return its id."""
        usual = {
            "workspace": self.workspace, "office": "NBO", "home": False, "seq": len(self.told) + 1,
            "at": "2026-11-23T12:00:00.000Z", "author": "alternate", "kind": kind,
            "record": f"01900000-0000-7000-8000-{number:012x}", "seen": {}, "set": given, "why": None, "prev": self.prev,
        }  # fmt: skip
        made = log.Change(**(usual | members))
        line = log.line(made)
        self.prev = log.digest(line)
        self.told.append((made, line, self.prev))
        return made.record

    @property
    def incoming(self) -> Incoming:
        return Incoming(self.told, {self.workspace: self.principal})


GOOD, BAD_FIELD, BAD_STATE, PRACTICE, BAD_PRACTICE, NOT_THEIRS, REVIEW, NOT_KNOWN = range(1, 9)


def share_of_a_newer_laptop() -> Chain:
    """What an older program carries on unread: some of it good, some of it wrong."""
    chain = Chain(ALTERNATE, "office:NBO")
    chain.say(GOOD, {**ACTION, "obstacle": "no quorum", "budget": "12.50", "currency": "CHF"})
    chain.say(BAD_FIELD, {**ACTION, "title": "Wrongly budgeted"})
    chain.say(BAD_FIELD, {"obstacle": 7, "output": "A note"})
    chain.say(BAD_STATE, {**ACTION, "budget_state": "perhaps"})
    chain.say(PRACTICE, {"title": "Panels in pairs", "context": "Regional office"}, "good_practice")
    chain.say(BAD_PRACTICE, {"title": 12}, "good_practice")
    chain.say(NOT_THEIRS, {"on": "2026-01-01"}, "policy_review")
    chain.say(NOT_KNOWN, {"x": 1}, "gadget")
    return chain


def word_of_headquarters() -> Chain:
    chain = Chain(UNION, "hq:ITU")
    chain.say(REVIEW, {"on": "2026-01-01", "scope": "all of it"}, "policy_review", author="headquarters")
    return chain


def older_store(folder: Path, records: int = 3) -> tuple[Store, list[Saved]]:
    """A closed store that the older program made and used."""
    with older_program():
        db = new_store(folder)
        saved = [add(db, values={"title": f"Action {n}", "status": "postponed"}) for n in range(records)]
        change(db, saved[0], {"title": "Renamed"})
        add(db, "person", {"name": "A. Njeri", "gender": "woman"})
        store.merge(db, share_of_a_newer_laptop().incoming)
        store.merge(db, word_of_headquarters().incoming)
        store.index_new(db)
        db.close()
    return db, saved
