"""Choosing a text to check: a file, a text that is pasted, or one that somebody has begun with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult

from gemtui import reports
from gemtui.locale import say
from gemtui.reports import TextInReview
from gemtui.store import Row
from gemtui.tui.commands import FORM
from gemtui.tui.keymap import bindings
from gemtui.tui.screens.finder import Finder
from gemtui.tui.screens.frame import Frame
from gemtui.tui.widgets.chrome import Footer, Hints, TopLine
from gemtui.tui.widgets.long_text import LongText

if TYPE_CHECKING:
    from gemtui.tui.screens.commanding import Commanding

ENDINGS = (".txt", ".md", ".markdown", ".docx")
SHOWN = 100
HINTS: Hints = (("save", "check"), "escape")


def choose_text(place: Commanding) -> None:
    """Offer what was begun, the folder's texts, pasting, and any other file by its path."""
    place.ask("texts", lambda: _found(place), lambda found: _choose(place, *found))


def _found(place: Commanding) -> tuple[list[TextInReview], list[Path]]:
    try:
        here = [p for p in place.desk.folder.iterdir() if p.suffix.lower() in ENDINGS and p.is_file()]
    except OSError:
        here = []
    return reports.texts_in_review(place.desk.db), sorted(here)[:SHOWN]


def _choose(place: Commanding, begun: Sequence[TextInReview], files: Sequence[Path]) -> None:
    rows: list[Row] = [
        {"name": _name(one), "note": say("text-begun"), "key": "", "about": one} for one in begun
    ]
    rows.append({"name": say("paste-text"), "note": "", "key": "", "about": None})
    rows += [
        {
            "name": p.name,
            "note": say("check-file"),
            "key": "",
            "about": TextInReview(path=str(p), title=p.name),
        }
        for p in files
    ]

    def here(words: str) -> Sequence[Row]:
        fitting = [row for row in rows if words.lower() in row["name"].lower()]
        if words and ("." in words or "/" in words):
            path = place.desk.folder / Path(words).expanduser()
            about = TextInReview(path=str(path), title=path.name)
            fitting.append({"name": words, "note": say("file-by-path"), "key": "", "about": about})
        return fitting

    title = say("choose-text", {"folder": str(place.desk.folder)})
    place.app.push_screen(Finder(title, here), lambda row: _take(place, row["about"]) if row else None)


def go_on_with(place: Commanding, draft_id: str) -> None:
    """Go on with a text of which a draft was kept."""

    def take(found: list[TextInReview]) -> None:
        for one in found:
            _take(place, one)

    place.ask("text", lambda: [t for t in reports.texts_in_review(place.desk.db) if t.name == draft_id], take)


def _name(one: TextInReview) -> str:
    return one.title or one.path or say("pasted-text")


def _take(place: Commanding, about: TextInReview | None) -> None:
    if about is not None and not about.is_missing:
        go_through(place, about)
        return
    begun = about or TextInReview()
    place.app.push_screen(
        Pasting(),
        lambda text: go_through(place, replace(begun, text=text)) if text and text.strip() else None,
    )


def go_through(place: Commanding, about: TextInReview) -> None:
    """Go through a text; what was saved shows in the list below."""
    from gemtui.tui.screens.text_review import TextReviewing

    after: Callable[[object], None] = lambda saved: place.refill() if saved else None  # noqa: E731
    place.app.push_screen(TextReviewing(about), after)


class Pasting(Frame):
    """A place for a text; it goes into no record."""

    help_code = "help-pasting"
    BINDINGS: ClassVar = bindings(FORM, ids=("save",))
    AUTO_FOCUS = "LongText"

    def compose_body(self) -> ComposeResult:
        """Yield the place for the text."""
        yield LongText("", id="pasted")

    def on_mount(self) -> None:
        """Say what it is for."""
        self.query_one(TopLine).tell(say("paste-title"), ())
        self.query_one(Footer).tell(HINTS, "FORM")

    def action_save(self) -> None:
        """Check what was pasted."""
        self.dismiss(self.query_one(LongText).text)
