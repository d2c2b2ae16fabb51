"""What is chosen for a text in review: a decision, a reason, an answer on pictures, a language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from gemtui import reports
from gemtui.locale import choice, say
from gemtui.reference import catalogue, image_checks, rule_languages
from gemtui.reports import PictureAnswer
from gemtui.rules.language.deciding import REASONS
from gemtui.store import Row
from gemtui.tui.lists.text_review import IMAGES, reason_words
from gemtui.tui.screens.asking_line import AskLine
from gemtui.tui.screens.finder import Finder

if TYPE_CHECKING:
    from gemtui.tui.screens.text_review import TextReviewing


def _row(name: str, note: str = "", **more: object) -> Row:
    return {"name": name, "note": note, "key": "", **more}


def _fitting(rows: Sequence[Row], words: str) -> list[Row]:
    return [row for row in rows if words.lower() in row["name"].lower()]


def ask_decision(screen: TextReviewing) -> None:
    """Ask whether the wording will be changed, or why it stays."""
    _ask(screen, [_row(say("will-change"), say("follow-note"), follows=True)], say("decide-title"))


def ask_reason(screen: TextReviewing) -> None:
    """Ask why the wording stays."""
    _ask(screen, [], say("reason-title"))


def _ask(screen: TextReviewing, first: list[Row], title: str) -> None:
    given = [
        _row(say("stays-because", {"reason": reason_words(code)}), say("reason-note"), reason=code)
        for code in REASONS
    ]
    always = [
        _row(
            say("stays-always", {"reason": row["name"]}),
            say("always-note"),
            reason=row["reason"],
            always=True,
        )
        for row in given
        if screen.desk.language_file
    ]

    def here(words: str) -> Sequence[Row]:
        own = (
            [_row(say("stays-because", {"reason": words}), say("own-reason-note"), reason=words)]
            if words
            else []
        )
        return [*_fitting([*first, *given, *always], words), *own]

    screen.app.push_screen(Finder(title, here), lambda row: _take(screen, row) if row else None)


def _take(screen: TextReviewing, row: Row) -> None:
    if row.get("follows"):
        screen.decide(True)
    elif row.get("always"):
        _remember(screen, row["reason"])
    else:
        screen.decide(False, row["reason"])


def _remember(screen: TextReviewing, reason: str) -> None:
    """Remember for the office that the wording stays: it is found no more, here and in other texts."""
    file, found = screen.desk.language_file, screen.chosen_findings
    if file is None or not found:
        return
    words = say("wording-remembered", {"text": found[0].wording.text, "path": str(file)})
    screen.ask(
        "own rules",
        lambda: reports.remember(file, found, reason),
        lambda change: screen.rewrote(change, words),
    )


def ask_picture(screen: TextReviewing, item: str) -> None:
    """Ask for the answer to one question on pictures, and for a reason where it needs one."""
    if item == IMAGES:
        options = [_row(choice(True), has=True), _row(choice(False), has=False)]
        title = say("has-images")
    else:
        words = dict(catalogue("answers"))
        options = [_row(words[code], code=code) for code in image_checks()[item].answers]
        title = image_checks()[item].question

    def take(row: Row | None) -> None:
        if row is None:
            return
        if "has" in row:
            screen.turn(replace(screen.about, has_images=row["has"]), 1 if row["has"] else 0)
        elif row["code"] in image_checks()[item].reason_needed_for:
            line = AskLine(row["name"], say("picture-reason"), about=f"{screen.about.draft_id} {item}")
            screen.app.push_screen(line, lambda text: answer(row["code"], text) if text is not None else None)
        else:
            answer(row["code"], "")

    def answer(code: str, reason: str) -> None:
        given = {**screen.about.pictures, item: PictureAnswer(code, reason)}
        screen.turn(replace(screen.about, pictures=given, has_images=True), (screen.table.rowid or 0) + 1)

    screen.app.push_screen(Finder(title, lambda words: _fitting(options, words)), take)


def ask_language(screen: TextReviewing) -> None:
    """Ask which language's rules are to be used."""
    names = dict(catalogue("languages"))
    options = [_row(say("language-found-out"), code="")]
    options += [_row(names.get(code, code), code, code=code) for code in rule_languages()]
    screen.app.push_screen(
        Finder(say("language-title"), lambda words: _fitting(options, words)),
        lambda row: screen.turn(replace(screen.about, lang=row["code"])) if row else None,
    )
