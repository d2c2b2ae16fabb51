"""What can be chosen in a field: fixed choices, catalogues, records; and which of them fit what was typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from gemtui import store
from gemtui.locale import choice
from gemtui.records import ANY_KIND, Kind, Question
from gemtui.reports.asking.titles import Titles
from gemtui.store import Row, Store

BEFORE = "="
"""Typed alone: take last period's value."""
OFFERED = 40
"""Records offered to a reference field at a time."""

DEPENDS = {"indicators": "framework", "requirements": "indicator"}
"""Catalogues of which only the part is offered that belongs to another answer."""


@dataclass(frozen=True, slots=True)
class Option:
    """Something that can be chosen: its code, and the words for it."""

    code: str
    label: str
    note: str = ""

    @property
    def words(self) -> str:
        """Return the words by which it is chosen and shown."""
        return self.label.strip() or self.code


def options(question: Question, values: Mapping[str, Any], titles: Titles, office: str) -> tuple[Option, ...]:
    """Return what can be chosen in a field; of records only the one that the field points to now."""
    if question.choices:
        return tuple(Option(code, choice(code)) for code in question.choices)
    if question.type == "boolean":
        return (Option("yes", "yes"), Option("no", "no"))
    if question.catalogue:
        return tuple(_of_catalogue(question.catalogue, values))
    if question.refers and question.type == "string":
        value = values.get(question.name)
        kinds = list(titles.db.kinds) if question.refers == ANY_KIND else question.refers
        return (Option(str(value), titles.of(office, kinds, str(value))),) if value else ()
    return ()


def _of_catalogue(name: str, values: Mapping[str, Any]) -> Iterable[Option]:
    from gemtui.reference import catalogue, indicators  # no field with a catalogue, no catalogues
    from gemtui.reports.rewording import worded

    asked = str(values.get(DEPENDS.get(name, "")) or "")
    if name == "requirements" and asked in indicators():
        for code, label in worded(indicators()[asked], dict(values)).items():
            yield Option(code, label, code)
        return
    for code, label in catalogue(name):
        if not asked or _belongs(name, code, asked):
            yield Option(code, label, "" if code == label else code)


def _belongs(name: str, code: str, asked: str) -> bool:
    from gemtui.reference import frameworks  # as above

    if name == "requirements":
        return code.startswith(f"{asked}/")
    return asked not in frameworks() or code in frameworks()[asked].indicators


def records_for(db: Store, titles: Titles, question: Question, words: str) -> list[Option]:
    """Return the records that a reference field may point to, fitting what was typed."""
    found = []
    for name in db.kinds if question.refers == ANY_KIND else question.refers:
        kind = db.kinds[name]
        ids = store.rowids(db, name, store.View(words=words if len(words) > 1 else ""))[:OFFERED]
        for row in store.block(db, name, ids):
            found.append(_option(db, titles, kind, row))
    return told_apart(found[:OFFERED])


def fitting(found: Iterable[Option], typed: str) -> list[Option]:
    """Return the options that begin with what was typed (casefolded), then those that hold it; the exact one first."""
    ranked = [(_rank(option, typed), option) for option in found]
    return [option for _, option in sorted(((r, o) for r, o in ranked if r < 3), key=lambda pair: pair[0])]


def told_apart(found: list[Option]) -> list[Option]:
    """Return the options so that no two have the same words: the later one shows the end of its id."""
    seen: set[str] = set()
    apart = []
    for option in found:
        label = option.label if option.label.casefold() not in seen else f"{option.label} …{option.code[-4:]}"
        seen.add(label.casefold())
        apart.append(Option(option.code, label, option.note))
    return apart


def _option(db: Store, titles: Titles, kind: Kind, row: Row) -> Option:
    own = row["office"] == db.identity.office
    return Option(
        row["id"] if own else f"{row['office']}/{row['id']}",
        titles.title(kind, row),
        "" if own else row["office"],
    )


def _rank(option: Option, typed: str) -> int:
    words, code = option.words.casefold(), option.code.casefold()
    if typed in (words, code):
        return -1
    if words.startswith(typed) or code.startswith(typed):
        return 0
    if any(word.startswith(typed) for word in words.split()):
        return 1
    if typed in words or typed in option.note.casefold():
        return 2
    # Names hold commas and dashes that nobody types the way they are kept: the words count, in any order.
    parts = re.findall(r"\w+", typed)
    return 2 if parts and all(part in words for part in parts) else 3
