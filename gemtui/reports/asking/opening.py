"""From a record to the sheet of a form, and from what was typed back to values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from zlib import crc32

from gemtui import store
from gemtui.locale import day, say
from gemtui.records import Kind, Question, Unreadable, read, show, steady_fields
from gemtui.reference import indicators
from gemtui.reports.asking.draft import Draft, Link, link_of, named_after
from gemtui.reports.asking.options import DEPENDS, options, records_for
from gemtui.reports.asking.proposing import proposed
from gemtui.reports.asking.sheet import Before, Reading, Renewed, Sheet
from gemtui.reports.asking.titles import Titles, shown, text_of
from gemtui.reports.diary import in_words, speaking
from gemtui.reports.rewording import reworded
from gemtui.store import Edit, Row, Saved, Stale, Store

ANSWER = "indicator_entry"
"""The kind that the diary fills."""
ANSWERS = (ANSWER, "entity_rating")
"""Kinds that tick requirements."""
UNDER = ("requirements", "catalogue_version")
"""What was ticked, and under which version of the catalogue."""


@dataclass(frozen=True)
class Opened:
    """A form as it was opened: its sheet, and what the store had seen of the record then."""

    sheet: Sheet
    kind: Kind
    row: Row | None
    seen: dict[str, int] | None
    office: str = ""
    """Whom a new record is about, where that is another office."""
    resumed: store.Draft | None = None
    """What was typed before and not saved."""
    begins: Mapping[str, str] = field(default_factory=dict)
    """Texts that a new record begins with."""
    title: str = ""
    """The words that name the record; none for a new one."""
    reworded: int = 0
    """Requirements ticked here that a newer catalogue words otherwise, or asks no more."""
    link: Link | None = None
    """As `Wanted.link`."""

    @property
    def is_resumed(self) -> bool:
        """Return whether something was typed before and not saved."""
        return self.resumed is not None


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
    link: Link | None = None
    """A record that is to point to the new one, saved in the same step."""
    proposes: bool = False
    """Whether a new record begins with what the store proposes; the form then opens at `at`."""

    @property
    def draft_id(self) -> str:
        """Return what the draft is kept under: the record, or what a new one begins with."""
        begins = repr(sorted((self.given or {}).items())) if self.given else ""
        name = f"+{crc32(begins.encode()):08x}" if begins else ""
        return self.id or self.draft or (named_after(name, self.link) if self.link else name)


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
    given = wanted.given or (proposed(db, kind.name, today) if wanted.proposes else {})
    begins = answers_of(kind, given)
    draft = {**begins, **(kept.answers if kept else {})}
    every = {**(row or {}), **given, **{name: text for name, text in draft.items() if text}}
    answer = {**(row or {}), **values(kind, draft, today)[0]} if kind.name in ANSWERS else {}
    # What a record has ticked counts under the record's version, what was only typed under the one of that day.
    if kept is not None and answer.get("framework") and not (row or {}).get("requirements"):
        answer["catalogue_version"] = store.version_then(db, str(answer["framework"]), kept.at)
    every |= {name: answer[name] for name in UNDER if name in answer}
    about = Around(db, kind, titles, today, office, wanted.id, answer)
    sheet = Sheet(
        kind,
        answers_of(kind, row or {}),
        draft,
        {q.name: found for q in kind.questions if (found := options(q, every, titles, office))},
        about.before(every),
        lambda question, typed: judge(question, typed, today),
        lambda question, words: records_for(db, titles, question, words),
        about.renewed,
        wanted.at if given or not wanted.proposes else "",
        about.diary(every),
        about.renewing,
    )
    link = wanted.link or (_still_open(db, link_of(wanted.draft)) if kept else None)
    seen = (kept.seen if kept and kept.seen else store.seen(db, office, wanted.id)) if row else None
    title, asked = titles.title(kind, row) if row else "", indicators().get(str(answer.get("indicator")))
    new = reworded(asked, answer) if asked else 0
    return Opened(sheet, kind, row, seen, wanted.office, kept, begins, title, new, link)


def _still_open(db: Store, link: Link | None) -> Link | None:
    """Return whose field a draft's record is to fill, unless it has gone or something else fills it by now."""
    row = store.row(db, link[0], link[1]) if link else None
    return link if link and row is not None and not row["deleted"] and not row.get(link[2]) else None


@dataclass(frozen=True)
class Around:
    """What a form's last values and choices are found in."""

    db: Store
    kind: Kind
    titles: Titles
    today: date
    office: str
    id: str
    answer: Mapping[str, Any] = field(default_factory=dict)
    """An indicator's answer, with the version that its ticks were given under."""

    @property
    def renewing(self) -> frozenset[str]:
        """Return the fields on whose answers last values or choices depend."""
        steady = steady_fields(self.kind)
        period = () if steady is None else (*steady, self.kind.about.dated)
        parts = (DEPENDS[q.catalogue] for q in self.kind.questions if q.catalogue in DEPENDS)
        return frozenset({*period, *parts})

    def renewed(self, answers: Mapping[str, str]) -> Renewed:
        """Return last period's values and the choices that depend on answers as they stand now."""
        found, _ = values(self.kind, answers, self.today)
        here = {name: value for name, value in found.items() if value is not None}
        parts = (q for q in self.kind.questions if q.catalogue in DEPENDS)
        if here.get("indicator") == self.answer.get("indicator"):
            here |= {name: self.answer[name] for name in UNDER if name in self.answer}
        return Renewed(self.before(here), {q.name: options(q, here, self.titles, self.office) for q in parts})

    def diary(self, every: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
        """Return by field the diary's lines that speak to the indicator of an own answer; none for any other kind."""
        known = indicators().get(str(every.get("indicator"))) if self.kind.name == ANSWER else None
        year = str(every.get("period") or "")
        if known is None or not year.isdigit() or self.office != self.db.identity.office:
            return {}
        lines = tuple(in_words(line) for line in speaking(self.db, known, int(year)))
        return {"explanation": lines} if lines else {}

    def before(self, every: Mapping[str, Any]) -> Before:
        """Return the values of the same record one period earlier; none where the kind has no period."""
        row = store.previous(self.db, self.kind.name, every, office=self.office, without=self.id)
        if row is None:
            return Before()
        named, dated = self.titles.name(row, self.kind), self.kind.about.dated
        same = {dated, *(steady_fields(self.kind) or ())}
        asked = [q for q in self.kind.questions if q.name not in same and not q.state_of and q.items != "any"]
        words = {q.name: text for q in asked if (text := shown(q, named)[0])}
        typed = answers_of(self.kind, row)
        told = {n: text for n in words if (text := typed.get(n) or typed.get(f"{n}_state") or "")}
        at = str(row[dated])
        return Before({n: words[n] for n in told}, told, day(at) if len(at) == 10 else at)


def answers_of(kind: Kind, row: Mapping[str, Any]) -> dict[str, str]:
    """Return a record's values as the texts of input fields."""
    return {q.name: show(q, row[q.name]) for q in kind.questions if row.get(q.name) is not None}


def judge(question: Question, typed: str, today: date, lang: str = "en") -> Reading:
    """Return how a text is understood, or what is wrong with it, in words."""
    try:
        value = read(question, typed, today)
    except Unreadable as problem:
        return Reading(problem=say(problem.code, problem.facts, lang))
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


def save_sheet(
    db: Store,
    opened: Opened,
    found: Mapping[str, Any],
    draft: Draft,
    left: Mapping[str, str] | None = None,
) -> Saved:
    """Save a form's values in one transaction and drop its draft; raises Refused, Stale, StoreProblem.

    `left` are texts that can't be read as values: they are not saved, and stay as the record's draft.
    """
    # A record of another office is named with it; headquarters may write about any office.
    reference = f"{opened.row['office']}/{opened.row['id']}" if opened.row else ""
    asked = Edit(opened.kind.name, found, id=reference, seen=opened.seen, office=opened.office)
    if opened.link and not reference:
        kind, at, name = opened.link
        asked = replace(asked, new_id=db.around.ids.uuid7())
        edits = (Edit(kind, {name: asked.new_id}, id=at), asked)  # what was made last is what undo names
        saved = store.save_all(db, edits, "new")[-1]
    else:
        saved = store.save(db, asked)
    draft.end(left, saved.id)
    return saved


def theirs(opened: Opened, stale: Stale) -> dict[str, str]:
    """Return in words what somebody else wrote into the fields that the form was about to change."""
    asked = ((opened.kind.question(name), value) for name, value in stale.fields.items())
    return {q.name: text_of(q, value) if value is not None else "–" for q, value in asked if q is not None}
