"""Seats, head-counts and staff edited as a spreadsheet, by keys: figures that move along, one save, one undo."""

from __future__ import annotations

from gemtui import store
from gemtui.store import Store
from tests.journeys.person import Person, at_the_keyboard
from tests.tui import office
from tests.tui.office import put

BLOCK = "Chair\tchair\t\tm\t1.1.2023\t31.12.2024\nLaw\tmember\t\tf\nIT\tmember\t\tmale\nHR\tmember\t\tw\n"


async def to_body(person: Person, name: str) -> None:
    """Go to a committee on screen 4."""
    await person.goes_to(4, "Committees")
    for _ in range(10):
        if name in person.line:
            return
        await person.press("down")
    raise AssertionError(person.screen)


def panel(db: Store) -> str:
    return put(db, "committee", name="Appeal panel", size=4, rule="band")


async def test_a_pasted_block_lands_cell_by_cell_is_judged_at_once_and_saved_as_one_step(db: Store) -> None:
    body = panel(db)
    async with at_the_keyboard(db) as person:
        await to_body(person, "Appeal panel")
        await person.press("E")
        await person.sees("Seats · Appeal panel")
        await person.rests()
        await person.pastes(BLOCK)
        await person.sees("2–2", "✓ 50.0 PARITY")
        await person.press("ctrl+s")
        await person.until(lambda: "4 lines, as one step" in person.said, "the save")
        await person.rests()
        seats = [row for row in store.rows(db, "seat") if row["committee"] == body]
        assert sorted(row["gender"] for row in seats) == ["man", "man", "woman", "woman"]
        assert {row["starts_on"] for row in seats if row["role"] == "chair"} == {"2023-01-01"}
        await person.press("u")
        await person.rests()
        assert not store.rows(db, "seat")


async def test_the_verdict_moves_while_a_figure_is_typed_and_nothing_is_saved_by_going_back(
    db: Store,
) -> None:
    async with at_the_keyboard(db) as person:
        await to_body(person, "Office manag")
        await person.press("E")
        await person.sees("✗ 25.0 LOW needs 1")
        await person.rests()
        await person.press("right", "right", "2")
        await person.sees("✓ 40.0 BALANCED", "saved: ✗ 25.0 LOW")
        await person.press("escape")
        await person.sees("kept as a draft")
        await person.rests()
        assert {row["women"] for row in store.rows(db, "composition")} == {1, 2}
        await person.press("E")
        await person.sees("✓ 40.0 BALANCED", "What you typed and did not save stands here again.")
        await person.press("ctrl+s")
        await person.until(lambda: not store.drafts(db), "the end of the draft")
        counted = [row for row in store.rows(db, "composition") if (row["women"], row["men"]) == (2, 3)]
        assert len(counted) == 2  # the procurement committee's, and this one's


async def test_a_problem_is_shown_at_its_cell_and_nothing_is_written(db: Store) -> None:
    body = panel(db)
    async with at_the_keyboard(db) as person:
        await to_body(person, "Appeal panel")
        await person.press("E")
        await person.rests()
        await person.pastes("Law\tmember\t\tzebra\nIT\tmember\t\tm")
        await person.press("ctrl+s")
        await person.sees("✗Law", "Gender  zebra")
        await person.rests()
        assert not [row for row in store.rows(db, "seat") if row["committee"] == body]
        await person.types("w")
        await person.press("ctrl+s")
        await person.until(lambda: len(store.rows(db, "seat")) == 2, "the save")


async def test_an_emptied_line_goes_to_the_trash_with_the_same_step(db: Store) -> None:
    body = panel(db)
    for place in ("Law", "IT"):
        put(db, "seat", committee=body, place=place, role="member", gender="man")
    async with at_the_keyboard(db) as person:
        await to_body(person, "Appeal panel")
        await person.press("E")
        await person.sees("Law")
        await person.rests()
        await person.press("ctrl+k", "down", "H", "R", "ctrl+s")
        await person.until(lambda: "as one step" in person.said, "the save")
        assert [r["place"] for r in store.rows(db, "seat")] == ["HR"]
        await person.rests()
        await person.press("u")
        await person.until(lambda: len(store.rows(db, "seat")) == 2, "undo")
        assert {row["place"] for row in store.rows(db, "seat")} == {"Law", "IT"}


async def test_letters_are_text_in_a_table_and_commands_again_behind_it(db: Store) -> None:
    panel(db)
    async with at_the_keyboard(db) as person:
        await to_body(person, "Appeal panel")
        await person.press("E")
        await person.rests()
        await person.types("q?d")
        await person.sees("q?d▏", "FORM")
        await person.press("escape")
        await person.sees("LIST")


async def test_what_somebody_else_wrote_meanwhile_is_shown_and_saving_again_is_a_decision(db: Store) -> None:
    body = panel(db)
    seat = put(db, "seat", committee=body, place="Law", role="member", gender="man")
    async with at_the_keyboard(db) as person:
        await to_body(person, "Appeal panel")
        await person.press("E")
        await person.sees("Law")
        await person.rests()
        store.save(db, store.Edit("seat", {"place": "Tax"}, id=seat))
        await person.types("Audit")
        await person.press("ctrl+s")
        await person.sees("Tax")
        await person.rests()
        await person.press("ctrl+s")
        await person.until(lambda: store.find(db, "seat", seat)["place"] == "Audit", "the second save")


async def test_staff_are_counted_anew_on_another_day_with_the_grades_of_the_last(db: Store) -> None:
    for grade, women, men in (("P-3", 2, 1), ("G-5", 2, 0)):
        put(
            db,
            "staffing_snapshot",
            as_of="2022-12-31",
            grade=grade,
            contract="fixed-term",
            women=women,
            men=men,
        )
    async with at_the_keyboard(db) as person:
        await person.goes_to(6, "Staff and recruitment")
        await person.press("E")
        await person.sees("Staff as of")
        await person.press("ctrl+u")
        await person.types("31.12.2023")
        await person.press("enter")
        await person.sees("31 Dec 2023", "P-3")
        await person.rests()
        await person.press("right", "right", "3", "tab", "3", "ctrl+s")
        await person.until(lambda: len(store.rows(db, "staffing_snapshot")) == 3, "the save")
        new = next(r for r in store.rows(db, "staffing_snapshot") if r["as_of"] == "2023-12-31")
        assert (new["grade"], new["contract"], new["women"], new["men"]) == ("P-3", "fixed-term", 3, 3)


async def test_a_day_of_the_office_is_the_day_of_the_figures(db: Store) -> None:
    body = panel(db)
    put(db, "seat", committee=body, place="Law", role="member", gender="man", ends_on="2024-03-31")
    assert office.TODAY.isoformat() < "2024-03-31"
    async with at_the_keyboard(db, size=(160, 48)) as person:
        await to_body(person, "Appeal panel")
        await person.press("E")
        await person.sees("Next vacancy: 10 Jan 2024")


async def test_a_table_left_with_a_draft_is_gone_on_with_from_the_list_of_drafts(db: Store) -> None:
    panel(db)
    async with at_the_keyboard(db) as person:
        await to_body(person, "Appeal panel")
        await person.press("E")
        await person.rests()
        await person.types("Law")
        await person.press("escape")
        await person.rests()
        await person.press(":")
        await person.types("drafts")
        await person.press("enter")
        await person.sees("Drafts", "a table: 1 cell")
        await person.rests()
        await person.press("enter")
        await person.sees("Seats · Appeal panel", "+Law")
        await person.press("escape")
        await person.rests()
        await person.goes_to(1, "Home")
        await person.sees("draft of a table: 1 cell")
        await person.press("o")
        await person.sees("Seats · Appeal panel", "+Law")


async def test_a_heading_is_read_whole_where_there_is_room(db: Store) -> None:
    async with at_the_keyboard(db, size=(160, 48)) as person:
        await to_body(person, "Office manag")
        await person.press("E")
        await person.sees("Undisclosed", "✗ 25.0 LOW")
