"""Appointments that are only tried: bar and verdict move along, and nothing is saved; a body through time."""

from __future__ import annotations

from gemtui import store
from gemtui.store import Store
from tests.journeys.person import at_the_keyboard
from tests.tui.office import put
from tests.tui.test_tables import to_body

SPRING = "2024-03-31"


def contracts(db: Store) -> None:
    """Enter a body of one woman and three men, one of whose terms ends in spring."""
    body = put(db, "committee", name="Appeal panel", size=4, rule="band")
    for place, gender, end in (
        ("Chair", "man", SPRING),
        ("Law", "woman", None),
        ("IT", "man", None),
        ("HR", "man", None),
    ):
        role = "chair" if place == "Chair" else "member"
        put(
            db,
            "seat",
            committee=body,
            place=place,
            role=role,
            gender=gender,
            starts_on="2022-01-01",
            ends_on=end,
        )


async def test_a_way_into_balance_is_tried_with_one_key_and_nothing_is_saved(db: Store) -> None:
    contracts(db)
    before = store.digest(db)
    async with at_the_keyboard(db) as person:
        await to_body(person, "Appeal panel")
        await person.press("p")
        await person.sees("What if · Appeal panel", "free seats, by 31 Mar 2024: a woman → 2–2", "1 empty")
        await person.rests()
        await person.press("enter")
        await person.sees("1 Apr 2024  ███████▉██·▕········  2–2   ✓ 50.0 PARITY")
        await person.press("escape")
        await person.sees("[bodies]")
    assert store.digest(db) == before


async def test_seat_by_seat_the_verdict_moves_and_all_of_it_is_taken_back(db: Store) -> None:
    contracts(db)
    async with at_the_keyboard(db) as person:
        await to_body(person, "Appeal panel")
        await person.press("p")
        await person.sees("SEATS")
        await person.rests()
        while "HR" not in person.line:
            await person.press("down")
        await person.press("space")
        await person.sees("10 Jan 2024  ███████▉██·▕········  2–2   ✓ 50.0 PARITY")
        assert "woman" in person.line
        await person.press("G")
        await person.press("k", "enter", "enter")
        await person.sees("4–2")
        await person.press("A")
        await person.sees("1–3")


async def test_a_trial_is_explained(db: Store) -> None:
    contracts(db)
    async with at_the_keyboard(db) as person:
        await to_body(person, "Appeal panel")
        await person.press("p")
        await person.sees("SEATS")
        await person.press("w")
        await person.sees("smallest set of appointments")


async def test_the_trend_shows_a_body_from_one_date_of_change_to_the_next(db: Store) -> None:
    body = put(db, "committee", name="Appeal panel", rule="band")
    for day, women, men in (("2022-01-01", 1, 4), ("2023-01-01", 2, 3)):
        put(db, "composition", committee=body, as_of=day, role="member", women=women, men=men)
    async with at_the_keyboard(db) as person:
        await person.goes_to(4, "Committees")
        await person.press("]", "]")
        await person.sees("[trend]", "1 Jan 2022", "1 Jan 2023 ▲", "✗ 20.0 LOW needs 1", "✓ 40.0 BALANCED")


async def test_every_vacancy_of_the_office_says_whom_to_appoint_by_when(db: Store) -> None:
    contracts(db)
    async with at_the_keyboard(db) as person:
        await person.goes_to(4, "Committees")
        await person.press("]")
        await person.sees("[vacancies]", "Appeal panel — free seats, by 31 Mar 2024: a woman → 2–2")
        await person.sees("31 Mar 2024 Chair · chair", "a woman", "✓ 50.0 PARITY")
        await person.sees("2 of 5 meet now, 5 with these appointments", "The first by 31 Mar 2024")
        await person.press("w")
        await person.sees("soonest certain way")
        await person.press("escape")
        await person.rests()


async def test_marked_bodies_are_seen_together_and_one_of_them_is_tried(db: Store) -> None:
    contracts(db)
    before = store.digest(db)
    async with at_the_keyboard(db) as person:
        await to_body(person, "Appeal panel")
        await person.press("space")
        while "Office management" not in person.line:
            await person.press("down")
        await person.press("space", "p")
        await person.sees("What if · 2 bodies", "Appeal panel", "0 of 2 meet now, 2 with these appointments")
        await person.sees_no("Regional event")
        await person.rests()
        await person.press("enter")
        await person.sees("What if · Appeal panel", "WAYS INTO BALANCE")
        await person.rests()
        await person.press("escape", "escape")
        await person.sees("[bodies]")
        await person.rests()
    assert store.digest(db) == before


async def test_a_study_group_shows_participants_apart_and_leadership_with_its_own_verdict(db: Store) -> None:
    body = put(db, "committee", name="Aaa study group", type="study_group", rule="band")
    for role, women, men in (
        ("member", 5, 8),
        ("chair", 0, 1),
        ("vice_chair", 0, 2),
        ("participant", 41, 59),
    ):
        put(db, "composition", committee=body, as_of="2023-09-01", role=role, women=women, men=men)
    put(db, "meeting", committee=body, held_on="2023-10-01", women=12, men=28)
    async with at_the_keyboard(db, (100, 40)) as person:
        await to_body(person, "Aaa study group")
        await person.sees("✗ 38.5 CRITICAL", "Chair and vice-chairs: ✗ 0.0 ONE_SEX")
        await person.sees("Participants, counted apart: 41–59", "41.0 % women")
        await person.sees("At the meeting of 1 Oct 2023: 12–28", "30.0 % women")
        await person.rests()


async def test_the_weaker_rule_shows_the_band_beside_and_a_delegation_no_verdict(db: Store) -> None:
    for name, rule in (("Aaa board", "both_present"), ("Aab council", "report_only")):
        body = put(db, "committee", name=name, rule=rule)
        put(db, "composition", committee=body, as_of="2023-09-01", women=1, men=5)
    async with at_the_keyboard(db, (100, 40)) as person:
        await to_body(person, "Aaa board")
        await person.sees("BOTH_PRESENT", "By the band it would be LOW")
        await to_body(person, "Aab council")
        await person.sees("Report only: its members are sent")
        await person.rests()
