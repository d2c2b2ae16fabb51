"""What headquarters has of an office, record by record: derived from submissions, receipts and returns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gemtui import store
from gemtui.rules import Row
from gemtui.store import Late, Store

ANSWERS = ("received", "accepted", "returned")
"""Headquarters' words in a receipt."""
OF_REPORTS = "exchange"
"""Section of the kinds that speak of reports and are no part of one."""


@dataclass(frozen=True, slots=True)
class Held:
    """One record, and how far it has come."""

    kind: str
    office: str
    id: str
    state: str
    """`unsent`, `submitted`, `sent`, `held` (headquarters gave it back), or its word: `received`, `accepted`, `returned`."""
    on: str
    """Since when, an ISO date; empty where it was never sent."""
    period: str
    """Of the report with which it went; empty where none did."""
    since: int
    """Changes that headquarters does not have in that state."""
    late: Late | None = None
    """How it differs from what was accepted."""


@dataclass(frozen=True)
class _Mark:
    """How far streams had come when something was said about them."""

    state: str
    on: str
    period: str
    heads: Mapping[str, int]


UNSENT = _Mark("unsent", "", "", {})


def held(db: Store, office: str, ids: Sequence[str] | None = None) -> list[Held]:
    """Return how far each record of an office's reports has come, or each of these; the latest word counts."""
    with db.reading():
        marks = list(_marks(db, office))
        late = {one.id: one for one in store.late(db, office, ids)}
        return [
            Held(kind, office, identifier, mark.state, mark.on, mark.period, since, late.get(identifier))
            for identifier, kind, reached in store.reaches(db, office, ids)
            if kind in db.kinds and db.kinds[kind].about.section != OF_REPORTS
            for mark, since in (_latest(marks, reached),)
        ]


def _latest(marks: Iterable[_Mark], reached: Sequence[tuple[str, int]]) -> tuple[_Mark, int]:
    """Return the latest word that reached any of a record's changes, and how many of them it did not reach."""
    for mark in marks:
        since = sum(seq > mark.heads.get(workspace, 0) for workspace, seq in reached)
        if since < len(reached):
            return mark, since
    return UNSENT, len(reached)


def _marks(db: Store, office: str) -> Iterator[_Mark]:
    """Yield what was said of the office's streams: headquarters' words first, each sort with the newest first."""
    made = sorted(store.rows(db, "submission", office=office), key=_age, reverse=True)
    words: dict[str, Row] = {}
    for row in sorted(
        store.rows(db, "receipt", office=office), key=lambda row: (str(row["changed_at"]), row["id"])
    ):
        words[str(row["submission"]).rpartition("/")[2]] = row
    for row in made:
        said = words.get(row["id"])
        if said is not None:
            on = str(said.get("decided_on") or said["changed_at"])[:10]
            yield _Mark(str(said["decision"]), on, str(row["period"]), _heads(row))
    notes = store.journal(db)
    for note in reversed(notes):
        if (
            note.direction == "in"
            and note.kind == "return"
            and note.office == office
            and note.facts.get("heads")
        ):
            yield _Mark("held", note.at[:10], "", note.facts["heads"])
    sent = {str(note.facts.get("submission")): note.at for note in notes if note.direction == "out"}
    came = db.identity.role == "hq"
    for row in made:
        on = sent.get(row["id"], "") or (str(row["changed_at"]) if came else "")
        state = "sent" if on else "submitted"
        yield _Mark(state, (on or str(row["changed_at"]))[:10], str(row["period"]), _heads(row))


def _age(row: Row) -> tuple[str, str]:
    return str(row["changed_at"]), row["id"]


def _heads(submission: Row) -> dict[str, int]:
    told = submission.get("heads")
    listed = [head for head in told if isinstance(head, dict)] if isinstance(told, list) else []
    return {str(head.get("workspace")): head["seq"] for head in listed if isinstance(head.get("seq"), int)}
