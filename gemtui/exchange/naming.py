"""Records and codes by the names that people write in a spreadsheet: id, code, or unique name."""

from __future__ import annotations

from collections.abc import Sequence

from gemtui import store
from gemtui.exchange.refusal import ExchangeProblem
from gemtui.records import REFERENCE
from gemtui.reference import catalogue
from gemtui.store import Row, Store

NAMING = ("code", "name", "number", "title", "reference", "place")
"""Fields that name a record by themselves, in a kind that has them."""


class Names:
    """Looks records up by what they are called, in the own office first, then in the Union."""

    def __init__(self, db: Store) -> None:
        self.db = db
        self._known: dict[tuple[str, str], dict[str, list[Row]]] = {}

    def reference(self, kinds: Sequence[str], text: str) -> str:
        """Return the reference to the one record of that id, code or name; raises ExchangeProblem no-such-name, ambiguous-name."""
        code, slash, identifier = text.rpartition("/")
        if REFERENCE.fullmatch(f"{code.upper()}{slash}{identifier.lower()}"):
            return f"{code.upper()}{slash}{identifier.lower()}"
        own = self.db.identity.office
        for office in dict.fromkeys((own, store.UNION)):
            found = self._called(kinds, office, text)
            if len(found) > 1:
                raise ExchangeProblem("ambiguous-name", value=text, count=len(found))
            if found:
                return str(found[0]["id"])
        raise ExchangeProblem("no-such-name", value=text, kinds=", ".join(kinds))

    def code(self, name: str, text: str) -> str:
        """Return the code that a catalogue has for a code or label; the text itself where it has none."""
        entries = catalogue(name)
        if any(code == text for code, _ in entries):
            return text
        meant = text.casefold()
        found = [code for code, label in entries if meant in (code.casefold(), label.casefold())]
        return found[0] if len(found) == 1 else text

    def _called(self, kinds: Sequence[str], office: str, text: str) -> list[Row]:
        every = tuple(self.db.kinds) if tuple(kinds) == ("*",) else kinds
        found = [row for kind in every for row in self._index(kind, office).get(text.casefold(), ())]
        return list({row["id"]: row for row in found}.values())

    def _index(self, kind: str, office: str) -> dict[str, list[Row]]:
        if (kind, office) not in self._known:
            index: dict[str, list[Row]] = {}
            about = self.db.kinds[kind]
            for row in store.rows(self.db, kind, office=office):
                called = {str(row[name]).casefold() for name in NAMING if row.get(name)}
                for each in called | {store.title_of(about, row).casefold()}:
                    index.setdefault(each, []).append(row)
            self._known[kind, office] = index
        return self._known[kind, office]
