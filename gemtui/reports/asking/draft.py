"""The draft of one form: kept while somebody types, gone with the save, never behind it."""

from __future__ import annotations

from collections.abc import Mapping
from threading import Lock
from zlib import crc32

from gemtui import store
from gemtui.locale import choice
from gemtui.records import Kind
from gemtui.reports.asking.titles import NAMES, Titles
from gemtui.store import Store

Link = tuple[str, str, str]
"""Kind, `OFFICE/ID` and field of a record that is to point to a new one."""


class Draft:
    """Keeps and drops in turn, whichever thread asks: a draft that comes late does not outlive the save."""

    def __init__(self, db: Store, kind: str, identifier: str) -> None:
        self.db, self.kind, self.identifier = db, kind, identifier
        self.begins: Mapping[str, str] = {}
        """What stands in the form before anybody types; it alone is no draft."""
        self.is_over = False
        self._latest: tuple[Mapping[str, str], Mapping[str, int] | None] = ({}, None)
        self._turn = Lock()

    def note(self, answers: Mapping[str, str], seen: Mapping[str, int] | None) -> None:
        """Note what is typed now; `keep` writes what was noted last, in whatever order threads come to it."""
        self._latest = ({} if answers == self.begins else answers, seen)

    def keep(self) -> None:
        """Keep what was noted last; nothing typed any more is no draft. Durable when this returns."""
        with self._turn:
            answers, seen = self._latest
            if self.is_over or self.db.read_only:
                return
            if answers:
                store.put_draft(self.db, self.kind, self.identifier, answers, seen)
            else:
                store.drop_draft(self.db, self.kind, self.identifier)

    def end(self, left: Mapping[str, str] | None = None, identifier: str = "") -> None:
        """Drop the draft for good: what it held is saved; texts that could not be are kept beside their record."""
        with self._turn:
            self.is_over = True
            if left:
                store.put_draft(self.db, self.kind, identifier, left)
            if not left or identifier != self.identifier:
                store.drop_draft(self.db, self.kind, self.identifier)


def named_after(name: str, link: Link) -> str:
    """Return a new record's draft's name with the field that the record is to fill: whoever takes it up finds it there."""
    return f"{name or '+'}@{' '.join(link)}"


def link_of(name: str) -> Link | None:
    """Return the field that a new record's draft is to fill; None for most."""
    match name.partition("@")[2].split():
        case [kind, reference, field] if name.startswith("+"):
            return kind, reference, field
    return None


def set_aside(db: Store, kept: store.Draft) -> str:
    """Keep a new record's draft under a name of its own, so that another can be begun; returns the name."""
    name = f"+{crc32(f'{kept.at}{sorted(kept.answers.items())}'.encode()):08x}"
    link = link_of(kept.id)
    name = named_after(name, link) if link else name
    store.put_draft(db, kept.kind, name, kept.answers, kept.seen)
    store.drop_draft(db, kept.kind, kept.id)
    return name


def name_of(db: Store, titles: Titles, kept: store.Draft) -> str:
    """Return the words that name what a draft is about: the record, or what was typed of a new one."""
    kind = db.kinds[kept.kind]
    row = store.row(db, kept.kind, kept.id) if kept.id and kept.id[0] != "+" else None
    if row is not None:
        return titles.title(kind, row)
    typed = _typed_of(titles, kind, kept.answers)
    return f"new {kind.about.label.lower()}: {typed}" if typed else f"new {kind.about.label.lower()}"


def _typed_of(titles: Titles, kind: Kind, answers: Mapping[str, str]) -> str:
    """Return what was typed of a new record, records that it points to by their names first."""
    row = {"office": titles.db.identity.office, **{name: text for name, text in answers.items() if text}}
    names = titles.name(row, kind).get(NAMES, {})
    asked = [
        q
        for q in kind.questions
        if q.name in row and (not q.refers or q.required or q.name in kind.about.title)
    ]
    order = {name: place for place, name in enumerate(kind.about.title)}
    asked.sort(key=lambda q: (not q.refers, order.get(q.name, len(order))))
    return " · ".join(
        names.get(q.name) or (choice(row[q.name]) if q.choices else row[q.name]) for q in asked
    )[:60]
