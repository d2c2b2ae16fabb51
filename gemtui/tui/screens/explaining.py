"""F1: help on the very field, or on the screen, in the words of its declaration."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from gemtui.locale import choice, plain, say
from gemtui.records import Kind, Question
from gemtui.tui.commands import SCREENS
from gemtui.tui.listing import KIND
from gemtui.tui.screens.dialogs import Words
from gemtui.tui.widgets.field import Field

if TYPE_CHECKING:
    from gemtui.tui.app import GemApp
    from gemtui.tui.screens.commanding import Commanding

Said = Iterator[tuple[str, str]]


def explain(app: GemApp) -> None:
    """Show help on the field that has the cursor; in a list, on the screen and its kind of record."""
    focused = app.focused
    field = next((a for a in focused.ancestors_with_self if isinstance(a, Field)), None) if focused else None
    if field is not None:
        title, said = field.question.label, _field(field.question)
    else:
        row = getattr(getattr(app.screen, "table", None), "row", None)
        title, words = _about(app.screen)
        said = _screen(words, app.desk.db.kinds.get((row or {}).get(KIND, "")))
    app.push_screen(Words(title, _text(said), app.desk.monotonic))


def _about(screen: object) -> tuple[str, str]:
    """Return title and sentence of a screen: its own, else those of its number."""
    if code := getattr(screen, "help_code", ""):
        return "Help", say(code)
    number = getattr(screen, "number", 0)
    return next(((title, words) for n, title, words in SCREENS if n == number), ("Help", ""))


def _field(question: Question) -> Said:
    yield "", question.help
    if question.required:
        yield "Rule", "It can't be left empty."
    bounds = [
        f"at least {question.minimum}" if question.minimum is not None else "",
        f"at most {question.maximum}" if question.maximum is not None else "",
    ]
    if any(bounds):
        yield "Rule", " and ".join(filter(None, bounds)).capitalize() + "."
    if question.choices:
        yield "Choices", ", ".join(choice(c) for c in question.choices)
    if question.type == "date":
        yield "How", "2026-11-23, 23.11.2026, 23.11, +3m, today, end of year"
    if question.states:
        yield (
            "Blank",
            "n/a: it does not apply; unknown: nobody knows; pending: not yet. Empty and 0 are something else.",
        )
    if question.personal:
        yield "About a person", say(f"help-personal-{question.personal}")
    if question.clauses:
        yield "Clause", ", ".join(question.clauses) + _clause_titles(question.clauses)
    if question.good:
        yield "Good", question.good
    if question.weak:
        yield "Weak", question.weak


def _screen(words: str, kind: Kind | None) -> Said:
    yield "", words
    if kind is not None:
        yield (
            kind.about.label,
            f"written by {kind.about.written_by if kind.about.written_by != 'both' else 'office and headquarters'}",
        )
        if kind.about.clauses:
            yield "Clause", ", ".join(kind.about.clauses) + _clause_titles(kind.about.clauses)
    yield "Signs", say("help-signs")
    yield "Keys", "? shows the keys of this screen, : finds any command by name"


def _clause_titles(clauses: tuple[str, ...]) -> str:
    from gemtui.reference import clauses as known

    titles = [known()[c].title for c in clauses if c in known()]
    return f" ({'; '.join(titles)})" if titles else ""


def _text(said: Said) -> Text:
    text = Text()
    for label, words in said:
        if words:
            text.append(f"\n{label}  " if label else "\n", style="bold")
            text.append(plain(words))
    return text


def why(place: Commanding, told: Sequence[str]) -> None:
    """Show how a row's computed figures come about; what was typed has a history instead."""
    text = sentences(told or [say("nothing-computed")])
    place.app.push_screen(Words("Why", text, place.desk.monotonic))


def sentences(told: Sequence[str]) -> Text:
    """Return sentences as a text with a blank line between them."""
    return Text("\n" + "\n\n".join(map(plain, told)))
