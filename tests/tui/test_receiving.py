"""Receiving by keys: another branch of the own store is asked about before anything is taken."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from gemtui import store
from gemtui.__main__ import machine
from gemtui.log import FixedClock, Ids
from gemtui.store import Around, Note, Store
from tests.cli.exchanged import Machines, sent, trusts
from tests.journeys.person import at_the_keyboard
from tests.journeys.test_two_branches import two_branches
from tests.tui import office

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


async def test_headquarters_branch_is_taken_after_a_yes_and_what_only_is_here_follows_it(tmp_path: Path):
    hq, laptop, body = two_branches(tmp_path)
    back = sent(hq, "return", "--office", "NBO")
    folder = tmp_path / "inbox"
    folder.mkdir()
    back.rename(folder / back.name)
    clock = FixedClock(NOW)
    around = Around(clock, Ids(clock), laptop.home / "state" / "gemtui", machine(Path("/etc/machine-id")))
    db = store.open_store(laptop.path, around)
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


async def test_headquarters_takes_a_whole_folder_and_reads_what_became_of_each(tmp_path: Path):
    """Two offices, one bundle twice, one damaged, one signed by a key that nobody trusts; Enter on the folder, then on all of it."""
    machines = Machines(tmp_path / "machines")
    machines.folder.mkdir()
    hq = machines.machine("hq", "ITU", author="gender unit")
    senders = [machines.machine(code, code) for code in ("NBO", "AO-PAZ", "AO-TRM")]
    for sender in senders:
        sender.add("committee", "name=Staff council", "size=4")
    trusts(hq, *senders[:2])
    inbox = hq.home / "inbox"
    inbox.mkdir()
    first, second, unknown = (sent(sender, "submission") for sender in senders)
    for number, path in enumerate((first, first, second, unknown)):
        shutil.copy(path, inbox / f"{number}.gem.zip")
    (inbox / "4.gem.zip").write_bytes(second.read_bytes()[:-200])
    clock = FixedClock(NOW)
    around = Around(clock, Ids(clock), hq.home / "state" / "gemtui", machine(Path("/etc/machine-id")))
    db = store.open_store(hq.path, around)
    try:
        async with at_the_keyboard(db, folder=hq.home, today=NOW.date()) as person:
            await person.goes_to(9, "Exchange")
            await person.press("i")
            await person.sees("inbox/", "bundles: 5")
            await person.press("enter")
            await person.sees("All 5 bundles", "0.gem.zip", "4.gem.zip")
            await person.press("enter")
            await person.sees("All bundles of this folder", "5 bundles of")
            await person.press("y")
            await person.sees("2 merged", "1 nothing new", "2 refused")
            assert person.line.count("refused") == 1  # what was refused stands first
            while "4.gem.zip" not in person.line:
                await person.press("down")
            await person.sees("your store is as it was")
            await person.press("q")
            await person.sees("Exchange · ITU")
            while "NBO" not in person.line:
                await person.press("down")
            await person.sees("n answers it, and all marked", "↵ findings", "n answer", "R report")
            await person.press("R")
            await person.sees("Which report?", "On NBO, for its receipt")
            await person.press("enter")
            await person.until(lambda: "nbo-office-" in person.said, "where the report is")
            await person.press("n")
            await person.form_opens()
            await person.fills({"decision": "accepted", "decided_on": "2026-11-23"})
            await person.saves()
            await person.sees("Answered: accepted. x writes the return")
            await person.press("x")
            await person.sees("What to send")
            await person.sees("Return to NBO", "Plan for all offices")
            assert person.screen.index("Return to NBO") < person.screen.index("Plan for all offices")
            await person.press("enter")
            await person.sees("This leaves the office")
            await person.press("y")
            await person.sees("the return was written on 23 Nov 2026")
        assert list(hq.home.glob("nbo-office-*.html"))
        assert {row["office"] for row in store.rows(db, "committee")} == {"NBO", "AO-PAZ"}
        assert store.examine(db).problems == ()
    finally:
        db.close()


async def test_a_folder_left_unmerged_changes_nothing(tmp_path: Path):
    db = office.make(tmp_path / "nbo.gemtui")
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for name in ("a.gem.zip", "b.gem.zip"):
        (inbox / name).write_bytes(b"no bundle")
    try:
        async with at_the_keyboard(db, folder=tmp_path) as person:
            await person.press("i")
            await person.sees("Receive a bundle")
            await person.types(str(inbox))
            await person.press("enter")
            await person.sees("a.gem.zip", "All 2 bundles")
            await person.types("all")
            await person.press("enter")
            await person.sees("All bundles of this folder")
            await person.press("escape")
            await person.sees_no("All bundles of this folder")
        assert store.journal(db) == []
    finally:
        db.close()


async def test_a_refused_bundle_is_named_in_the_journal_with_the_reason_and_what_to_do(db: Store):
    facts = {
        "fingerprint": "SHA256:a",
        "office": "AO-TRM",
        "others": "SHA256:b",
        "spoken": "12345",
        "command": "c",
    }
    store.note_bundle(db, Note("in", "0" * 64, "forged.gem.zip", "unknown-key", facts=facts))
    store.note_bundle(db, Note("in", "1" * 64, "half.gem.zip", "digest-mismatch", facts={}))
    async with at_the_keyboard(db) as person:
        await person.goes_to(9, "Exchange")
        while "[received]" not in person.screen:
            await person.press("]")
            await person.rests()
        await person.sees("✗ refused: half.gem.zip", "damaged or changed on the way", "your store is")
        await person.press("down")
        await person.sees(
            "✗ refused: forged.gem.zip", "Somebody else may", "↵ shows all of it", "SHA-256 000"
        )
        await person.press("enter")
        await person.sees("forged.gem.zip", "call AO-TRM at a number that you know", "esc closes")
