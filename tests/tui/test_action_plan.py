"""The action plan by keys: folding, the time line, progress in one line, and the monitoring round."""

from __future__ import annotations

from datetime import date

from gemtui import store
from gemtui.store import Edit, Store
from gemtui.tui.screens.going_through import MonitoringRound
from tests.journeys.person import Person, at_the_keyboard
from tests.tui import office


def action(db: Store, number: str) -> dict:
    return next(row for row in store.rows(db, "action") if row["number"] == number)


def noted(db: Store, number: str) -> list[dict]:
    wanted = action(db, number)["id"]
    return [row for row in store.rows(db, "action_progress") if row["action"] == wanted]


async def to_action(person: Person, number: str) -> None:
    for _ in range(30):
        if number in person.line:
            return
        await person.press("down")
    raise AssertionError(f"{number} is not in the list:\n{person.screen}")


async def test_areas_are_headings_with_their_figures_that_fold_and_open_again(db):
    async with at_the_keyboard(db) as person:
        await person.goes_to(2, "A-01")
        await person.sees("A Organizational culture and staffing  6 actions · 2 done · 2 late")
        await person.press("z")
        await person.rests()
        await person.sees_no("A-01", "A-06")
        assert "▸" in person.line
        assert "6 actions" in person.line
        await person.sees("A-07", "A-12")
        await person.press("enter")
        await person.rests()
        assert "A-01" in person.line
        await person.press("Z")
        await person.rests()
        assert [n for n in ("A-01", "A-07", "A-10") if n in person.screen] == []
        await person.press("Z")
        await person.sees("A-01")


async def test_a_folded_area_is_found_by_a_filter_and_stays_folded_after_a_save(db):
    async with at_the_keyboard(db) as person:
        await person.goes_to(2, "A-01")
        await person.press("z", "/")
        await person.types("telework")
        await person.sees("A-06")
        await person.press("enter", "escape")
        await person.rests()
        await person.sees_no("A-06")
        await to_action(person, "A-09")
        await person.press("+")
        await person.types("10%")
        await person.press("enter")
        await person.rests()
        assert action(db, "A-09")["percent"] == 10
        await person.sees_no("A-06")
        assert "A-09" in person.line


async def test_commands_that_have_no_row_do_nothing_on_a_folded_heading(db):
    async with at_the_keyboard(db) as person:
        await person.goes_to(2, "A-01")
        await person.press("Z")
        await person.rests()
        await person.press("+", "d", "f", "h", "c", "e", "a", "d")
        await person.rests()
        assert len(store.rows(db, "action")) == 12
        assert not person.is_writing


async def test_each_plan_has_its_own_areas_where_there_are_several(db):
    plan = office.put(
        db, "action_plan", title="Plan 2025–2026", starts_on="2025-01-01", ends_on="2026-12-31",
        status="approved", policy_version="2013",
    )  # fmt: skip
    office.put(
        db, "action", action_plan=plan, number="B-01", area="A", title="Next", responsible="Head",
        accountable="Regional Director", delivery_on="2025-06-30",
    )  # fmt: skip
    async with at_the_keyboard(db) as person:
        await person.goes_to(2, "B-01")
        await person.sees("Plan 2025–2026 · A Organizational", "Plan 2023–2024 · A Organizational")
        assert "B-01" in person.line


async def test_the_time_line_scrolls_by_quarter_and_keeps_the_actions_in_view(db):
    async with at_the_keyboard(db) as person:
        await person.goes_to(2, "A-01")
        await person.press("]")
        await person.sees("Q4 23", "Q1 24")
        await person.press("right", "right")
        await person.sees_no("Q1 24")
        await person.sees("Q2 24", "A-10")
        await person.press(*["left"] * 4)
        await person.sees("Q2 23")


async def test_the_time_line_shows_when_an_action_is_due_and_how_late_it_is(db):
    async with at_the_keyboard(db, (80, 30)) as person:
        await person.goes_to(2, "A-01")
        await person.press("]")
        await person.rests()
        lines = {line[2:6]: line for line in person.screen.splitlines()}
        heading = next(line for line in person.screen.splitlines() if "Q4 23" in line)
        quarter = slice(heading.index("Q4 23"), heading.index("Q1 24"))
        assert lines["A-03"][quarter].rstrip().endswith("◐")
        assert "╌" in lines["A-10"][quarter]
        assert "╌" not in lines["A-12"]


async def test_each_person_has_a_heading_with_what_waits_for_them(db):
    store.save(db, Edit("action", {"responsible": "Assistant"}, id=action(db, "A-03")["id"]))
    async with at_the_keyboard(db) as person:
        await person.goes_to(2, "A-01")
        await person.press("]", "]")
        await person.sees("Assistant  1 action · 1 late", "Head  11 actions · 2 done · 3 late")
        assert "A-03" in person.line


async def test_progress_typed_in_one_line_is_a_dated_note_and_the_actions_own_state_in_one_step_of_undo(db):
    async with at_the_keyboard(db) as person:
        await person.goes_to(2, "A-01")
        await to_action(person, "A-05")
        await person.press("+")
        await person.sees("A-05:")
        await person.types("25% first talk held")
        await person.sees("= 25 % · in progress · a note")
        await person.press("enter")
        await person.rests()
        held = action(db, "A-05")
        assert (held["status"], held["percent"]) == ("in_progress", 25)
        assert [(n["on"], n["percent"], n["note"]) for n in noted(db, "A-05")] == [
            ("2024-01-10", 25, "first talk held")
        ]
        assert "A-05" in person.line
        await person.press("u")
        await person.rests()
        held = action(db, "A-05")
        assert (held["status"], held["percent"], noted(db, "A-05")) == ("planned", 0, [])


async def test_marked_actions_are_recorded_together_and_undone_together(db):
    async with at_the_keyboard(db) as person:
        await person.goes_to(2, "A-01")
        await to_action(person, "A-04")
        await person.press("space", "space", "space", "+")
        await person.sees("3 actions:")
        await person.types("on hold: the office moves")
        await person.press("enter")
        await person.rests()
        held = [action(db, n) for n in ("A-04", "A-05", "A-06")]
        assert {row["status"] for row in held} == {"on_hold"}
        assert all(noted(db, n)[-1]["note"] == "the office moves" for n in ("A-04", "A-05", "A-06"))
        await person.press("u")
        await person.rests()
        assert [action(db, n)["status"] for n in ("A-04", "A-05", "A-06")] == [
            "in_progress",
            "planned",
            "in_progress",
        ]
        assert not noted(db, "A-04")


async def test_a_second_line_on_the_same_day_goes_on_with_the_days_note(db):
    async with at_the_keyboard(db) as person:
        await person.goes_to(2, "A-01")
        await to_action(person, "A-04")
        for text in ("50% speaker found", "60% room booked"):
            await person.press("+")
            await person.types(text)
            await person.press("enter")
            await person.rests()
        assert [(n["percent"], n["note"]) for n in noted(db, "A-04")] == [(60, "speaker found; room booked")]


async def test_what_is_refused_is_said_in_the_line_and_what_was_typed_stays(db):
    async with at_the_keyboard(db) as person:
        await person.goes_to(2, "A-01")
        await person.press("+")
        await person.types("250%")
        await person.press("enter")
        await person.sees("✗", "250%")
        await person.press("escape")
        await person.rests()
        assert action(db, "A-01")["percent"] == 100


async def test_a_line_left_by_accident_is_there_again(db):
    async with at_the_keyboard(db) as person:
        await person.goes_to(2, "A-01")
        await to_action(person, "A-05")
        await person.press("+")
        await person.types("30% in progress: half of it")
        await person.press("escape")
        await person.rests()
        assert [d.kind for d in store.drafts(db)] == ["action_progress"]
        await person.press("+")
        await person.sees("30 % in progress: half of it")
        await person.press("enter")
        await person.rests()
        assert (action(db, "A-05")["percent"], store.drafts(db)) == (30, [])


async def test_an_empty_line_opens_the_whole_form_of_a_note(db):
    async with at_the_keyboard(db) as person:
        await person.goes_to(2, "A-01")
        await person.press("+", "enter")
        await person.form_opens()
        await person.sees("Progress note")


async def test_keys_typed_ahead_go_into_the_line_and_never_into_the_list(db):
    async with at_the_keyboard(db) as person:
        await person.goes_to(2, "A-01")
        await to_action(person, "A-05")
        await person.types("+dd%\r")
        await person.rests()
        assert len(store.rows(db, "action")) == 12
        assert noted(db, "A-05")[0]["note"] == "dd%"


async def answer(person: Person, *answers: str) -> None:
    for text in answers:
        await person.types(text)
        await person.press("enter")
        await person.rests()


async def test_a_monitoring_round_goes_from_action_to_action_and_is_left_and_gone_on_with(db):
    async with at_the_keyboard(db) as person:
        await person.goes_to(2, "A-01")
        await person.press("m")
        await person.sees("Monitoring round · new", "0 of 9 gone through")
        assert "A-03" in person.line
        assert store.rows(db, "monitoring_round") == []
        await person.press("enter")
        await person.sees("A-03 status [in progress]:")
        await answer(person, "o", "70", "the check takes longer")
        await person.sees("A-04 status", "1 of 9 gone through")
        held = store.rows(db, "monitoring_round")
        assert [(r["opened_on"], r["closed_on"]) for r in held] == [("2024-01-10", None)]
        note = noted(db, "A-03")[0]
        assert (note["monitoring_round"], note["status"], note["percent"]) == (held[0]["id"], "on_hold", 70)
        assert action(db, "A-03")["status"] == "on_hold"
        await answer(person, "", "", "")
        await person.sees("A-05 status", "2 of 9 gone through")
        assert noted(db, "A-04")[0]["note"] is None
        await person.press("escape", "q")
        await person.sees("[plan]")
    async with at_the_keyboard(db) as person:
        await person.goes_to(2, "A-01")
        await person.press("m")
        await person.sees("opened 10 Jan 2024", "2 of 9 gone through")
        assert "A-05" in person.line


async def test_a_round_goes_back_a_question_refuses_what_it_cannot_read_and_is_undone_with_its_first_note(db):
    async with at_the_keyboard(db) as person:
        await person.goes_to(2, "A-01")
        await person.press("m", "enter")
        await answer(person, "x")
        await person.sees("status [in progress]: x", "✗")
        await person.clears()
        await answer(person, "i")
        await person.sees("per cent [60]:")
        await answer(person, "101")
        await person.sees("per cent [60]: 101", "✗")
        await person.press("up")
        await person.sees("status [in progress]:")
        await answer(person, "", "65", "fine")
        await person.press("escape", "u")
        await person.rests()
        assert store.rows(db, "monitoring_round") == []
        assert (action(db, "A-03")["percent"], noted(db, "A-03")) == (60, [])


async def test_after_the_last_action_enter_closes_the_round(db):
    for row in store.rows(db, "action"):
        if row["number"] not in ("A-03", "A-04"):
            store.save(db, Edit("action", {"status": "cancelled", "reason": "moved"}, id=row["id"]))
    async with at_the_keyboard(db) as person:
        await person.goes_to(2, "A-01")
        await person.press("m")
        await person.sees("0 of 2 gone through")
        await person.press("enter")
        await answer(person, "", "", "one", "", "", "two")
        await person.sees("2 of 2 gone through")
        assert isinstance(person.app.screen, MonitoringRound)
        await person.press("enter")
        await person.form_opens()
        await person.saves()
        assert [row["closed_on"] for row in store.rows(db, "monitoring_round")] == ["2024-01-10"]


async def test_what_is_typed_into_a_round_is_kept_as_a_draft(db):
    async with at_the_keyboard(db) as person:
        await person.goes_to(2, "A-01")
        await person.press("m", "enter")
        await answer(person, "", "75")
        await person.types("nearly there")
        await person.rests()
        assert [d.answers["note"] for d in store.drafts(db)] == ["nearly there"]


async def test_the_plan_of_another_day_is_read_and_not_written(db):
    async with at_the_keyboard(db, today=date(2024, 3, 1)) as person:
        await person.goes_to(2, "A-01")
        await person.press("t")
        await person.types("2024-01-15\r")
        await person.sees("as of 15 Jan 2024")
        await person.press("+", "e", "d", "n", "m")
        await person.rests()
        assert not person.is_writing
        assert len(store.rows(db, "action")) == 12
        await person.press("t")
        await person.sees_no("as of")


async def test_a_new_action_begins_in_the_plan_in_force_with_the_next_number(db: Store) -> None:
    """In the terminal, what was typed first went into the plan's field, and an action without plan and number was saved."""
    (plan,) = store.rows(db, "action_plan")
    last = next(row for row in store.rows(db, "action") if row["number"] == "A-12")
    store.delete(db, "action", last["id"])  # its number is never used again
    async with at_the_keyboard(db) as person:
        await person.goes_to(2, "A-01")
        await person.press("n")
        await person.form_opens()
        assert person.field == "title"
        await person.press("escape")  # nothing was typed: that is no draft
        await person.rests()
        assert store.drafts(db) == []
        await person.press("n")
        await person.form_opens()
        await person.fills(
            {"title": "Ask each panel for one woman", "responsible": "HR", "accountable": "Head"}
        )
        await person.fills({"delivery_on": "2024-06-30"})
        await person.saves()
    (new,) = [row for row in store.rows(db, "action") if row["title"] == "Ask each panel for one woman"]
    assert (new["action_plan"], new["number"]) == (plan["id"], "A-13")


async def test_a_new_action_without_a_plan_is_asked_for_from_its_first_field_on(empty: Store) -> None:
    async with at_the_keyboard(empty) as person:
        await person.press("2")
        await person.press("n")
        await person.form_opens()
        assert person.field == "action_plan"


async def test_what_is_due_on_this_day_is_due_today(db: Store) -> None:
    """Nobody says “in 0 days”."""
    async with at_the_keyboard(db, today=date(2024, 1, 8)) as person:
        await person.sees("report to headquarters due today (8 Jan 2024)")
    async with at_the_keyboard(db) as person:
        await person.goes_to(2, "A-01")
        while "A-04" not in person.line:
            await person.press("down")
        await person.sees("due today")
