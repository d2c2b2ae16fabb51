"""Screen 6 by keys: levels and sectors, trend, outlook and its assumptions, vacancies, measures, trainings, surveys."""

from __future__ import annotations

from gemtui import store
from gemtui.store import Store
from tests.journeys.person import Person, at_the_keyboard
from tests.tui.office import put

TABS = ("staff", "trend", "outlook", "head-counts", "recruitment", "measures", "training", "surveys")


def counted(db: Store, grade: str, women: int, men: int, as_of: str = "2023-12-31", **more: object) -> str:
    return put(
        db, "staffing_snapshot", grade=grade, women=women, men=men, as_of=as_of, contract="fixed-term", **more
    )


def two_years(db: Store) -> None:
    """A grade with a trend and flows, and a level below it."""
    counted(db, "P-4", 6, 14, "2021-12-31")
    counted(db, "P-4", 8, 12, hired_women=3, hired_men=1, left_women=1, left_men=3)
    counted(db, "P-3", 11, 9)


async def to_tab(person: Person, name: str) -> None:
    """Go to a tab of screen 6 by its keys."""
    await person.goes_to(6, "Staff and recruitment")
    await person.press(*["]"] * TABS.index(name))
    await person.sees(f"[{name}]")
    await person.rests()


async def to_line(person: Person, name: str) -> None:
    """Go down to a line of the list."""
    for _ in range(30):
        if name in person.line:
            await person.rests()
            return
        await person.press("down")
    raise AssertionError(person.screen)


async def test_a_level_says_its_share_gap_pipeline_and_what_came_and_went(db: Store) -> None:
    two_years(db)
    async with at_the_keyboard(db) as person:
        await to_tab(person, "staff")
        await to_line(person, "P-4   ")
        assert "✓ 40.0 BALANCED" in person.line
        assert "-10.0" in person.line
        assert "0.73" in person.line
        await person.sees(
            "rising: +10.0 points since 31 Dec 2021", "narrowing", "hired 3–1, which raises the share"
        )
        await person.sees("By trend: at +5.0 points a year: 50 % in 2 years, by 2025")
        await person.press("enter")
        await person.sees("Why", "Women 8 ÷ women and men 20 = 40.0 %", "Head-counts (1)", "OA-A1")


async def test_sectors_stand_apart_beneath_the_whole(db: Store) -> None:
    counted(db, "P-4", 6, 4, sector="BDT")
    counted(db, "P-5", 1, 4, sector="TSB")
    async with at_the_keyboard(db, size=(120, 48)) as person:
        await to_tab(person, "staff")
        await person.sees("Development Bureau", "Standardization Bureau", "46.7 % women")


async def test_the_day_before_is_shown_as_it_was(db: Store) -> None:
    two_years(db)
    async with at_the_keyboard(db) as person:
        await to_tab(person, "staff")
        await person.press("t")
        await person.sees("As it was on")
        await person.types("31.12.2022")
        await person.press("enter")
        await person.sees("as of 31 Dec 2022", "✗ 30.0 CRITICAL")
        await person.press("t")
        await person.sees("✓ 40.0 BALANCED")


async def test_the_trend_says_of_each_count_what_moved_and_what_is_not_like(db: Store) -> None:
    two_years(db)
    counted(db, "P-4", 1, 1, "2022-12-31", unit=put(db, "office_unit", code="B", name="Another"))
    async with at_the_keyboard(db) as person:
        await to_tab(person, "trend")
        await to_line(person, "31 Dec 2022")
        await person.sees("Not comparable with 31 Dec 2021", "not like")


async def test_other_assumptions_move_the_projection_and_nothing_is_saved(db: Store) -> None:
    two_years(db)
    before = store.rows(db, "staffing_snapshot")
    async with at_the_keyboard(db) as person:
        await to_tab(person, "outlook")
        await to_line(person, "P-4   ")
        assert "by 2025" in person.line
        await person.sees("if 2 leave a year and 75.0 %", "from who came and left")
        await person.press("p")
        await person.sees("What if · P-4", "only tried, nothing is saved", "75.0 %", "47 %")
        await person.rests()
        await person.press("down", "enter")
        await person.sees("Women among those appointed")
        await person.press("ctrl+u")
        await person.types("45")
        await person.press("enter")
        await person.sees("never with these appointments", "45.0 %")
        await person.rests()
        await person.press("A")
        await person.sees("75.0 %")
        await person.rests()
        await person.press("w")
        await person.sees("the size staying")
        await person.press("escape", "q")
        await person.sees("[outlook]")
    after = store.rows(db, "staffing_snapshot")
    assert after == before


async def test_what_is_no_number_is_said_and_changes_nothing(db: Store) -> None:
    two_years(db)
    async with at_the_keyboard(db) as person:
        await to_tab(person, "outlook")
        await to_line(person, "P-4   ")
        await person.press("p")
        await person.sees("What if · P-4")
        await person.rests()
        await person.press("down", "enter")
        await person.press("ctrl+u")
        await person.types("120")
        await person.sees("is no number from 0 to 100")
        await person.press("enter")
        await person.sees("What if · P-4", "75.0 %")


async def test_a_vacancy_is_a_funnel_with_its_reason(db: Store) -> None:
    counted(db, "P-4", 2, 8)
    put(
        db, "recruitment_exercise", reference="VN 1/2023", grade="P-4", closed_on="2023-05-01", selected_gender="man",
        applicants_women=40, applicants_men=60, shortlisted_women=4, shortlisted_men=12, decision_maker="Regional Director",
    )  # fmt: skip
    async with at_the_keyboard(db) as person:
        await to_tab(person, "recruitment")
        assert "! missing" in person.line
        assert "0.50" in person.line
        await person.sees(
            "decided by: Regional Director", "10.0 % / 20.0 %", "ratio 0.50", "A written reason is missing"
        )
        await person.sees("applied 40–60 · selected 0–1")
        await person.press("w")
        await person.sees("Women 4 ÷ 40, men", "four-fifths")


async def test_requests_are_added_up_by_kind(db: Store) -> None:
    for title, women in (("Telework 2022", 3), ("Telework 2023", 4)):
        put(
            db, "hr_measure", type="flexible_work", arrangement="telework", title=title, starts_on=f"{title[-4:]}-01-01",
            owner="HR", requests_women=women, granted_women=women - 1, refused_women=1,
        )  # fmt: skip
    async with at_the_keyboard(db) as person:
        await to_tab(person, "measures")
        await person.sees("telework   7 requests 7–0 · granted 5–0 · refused 2–0")
        await person.sees("3 of 4 granted")


async def test_a_training_says_whom_it_reached(db: Store) -> None:
    counted(db, "P-4", 10, 10)
    put(
        db,
        "training_record",
        title="I know gender",
        held_on="2023-06-01",
        women=9,
        men=6,
        staff_on_board=20,
        mandatory=True,
    )
    async with at_the_keyboard(db) as person:
        await to_tab(person, "training")
        assert "75.0 %" in person.line
        await person.sees("90.0 %", "60.0 %")


async def test_a_survey_with_few_answers_says_that_it_stays_here(db: Store) -> None:
    put(
        db,
        "culture_survey",
        held_on="2023-06-01",
        question="My ideas are heard",
        respondents_women=3,
        favourable_women=2,
    )
    put(
        db,
        "culture_survey",
        held_on="2023-05-01",
        question="Work and life",
        respondents_women=6,
        favourable_women=3,
    )
    async with at_the_keyboard(db) as person:
        await to_tab(person, "surveys")
        assert "stays here" in person.line
        await person.sees("66.7", "is in no bundle and in no")
        await person.press("down")
        assert "50.0" in person.line
        assert "stays here" not in person.line


async def test_an_office_that_counted_nobody_is_told_what_to_do_first(empty: Store) -> None:
    async with at_the_keyboard(empty) as person:
        for tab, words in (("staff", "Nobody has been counted"), ("outlook", "Nobody has been counted"), ("recruitment", "No vacancy yet"),
                           ("measures", "No HR measure yet"), ("training", "No training yet"), ("surveys", "No survey result yet")):  # fmt: skip
            await person.goes_to(1, "Home")
            await to_tab(person, tab)
            await person.sees(words)
            await person.press(*["["] * TABS.index(tab))


async def test_the_first_count_of_an_office_is_pasted_as_a_block(empty: Store) -> None:
    async with at_the_keyboard(empty) as person:
        await to_tab(person, "staff")
        await person.press("E")
        await person.sees("Staff as of", "2023-12-31")
        await person.press("enter")
        await person.sees("31 Dec 2023", "Grade")
        await person.rests()
        await person.pastes("P-4\tfixed-term\t2\t3\nP-5\tfixed-term\t0\t2\nG-5\tfixed-term\t4\t1\n")
        await person.sees("all", "6–6", "✓ 50.0 PARITY", "2–5")
        await person.press("ctrl+s")
        await person.until(lambda: "3 lines, as one step" in person.said, "the save")
        await person.rests()
        await person.sees("50.0 % women")
        found = store.rows(empty, "staffing_snapshot")
        assert {(row["grade"], row["category"]) for row in found} == {
            ("P-4", "P"),
            ("P-5", "P"),
            ("G-5", "G"),
        }


async def test_a_new_count_begins_with_every_grade_as_counted_last_its_sector_too(db: Store) -> None:
    counted(db, "P-4", 2, 2, "2021-12-31", sector="BDT")
    counted(db, "P-5", 1, 1, "2022-12-31", sector="TSB")
    async with at_the_keyboard(db) as person:
        await to_tab(person, "staff")
        await person.press("E")
        await person.sees("Staff as of")
        await person.press("ctrl+u")
        await person.types("31.12.2023")
        await person.press("enter")
        await person.sees("31 Dec 2023", "P-5", "P-4")
        await person.rests()
        await person.press("right", "right", "1", "tab", "2", "right", "right", "right", "1")
        await person.sees("Hired: women", "✓ 33.3")  # the verdicts stay, however far to the right one goes
        await person.press("ctrl+s")
        await person.until(
            lambda: "1 lines, as one step" in person.said or "1 line" in person.said, "the save"
        )
        (new,) = [row for row in store.rows(db, "staffing_snapshot") if row["as_of"] == "2023-12-31"]
        assert (new["grade"], new["women"], new["men"], new["hired_women"]) == ("P-5", 1, 2, 1)
        assert (new["sector"], new["category"]) == ("TSB", "P")


async def test_trainings_stand_under_their_year_with_the_trend_of_who_took_part(db: Store) -> None:
    for day, women, men, base in (("2022-05-01", 8, 4, 40), ("2023-05-01", 12, 8, 40)):
        about = {"title": "I know gender", "mandatory": True, "held_on": day}
        put(db, "training_record", **about, women=women, men=men, staff_on_board=base)
        goal = {"type": "management", "title": f"Goals {day[:4]}", "owner": "Head", "starts_on": day}
        put(db, "hr_measure", **goal, goal_share=base + women)
    async with at_the_keyboard(db) as person:
        await to_tab(person, "training")
        await person.sees("2023 · 20 took part 12–8 · 50.0 % of staff ▲ 30.0 % · 52 % with a goal ▲ 48 %")
        await person.sees("2022 · 12 took part 8–4 · 30.0 % of staff · 48 % with a goal")
        await person.press("t")
        await person.types("2022-12-31\r")
        await person.sees_no("2023 ·")
