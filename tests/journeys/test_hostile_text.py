"""Whatever a person types into any field of any kind is kept as typed, and shown as text and nothing else."""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from textual.widgets import TextArea

from gemtui import store, tui
from gemtui.locale import plain
from gemtui.records import Kind, Question, Unreadable, kinds, read
from gemtui.reference import catalogue
from gemtui.store import Row
from gemtui.tui.screens.writing import Writing
from gemtui.tui.sheets import Wanted
from tests.journeys.inert import faults
from tests.journeys.person import Person, at_the_keyboard
from tests.records.strategies import HOSTILE
from tests.tui import office

TEXTS = (
    *HOSTILE,
    "[IMPORTANT] [/b] [bold]x",
    "[@click=app.leave_program]press me[/]",
    "\x1b[99999999~\x1b[2J\x1b]52;c;Zm9v\x07",
    "\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\",
    "الاسم \u202eevil\u202c \u2066isolated\u2069",
    "e\u0301\u0302\u0303 combining \U000e0041\U000e007f",
    "🏳️‍🌈👨‍👩‍👧‍👦 ﷽ 😀" * 3,
    "中文字符" * 40,
    "x" * 20_000,
    "long " * 3_999 + "long!",
)
"""Texts that other programs stumble over."""


def texts() -> st.SearchStrategy[str]:
    """Return a strategy for texts that a person may paste: no NUL, no half characters, which no store can hold."""
    drawn = st.text(
        st.characters(exclude_categories=("Cs",), exclude_characters="\0\r\n"), min_size=1, max_size=80
    )
    return (st.sampled_from(TEXTS) | drawn).map(str.strip).filter(bool)


def sane(question: Question) -> str:
    """Return an answer that the field takes."""
    if question.choices:
        return question.choices[0]
    if question.catalogue:
        return catalogue(question.catalogue)[0][0]
    if question.name == "revision_name":
        return "Bucharest 2022"
    if question.refers:
        return "00000000-0000-7000-8000-000000000001"
    return {
        "date": "2023-05-05",
        "integer": str(question.minimum or 0),
        "number": "1",
        "boolean": "yes",
        "array": "one, two",
    }.get(question.type, "words")


def kept(question: Question, typed: str) -> object | None:
    """Return what a field makes of a text, or None where it can't hold it."""
    try:
        return read(question, typed, office.TODAY)
    except Unreadable:
        return None


NAMES = list(kinds())
PATIENT = settings(
    deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck), database=None
)


@pytest.mark.parametrize("name", NAMES)
def test_hostile_text_in_any_field_is_kept_and_shown_as_text(name: str) -> None:
    shift = 5 * NAMES.index(name)  # over all kinds, every sort of field meets every text
    asyncio.run(enter(kinds()[name], cycle((*TEXTS[shift % len(TEXTS) :], *TEXTS))))


@pytest.mark.long
@pytest.mark.parametrize("name", NAMES)
def test_any_text_in_any_field_is_kept_and_shown_as_text(name: str) -> None:
    @settings(PATIENT, max_examples=25)
    @given(st.lists(texts(), min_size=40, max_size=40))
    def typed_everywhere(drawn: list[str]) -> None:
        asyncio.run(enter(kinds()[name], iter(drawn)))

    typed_everywhere()


@settings(PATIENT, max_examples=12)
@given(st.sampled_from(NAMES), st.lists(texts(), min_size=40, max_size=40))
def test_any_text_in_the_fields_of_some_kind_is_kept_and_shown_as_text(name: str, drawn: list[str]) -> None:
    asyncio.run(enter(kinds()[name], iter(drawn)))


async def enter(kind: Kind, typed: Iterator[str]) -> None:
    """Paste a text into every field, see what can't be kept, mend that, save, and look at the record everywhere."""
    with tempfile.TemporaryDirectory() as folder:
        code, role = ("ITU", "hq") if kind.about.written_by == "headquarters" else ("AO-PAZ", "field")
        db = office.make(Path(folder) / "office.gemtui", code, role)
        async with at_the_keyboard(db) as person:
            person.app.push_screen(Writing(Wanted(kind.name)))
            await person.form_opens()
            stands = await fill(person, kind, typed)
            await person.press("ctrl+s")
            await person.rests()
            unheld = {q.name for q in kind.questions if q.name in stands and kept(q, stands[q.name]) is None}
            if unheld:
                assert person.is_writing, "a text was saved where it can't be"
                assert not any(store.counts(db).values())
                assert not faults(person)
            await mend(person, kind, unheld, stands)
            row = await saved(person, db, kind)
            assert {n: row[n] for n in stands} == {n: kept(kind.question(n), t) for n, t in stands.items()}
            await look_around(person, kind, row)
        db.close()


async def fill(person: Person, kind: Kind, typed: Iterator[str]) -> dict[str, str]:
    """Paste into every field, and return what stands there then."""
    for name in ordered(person):
        assert person.field == name
        await person.pastes(next(typed))
        assert not faults(person), name
        await person.press("tab")
    answers = person.app.screen.form.answers()  # a line to tick takes no text
    return {n: t for n, t in answers.items() if t and not kind.question(n).state_of}


def ordered(person: Person) -> list[str]:
    """Return the names of the fields from top to bottom."""
    return [str(w.id) for w in person.app.screen.form.editors if w.id != "save"]


async def mend(person: Person, kind: Kind, unheld: set[str], stands: dict[str, str]) -> None:
    """Correct every field that can't hold its text, and those that the rules of the kind refuse, until all is well."""
    for _ in range(6):
        wrong = {q.name for f in person.app.screen.form.fields if f.problem for q in f.block}
        for name in [n for n in stands if n in wrong or n in unheld]:
            question = kind.question(name)
            stands[name] = sane(question) if question.required or name in unheld else ""
            await retype(person, name, stands[name])
        unheld = set()
        await person.press("ctrl+s")
        await person.rests()
        if not person.is_writing:
            return


async def retype(person: Person, name: str, text: str) -> None:
    person.app.screen.form.go_to(name)
    await person.until(lambda: person.field == name)
    if isinstance(editor := person.app.focused, TextArea):
        editor.text = ""
    await person.clears()
    await person.pastes(text)


async def saved(person: Person, db: store.Store, kind: Kind) -> Row:
    """Return the one record that there is."""
    found = store.rows(db, kind.name)
    assert len(found) == 1, person.screen
    return found[0]


async def look_around(person: Person, kind: Kind, row: Row) -> None:
    """See the record in its list, for reading, in its history, in search and palette."""
    from gemtui.tui.screens.reading import Reading

    await person.press(str(kind.about.screen))
    await person.rests()
    for _ in person.app.screen.tabs:
        assert not faults(person)
        await person.press("]")
        await person.rests()
    person.app.push_screen(Reading(kind.name, row["office"], row["id"]))
    await person.rests()
    read_through = await pages(person)
    for question in kind.questions:
        if (
            question.type == "string"
            and not (question.choices or question.refers or question.state_of or question.catalogue)
            and row[question.name]
        ):
            words = plain(row[question.name], lines=True).split()[0][:12]
            assert words in read_through, f"{question.name}: {words!r} is not shown"
    await person.press("h")
    await person.rests()
    assert not faults(person)
    await person.press("escape", "ctrl+f")
    for words in searched(row):
        await person.pastes(words)
        await person.rests()
        assert not faults(person)
        await person.clears()
    await person.press("escape", "ctrl+p")
    for words in searched(row):
        await person.pastes(words)
        await person.rests()
        assert not faults(person)
        await person.clears()


async def pages(person: Person) -> str:
    """Read a list to its end, and return all that stood there."""
    seen = [person.screen]
    await person.press("home")
    while True:
        assert not faults(person)
        seen.append(person.screen)
        await person.press("pagedown")
        if person.screen == seen[-1]:
            return "\n".join(seen)


def searched(row: Row) -> Iterator[str]:
    """Yield a few of the record's own texts, to look for them."""
    yield from [str(v)[:30] for v in row.values() if isinstance(v, str) and len(v) > 3][-3:]


def test_no_field_is_named_like_a_part_of_a_screen() -> None:
    """The editor of a field is found by its name; a style that is meant for a part of a screen must not reach it."""
    styled = set(re.findall(r"#([a-z_-]+)", Path(tui.__file__).with_name("gemtui.tcss").read_text("utf-8")))
    assert styled & {question.name for kind in kinds().values() for question in kind.questions} == set()
