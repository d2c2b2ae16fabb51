"""Home by keys: what is new, what to do next, where Enter leads, and going on where one left off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from gemtui import store
from gemtui.store import Edit, Store
from tests.journeys.person import Person, at_the_keyboard
from tests.reports.stores import send
from tests.tui.office import put


async def to_step(person: Person, words: str) -> None:
    for _ in range(90):
        if words in person.line:
            return
        await person.press("down")
    raise AssertionError(f"{words} is not on Home:\n{person.screen}")


async def test_the_first_visit_has_no_news_and_the_next_one_tells_who_has_done_how_much(db: Store):
    async with at_the_keyboard(db) as person:
        await person.sees("NEXT", "stops the submission")
        assert "Since your last visit" not in person.screen
    own = db.identity
    db.identity = type(own)(own.office, own.role, "alternate", own.workspace)
    for number in range(2):
        store.save(db, Edit("remark", {"text": f"Look at this {number}", "status": "open"}))
    db.identity = own
    async with at_the_keyboard(db) as person:
        await person.sees("Since your last visit on 10 Jan 2024: 2 updates by alternate")


async def test_an_action_that_is_late_is_one_key_away_from_its_date(db: Store):
    async with at_the_keyboard(db) as person:
        await to_step(person, "A-10")
        await person.press("enter")
        await person.form_opens()
        assert person.field == "delivery_on"


async def test_what_is_missing_is_one_key_away_from_an_empty_form(db: Store):
    async with at_the_keyboard(db) as person:
        await to_step(person, "no record yet")
        await person.press("enter")
        await person.form_opens()
        await person.sees("New ·")


async def test_a_plan_that_is_to_be_reviewed_leads_into_the_monitoring_round(db: Store):
    plan = store.rows(db, "action_plan")[0]
    store.save(
        db, Edit("action_plan", {"starts_on": "2021-01-01", "next_review_on": "2024-06-30"}, id=plan["id"])
    )
    async with at_the_keyboard(db) as person:
        await to_step(person, "Monitoring round is due")
        await person.press("enter")
        await person.sees("Monitoring round ·", "0 of 9 gone through")


async def test_an_open_remark_leads_to_its_answer(db: Store):
    asked = store.save(db, Edit("remark", {"text": "Who chairs the board?", "status": "open"}))
    async with at_the_keyboard(db) as person:
        await to_step(person, "Who chairs the board?")
        await person.press("enter")
        await person.form_opens()
        assert person.field == "text"
        await person.types("The head of office")
        await person.saves()
        assert [row["reply_to"] for row in store.rows(db, "remark") if row["reply_to"]] == [asked.id]
        await person.sees_no("Who chairs the board?")


async def test_one_key_goes_on_with_the_record_that_was_read_last_also_after_a_restart(db: Store):
    async with at_the_keyboard(db) as person:
        await person.goes_to(2, "A-01")
        await person.press("down", "down", "enter")
        await person.sees("Action · A-03")
        await person.press("1")
        await person.sees("o  go on with A-03")
        await person.press("o")
        await person.sees("Action · A-03")
        await person.press("ctrl+q")
    async with at_the_keyboard(db) as person:
        await person.sees("o  go on with A-03")
        await person.press("o")
        await person.sees("Action · A-03")


async def test_one_key_goes_on_with_the_row_of_a_list(db: Store):
    async with at_the_keyboard(db) as person:
        await person.goes_to(2, "A-01")
        await person.press("]", "down", "down")
        there = person.line[:20]
        await person.press("1")
        await person.sees("o  go on with Action plan")
        await person.press("o")
        await person.sees("[time line]")
        assert person.line[:20] == there
        await person.press("ctrl+q")
    async with at_the_keyboard(db) as person:
        await person.press("o")
        await person.sees("[time line]")
        await person.rests()
        assert person.line[:20] == there


async def test_a_draft_is_offered_first_with_its_time(db: Store):
    async with at_the_keyboard(db) as person:
        await person.goes_to(2, "A-01")
        await person.press("e")
        await person.form_opens()
        await person.to_field("responsible")
        await person.clears()
        await person.types("Somebody else")
        await person.press("ctrl+q")
    async with at_the_keyboard(db) as person:
        await person.sees("restore the 09:00 draft of A-01")
        await person.press("o")
        await person.form_opens()
        await person.sees("Somebody else")


async def test_a_text_left_open_is_gone_on_with_from_home(db: Store):
    (db.path.parent / "notice.txt").write_text("Dear Sirs, the chairman and his manpower.", "utf-8")
    async with at_the_keyboard(db) as person:
        await person.press("L")
        await person.sees("Check a text")
        await person.rests()
        await person.types("notice")
        await person.rests()
        await person.press("enter")
        await person.sees("open ·")
        await person.press("Y")
        await person.sees("will be changed")
        await person.press("q")
        await person.sees("restore the 09:00 draft of Text · notice.txt")
    async with at_the_keyboard(db) as person:
        await person.sees("restore the 09:00 draft of Text · notice.txt")
        await person.press("o")
        await person.sees("Text · notice.txt", "will be changed")
        await person.press("q")
        await person.sees("Governance and language")


async def test_nothing_to_go_on_with_is_said(empty: Store):
    async with at_the_keyboard(empty) as person:
        await person.press("o")
        await person.sees("Nothing to go on with yet")


async def test_open_conflicts_are_counted_and_lead_to_where_they_are_settled(
    db: Store, new_store: Callable[..., Store]
):
    action = next(row for row in store.rows(db, "action") if row["number"] == "A-05")
    _conflict(db, action)
    async with at_the_keyboard(db, (160, 48)) as person:
        await person.sees("1 conflict")
        await to_step(person, "two different answers")
        await person.press("enter")
        await person.sees("[conflicts]")


def _conflict(db: Store, row: dict) -> None:
    """Save a field twice, neither having seen the other: as if two laptops had."""
    from gemtui import log
    from gemtui.store.folding import refold

    store.save(db, Edit("action", {"output": "One"}, id=row["id"]))
    other = "00000000-0000-7000-8000-00000000abcd"
    change = log.Change(
        workspace=other, office=row["office"], home=False, seq=1, at="2024-01-10T08:00:00.000Z", author="alternate",
        kind="action", record=row["id"], seen={}, set={"output": "Two"}, why=None, prev=log.ZEROS,
    )  # fmt: skip
    line = log.line(change)
    with db.writing() as connection:
        cells = (row["office"], 0, other, 1, row["id"], log.digest(line), line)
        connection.execute("INSERT INTO change VALUES (?, ?, ?, ?, ?, ?, ?)", cells)
        refold(connection, db.kinds, row["office"], row["id"])


async def test_charts_stand_below_the_bars_in_a_large_window(db: Store):
    async with at_the_keyboard(db, (160, 48)) as person:
        await person.sees("ACTIONS BY QUARTER DUE", "WOMEN IN BODIES", "UN-SWAP BY YEAR", "Q1 24")
        await person.sees("Office management meeting")


async def test_a_small_window_keeps_the_steps_the_bars_and_the_day_on_which_the_report_is_due(db: Store):
    async with at_the_keyboard(db) as person:
        await person.sees("NEXT", "COMPLETE", "UN-SWAP 2.0", "2 days late (8 Jan 2024)")
        assert "ACTIONS BY QUARTER" not in person.screen


async def test_a_step_names_its_record_and_in_a_few_words_what_is_the_matter(db: Store):
    async with at_the_keyboard(db) as person:
        await person.sees(
            "A-02 · Brief selection panels …  done without evidence", "PI 14", "no remedial plan"
        )
        await to_step(person, "A-10")
        assert "verdue" not in person.line  # the next column says so
        await person.sees("Overdue by 285 days, due on 31 Mar 2023")
        await to_step(person, "Office management meeting  out of balance")


async def test_a_new_office_begins_by_describing_itself(empty: Store):
    async with at_the_keyboard(empty) as person:
        await person.sees("Describe your office")
        await person.press("enter")
        await person.form_opens()
        await person.sees("New · Office or unit")


async def test_the_first_steps_lead_from_one_to_the_next_and_ask_nothing_twice(empty: Store):
    async with at_the_keyboard(empty) as person:
        await person.press("enter")
        await person.form_opens()
        await person.sees(empty.identity.office)  # it was asked for when the store was made
        await person.fills({"name": "Country Office"})
        await person.saves()
        assert [row["code"] for row in store.rows(empty, "office_unit")] == [empty.identity.office]
        await person.sees("Home", "NEXT")
        await person.until(lambda: "Enter the people" in person.line, "the next step")
        await person.press("enter")
        await person.form_opens()
        await person.sees("New · Person")


async def test_headquarters_is_led_to_the_receipt_of_a_report_and_to_the_board_of_who_is_silent(
    new_store: Callable[..., Store],
) -> None:
    hq, office = new_store("hq", "ITU", "hq"), new_store("trm", "AO-TRM")
    for code in ("AO-TRM", "AO-LIM"):
        put(hq, "office_unit", code=code, name=code, level="area")
    put(office, "submission", period="2023", made_on="2024-01-07", approved_by="Head of office")
    send(office, hq, datetime(2024, 1, 7, 12, tzinfo=UTC), "2023")
    async with at_the_keyboard(hq) as person:
        await person.sees("1 of 2 offices reported", "AO-TRM · report for 2023  waits for your answer")
        await to_step(person, "AO-TRM")
        await person.sees("It arrived on 7 Jan 2024")
        await person.press("enter")
        await person.form_opens()
        assert person.field == "decision"
        await person.types("accepted")
        await person.saves()
        await person.sees_no("waits for your answer")
        (receipt,) = store.rows(hq, "receipt")
        assert (receipt["decision"], receipt["submission"][:7]) == ("accepted", "AO-TRM/")
        await to_step(person, "AO-LIM · report for 2023")
        await person.press("enter")
        await person.sees("[board]", "not reported")
        await person.press("1")
        await person.rests()
        await to_step(person, "ratings to settle")
        await person.press("enter")
        await person.sees("[settlement]")
    for db in (hq, office):
        db.close()


async def test_a_term_that_ends_is_said_before_its_record_s_name_has_run_out_of_room(db: Store):
    unit = next(iter(store.rows(db, "office_unit")), None)
    person_id = put(db, "person", name="Gender focal point with a rather long name", gender="woman")
    put(
        db,
        "focal_point",
        person=person_id,
        role="focal_point",
        unit=unit["id"] if unit else None,
        appointed_on="2022-01-01",
        ends_on="2024-01-31",
    )
    async with at_the_keyboard(db) as person:
        await to_step(person, "the term ends")
        assert "in 21 days" in person.line


async def test_what_was_left_of_a_round_is_offered_with_the_action_that_it_is_about(db: Store):
    async with at_the_keyboard(db) as person:
        await person.goes_to(2, "A-01")
        await person.press("+")
        await person.sees("A-01:")
        await person.types("65%: seven texts")
        await person.press("escape")
        await person.rests()
        await person.goes_to(1, "Home")
        await person.sees("draft of new progress note: A-01 · Parity")
