"""How values look: dates with month names, five kinds of nothing, and records by name instead of by id."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gemtui import store
from gemtui.locale import choice, day
from gemtui.records import ANY_KIND, Kind, Question
from gemtui.store import Row, Store

Part = tuple[str, str]
"""A piece of text and its role, as lists draw it."""
NAMES = "_names"
"""Key under which a row carries the titles of the records that it points to, by field."""


def shown(question: Question, row: Row) -> Part:
    """Return a field's value as text and role; blank, n/a, unknown, pending and a withheld name look different."""
    value = row.get(question.name)
    if value is None or value == []:
        return _nothing(question, row)
    named = row.get(NAMES, {}).get(question.name)
    if named is not None:
        return named, ""
    return text_of(question, value), ""


def text_of(question: Question, value: Any) -> str:
    """Return a value as people read it."""
    if question.type == "date":
        return day(str(value))
    if question.type == "boolean" or question.choices or question.state_of:
        return choice(value)
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return str(value) if not question.catalogue else str(value).replace("_", " ")


def _nothing(question: Question, row: Row) -> Part:
    state = row.get(f"{question.name}_state")
    if state:
        return str(state), "dim"
    if question.personal and row.get(f"{question.name}_sha256"):
        return "(kept at the office)", "dim"
    return "", "dim"


class Titles:
    """Names of records that others point to; asked once each, until told to forget."""

    def __init__(self, db: Store) -> None:
        self.db = db
        self._known: dict[tuple[str, str], str] = {}

    def forget(self) -> None:
        """Ask anew: something was saved."""
        self._known.clear()

    def name(self, row: Row, kind: Kind) -> Row:
        """Return the row with the names of the records that it points to."""
        found = {}
        for question in kind.questions:
            value = row.get(question.name)
            if question.refers and value:
                each = value if isinstance(value, list) else [value]
                found[question.name] = ", ".join(
                    self.of(row["office"], self._kinds(question, row), str(v)) for v in each
                )
        return {**row, NAMES: found} if found else row

    def title(self, kind: Kind, row: Row) -> str:
        """Return the words that name a record to a person; never empty, never an id where there is a name."""
        named = self.name(row, kind)
        words = [
            shown(q, named)[0]
            for n in kind.about.title
            if (q := kind.question(n)) and row.get(n) not in (None, "", [])
        ]
        return " · ".join(words[:2]) or f"{kind.about.label} {str(row['id'])[-4:]}"

    def of(self, office: str, kinds: Sequence[str], reference: str) -> str:
        """Return the name of the record that a reference points to, or the reference where there is none.

        A record about another office is named with that office.
        """
        key = (office, reference)
        if key not in self._known:
            self._known[key] = reference  # a record that points to itself must not ask for ever
            row = store.resolve_reference(self.db, office, kinds, reference)
            if row is not None:
                named = self.title(self.db.kinds[row["kind"]], row)
                self._known[key] = named if row["office"] == office else f"{row['office']} · {named}"
        return self._known[key]

    def _kinds(self, question: Question, row: Row) -> Sequence[str]:
        if question.refers != ANY_KIND:
            return question.refers
        return [row["subject_kind"]] if row.get("subject_kind") in self.db.kinds else list(self.db.kinds)
