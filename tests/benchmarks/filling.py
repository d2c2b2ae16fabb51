"""Large stores, filled fast and honestly: change lines as the log makes them, taken in by a merge."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import product
from pathlib import Path
from typing import Any

from gemtui import log, rules, store
from gemtui.log import Change
from gemtui.records import Kind, Question, judge, kinds
from gemtui.reference import catalogue

TODAY = dt.date(2026, 11, 23)
NOW = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
TEXT = (
    "gender balance assessment of the regional connectivity project with partners training for selection panels "
    "survey on organizational culture review of vacancy texts budget line for accessibility mentoring programme "
    "women in standardization second member on the procurement committee progress report country office"
)
WORDS = TEXT.split()
SYLLABLES = "ka mo li ren sa tu dor ves ni bal wen qui pra hel zo fer"
NAMES = ["".join(parts) for parts in product(SYLLABLES.split(), repeat=3)]
"""Four thousand words that are rare, as names of places, projects and people are in real records."""
MIX: dict[str, int] = {
    "action": 30, "action_progress": 20, "person": 5, "focal_point": 3, "committee": 4, "seat": 6, "composition": 8,
    "indicator_entry": 6, "staffing_snapshot": 6, "recruitment_exercise": 3, "training_record": 3, "programme": 3,
    "governance_item": 2, "evidence": 1,
}  # fmt: skip
"""Shares, in percent, of a store with a bit of everything."""
DAYS = [(TODAY - dt.timedelta(days=n)).isoformat() for n in range(1900)]
MENDING = 4
"""Times that optional values are dropped which contradict each other, as those drawn field by field may."""
CHECKED = 500
"""Records whose values are judged as a save would; the rest are made the same way."""


def world(folder: Path) -> store.Around:
    """Return what a store needs of the machine, so that the program, started on it, finds it where it belongs."""
    clock = log.FixedClock(NOW)
    noted = Path("/etc/machine-id")
    machine = noted.read_text(encoding="ascii").strip() if noted.exists() else ""
    return store.Around(
        clock=clock,
        ids=log.Ids(clock),
        state=folder / "home" / "gemtui",
        machine=machine or f"{uuid.getnode():x}",
    )


@dataclass(frozen=True, slots=True)
class Content:
    """What a store is filled with."""

    records: int
    shares: Mapping[str, int]
    """Kind → its share in percent; one kind has 100."""
    changes_each: int = 1
    """Changes of each record: the first, then edits of one field."""


ACTIONS = {"action": 100}


def fill(db: store.Store, content: Content, *, is_searched: bool = True) -> None:
    """Write the content into a store as its own history, and make its words searchable if they are to be."""
    writer = _Writer(db.identity)
    store.merge(db, store.Incoming(writer.changes(content), {db.identity.workspace: db.identity.principal}))
    with db.writing() as connection:
        connection.executemany("INSERT INTO private VALUES (?, ?, ?)", writer.private)
        for kind in {found[0] for found in writer.personal}:
            _show_private(connection, db.kinds[kind])
    if is_searched:
        store.index_new(db)


def _show_private(connection: Any, kind: Kind) -> None:
    """Put the clear values of personal fields beside their commitments, as saving them would have done."""
    for name in kind.personal:
        connection.execute(
            f'UPDATE "{kind.name}" SET "{name}" = (SELECT json_extract(value, \'$\') FROM private '
            f'WHERE sha256 = "{name}_sha256") WHERE "{name}_sha256" IS NOT NULL'
        )


class _Writer:
    """Makes change lines one after the other; equal input gives equal lines, ids and salts apart."""

    def __init__(self, identity: store.Identity) -> None:
        self._identity = identity
        self._clock = log.FixedClock(NOW - dt.timedelta(days=900))
        self._ids = log.Ids(self._clock)
        self._known: dict[str, list[str]] = {}
        self._prev, self._seq = log.ZEROS, 0
        self.private: list[tuple[str, str, str]] = []
        self.personal: set[tuple[str, str]] = set()

    def changes(self, content: Content) -> Iterator[tuple[Change, bytes, str]]:
        """Yield (change, line, hash) in the order of the stream."""
        for number, kind in enumerate(_kinds(content)):
            self._clock.advance(dt.timedelta(minutes=1))
            record, seen = self._ids.uuid7(), dict[str, int]()
            values = self._sealed(kind, values_of(kind, number, self._known))
            for edit in range(content.changes_each):
                yield self._change(kind, record, seen, values)
                seen = {self._identity.workspace: self._seq}
                values = _edited(kind, number, edit)
            self._known.setdefault(kind.name, []).append(record)

    def _change(
        self, kind: Kind, record: str, seen: dict[str, int], values: dict[str, Any]
    ) -> tuple[Change, bytes, str]:
        self._seq += 1
        change = Change(
            workspace=self._identity.workspace, office=self._identity.office, home=False, seq=self._seq,
            at=log.stamp(self._clock.now()), author=self._identity.author, kind=kind.name, record=record,
            seen=seen, set=values, why=None, prev=self._prev,
        )  # fmt: skip
        line = log.line(change)
        self._prev = log.digest(line)
        return change, line, self._prev

    def _sealed(self, kind: Kind, values: dict[str, Any]) -> dict[str, Any]:
        for name in kind.personal:
            if values.get(name) is not None:
                salt = sha256(f"{self._seq} {name}".encode()).digest()
                said = log.canonical(values[name]).decode()
                values[name] = log.commit(values[name], salt)
                self.private.append((values[name]["sha256"], salt.hex(), said))
                self.personal.add((kind.name, name))
        return values


def _kinds(content: Content) -> Iterator[Kind]:
    """Yield each record's kind, shares spread evenly, so that a record's parent comes before it."""
    described = kinds()
    turn = [kind for kind, share in content.shares.items() for _ in range(share)]
    order = (
        [turn[(place * 37) % len(turn)] for place in range(len(turn))] if len(content.shares) > 1 else turn
    )
    for number in range(content.records):
        yield described[order[number % len(order)]]


def values_of(kind: Kind, number: int, known: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Return values of a record: what is required or listed, and a third of the rest, different for each number."""
    values: dict[str, Any] = {}
    for place, question, always, group in _plan(kind.name):
        if always or (place + number) % 3 == 0:
            value = _value(question, number + place, known)
            if value is not None:
                values[question.name] = value
                for other in group:
                    values.setdefault(other, None)
    if values.get("status") == "done" and kind.question("done_on"):
        values["done_on"] = values["delivery_on"]
    if values.get("status") == "cancelled" and kind.question("reason"):
        values["reason"] = "Replaced by another action"
    for _ in range(MENDING):
        wrong = [f.field for f in rules.single(kind.name, values, TODAY) if f.level == "error"]
        if not wrong:
            break
        for name in (other for field in wrong for other in kind.group(field)):
            if name in values and not getattr(kind.question(name), "required", True):
                del values[name]
    if number < CHECKED:
        faults = {
            name: judge(q, v) for name, v in values.items() if v is not None and (q := kind.question(name))
        }
        assert not any(faults.values()), faults
    return values


@cache
def _plan(name: str) -> list[tuple[int, Question, bool, tuple[str, ...]]]:
    kind = kinds()[name]
    return [
        (place, q, bool(q.required or q.width), kind.group(q.name) if q.group else ())
        for place, q in enumerate(kind.questions)
        if not q.state_of
    ]


def _value(question: Question, number: int, known: Mapping[str, Sequence[str]]) -> Any:
    if question.refers:
        there = next((known[kind] for kind in question.refers if known.get(kind)), None)
        found = (
            there[number % len(there)]
            if there
            else (str(uuid.UUID(int=number)) if question.required else None)
        )
        return [found] if found and question.type == "array" else found
    if question.choices:
        return question.choices[number % len(question.choices)]
    match question.type:
        case "integer":
            low, high = question.minimum or 0, question.maximum or 1000
            return 2020 + number % 6 if low == 1900 else low + number % (min(high, low + 40) - low + 1)
        case "date":
            back = 1000 if question.name.startswith(("starts", "opened")) else 0
            return DAYS[back + number * 7 % (len(DAYS) - 1000)]
        case "boolean":
            return number % 2 == 0
        case "number":
            return f"{100 + number % 9000}.50"
        case "array":
            return [number] if question.items else [_word(question, number), _word(question, number + 1)]
    return _word(question, number)


def _word(question: Question, number: int) -> str:
    if question.catalogue:
        codes = _codes(question.catalogue)
        return codes[number % len(codes)]
    if 0 < question.width < 10:
        return f"{'ABC'[number % 3]}-{number}"
    length = 12 if question.long else 3
    return " ".join(
        NAMES[(number * 31 + place * 977) % len(NAMES)]
        if place % 2
        else WORDS[(number * 7 + place) % len(WORDS)]
        for place in range(length)
    )


@cache
def _codes(name: str) -> list[str]:
    return [code for code, _ in catalogue(name)]


def _edited(kind: Kind, number: int, edit: int) -> dict[str, Any]:
    title = next((name for name in kind.about.title if (q := kind.question(name)) and q.type == "string" and not q.choices
                  and not q.catalogue and not q.refers and not q.personal and not q.group), None)  # fmt: skip
    text = next((q.name for q in kind.questions if q.long and not q.personal and not q.group), title)
    return {text: f"edit {edit + 1} of {number}"} if text else {}
