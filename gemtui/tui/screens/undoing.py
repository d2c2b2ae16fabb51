"""Undo and redo: taken in a thread, and said in words."""

from __future__ import annotations

from gemtui import store
from gemtui.tui.screens.commanding import Commanding


def undo(place: Commanding) -> None:
    """Take back this person's last action in a thread, and say which it was."""
    place.ask(
        "undo",
        lambda: _told(place, store.undo(place.desk.db)),
        lambda words: _turned(place, f"Undone: {words} · U does it again"),
    )


def redo(place: Commanding) -> None:
    """Do again what was taken back, in a thread."""
    place.ask(
        "undo",
        lambda: _told(place, store.redo(place.desk.db)),
        lambda words: _turned(place, f"Done again: {words} · u takes it back"),
    )


def _told(place: Commanding, undone: store.Undone) -> str:
    kind, office, identifier = undone.records[-1]
    row = store.row(place.desk.db, kind, identifier, office)
    name = place.app.titles.title(place.desk.db.kinds[kind], row) if row else ""
    more = f" and {len(undone.records) - 1} more" if len(undone.records) > 1 else ""
    return f"{undone.label} of {name}{more}"


def _turned(place: Commanding, words: str) -> None:
    place.app.changed()
    place.refill()
    place.app.tell(words)
