"""Receiving by keys: another branch of the own store is asked about before anything is taken."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from gemtui import store
from gemtui.__main__ import machine
from gemtui.log import FixedClock, Ids
from gemtui.store import Around
from tests.cli.exchanged import sent
from tests.journeys.person import at_the_keyboard
from tests.journeys.test_two_branches import two_branches

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


async def test_headquarters_branch_is_taken_after_a_yes_and_what_only_is_here_follows_it(tmp_path: Path):
    hq, office, body = two_branches(tmp_path)
    back = sent(hq, "return", "--office", "NBO")
    folder = tmp_path / "inbox"
    folder.mkdir()
    back.rename(folder / back.name)
    clock = FixedClock(NOW)
    around = Around(clock, Ids(clock), office.home / "state" / "gemtui", machine(Path("/etc/machine-id")))
    db = store.open_store(office.path, around)
    try:
        async with at_the_keyboard(db, folder=folder, today=NOW.date()) as person:
            await person.press("i")
            await person.sees(back.name[:20])
            await person.press("enter")
            await person.sees("Two branches of this store", "another branch of this very store")
            await person.press("escape")
            await person.sees_no("Two branches of this store")
            assert store.row(db, "committee", body)["size"] == 7
            await person.press("i")
            await person.sees(back.name[:20])
            await person.press("enter")
            await person.sees("Two branches of this store")
            await person.press("y")
            await person.sees("What is new")
            await person.until(lambda: "branch of this store is here now" in person.said, "what was done")
        assert [one.field for one in store.conflicts(db)] == ["size"]
        assert store.examine(db).problems == ()
    finally:
        db.close()
