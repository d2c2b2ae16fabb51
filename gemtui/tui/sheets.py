"""From a record to the sheet of a form, and from what was typed back to values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from zlib import crc32

from gemtui import store
from gemtui.locale import choice, day, say
from gemtui.records import ANY_KIND, Kind, Question, Unreadable, read, show
from gemtui.store import Edit, Row, Saved, Stale, Store
from gemtui.tui.drafting import Draft
from gemtui.tui.showing import Titles, text_of
from gemtui.tui.widgets.sheet import Option, Reading, Sheet

OFFERED = 40
"""Records offered to a reference field at a time."""


@dataclass(frozen=True)
class Opened:
    """A form as it was opened: its sheet, and what the store had seen of the record then."""

    sheet: Sheet
    kind: Kind
    row: Row | None
    seen: dict[str, int] | None
    office: str = ""
    """Whom a new record is about, where that is another office."""
    is_resumed: bool = False
    """Something was typed before and not saved."""
    begins: Mapping[str, str] = field(default_factory=dict)
    """Texts that a new record begins with."""


@dataclass(frozen=True)
class Wanted:
    """What a form is to be opened for."""

    kind: str
    id: str = ""
    office: str = ""
    given: Mapping[str, Any] | None = None
    """Values that a new record begins with: its parent, or those of the record it is a copy of."""
    at: str = ""
    draft: str = ""
    """Which draft of a new record to go on with."""

    @property
    def draft_id(self) -> str:
        """Return what the draft is kept under: the record, or what a new one begins with."""
        begins = repr(sorted((self.given or {}).items())) if self.given else ""
        return self.id or self.draft or (f"+{crc32(begins.encode()):08x}" if begins else "")


def open_sheet(db: Store, titles: Titles, today: date, wanted: Wanted) -> Opened:
    """Return a form's sheet with its draft, choices and last period's values; asks the store, so call it in a thread.

    Raises StoreProblem where this store may not write such a record: before anybody types.
    """
    kind = db.kinds[wanted.kind]
    store.may_write(db.identity, kind, wanted.office or db.identity.office)
    if db.read_only:
        raise store.StoreProblem("read-only", path=str(db.path))
    named = f"{wanted.office}/{wanted.id}" if wanted.office else wanted.id
    row = store.find(db, kind.name, named) if wanted.id else None
    office = row["office"] if row else db.identity.office
    kept = next(iter(store.drafts(db, kind.name, wanted.draft_id)), None)
    begins = answers_of(kind, wanted.given or {})
    draft = {**begins, **(kept.answers if kept else {})}
    every = {**(row or {}), **(wanted.given or {})}
    sheet = Sheet(
        kind,
        answers_of(kind, row or {}),
        draft,
        {q.name: found for q in kind.questions if (found := _options(q, every, titles, office, draft))},
        last_values(db, kind, titles, row, every),
        lambda question, typed: judge(question, typed, today),
        lambda question, words: records_for(db, titles, question, words),
        wanted.at,
    )
    seen = (kept.seen if kept and kept.seen else store.seen(db, office, wanted.id)) if row else None
    return Opened(sheet, kind, row, seen, wanted.office, bool(kept), begins)


def answers_of(kind: Kind, row: Mapping[str, Any]) -> dict[str, str]:
    """Return a record's values as the texts of input fields."""
    return {q.name: show(q, row[q.name]) for q in kind.questions if row.get(q.name) is not None}


def judge(question: Question, typed: str, today: date) -> Reading:
    """Return how a text is understood, or what is wrong with it, in words."""
    try:
        value = read(question, typed, today)
    except Unreadable as problem:
        return Reading(problem=say(problem.code, problem.facts))
    if question.type == "date" and value is not None and str(value) != typed.strip():
        return Reading(echo=f"means {day(str(value))}")
    return Reading()


def values(kind: Kind, answers: Mapping[str, str], today: date) -> tuple[dict[str, Any], dict[str, str]]:
    """Return typed values by field, and by field the words for those that can't be read."""
    found: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for name, text in answers.items():
        question = kind.question(name)
        if question is None:
            continue
        try:
            found[name] = read(question, text, today)
        except Unreadable as problem:
            problems[name] = say(problem.code, problem.facts)
    return found, problems


def save_sheet(db: Store, opened: Opened, found: Mapping[str, Any], draft: Draft) -> Saved:
    """Save a form's values in one transaction and drop its draft; raises Refused, Stale, StoreProblem."""
    # A record of another office is named with it; headquarters may write about any office.
    reference = f"{opened.row['office']}/{opened.row['id']}" if opened.row else ""
    saved = store.save(
        db, Edit(opened.kind.name, found, id=reference, seen=opened.seen, office=opened.office)
    )
    draft.end()
    return saved


def theirs(opened: Opened, stale: Stale) -> dict[str, str]:
    """Return in words what somebody else wrote into the fields that the form was about to change."""
    asked = ((opened.kind.question(name), value) for name, value in stale.fields.items())
    return {q.name: text_of(q, value) if value is not None else "–" for q, value in asked if q is not None}


def records_for(db: Store, titles: Titles, question: Question, words: str) -> list[Option]:
    """Return the records that a reference field may point to, fitting what was typed."""
    found = []
    for name in db.kinds if question.refers == ANY_KIND else question.refers:
        kind = db.kinds[name]
        ids = store.rowids(db, name, store.View(words=words if len(words) > 1 else ""))[:OFFERED]
        for row in store.block(db, name, ids):
            found.append(_option(db, titles, kind, row))
    return _told_apart(found[:OFFERED])


def last_values(
    db: Store, kind: Kind, titles: Titles, row: Row | None, every: Mapping[str, Any]
) -> dict[str, str]:
    """Return the values of the same record one period earlier, as text; none where the kind has no period."""
    dated, key = kind.about.dated, kind.about.key
    period = every.get(dated) if dated else None
    rest = [name for name in key if name != dated]
    if not period or dated not in key or not all(every.get(name) is not None for name in rest):
        return {}
    same = store.View(sort=(dated,), reverse=True, where={name: _cell(every[name]) for name in rest})
    for before in store.block(db, kind.name, store.rowids(db, kind.name, same)[:20]):
        if str(before.get(dated) or "") < str(period) and before["id"] != (row or {}).get("id"):
            named = titles.name(before, kind)
            return {
                q.name: text_of(q, named[q.name])
                for q in kind.questions
                if named.get(q.name) is not None and not q.refers
            }
    return {}


def _cell(value: Any) -> Any:
    return int(value) if isinstance(value, bool) else value


def _options(
    question: Question, row: Mapping[str, Any], titles: Titles, office: str, draft: Mapping[str, str]
) -> tuple[Option, ...]:
    if question.choices:
        return tuple(Option(code, choice(code)) for code in question.choices)
    if question.type == "boolean":
        return (Option("yes", "yes"), Option("no", "no"))
    if question.catalogue:
        from gemtui.reference import catalogue

        return tuple(
            Option(code, code if code == label else label, "" if code == label else code)
            for code, label in catalogue(question.catalogue)
        )
    if question.refers and question.type == "string":
        value = draft.get(question.name) or row.get(question.name)
        kinds = list(titles.db.kinds) if question.refers == ANY_KIND else question.refers
        return (Option(str(value), titles.of(office, kinds, str(value))),) if value else ()
    return ()


def _option(db: Store, titles: Titles, kind: Kind, row: Row) -> Option:
    own = row["office"] == db.identity.office
    return Option(
        row["id"] if own else f"{row['office']}/{row['id']}",
        titles.title(kind, row),
        "" if own else row["office"],
    )


def _told_apart(options: list[Option]) -> list[Option]:
    """Return the options so that no two have the same words: the later one shows the end of its id."""
    seen: set[str] = set()
    apart = []
    for option in options:
        label = option.label if option.label.casefold() not in seen else f"{option.label} …{option.code[-4:]}"
        seen.add(label.casefold())
        apart.append(Option(option.code, label, option.note))
    return apart
