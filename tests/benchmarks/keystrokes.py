"""How many keys ten common tasks take, played on the demo and counted: `python -m tests.benchmarks.keystrokes`.

Each task starts on Home, right after the program was opened, and counts every key until the task is done: letters of
what is typed and the keys that lead there apart. Whether it is done is looked up in the store or read off the screen.
With `--only NAME` one task; nothing is asserted about the numbers, a task that can't be done ends the run.
"""

from __future__ import annotations

import argparse
import asyncio
import datetime as dt
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

os.environ["TEXTUAL_ANIMATIONS"] = "none"

from gemtui import exchange, log, store
from gemtui.exchange.demo import FIELD_DAY
from gemtui.store import Around, Store
from gemtui.tui.app import GemApp
from gemtui.tui.desk import Desk
from tests.journeys.person import Person
from tests.tui.office import Ticking
from tests.tui.still import stands_still


class Counted(Person):
    """Counts the keys that lead somewhere and the letters that are typed."""

    keys = 0
    letters = 0

    async def press(self, *keys: str) -> None:
        """Press keys, each one counted."""
        self.keys += len(keys)
        for key in keys:
            await super().press(key)
            await stands_still(self)

    async def types(self, text: str) -> None:
        """Type what has to be said, letter by letter counted."""
        self.letters += len(text)
        await super().types(text)
        await stands_still(self)


Play = Callable[[Counted, Store], Awaitable[bool]]


@dataclass(frozen=True)
class Task:
    """One thing that a focal point does, and how it is played; `play` says whether it is done."""

    name: str
    words: str
    play: Play


def _action(db: Store, number: str) -> store.Row:
    return next(row for row in store.rows(db, "action") if row["number"] == number)


async def progress(person: Counted, db: Store) -> bool:
    """Action plan, next late, one line."""
    await person.press("2", ".", "+")
    await person.types("70%: two more texts checked")
    await person.press("enter")
    return _action(db, "A-03")["percent"] == 70


async def late(person: Counted, _db: Store) -> bool:
    """Action plan, filter."""
    await person.press("2", "/")
    await person.types("late")
    await person.press("enter")
    return all(n in person.screen for n in ("A-03", "A-05", "A-10", "A-11")) and "A-01" not in person.screen


async def new_action(person: Counted, db: Store) -> bool:
    """Action plan, new, the fields that are asked for."""
    await person.press("2", "n")
    for name, text in (
        ("title", "Child care at events"),
        ("responsible", "HR assistant"),
        ("accountable", "Head"),
        ("delivery_on", "+6m"),
    ):
        while person.field != name:
            await person.press("tab")
        await person.types(text)
    await person.press("ctrl+s")
    return any(row["title"] == "Child care at events" for row in store.rows(db, "action"))


async def correct_date(person: Counted, db: Store) -> bool:
    """Home: the late action's step leads to the very field."""
    while "A-10" not in person.line:
        await person.press("down")
    await person.press("enter", "ctrl+u")
    await person.types("30.6.2024")
    await person.press("ctrl+s")
    return _action(db, "A-10")["delivery_on"] == "2024-06-30"


async def seat_change(person: Counted, db: Store) -> bool:
    """Committees, seats, edit at the day on which it ends."""
    before = sum(1 for row in store.rows(db, "seat") if row.get("ends_on"))
    await person.press("4")
    while "[seats]" not in person.screen:
        await person.press("]")
    await person.press("e")
    while person.field != "ends_on":
        await person.press("tab")
    await person.press("ctrl+u")
    await person.types("today")
    await person.press("ctrl+s")
    rows = [row for row in store.rows(db, "seat") if row.get("ends_on")]
    return len(rows) >= before and any(row["ends_on"] == FIELD_DAY for row in rows)


async def why_unbalanced(person: Counted, _db: Store) -> bool:
    """Committees, the body, why."""
    await person.press("4")
    while "Office management" not in person.line:
        await person.press("down")
    await person.press("w")
    return "÷" in person.screen


async def answer_indicator(person: Counted, db: Store) -> bool:
    """Indicators, the next gap, its checklist, a tick."""
    await person.press("5")
    while not person.line.lstrip("▌ ").startswith("5 "):
        await person.press("down")
    await person.press("tab", "space")
    entry = next(
        r for r in store.rows(db, "indicator_entry") if r["indicator"] == "SWAP2-05" and r["period"] == 2023
    )
    return bool(entry["requirements"])


async def undo_deletion(person: Counted, db: Store) -> bool:
    """What was deleted a moment ago comes back with one key; both are counted."""
    await person.press("2", "d")
    gone = sum(1 for row in store.rows(db, "action"))
    await person.press("u")
    return len(store.rows(db, "action")) == gone + 1


async def history(person: Counted, _db: Store) -> bool:
    """Action plan, next late, history."""
    await person.press("2", ".", "h")
    return "History" in person.screen


async def export(person: Counted, _db: Store) -> bool:
    """Send, the reason for open errors, and the question that is answered with y."""
    await person.press("x", "enter")
    await person.types("The head is away")
    await person.press("enter", "y")
    await person.rests()
    return "Written" in person.said


TASKS = (
    Task("progress", "record progress of an action that is late", progress),
    Task("late", "find what is late", late),
    Task("action", "enter a new action", new_action),
    Task("date", "correct the date of a late action", correct_date),
    Task("seat", "record that a seat ends", seat_change),
    Task("why", "see why a committee is out of balance", why_unbalanced),
    Task("indicator", "answer an indicator", answer_indicator),
    Task("undo", "delete a record and bring it back", undo_deletion),
    Task("history", "see the history of a field", history),
    Task("export", "export a submission that has open errors", export),
)


async def played(task: Task, demo: Path, folder: Path) -> Counted:
    """Return the person after the task, played on a fresh copy of the demo's field office."""
    shutil.copytree(demo, folder)
    clock = log.FixedClock(dt.datetime.combine(dt.date.fromisoformat(FIELD_DAY), dt.time(17), dt.UTC))
    around = Around(clock, log.Ids(clock, random.Random(2).randbytes), folder / "state", "keys")
    db = store.open_store(folder / "demo" / "ao-paz.gemtui", around)
    desk = Desk(lambda: (db, dt.date.fromisoformat(FIELD_DAY)), Ticking(), folder / "bundles")
    desk.open()
    async with GemApp(desk).run_test(size=(80, 24)) as pilot:
        person = Counted(pilot)
        await stands_still(person)
        is_done = await task.play(person, db)
        if not is_done:
            raise SystemExit(f"{task.name}: not done; the screen:\n{person.screen}\n{person.said}")
    db.close()
    return person


def main() -> int:
    """Play the tasks and print what each takes."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.keystrokes", description=__doc__)
    parser.add_argument("--only", choices=[task.name for task in TASKS])
    given = parser.parse_args()
    print("| task | keys | letters typed | together |\n|------|------|---------------|----------|")
    with tempfile.TemporaryDirectory(prefix="gemtui-keys-") as name:
        demo = Path(name) / "made"
        demo.mkdir()
        exchange.make_demo(demo / "demo", demo / "state", "keys")
        for task in TASKS:
            if given.only in (None, task.name):
                person = asyncio.run(played(task, demo, Path(name) / task.name))
                total = person.keys + person.letters
                print(f"| {task.words} | {person.keys} | {person.letters} | {total} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
