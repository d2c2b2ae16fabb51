"""The diary of evidence by keys: written under the list, seen where it counts, taken into the answer."""

from __future__ import annotations

from gemtui import store
from gemtui.store import Store
from tests.journeys.person import Person, at_the_keyboard

SPOKEN = "12.5.2023 11: Focal point named in the office (Memo 4/2023)"


def entry(db: Store, number: int = 11) -> dict[str, object]:
    return next(row for row in store.rows(db, "indicator_entry") if row["indicator"] == f"SWAP2-{number}")


def lines(db: Store) -> list[dict[str, object]]:
    return [dict(row) for row in store.rows(db, "evidence") if row["on"]]


async def to_pi_11(person: Person) -> None:
    await person.goes_to(5, "Indicators")
    await person.press(*["down"] * 10)
    await person.sees("PI 11")
    await person.rests()


async def test_a_line_names_its_day_and_its_indicators_and_what_it_means_is_said_at_once(db: Store) -> None:
    async with at_the_keyboard(db, size=(120, 34)) as person:
        await to_pi_11(person)
        await person.press("N")
        await person.sees("Diary")
        await person.types(SPOKEN)
        await person.sees("= 12 May 2023 · PI 11 · Memo 4/2023")
        await person.press("enter")
        await person.until(lambda: lines(db), "the line")
        await person.sees("1 diary line speaks to this")
        (line,) = lines(db)
        assert (line["on"], line["indicators"], line["title"], line["reference"], line["subject"]) == (
            "2023-05-12", ["SWAP2-11"], "Focal point named in the office", "Memo 4/2023", None,
        )  # fmt: skip


async def test_a_line_without_a_number_speaks_to_the_indicator_under_the_cursor(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await to_pi_11(person)
        await person.press("N")
        await person.types("Terms of reference are being written")
        await person.press("enter")
        await person.until(lambda: lines(db), "the line")
        assert (lines(db)[0]["indicators"], lines(db)[0]["on"]) == (["SWAP2-11"], "2024-01-10")


async def test_lines_are_taken_into_the_answer_in_one_step_and_undone_in_one(db: Store) -> None:
    before = entry(db)["explanation"]
    async with at_the_keyboard(db, size=(120, 34)) as person:
        await to_pi_11(person)
        await person.press("B")
        await person.until(lambda: "diary" in person.said, "words that there is nothing")
        await person.press("N")
        await person.types(SPOKEN)
        await person.press("enter")
        await person.sees("1 diary line speaks to this")
        await person.press("B")
        await person.until(lambda: entry(db)["explanation"] != before, "the answer")
        assert entry(db)["explanation"] == (
            f"{before}\n12 May 2023: Focal point named in the office (Memo 4/2023)"
        )
        assert lines(db)[0]["subject"] == entry(db)["id"]
        await person.press("u")
        await person.until(lambda: entry(db)["explanation"] == before, "undo")
        assert lines(db)[0]["subject"] is None


async def test_what_is_typed_and_not_saved_is_a_draft_and_comes_back(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await to_pi_11(person)
        await person.press("N")
        await person.types("11: Half a line")
        await person.press("escape")
        await person.rests()
        assert lines(db) == []
        await person.press("N")
        await person.sees("11: Half a line")


async def test_a_number_that_the_year_does_not_have_stays_in_the_line(db: Store) -> None:
    async with at_the_keyboard(db, size=(120, 34)) as person:
        await to_pi_11(person)
        await person.press("N")
        await person.types("12.5.2023 44: Briefed")
        await person.press("enter")
        await person.sees("✗", "44")
        assert lines(db) == []


async def test_the_form_says_how_many_lines_speak_and_a_key_takes_their_words(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await to_pi_11(person)
        await person.press("N")
        await person.types(SPOKEN)
        await person.press("enter")
        await person.until(lambda: lines(db), "the line")
        await person.rests()
        await person.press("e")
        await person.form_opens()
        await person.sees("1 diary line speaks to this")
        await person.press("ctrl+t")
        await person.saves()
        assert "12 May 2023: Focal point named" in str(entry(db)["explanation"])


async def test_the_tab_lists_the_year_and_says_what_to_do_first(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await person.goes_to(5, "Indicators")
        await person.press("]", "]", "]")
        await person.sees("[diary]", "N writes a line")
        await person.press("N")
        await person.types(SPOKEN)
        await person.press("enter")
        await person.sees("12 May 2023", "Focal point named", "Memo 4/2023")
