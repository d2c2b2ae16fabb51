"""Attaching a file as evidence to a record."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable
from typing import TYPE_CHECKING

from gemtui import store
from gemtui.locale import say
from gemtui.records import Unreadable
from gemtui.store import File, Row, Saved
from gemtui.tui.listing import KIND
from gemtui.tui.screens.asking_line import AskLine
from gemtui.tui.screens.doing import RecordPlace

if TYPE_CHECKING:
    from gemtui.tui.app import GemApp
    from gemtui.tui.desk import Desk
    from gemtui.tui.screens.writing import Writing


class AskFile(AskLine):
    """Asks for a file's name; the disk may be slow."""

    reads_disk = True


def attach(place: RecordPlace, row: Row) -> None:
    """Ask for a file and keep it as evidence behind the record."""

    def take(path: str | None) -> None:
        if path:
            place.ask(
                "attach",
                lambda: _attach(place.desk, row[KIND], row, path),
                lambda saved: place.done(say("file-attached", {"title": saved.row.get("title")})),
            )

    _ask_file(place.app, take)


def attach_here(screen: Writing) -> None:
    """Ask for a file from inside a form; a record that is not saved yet has nothing to stand behind."""
    app, row = screen.app, screen.opened.row if screen.opened else None
    if row is None:
        app.tell(say("save-first"), "dim")
        return
    kind, at = screen.wanted.kind, row

    def kept(saved: Saved) -> None:
        app.changed()
        app.tell(say("file-attached", {"title": saved.row.get("title")}))

    def take(path: str | None) -> None:
        if path:
            screen.ask("attach", lambda: _attach(app.desk, kind, at, path), kept)

    _ask_file(app, take)


def _ask_file(app: GemApp, take: Callable[[str | None], None]) -> None:
    app.push_screen(
        AskFile("File to attach", say("file-stays"), echo=lambda text: _echo(app.desk, text)),
        take,
    )


def _attach(desk: Desk, kind: str, row: Row, path: str) -> Saved:
    file = desk.named(path)
    media_type = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    content = File(file.name, file.read_bytes(), media_type)
    return store.attach(desk.db, kind, f"{row['office']}/{row['id']}", content)


def _echo(desk: Desk, text: str) -> str:
    try:
        found = desk.named(text.strip())
        if found.is_file():
            return f"{found.stat().st_size:,} bytes".replace(",", "\u202f")
    except (OSError, ValueError):  # a name too long, a NUL in it
        pass
    raise Unreadable("no-such-file", path=text.strip())
