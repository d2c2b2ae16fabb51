"""The board's marked offices answered at once: one line, a receipt for each, one step of undo."""

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
    """Headquarters with the reports of two offices; a third is known and silent."""
    paz, ids = office_store(tmp_path, "ao-paz", at=datetime(2026, 1, 5, 9, tzinfo=UTC))
    nvl, others = office_store(tmp_path, "ro-nvl", at=datetime(2026, 1, 12, 9, tzinfo=UTC))
    hq = create(tmp_path, "ITU", datetime(2026, 1, 5, 9, tzinfo=UTC))
    save(hq, ["itu"], ids | others)
    store.save(
        hq, store.Edit("office_unit", {"code": "AO-LIM", "name": "Area Office Limoral", "level": "area"})
    )
    for db, day in ((paz, 9), (nvl, 12)):
        submitted(db, datetime(2026, 1, day, 10, tzinfo=UTC))
        send(db, hq, datetime(2026, 1, day, 12, tzinfo=UTC))
    yield hq
    for db in (paz, nvl, hq):
        db.close()


def receipts(db):
    return {(row["office"], row["decision"], row["note"]) for row in store.rows(db, "receipt")}


async def test_the_marked_reports_are_answered_by_one_line_and_taken_back_by_one_key(union):
    async with at_the_keyboard(union, today=ON) as person:
        await person.goes_to(9, "[board]")
        await person.sees("AO-PAZ", "RO-NVL")
        await person.press("a", "n")
        await person.sees("Answer 2 reports: AO-PAZ, RO-NVL", "marked has sent nothing and is left out")
        await person.types("x")
        await person.sees("Begin with one of these")
        await person.press("backspace")
        await person.types("ret: PI 14 needs a plan")
        await person.sees("means 2 receipts: returned, with the note")
        await person.press("enter")
        await person.sees("2 reports answered: returned")
        assert receipts(union) == {(o, "returned", "PI 14 needs a plan") for o in ("AO-PAZ", "RO-NVL")}
        await person.press("u")
        await person.until(lambda: not receipts(union), "both receipts taken back")
        await person.press("a", "n")
        await person.sees("Answer 2 reports")
        await person.press("escape")
        await person.until(lambda: not person.is_writing, "the line is gone")
        assert receipts(union) == set()


async def test_marked_offices_that_sent_nothing_have_nothing_to_answer(union):
    async with at_the_keyboard(union, today=ON) as person:
        await person.goes_to(9, "[board]")
        await person.sees("AO-PAZ", "RO-NVL")
        await person.press("a")
        for office in ("AO-PAZ", "RO-NVL"):
            await person.until(lambda: bool(person.line))
            await person.press("g")
            while office not in person.line:
                await person.press("down")
            await person.press("space")
        await person.press("n")
        await person.sees("Nothing has arrived from the marked offices")
