"""Screen 5 by keys: the distance in words, the year turned, a rating that never stands higher than its ticks."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from gemtui import reference, store
from gemtui.reference import CATALOGUES, indicators, requirement_ids
from gemtui.rules import Remedy
from gemtui.store import Store
from gemtui.tui.lists.distance import remedy_in_words
from gemtui.tui.widgets.blocks import fetched, listed
from tests.journeys.person import Person, at_the_keyboard
from tests.tui.office import put

PI_2 = indicators()["SWAP2-02"]


async def to_pi_2(person: Person) -> None:
    await person.goes_to(5, "Indicators")
    await person.press("down")
    await person.sees("PI 2")
    await person.rests()


def entry(db: Store) -> dict[str, object]:
    return next(row for row in store.rows(db, "indicator_entry") if row["indicator"] == PI_2.id)


async def test_the_distance_is_said_in_words_with_the_action_that_would_give_it(db: Store) -> None:
    put(
        db, "action", number="A-20", title="Report on results", area="C", clauses=["REP-1"], responsible="Head",
        accountable="Director", delivery_on="2024-06-30", status="planned", indicator=PI_2.id,
    )  # fmt: skip
    async with at_the_keyboard(db) as person:
        await to_pi_2(person)
        await person.sees("To “meets”: none of two; missing:", "Action A-20 would give it by 30 Jun 2024.")
        await person.sees("“approaches” is stated; nothing is ticked, so nothing bears it out yet.")
        await person.press("w")
        await person.sees("Why", "Action A-20 would give it")


def test_a_long_name_gives_way_to_the_day_by_which_it_would_give_what_is_missing() -> None:
    """In 80 columns the date was what was cut."""
    one = Remedy(
        "remedial_action", "AO-PAZ", "1", "Ask all projects for figures by sex and age", "2024-06-30", 5
    )
    words = remedy_in_words(one, 78)
    assert len(words) == 78
    assert words.startswith("Remedial action “Ask all projects for")
    assert words.endswith("…” would give it by 30 Jun 2024.")
    assert remedy_in_words(one, 200) == remedy_in_words(one)


async def test_the_top_line_counts_what_is_answered_and_what_meets(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await person.goes_to(5, "Indicators")
        await person.sees("UN-SWAP 2.0 · 2023", "16 of 17 · 8 of 14 meet or exceed")


async def test_the_year_is_turned_into_another_framework_and_last_year_stands_beside_it(db: Store) -> None:
    put(db, "indicator_entry", framework="un-swap-2", indicator=PI_2.id, period=2022, rating="missing")
    async with at_the_keyboard(db) as person:
        await person.goes_to(5, "Indicators")
        await person.sees("approaches ▲")
        await person.press("<")
        await person.sees("UN-SWAP 2.0 · 2022", "1 of 17")
        await person.press(">", ">")
        await person.sees("· 2024")
        for _ in range(8):
            await person.press("<")
        await person.sees("UN-SWAP 1.0 · 2016", "of 15")


async def test_a_rating_that_loses_a_tick_is_lowered_and_it_is_said(db: Store) -> None:
    ticks = [*requirement_ids(PI_2, "approaches"), *requirement_ids(PI_2, "meets")]
    held = entry(db)
    store.save(
        db, store.Edit("indicator_entry", {"requirements": ticks, "rating": "meets"}, id=str(held["id"]))
    )
    async with at_the_keyboard(db) as person:
        await to_pi_2(person)
        await person.press("tab", "down", "space")
        await person.until(lambda: entry(db)["rating"] == "approaches", "the lower rating")
        await person.until(lambda: "lowered" in person.said, "the words")
        await person.press("u")
        await person.until(lambda: entry(db)["rating"] == "meets", "undo")


async def test_the_form_lists_the_requirements_and_space_ticks_them_and_the_rating_is_proposed(
    db: Store,
) -> None:
    async with at_the_keyboard(db) as person:
        await to_pi_2(person)
        await person.press("e")
        await person.form_opens()
        await person.to_field("requirements")
        await person.sees("approaches", "[ ] guidance on results-based management", "To “meets”: none of two")
        await person.press("space", "down", "space")
        await person.sees("The ticks add up to “meets”.", "take “meets” as the rating")
        await person.press("down", "down", "space")
        await person.until(lambda: "take “meets”" not in person.screen, "the rating taken over")
        await person.saves()
        held = entry(db)
        assert (held["rating"], len(list(held["requirements"]))) == ("meets", 2)  # type: ignore[call-overload]


async def test_a_rating_above_its_ticks_is_told_at_once_and_never_saved(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await to_pi_2(person)
        await person.press("e")
        await person.form_opens()
        await person.to_field("requirements")
        await person.press("space")
        await person.to_field("rating")
        await person.clears()
        await person.types("exceeds")
        await person.press("tab")
        await person.sees("The rating says “exceeds”, the ticks bear out “approaches”")
        await person.press("ctrl+s")
        await person.rests()
        assert person.is_writing
        assert entry(db)["rating"] == "approaches"
        await person.sees("✗")


async def test_letters_do_nothing_among_the_ticks_and_enter_goes_on(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await to_pi_2(person)
        await person.press("e")
        await person.form_opens()
        await person.to_field("requirements")
        await person.types("qxd?")
        assert person.field == "requirements"
        await person.press("enter")
        assert person.field == "rating"


async def test_a_new_entry_asks_for_the_indicator_first_and_then_for_its_requirements(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await person.goes_to(5, "Indicators")
        await person.press("<")
        await person.sees("· 2022")
        await person.press("n")
        await person.form_opens()
        await person.to_field("requirements")
        await person.sees("main strategic document")


async def test_a_move_that_is_told_late_is_about_the_list_that_is_shown_by_then(db: Store) -> None:
    """Found by random hands: rows come in for one tab, and the message arrives in the next one."""
    async with at_the_keyboard(db) as person:
        await person.goes_to(5, "Indicators")
        while "remedial" not in person.app.screen.tab.label:
            await person.press("]")
            await person.rests()
        table = person.table
        source = table.source
        table._arrived(source, *listed(source, table.view, None, 1))
        table._keep(table.rows, 0, fetched(source, table.rows.part(0)))
        assert table.row
        person.app.screen.turn_to(0)
        await person.rests()
        await person.sees("[indicators]", "PI 1")


async def test_an_answer_about_a_row_of_the_tab_before_is_not_waited_for(db):
    """Found by hostile text in every field: it came while the next tab was shown, and ended the program."""
    asked, goes_on = threading.Event(), threading.Event()

    def slow(*_: object) -> list[object]:
        asked.set()
        goes_on.wait(60)
        return []

    async with at_the_keyboard(db) as person:
        await person.goes_to(5, "Indicators")
        await person.rests()
        place = person.app.screen
        place._ask_more(slow, place.table.row)
        await person.until(asked.is_set, "the question")
        await person.press("]")
        await person.until(lambda: place.tab.label == "over the years", "the next tab")
        goes_on.set()
        await person.rests()
        await person.sees("[over the years]")


@pytest.fixture
def packaged() -> Iterator[None]:
    """Leave the package's catalogues behind."""
    yield
    reference.use(reference.PACKAGED)


@pytest.mark.usefixtures("packaged")
async def test_a_draft_from_before_a_newer_catalogue_marks_what_is_worded_otherwise(db: Store) -> None:
    first = requirement_ids(PI_2)[0]
    words = PI_2.requirements["approaches"][0]
    store.put_draft(db, "indicator_entry", str(entry(db)["id"]), {"requirements": first})
    text = (CATALOGUES / "un-swap-2.toml").read_text("utf-8").replace(words, "Something else is asked")
    store.put_catalogues(db, [("un-swap-2", f'version = "2"\n{text}'.encode())])
    (renewed,) = store.use_catalogues(db)
    assert (renewed.before, renewed.after, renewed.drafts) == ("1", "2", 1)
    async with at_the_keyboard(db, size=(120, 40)) as person:
        await to_pi_2(person)
        await person.press("e")
        await person.form_opens()
        await person.sees("The catalogue is newer than the ticks here: 1 of them")
        await person.sees("Something else is asked (reworded; answered")
        await person.saves()
    saved = entry(db)
    assert (saved["requirements"], saved["catalogue_version"]) == ([first], "2")
