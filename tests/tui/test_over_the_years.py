"""Screen 5 over the years: UN-SWAP 1, 2 and 3 side by side, breaks marked; indicators of an office's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from gemtui import reference, store
from gemtui.reference import Catalogues, Given
from gemtui.store import Store
from tests.journeys.person import Person, at_the_keyboard
from tests.tui.office import put

OWN = (Path(__file__).parents[1] / "reference" / "data" / "paz-own.toml").read_text("utf-8")


@pytest.fixture
def own_catalogue() -> Iterator[None]:
    """The office's own indicators in force."""
    reference.use(Catalogues([Given("paz-own", OWN)]))
    yield
    reference.use(reference.PACKAGED)


def rated(db: Store, framework: int, number: int, year: int, rating: str) -> str:
    return put(
        db, "indicator_entry", framework=f"un-swap-{framework}", indicator=f"SWAP{framework}-{number:02}", period=year,
        rating=rating, explanation="So it was",
    )  # fmt: skip


async def to_tab(person: Person, label: str) -> None:
    await person.goes_to(5, "Indicators")
    while f"[{label}]" not in person.screen:
        await person.press("]")
        await person.rests()


def row_of(person: Person, title: str) -> str:
    return next(line for line in person.screen.splitlines() if title in line)


async def test_a_merged_indicator_shows_both_ratings_and_the_break_and_no_average(db: Store) -> None:
    rated(db, 1, 12, 2017, "approaches")
    async with at_the_keyboard(db, size=(100, 30)) as person:
        await to_tab(person, "over the years")
        line = row_of(person, "Capacity assessment")
        assert "AP" in line.split("│")[0]  # 2017 stands before the break of 2018
        assert "MI" in line  # 2023, PI 14
        assert re.search(r"2017 +│ 2018", person.screen)
        await person.press(">", ">")
        await person.rests()
        rated(db, 3, 12, 2025, "meets")
        person.app.changed()
        person.app.screen.refill()
        await person.rests()
        line = row_of(person, "Capacity assessment")
        assert "MI/ME" in line  # PI 14 and PI 15 of 2023, side by side
        assert line.index("MI/ME") < line.index(">") < line.rindex("ME")
        assert person.app.screen.headline().endswith("2025")


async def test_the_pane_tells_the_whole_way_in_words(db: Store) -> None:
    rated(db, 1, 10, 2016, "missing")
    async with at_the_keyboard(db, size=(160, 48)) as person:
        await to_tab(person, "over the years")
        await person.press(*["down"] * 10)
        await person.sees("PI 11  Gender architecture")
        await person.sees("UN-SWAP 1.0  PI 10 Gender architecture and parity: 2016 missing")
        await person.sees("split: one rating stands before several")
        await person.sees("2023 meets")
        await person.press("w")
        await person.sees("our reading")


async def test_what_is_no_longer_asked_ends_with_its_mark(db: Store) -> None:
    rated(db, 1, 7, 2017, "meets")
    async with at_the_keyboard(db) as person:
        await to_tab(person, "over the years")
        await person.press("G")
        await person.sees("dropped: nothing after it")
        assert "x" in row_of(person, "Programme review").split("ME")[1]


async def test_without_a_rating_it_says_where_to_begin(empty: Store) -> None:
    async with at_the_keyboard(empty) as person:
        await to_tab(person, "over the years")
        await person.sees("Nothing is rated yet.")


async def test_an_own_indicator_is_entered_in_the_form_and_shows_its_distance(
    db: Store, own_catalogue: None
) -> None:
    async with at_the_keyboard(db) as person:
        await to_tab(person, "own indicators")
        await person.sees("PAZ-01", "Women among")
        await person.press("n")
        await person.form_opens()
        assert person.field == "value"
        await person.fills({"numerator": "36", "denominator": "100"})
        await person.saves()
        assert "36.0 %" in row_of(person, "PAZ-01")
        assert "9.0 %" in row_of(person, "PAZ-01")  # 45 less 36
        await person.sees("40.0 % of the way from the baseline is behind")
        (entry,) = [r for r in store.rows(db, "indicator_entry") if r["framework"] == "paz-own"]
        assert (entry["baseline"], entry["target"], entry["period"]) == ("30", "45", 2023)


async def test_out_of_nothing_there_is_no_base(db: Store, own_catalogue: None) -> None:
    about = {"framework": "paz-own", "indicator": "PAZ-01", "period": 2023}
    put(db, "indicator_entry", **about, numerator="0", denominator="0")
    async with at_the_keyboard(db) as person:
        await to_tab(person, "own indicators")
        await person.sees("no base", "that is not", "nought per cent.")
        assert " 0.0 %" not in row_of(person, "PAZ-01")


async def test_less_is_better_where_the_catalogue_says_so(db: Store, own_catalogue: None) -> None:
    about = {"framework": "paz-own", "indicator": "PAZ-02", "period": 2023}
    put(db, "indicator_entry", **about, value="12")
    async with at_the_keyboard(db) as person:
        await to_tab(person, "own indicators")
        assert row_of(person, "PAZ-02").split()[-4:][-1] == "7"


async def test_an_answer_speaks_in_its_own_words_where_no_file_is(db: Store, own_catalogue: None) -> None:
    about = {"framework": "paz-own", "indicator": "PAZ-01", "period": 2023}
    put(db, "indicator_entry", **about, numerator="36", denominator="100", rating="approaches")
    reference.use(reference.PACKAGED)  # so it is at headquarters
    async with at_the_keyboard(db) as person:
        await to_tab(person, "own indicators")
        await person.sees(
            "women who took part, out of all who took part: 36 / 100", "Rating         approaches"
        )
        assert "Women among" in row_of(person, "PAZ-01")
        assert "36.0 %" in row_of(person, "PAZ-01")
        assert "45.0 %" in row_of(person, "PAZ-01")
        await person.press("enter")
        await person.sees("PAZ-01 Women among those who took part in coding")
