"""What the rules say of a store: `check` and `policy` in the shapes of spec/cli.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from gemtui import locale, rules, store
from gemtui.records import Question, Unreadable, is_state, read
from gemtui.reports.naming import readable, reference
from gemtui.rules import Context, Finding, Picture
from gemtui.store import UNION, Store


@dataclass
class Checked:
    """A store as the rules see it on a date: rows, findings, completeness; every part made once, when asked for."""

    db: Store
    on: date
    period: str = ""
    """A year, or the last of several as in `2025-2026`; empty to judge every year's ratings."""

    @cached_property
    def context(self) -> Context:
        """Return whose records are judged, when and for which year."""
        own, today = self.db.identity, self.db.around.clock.now().date()
        year = int(self.period[-4:]) if self.period else None
        return Context(own.office, self.on, own.role, year, today, self.db.kinds)

    @cached_property
    def picture(self) -> Picture:
        """Return all live rows with the indexes of the rules."""
        return Picture(store.facts(self.db), self.context)

    @cached_property
    def findings(self) -> list[Finding]:
        """Return what the rules find, and open conflicts, worst first."""
        found = [*rules.findings(self.picture), *self._conflicts(), *self._drafts(), *self._late()]
        return sorted(found, key=lambda finding: finding.order)

    def _conflicts(self) -> list[Finding]:
        mine = set(self.picture.offices)
        held = [one for one in store.conflicts(self.db) if one.office in mine]
        return [rules.in_conflict(one.kind, {"id": one.id, "office": one.office}, one.field) for one in held]

    def _late(self) -> Iterator[Finding]:
        """Yield what was changed after headquarters had accepted it, with the reason that was given."""
        mine = set(self.picture.offices)
        for one in store.late(self.db):
            if one.office in mine:
                row = {"id": one.id, "office": one.office}
                yield rules.changed_late(self.db.kinds[one.kind], row, one.fields, one.why, one.dated)

    def _drafts(self) -> Iterator[Finding]:
        """Yield what somebody typed that can't be read as its type: it is kept, and does not count until mended."""
        for draft in store.drafts(self.db):
            kind, own = self.db.kinds.get(draft.kind), self.db.identity.office
            row = {"id": "" if draft.id.startswith("+") else draft.id, "office": own}
            for name, typed in draft.answers.items():
                question = kind.question(name) if kind else None
                if question and not _readable(question, typed, self.on):
                    yield rules.in_draft(draft.kind, row, name, question.label)

    def count(self, level: str, office: str = "") -> int:
        """Return how many findings of a level there are, in all or of one office."""
        return sum(1 for found in self.findings if found.level == level and office in ("", found.office))

    def completeness(self, office: str) -> dict[str, tuple[int, int]]:
        """Return done and due of the thirteen sections of one office's year."""
        own = self.context
        return rules.completeness(
            self.picture.facts, Context(office, own.on, "field", own.period, own.today, own.kinds)
        )


def picture_of(db: Store, on: date, kinds: Sequence[str], then: date | None = None) -> Picture:
    """Return the live rows of some kinds on a date, for figures that need no others; asks the store.

    With `then` the records say what they said at the end of that day.
    """
    own = db.identity
    with db.reading():
        facts = {
            kind: list(store.rows_as_of(db, kind, then) if then else store.rows(db, kind)) for kind in kinds
        }
    return Picture(facts, Context(own.office, on, own.role, kinds=db.kinds))


def nameless(checked: Checked) -> Checked:
    """Return the same view with persons' names left out: what is made of it may lie on any phone or desk."""
    for row in checked.picture.facts.get("person", ()):
        row["name"] = None
    return checked


def _readable(question: Question, typed: str, on: date) -> bool:
    try:
        read(question, typed, on)
    except Unreadable:
        return is_state(question, typed)
    return True


def check(db: Store, on: date, period: str = "", lang: str = "en") -> dict[str, Any]:
    """Return every finding with its words, the counts by level, and how complete the year is.

    Without a period an office's ratings of every year are judged, and at headquarters those of the year reported
    now: what an office left open years ago is nobody's to mend there.
    """
    if not period and db.identity.role == "hq":
        period = str(rules.reporting_year(on))
    with db.reading():
        checked = Checked(db, on, period)
        found = checked.findings
        return {
            "errors": checked.count("error"),
            "warnings": checked.count("warning"),
            "gaps": checked.count("gap"),
            "findings": [_told(db, one, lang) for one in found],
            "completeness": {
                area: {"done": done, "due": due} for area, (done, due) in _areas(checked).items()
            },
        }


def _areas(checked: Checked) -> dict[str, tuple[int, int]]:
    if checked.context.role != "hq":
        return checked.completeness(checked.context.office)
    offices = [office for office in checked.picture.offices if office != UNION]
    each = [checked.completeness(office) for office in offices]
    return {area: (sum(one[area][0] for one in each), len(offices)) for area in rules.SECTIONS}


def message(found: Finding, lang: str = "en") -> str:
    """Return a finding's sentence."""
    return locale.say(found.code, readable(found.facts, lang), lang)


def _told(db: Store, found: Finding, lang: str) -> dict[str, Any]:
    said = message(found, lang)
    if not found.id and found.office != db.identity.office:
        said = f"{found.office}: {said}"
    return {
        "code": found.code,
        "level": found.level,
        "kind": found.kind,
        "id": reference(db, found.office, found.id) if found.id else None,
        "field": found.field or None,
        "clause": found.clause,
        "message": said,
    }


def policy(db: Store, on: date) -> list[dict[str, Any]]:
    """Return every clause with what answers it in this store in the year of a date.

    `state` is `answered`, `gap`, `headquarters` (nothing here, and nothing asked of a field office), or the
    clause's own kind where nothing has to be entered: `principle`, `reference`.
    """
    with db.reading():
        picture = Checked(db, on).picture
        office = "" if db.identity.role == "hq" else db.identity.office
        return [_clause(db, answer) for answer in rules.answers(picture, office)]


def clause_state(answer: rules.Answer, office: str) -> str:
    """Return a clause's state as an office reads it: what only headquarters can answer is no gap of its own."""
    return (
        "headquarters"
        if answer.state == "gap" and not rules.asked_of(answer.clause, office)
        else answer.state
    )


def _clause(db: Store, answer: rules.Answer) -> dict[str, Any]:
    return {
        "clause": answer.clause.id,
        "title": answer.clause.title,
        "answered_by": list(answer.clause.answered_by),
        "records": [reference(db, office, identifier) for _, office, identifier in answer.records],
        "state": clause_state(answer, db.identity.office),
    }
