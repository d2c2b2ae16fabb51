"""What headquarters said and what it gets to know: late changes with their reason, threads, how far a record has come."""

from __future__ import annotations

import pytest

from gemtui import store
from gemtui.store import Edit, Store
from gemtui.tui.screens.reading import Reading
from gemtui.tui.screens.writing import Writing
from tests.journeys.person import at_the_keyboard
from tests.store.accepted import accept, asks


def bodies(db: Store) -> list[store.Row]:
    return sorted(store.rows(db, "committee"), key=lambda row: row["name"])


async def test_a_change_of_what_was_accepted_asks_why_and_shows_it(db: Store):
    accept(db, decided_on="2024-01-09")
    one = bodies(db)[0]
    async with at_the_keyboard(db) as person:
        await person.goes_to(4, "Committees")
        await person.until(lambda: one["name"][:10] in person.line)
        await person.press("e")
        await person.form_opens()
        await person.to_field("size")
        await person.clears()
        await person.types("6")
        await person.press("ctrl+s")
        await person.sees("Headquarters has accepted this as it was")
        assert store.row(db, "committee", one["id"])["size"] == one["size"]
        form = next(screen for screen in person.app.screen_stack if isinstance(screen, Writing))
        form._waits()  # as the clock does after a second
        assert "Another program holds the store" not in person.said
        await person.types("One place more since January")
        await person.press("enter")
        await person.sees("saved. You are in")
        await person.until(lambda: person.line.startswith("▌Δ"), "the sign of a late change")
        await person.press("enter")
        await person.sees("accepted 9 Jan 2024, report for 2023 · 1 change", "“One place more since January”")
        await person.press("h")
        while "6 " not in person.line:  # the clock stands still, so either change may come first
            await person.press("down")
        await person.sees("Why: late: One place more since January", "AO-PAZ · focal point")
    row = store.row(db, "committee", one["id"])
    assert row["size"] == 6
    assert {entry.change.why for entry in store.history(db, "AO-PAZ", one["id"])} == {
        None,
        "One place more since January",
    }


async def test_without_a_reason_nothing_is_saved_and_nothing_typed_is_lost(db: Store):
    accept(db)
    one = bodies(db)[0]
    async with at_the_keyboard(db) as person:
        await person.goes_to(4, "Committees")
        await person.until(lambda: one["name"][:10] in person.line)
        await person.press("e")
        await person.form_opens()
        await person.to_field("size")
        await person.clears()
        await person.types("6")
        await person.press("ctrl+s")
        await person.sees("Headquarters has accepted this as it was")
        await person.press("escape")
        await person.sees("needs a reason")
        assert person.is_writing
        await person.press("ctrl+s")
        await person.sees("Headquarters has accepted this as it was")
        await person.types("Now with one")
        await person.press("enter")
        await person.sees("saved. You are in")
    assert store.row(db, "committee", one["id"])["size"] == 6


async def test_the_trash_and_the_table_ask_why_too_and_undo_says_it_by_itself(db: Store):
    accept(db)
    one = bodies(db)[0]
    async with at_the_keyboard(db) as person:
        await person.goes_to(4, "Committees")
        await person.until(lambda: one["name"][:10] in person.line)
        await person.press("d")
        await person.sees("Headquarters has accepted this as it was")
        await person.types("It was dissolved")
        await person.press("enter")
        await person.sees_no(one["name"][:10])
        await person.press("u")
        await person.sees("  " + one["name"][:10])
        await person.press("g")
        await person.until(lambda: one["name"][:10] in person.line)
        await person.press("E")
        await person.sees("Head-counts")
        await person.rests()
        await person.press("right", "right", "9", "enter", "ctrl+s")
        await person.sees("Headquarters has accepted this as it was")
        await person.types("Counted again")
        await person.press("enter")
        await person.until(lambda: any(one.why == "Counted again" for one in store.late(db)))
    assert not store.row(db, "committee", one["id"])["deleted"]


async def test_progress_goes_on_without_a_reason(db: Store):
    accept(db)
    async with at_the_keyboard(db) as person:
        await person.goes_to(2, "Action plan")
        await person.until(lambda: "A-03" in person.line or "A-0" in person.line)
        await person.press("plus")
        await person.types("80% Two texts more")
        await person.press("enter")
        await person.sees("Progress")
        await person.until(
            lambda: any(r["note"] == "Two texts more" for r in store.rows(db, "action_progress"))
        )
    assert store.late(db) == []


async def test_a_remark_marks_its_record_and_is_answered_from_there(db: Store):
    one = bodies(db)[1]
    asked = asks(db, "committee", one["id"], "Who chairs it?\nAnd since when?", due_on="2024-02-01")
    async with at_the_keyboard(db) as person:
        await person.goes_to(4, "Committees")
        await person.sees(" »" + one["name"][:10])
        await person.press("down")
        await person.until(lambda: one["name"][:10] in person.line)
        await person.press("enter")
        await person.sees("Open · c answers", "ITU · headquarters", "by 1 Feb 2024", "And since when?")
        while "ITU · headquarters" not in person.line:
            await person.press("down")
        await person.press("c")
        await person.until(lambda: person.field == "text")
        await person.types("The head of office, since 2019")
        await person.press("ctrl+s")
        await person.sees("Answered", "  answer", "The head of office, since 2019")
        await person.press("q")
        await person.sees(" " + one["name"][:10])
        await person.sees_no("»" + one["name"][:10])
    said = next(row for row in store.rows(db, "remark") if row["reply_to"])
    assert (said["reply_to"], said["status"], said["subject"]) == (asked, "answered", one["id"])


async def test_home_counts_what_is_asked_and_leads_to_the_answer(db: Store):
    one = bodies(db)[0]
    asked = asks(db, "committee", one["id"], "Who chairs it?")
    store.save(db, Edit("remark", {"text": "You mean the contracts?", "reply_to": asked, "status": "open"}))
    async with at_the_keyboard(db) as person:
        await person.sees("1 remark")
        await person.press("G")
        await person.until(lambda: "You mean the contracts?" in person.line)


async def test_exchange_says_record_by_record_what_headquarters_has(db: Store):
    second = bodies(db)[1]
    accept(db, decided_on="2024-01-09")
    store.save(db, Edit("committee", {"size": 7}, id=second["id"], why="Two places more"))
    store.save(db, Edit("committee", {"name": "A new body", "size": 3, "rule": "band"}))
    async with at_the_keyboard(db, size=(120, 30)) as person:
        await person.goes_to(9, "Exchange")
        await person.sees("HEADQUARTERS HAS", "1 changed since, 1 late")
        while "HEADQUARTERS HAS" not in person.line:
            await person.press("down")
        await person.press("enter")
        await person.sees("[at headquarters]", "not sent yet", "accepted 9 Jan 2024")
        await person.until(lambda: second["name"][:8] in person.line, "what was changed late stands first")
        await person.press("enter")
        await person.sees("because “Two places more”")


async def test_an_answer_stands_there_at_once_not_at_the_next_look_for_others(
    db: Store, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("gemtui.tui.watching.LOOK", 1000.0)
    one = bodies(db)[1]
    asks(db, "committee", one["id"], "Who chairs it?")
    async with at_the_keyboard(db) as person:
        person.app.push_screen(Reading("committee", str(one["office"]), str(one["id"])))
        await person.sees("Who chairs it?")
        while "ITU · headquarters" not in person.line:
            await person.press("down")
        await person.writes({"text": "The head of office"}, key="c")
        assert "The head of office" in person.screen


async def test_a_new_record_of_the_accepted_year_asks_why_it_comes_only_now(db: Store):
    accept(db)
    async with at_the_keyboard(db) as person:
        await person.goes_to(6, "Staff")
        await person.press("]")
        while "[training]" not in person.screen:
            await person.press("]")
            await person.rests()
        await person.press("n")
        await person.form_opens()
        await person.fills({"title": "Bias in selection", "held_on": "2023-11-02", "women": "3", "men": "4"})
        await person.press("ctrl+s")
        await person.sees("Headquarters has accepted the report", "Nov 2023). Why does it come only now?")
        await person.press("escape")
        await person.sees("needs a reason why it comes only now")
        assert not store.rows(db, "training_record")
        await person.press("ctrl+s")
        await person.sees("Why does it come only now?")
        await person.types("The list of names came in January")
        await person.press("enter")
        await person.until(lambda: person.line.startswith("▌Δ"), "the sign of what came late")
        await person.press("enter")
        await person.sees("Entered late", "list of names came in January”")
        await person.press("h")
        await person.sees("late: The list of names")
    assert [one.dated for one in store.late(db)] == ["2023-11-02"]
