"""The draft of one form: kept while somebody types, gone with the save, never behind it."""

from __future__ import annotations

from collections.abc import Mapping
from threading import Lock

from gemtui import store
from gemtui.store import Store


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

    def end(self) -> None:
        """Drop the draft for good: what it held is saved."""
        with self._turn:
            self.is_over = True
            store.drop_draft(self.db, self.kind, self.identifier)
