"""Undo and redo: taken in a thread, and said in words."""

from __future__ import annotations

from gemtui import reports, store
from gemtui.locale import day, say
from gemtui.tui.screens.commanding import Commanding

LABELS = ("new", "edit", "import", "delete", "restore", "resolve")
"""Actions of the store that have words of their own."""


def undo(place: Commanding) -> None:
    """Take back this person's last action in a thread, and say which it was."""

    def work() -> str:
        undone = store.undo(place.desk.db)
        return say("undone-sent" if undone.exported else "undone-words", {"did": _did(place, undone)})

    place.ask("undo", work, lambda words: _turned(place, words))


def redo(place: Commanding) -> None:
    """Do again what was taken back, in a thread."""

    def work() -> str:
        return say("redone-words", {"did": _did(place, store.redo(place.desk.db))})

    place.ask("undo", work, lambda words: _turned(place, words))


def _did(place: Commanding, undone: store.Undone) -> str:
    if undone.year is not None:
        year = undone.year.year
        return say("did-year", {"year": year, "due": day(reports.union_due_on(year).isoformat())})
    kind, office, identifier = undone.records[-1]
    row = store.row(place.desk.db, kind, identifier, office)
    what = place.app.titles.title(place.desk.db.kinds[kind], row) if row else ""
    if len(undone.records) > 1:
        what = say("and-more", {"what": what, "count": len(undone.records) - 1})
    return say(f"did-{undone.label if undone.label in LABELS else 'other'}", {"what": what})


def _turned(place: Commanding, words: str) -> None:
    place.app.changed()
    place.refill()
    place.app.tell(words)
