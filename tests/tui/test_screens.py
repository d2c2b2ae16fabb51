"""Screens by keys: getting about, and what every kind of record can be: made, read, mended, doubled, deleted, brought back."""

from __future__ import annotations

import pytest

from gemtui import store
from gemtui.store import Edit, Store
from gemtui.tui.commands import SCREENS
from gemtui.tui.screens.tabbed import Tabbed
from tests.journeys.person import Person, at_the_keyboard


async def test_number_keys_go_to_each_screen_without_a_growing_stack(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        for number, title, _ in (*SCREENS, *SCREENS):
            await person.goes_to(number, f"{title} · AO-PAZ")
            assert len(person.app.screen_stack) == 1


async def test_every_tab_of_every_screen_opens_full_and_empty(db: Store, empty: Store) -> None:
    for each in (db, empty):
        async with at_the_keyboard(each) as person:
            for number in range(2, 10):
                await person.press(str(number))
                await person.rests()
                screen = person.app.screen
                assert isinstance(screen, Tabbed)
                for tab in [*screen.tabs[1:], screen.tabs[0]]:
                    await person.press("]")
                    await person.rests()
                    assert screen.tab.label == tab.label
                    assert screen.table.is_listed


async def test_every_kind_of_record_has_a_tab_where_it_is_made(db: Store) -> None:
    made: set[str] = set()
    async with at_the_keyboard(db) as person:
        for number in range(2, 10):
            await person.press(str(number))
            await person.rests()
            screen = person.app.screen
            assert isinstance(screen, Tabbed)
            made |= {tab.kind for tab in screen.tabs}
    assert made >= set(db.kinds) - {"office_unit"}
    assert "office_unit" in made


async def test_deleting_is_done_at_once_and_taken_back_by_the_key_that_the_toast_names(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await person.goes_to(2, "Action plan")
        await person.press("d")
        await person.sees("In the trash", "u brings")
        assert len(store.rows(db, "action")) == 11
        await person.press("u")
        await person.sees("Undone")
        assert len(store.rows(db, "action")) == 12
        await person.press("U")
        await person.sees("Done again")
        assert len(store.rows(db, "action")) == 11


async def test_undo_and_redo_say_in_words_what_they_took_back(db: Store) -> None:
    store.save(db, Edit("committee", {"name": "Youth board"}))
    async with at_the_keyboard(db) as person:
        await person.goes_to(4, "Committees")
        await person.press("u")
        await person.sees("Undone: Youth board added", "U does it again")
        await person.press("U")
        await person.sees("Done again: Youth board added", "u takes it back")
        await person.press("d")
        await person.sees("In the trash")
        await person.press("u")
        await person.until(
            lambda: "moved to the trash · U does it again" in person.said, "words for the trash"
        )


@pytest.mark.parametrize("is_demo", [True, False])
async def test_every_screen_says_where_all_records_are_invented(db: Store, is_demo: bool) -> None:
    store.put_setting(db, "demo", "yes" if is_demo else "")
    async with at_the_keyboard(db) as person:
        for number, title, _ in SCREENS:
            await person.goes_to(number, f"{title} · ")
            assert ("demo" in person.screen.splitlines()[0].split()) is is_demo


async def test_marked_rows_go_together_and_come_back_with_one_undo(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await person.goes_to(2, "Action plan")
        await person.press("space", "space", "space", "d")
        await person.sees("3 records")
        assert len(store.rows(db, "action")) == 9
        await person.press("u")
        await person.sees("Undone")
        assert len(store.rows(db, "action")) == 12


async def test_a_deleted_record_is_found_in_the_trash_and_brought_back(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await person.goes_to(2, "Action plan")
        await person.press("d")
        await person.sees("In the trash")
        await by_name(person, "trash")
        await person.sees("Trash", "Parity note")
        await person.press("enter")
        await person.sees("is back")
        assert len(store.rows(db, "action")) == 12


async def test_a_template_becomes_a_record_of_its_own(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await person.goes_to(4, "Committees")
        await person.press("D")
        await person.form_opens()
        await person.to_field("name")
        await person.clears()
        await person.types("Second panel")
        await person.saves()
        await person.sees("Second panel", "saved")
        assert len(store.rows(db, "committee")) == 6


async def test_a_flag_is_kept_and_listed(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await person.goes_to(2, "Action plan")
        await person.press("f")
        await person.sees("Flagged:")
        await by_name(person, "flags")
        await person.sees("Flagged", "Parity note")


async def test_history_says_who_wrote_what_when(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await person.goes_to(2, "Action plan")
        await person.press("h")
        await person.sees("History", "focal point", "Parity note for the office head", "10 Jan 2024")


async def test_why_says_how_a_figure_comes_about(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await person.goes_to(4, "Committees")
        await person.press("w")
        await person.sees("Women 2", "40.0 %")
        await person.press("escape")
        await person.sees_no("40.0 %.")


async def test_the_next_gap_is_the_next_row_that_the_rules_find_wanting(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await person.goes_to(2, "Action plan")
        await person.press(".")
        await person.until(lambda: "A-02" in person.line, "the action without evidence")
        await person.press(".")
        await person.until(lambda: "A-03" in person.line, "the overdue action")


async def test_enter_on_a_finding_goes_to_its_very_field(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await person.goes_to(2, "Action plan")
        await person.press("v")
        await person.sees("Errors: they stop the submission")
        await person.press("enter")
        await person.form_opens()
        assert person.field == "status"


async def test_a_filter_stays_in_view_and_escape_takes_it_away(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await person.goes_to(2, "Action plan")
        await person.press("/")
        await person.types("late")
        await person.sees("4 of 12")
        await person.press("enter")
        await person.sees("/late", "4 of 12", "LIST")
        await person.press("escape")
        await person.sees_no("/late")
        await person.sees("A-01")


async def test_ticking_a_requirement_saves_it_and_undo_takes_the_tick_away(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await person.goes_to(5, "Indicators")
        await person.press("down", "tab", "space")
        await person.sees("[x]", "Saved")
        await person.press("u")
        await person.sees("Undone")
        await person.sees_no("[x]")


@pytest.mark.parametrize("size", [(59, 24), (80, 17), (10, 3), (1, 1)])
async def test_a_window_that_is_too_small_says_so_and_goes_on_when_it_grows(
    db: Store, size: tuple[int, int]
) -> None:
    async with at_the_keyboard(db) as person:
        await person.goes_to(2, "Action plan")
        await person.pilot.resize_terminal(*size)
        await person.rests()
        if size[0] > 40:
            await person.sees("too small")
        await person.pilot.resize_terminal(80, 24)
        await person.sees("A-01")
        await person.press("down")
        await person.until(lambda: "A-02" in person.line, "keys that work again")


async def test_where_somebody_else_wrote_meanwhile_both_values_are_shown_before_anything_is_written_over(
    db: Store,
) -> None:
    row = store.rows(db, "committee")[0]
    async with at_the_keyboard(db) as person:
        await person.goes_to(4, "Committees")
        await person.press("/")
        await person.types(str(row["name"]).split()[0])
        await person.press("enter", "e")
        await person.form_opens()
        store.save(db, Edit("committee", {"name": "Theirs"}, id=row["id"]))
        await person.types("Ours")
        await person.press("ctrl+s")
        await person.sees("Somebody else", "Theirs")
        assert store.find(db, "committee", row["id"])["name"] == "Theirs"
        await person.saves()
        assert store.find(db, "committee", row["id"])["name"] == "Ours"


async def by_name(person: Person, command: str) -> None:
    """Run a command from the palette."""
    await person.press(":")
    await person.sees("Commands, screens and records")
    await person.types(command)
    await person.rests()
    await person.press("enter")
    await person.rests()


async def test_the_figures_of_the_top_line_are_of_what_was_just_saved(
    empty: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gemtui.tui.watching.LOOK", 1000.0)  # what others save is looked for too
    async with at_the_keyboard(empty) as person:
        await person.goes_to(4, "Committees")
        await person.sees("0 bodies")
        await person.writes({"name": "Procurement committee", "size": "4"})
        assert "1 body" in person.screen.splitlines()[0]
