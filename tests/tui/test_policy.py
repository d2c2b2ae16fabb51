"""The policy, clause by clause: its state, its records one Enter away, and the missing one begun with `n`."""

from __future__ import annotations

from gemtui import store
from gemtui.locale import say
from gemtui.rules import CATALOGUE
from gemtui.store import Store
from gemtui.tui.widgets.computed import Computed
from tests.journeys.person import Person, at_the_keyboard
from tests.tui.office import put


async def to_clause(person: Person, clause: str) -> None:
    """Open the policy and go down to a clause."""
    await person.press("P")
    await person.sees("Policy", "Scope")
    await person.rests()
    while f" {clause} " not in person.line:
        await person.press("down")


async def test_every_clause_has_its_state_and_says_what_it_asks(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await to_clause(person, "OA-A4")
        assert "not answered" in person.line
        await person.sees("values what each staff member brings", "Answered by: HR measure, Survey result")
        await person.press("g")
        while "PUR-4" not in person.line:
            await person.press("down")
        assert "answered" in person.line


async def test_enter_leads_to_the_records_of_a_clause_and_back(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await to_clause(person, "PUR-4")
        await person.press("enter")
        await person.sees("PUR-4 · Action plan", "Plan 2023–2024")
        await person.rests()
        await person.press("enter")
        await person.sees("Action plan ·")
        await person.press("escape", "escape")
        await person.sees("What it asks")


async def test_enter_on_a_gap_makes_the_missing_record_and_the_clause_is_answered(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await to_clause(person, "OA-A4")
        await person.press("enter")
        await person.form_opens()
        await person.fills({"title": "Ideas hour", "starts_on": "2023-05-01", "owner": "Head"})
        await person.saves()
        await person.until(
            lambda: "OA-A4" in person.line and "answered" in person.line, "the clause answered"
        )
        assert "not answered" not in person.line
        await person.rests()
    (made,) = store.rows(db, "hr_measure")
    assert made["type"] == "participation"


async def test_the_next_gap_is_one_key_away_and_the_last_one_says_so(empty: Store) -> None:
    put(empty, "office_unit", code="AO-PAZ", name="Porto Azul")
    async with at_the_keyboard(empty) as person:
        await person.press("P")
        await person.sees("What it asks")
        await person.rests()
        await person.press(".")
        assert "PUR-4" in person.line
        for _ in range(40):
            await person.press(".")
        await person.sees(say("no-more-gaps"))


async def test_what_only_headquarters_can_answer_is_nobody_s_gap_here(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await to_clause(person, "REV-1")
        assert "headquarters" in person.line
        await person.press("enter")
        await person.sees("headquarters does")


async def test_every_check_is_listed_with_its_sentence(db: Store) -> None:
    async with at_the_keyboard(db, (160, 48)) as person:
        await person.press(":")
        await person.sees("Commands")
        await person.types("the checks")
        await person.sees("The checks")
        await person.press("enter")
        await person.sees("Errors: refused at the field", "required-blank")
        await person.rests()
        assert len([n for n in person.table.rows.ids if n >= 0]) == len(CATALOGUE)
        await person.press("/")
        await person.types("count-jumped")
        await person.sees("Much more or less than the year before")


async def test_the_next_gap_asked_for_while_the_list_is_worked_out_anew_ends_nothing(db: Store) -> None:
    """Random hands found it: undo, then `.` before the clauses had come again."""
    async with at_the_keyboard(db) as person:
        await to_clause(person, "PUR-4")
        source = person.table.source
        assert isinstance(source, Computed)
        source.renew()
        await person.press(".")
        await person.until(lambda: person.said == say("no-more-gaps"), "the words")
        person.table.refresh_rows()
        await person.rests()
        await person.press(".")
        await person.until(lambda: "not answered" in person.line, "the gap")
