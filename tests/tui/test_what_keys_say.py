"""A key never does nothing without a word: why nothing can be written, what a screen is for, where the next gap lies."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from gemtui import store
from gemtui.locale import say
from gemtui.store import Store
from gemtui.tui import screens
from gemtui.tui.commands import COMMANDS
from gemtui.tui.screens.frame import Frame
from tests.journeys.person import Person, at_the_keyboard
from tests.tui.office import around
from tests.tui.test_text_review import notice, opens

READ_ONLY = say("opened-read-only")


@pytest.fixture
def shut(db: Store, tmp_path: Path) -> Iterator[Store]:
    """The filled office in a store that can only be read."""
    db.close()
    opened = store.open_store(db.path, around(tmp_path), read_only=True)
    yield opened
    opened.close()


async def hears(person: Person, key: str, words: str) -> None:
    """Press a key and hear why it does nothing; no form opens."""
    person.app.said.clear()
    await person.press(key)
    await person.rests()
    assert person.said == words, (key, person.said)
    assert not person.is_writing


@pytest.mark.parametrize(("number", "title"), [(2, "Action plan"), (4, "Committees"), (5, "Indicators")])
async def test_in_a_store_that_can_only_be_read_every_key_that_writes_says_so(
    shut: Store, number: int, title: str
) -> None:
    async with at_the_keyboard(shut) as person:
        await person.goes_to(number, title)
        for key in "neD":
            await hears(person, key, READ_ONLY)


async def test_there_a_field_and_a_requirement_say_so_too_before_anybody_types(shut: Store) -> None:
    async with at_the_keyboard(shut) as person:
        await person.goes_to(2, "Action plan")
        await person.press("enter")
        await person.sees("Responsible")
        await hears(person, "enter", READ_ONLY)
        await person.press("escape")
        await person.goes_to(5, "Indicators")
        await person.press("tab")
        await hears(person, "space", READ_ONLY)


async def test_while_another_day_is_shown_a_key_that_writes_names_the_way_back(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await person.goes_to(4, "Committees")
        await person.press("t")
        await person.types("2023-12-31")
        await person.press("enter")
        await person.sees("as of 31 Dec 2023")
        await person.rests()
        for key in "neE":
            await hears(person, key, say("is-past", {"day": "31 Dec 2023"}))


async def test_a_tab_that_is_worked_out_says_so_and_one_of_headquarters_says_whose_it_is(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await person.goes_to(9, "Exchange")
        await hears(person, "n", say("nothing-made-here"))
        while "[receipts]" not in person.screen:
            await person.press("]")
            await person.rests()
        await hears(person, "n", say("others-kind", {"records": "Receipts", "who": "headquarters"}))


def every_screen() -> Iterator[type[Frame]]:
    """Every screen that there is, however far down it is derived."""
    for module in pkgutil.iter_modules(screens.__path__):
        importlib.import_module(f"{screens.__name__}.{module.name}")
    below = list(Frame.__subclasses__())
    while below:
        found = below.pop()
        below += found.__subclasses__()
        yield found


def test_f1_has_words_for_every_screen_of_its_own() -> None:
    shown = [
        one for one in every_screen() if not one.__subclasses__() and one.__module__.startswith("gemtui")
    ]
    forms = {"Writing"}  # its fields explain themselves
    for screen in shown:
        if not getattr(screen, "number", 0) and screen.__name__ not in forms:
            assert screen.help_code, screen
        if screen.help_code:
            assert say(screen.help_code) != screen.help_code, screen
    assert len({one.help_code for one in shown}) > len(shown) // 2


async def test_f1_on_a_text_explains_the_text_s_keys(db: Store) -> None:
    notice(db)
    async with at_the_keyboard(db) as person:
        await opens(person, "notice")
        await person.press("f1")
        await person.sees("finding after finding")


@pytest.mark.parametrize(("width", "is_whole"), [(80, False), (120, True), (160, True)])
async def test_the_palette_s_sentences_take_the_room_of_a_wide_window(
    db: Store, width: int, is_whole: bool
) -> None:
    sentence = next(c.help for c in COMMANDS if c.id == "send")
    async with at_the_keyboard(db, size=(width, 40)) as person:
        await person.press(":")
        await person.types("leaves the office")
        await person.rests()
        assert "Send" in person.screen
        assert (sentence in person.screen) is is_whole


async def test_the_palette_follows_when_the_window_grows(db: Store) -> None:
    sentence = next(c.help for c in COMMANDS if c.id == "send")
    async with at_the_keyboard(db) as person:
        await person.press(":")
        await person.types("leaves the office")
        await person.rests()
        await person.pilot.resize_terminal(160, 40)
        await person.sees(sentence)


async def to_save(person: Person) -> None:
    """Go to the button below the fields."""
    while person.app.focused is None or person.app.focused.id != "save":
        await person.press("ctrl+pagedown", "tab")


async def test_on_a_button_dot_and_comma_go_to_the_fields_that_lack_an_answer(db: Store) -> None:
    asked = [q.name for q in db.kinds["action"].questions if q.required]
    assert len(asked) > 1
    async with at_the_keyboard(db) as person:
        await person.goes_to(2, "Action plan")
        await person.press("n")
        await person.form_opens()
        await to_save(person)
        assert ". next gap" in person.screen
        await person.press(",")
        assert person.field == asked[-1]
        await to_save(person)
        await person.press(".")
        assert person.field == asked[0]
        await person.types("A.")  # in a text it is a letter
        assert ". next gap" not in person.screen
        await to_save(person)
        await person.press(".")
        assert person.field == asked[1]


async def test_a_form_without_gaps_says_so(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await person.goes_to(2, "Action plan")
        await person.press("e")
        await person.form_opens()
        await to_save(person)
        await person.press(".")
        assert person.said == say("no-gap-here")
        assert person.app.focused is not None
        assert person.app.focused.id == "save"


async def test_an_empty_list_breaks_its_words_and_offers_no_row_to_open(empty: Store) -> None:
    async with at_the_keyboard(empty) as person:
        await person.goes_to(3, "Focal points")
        await person.sees("chosen by name, or made", "on their tabs first.")
        assert "↵ open" not in person.screen
        await person.goes_to(5, "Indicators")
        await person.sees("↵ open")


async def test_where_headquarters_writes_an_empty_list_names_no_key(empty: Store) -> None:
    async with at_the_keyboard(empty) as person:
        await person.goes_to(9, "Exchange")
        while "[receipts]" not in person.screen:
            await person.press("]")
            await person.rests()
        await person.sees("No receipts yet.", say("comes-from-headquarters"))


async def test_a_narrow_top_line_cuts_the_title_and_never_the_year(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await person.press("8")
        await person.rests()
        assert "2023" in person.screen.splitlines()[0]


async def test_the_footer_of_screen_5_says_ticking_only_where_something_is_ticked(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await person.goes_to(5, "Indicators")
        await person.sees("tab requirements")
        await person.sees_no("space tick")
        await person.press("tab")
        await person.sees("space tick", "tab indicators")
        await person.press("tab")
        await person.sees("tab requirements")
        for label in ("own indicators", "diary", "remedial actions"):
            while f"[{label}]" not in person.screen:
                await person.press("]")
                await person.rests()
            await person.sees_no("requirements", "space tick")
        await person.sees_no("year before")  # all years stand in one list


async def test_in_ascii_a_key_without_a_sign_is_a_word_and_no_other_key(db: Store) -> None:
    async with at_the_keyboard(db, ascii=True) as person:
        await person.goes_to(5, "Indicators")
        await person.sees("Ent open", "< year before")
        await person.press("?")
        await person.sees("Down  j")
