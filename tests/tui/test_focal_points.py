"""Screen 3 by keys: who covers what, and a gap that is filled from where it is seen."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest

from gemtui import store
from gemtui.store import Edit, Store
from tests.journeys.person import at_the_keyboard
from tests.tui.office import put


async def test_the_top_line_counts_terms_that_end_and_missing_terms_of_reference(db: Store) -> None:
    put(db, "office_unit", code="ANNEX", name="Annex", level="area")
    async with at_the_keyboard(db) as person:
        await person.goes_to(3, "Focal points")
        await person.sees("2 in force", "1 ending soon", "1 without terms", "1 unit without")


async def test_a_term_is_drawn_as_far_as_it_has_gone_and_explained(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await person.goes_to(3, "Focal points")
        while "Assistant" not in person.line:
            await person.press("down")
        await person.sees("31 Jan 2024  21 days left")
        await person.press("w")
        await person.sees("Why", "announced 120 days before")


async def test_enter_on_a_unit_that_nobody_covers_makes_the_appointment(db: Store) -> None:
    unit = put(db, "office_unit", code="ANNEX", name="Annex", level="area")
    async with at_the_keyboard(db) as person:
        await person.goes_to(3, "Focal points")
        await person.press("]")
        await person.sees("[units]", "1 of 2")
        await person.press("g", ".")
        await person.rests()
        if "ANNEX" not in person.line:
            await person.press("down")
        assert "✗ nobody" in person.line
        await person.press("enter")
        await person.form_opens()
        await person.saves()
        made = [row for row in store.rows(db, "focal_point") if row["unit"] == unit]
        assert [row["role"] for row in made] == ["focal_point"]


async def test_the_constituencies_of_a_group_show_who_is_missing_and_enter_adds_a_member(db: Store) -> None:
    group = put(db, "gem_group", name="Gender task force", tor_signed_on="2023-02-10")
    put(db, "group_member", gem_group=group, constituency="GS", role="chair", starts_on="2023-02-10")
    async with at_the_keyboard(db) as person:
        await person.goes_to(3, "Focal points")
        await person.press("]", "]")
        await person.sees("Gender task force · 1 of 5 covered · terms signed 10 Feb 2023")
        await person.press(".")
        await person.until(lambda: "Radiocommunication" in person.line, "the first gap")
        await person.press("enter")
        await person.form_opens()
        await person.saves()
        await person.sees("2 of 5 covered")
        made = {row["constituency"] for row in store.rows(db, "group_member")}
        assert made == {"GS", "BR"}


async def test_an_office_that_knows_of_no_group_is_blamed_for_none(db: Store) -> None:
    async with at_the_keyboard(db) as person:
        await person.goes_to(3, "Focal points")
        await person.press("]", "]")
        await person.sees("The Union's group: not known here yet", "come with a plan")
        assert "✗" not in person.screen


async def test_headquarters_without_a_group_misses_all_five(new_store: Callable[..., Store]) -> None:
    hq = new_store("hq", "ITU", "hq")
    async with at_the_keyboard(hq) as person:
        await person.goes_to(3, "Focal points")
        await person.press("]", "]")
        await person.sees("No group yet · 0 of 5 covered", "✗ nobody")
        await person.press("enter")
        await person.sees("New · Gender group")
    hq.close()


async def test_the_unit_stands_in_the_form_under_its_name_as_it_is_written(db: Store) -> None:
    unit = next(row for row in store.rows(db, "office_unit") if row["code"] == db.identity.office)
    store.save(db, Edit("office_unit", {"name": "Annex; Azul, Porto"}, id=unit["id"]))
    async with at_the_keyboard(db) as person:
        await person.goes_to(3, "Focal points")
        await person.press("e")
        await person.form_opens()
        await person.sees("Annex; Azul, Porto")
        await person.to_field("unit")
        await person.clears()
        await person.types("azul porto")
        await person.press("enter")
        await person.sees("Annex; Azul, Porto")


async def test_acting_for_the_focal_point_asks_the_store_in_a_thread(db: Store) -> None:
    asked: list[bool] = []
    rows = store.rows

    def noted(*given: Any, **named: Any) -> Any:
        asked.append(threading.current_thread() is threading.main_thread())
        return rows(*given, **named)

    async with at_the_keyboard(db) as person:
        await person.goes_to(3, "Focal points")
        while person.table.row is None or person.table.row["role"] == "alternate":
            await person.press("down")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(store, "rows", noted)
            await person.press(":")
            await person.types("delegate")
            await person.press("enter")
            await person.form_opens()
        assert person.field == "acts_from"
        assert asked
        assert not any(asked)
