"""Attaching a file as evidence to a record."""

from __future__ import annotations

import mimetypes
from pathlib import Path

from gemtui import store
from gemtui.store import File, Row, Saved
from gemtui.tui.listing import KIND
from gemtui.tui.screens.asking_line import AskLine
from gemtui.tui.screens.doing import RecordPlace


def attach(place: RecordPlace, row: Row) -> None:
    """Ask for a file and keep it as evidence behind the record."""
    words = (
        "The file is kept in the store and travels with the report. Only a digest of it stands in the record."
    )

    def take(path: str | None) -> None:
        if path:
            place.ask(
                "attach",
                lambda: _attach(place, row, path),
                lambda saved: place.done(f"Attached: {saved.row.get('title')} · u takes it back"),
            )

    place.app.push_screen(AskLine("File to attach", words, echo=lambda text: _echo(place, text)), take)


def _attach(place: RecordPlace, row: Row, path: str) -> Saved:
    file = _path(place, path)
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return store.attach(
        place.desk.db, row[KIND], f"{row['office']}/{row['id']}", File(file.name, file.read_bytes(), kind)
    )


def _path(place: RecordPlace, text: str) -> Path:
    return place.desk.folder / Path(text).expanduser()


def _echo(place: RecordPlace, text: str) -> str:
    try:
        found = _path(place, text.strip())
        return (
            f"{found.stat().st_size:,} bytes".replace(",", "\u202f")
            if text.strip() and found.is_file()
            else ""
        )
    except (OSError, ValueError, RuntimeError):  # a name too long, a NUL in it, a home that is not there
        return ""
