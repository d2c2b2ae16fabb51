"""Headquarters settles the Union's ratings by keys, from the entries of all offices."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from gemtui import store
from tests.journeys.person import at_the_keyboard
from tests.reports.conftest import submitted
from tests.reports.stores import create, office_store, save, send

ON = date(2026, 1, 20)


@pytest.fixture
def union(tmp_path):
    """Headquarters with the reports of two offices and data of its own."""
    trm, ids = office_store(tmp_path, "ao-trm", at=datetime(2026, 1, 7, 9, tzinfo=UTC))
    paz, more = office_store(tmp_path, "ao-paz", at=datetime(2026, 1, 5, 9, tzinfo=UTC))
    more |= save(paz, ["ao-paz-2025"], more)
    nvl, others = office_store(tmp_path, "ro-nvl", at=datetime(2026, 1, 12, 9, tzinfo=UTC))
    hq = create(tmp_path, "ITU", datetime(2026, 1, 5, 9, tzinfo=UTC))
    save(hq, ["itu"], ids | more | others)
    for db, day in ((trm, 8), (paz, 9), (nvl, 12)):
        submitted(db, datetime(2026, 1, day, 10, tzinfo=UTC))
        send(db, hq, datetime(2026, 1, day, 12, tzinfo=UTC))
    yield hq
    for db in (trm, paz, nvl, hq):
        db.close()


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
async def test_every_input_stands_beside_what_is_settled(union, size):
    async with at_the_keyboard(union, size=size, today=ON) as person:
        await person.goes_to(5, "[settlement]")
        await person.sees("1 of 18 settled")
        await person.press(*["down"] * 10)
        await person.sees("PI 11", "proposed: approaches", "AO-PAZ", "No focal point has been named yet")
        await person.press("w")
        await person.sees("The lowest that an office gave: AO-TRM, missing.")


async def test_enter_opens_the_form_with_its_sources_and_the_settlement_stands_in_the_list(union):
    async with at_the_keyboard(union, today=ON) as person:
        await person.goes_to(5, "[settlement]")
        await person.press(*["down"] * 13)
        await person.sees("PI 14", "settles it from these entries")
        await person.press("enter")
        await person.form_opens()
        assert person.field == "rating"
        await person.types("approaches")
        await person.fills({"explanation": "One office has a plan on track; the others are silent"})
        await person.saves()
        await person.sees("2 of 18 settled")
        saved = next(r for r in store.rows(union, "entity_rating") if r["indicator"] == "SWAP3-14")
        assert (saved["office"], saved["rating"], saved["period"]) == ("ITU", "approaches", 2025)
        entry = next(
            r for r in store.rows(union, "indicator_entry", office="RO-NVL") if r["indicator"] == "SWAP3-14"
        )
        assert saved["sources"] == [f"RO-NVL/{entry['id']}"]
        await person.press("u")
        await person.sees("1 of 18 settled")


async def test_n_on_what_is_settled_opens_it_again(union):
    async with at_the_keyboard(union, today=ON) as person:
        await person.goes_to(5, "[settlement]")
        await person.press(*["down"] * 10)
        await person.sees("PI 11")
        await person.press("n")
        await person.form_opens()
        await person.sees("Edit · Union rating")
