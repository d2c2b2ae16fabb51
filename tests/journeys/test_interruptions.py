"""What interrupts a person: a killed program, a fault, a full disk, a locked or read-only store, a colleague on the same store."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import sys
from pathlib import Path

import pytest

from gemtui import store
from gemtui.store import Draft, Edit, Store
from gemtui.tui.watching import look_for_others
from gemtui.tui.widgets.form import DRAFT_AFTER
from tests.journeys.person import at_the_keyboard
from tests.tui import office

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are not for Windows", allow_module_level=True)

from tests.journeys.terminal import Terminal

SIGNALS = ("SIGKILL", "SIGTERM", "SIGHUP")
FORMS = [(screen, row) for screen, rows in (("2", 12), ("4", 5), ("5", 17)) for row in range(rows)]
"""Each record of three screens: the screen's key, and how far down it stands."""
LISTED = {"2": "A-01", "4": "Safety warden", "5": "Strategic planning"}
"""What stands in a screen's list and not on Home."""
ENDS = [(*form, name) for form in FORMS for name in SIGNALS]


@pytest.fixture
def laptop(filled: Path, tmp_path: Path) -> Path:
    """A laptop's home folder with the office of scenario 1 in it; returns the store's path."""
    shutil.copy(filled, tmp_path / "office.gemtui")
    return tmp_path / "office.gemtui"


def opened(path: Path) -> Terminal:
    """Open the program on a store, on the scenario's day."""
    return Terminal(
        "--store", str(path), env={"HOME": str(path.parent), "GEMTUI_TODAY": office.TODAY.isoformat()}
    )


def drafts(path: Path) -> list[Draft]:
    """Return the drafts that lie in a store."""
    db = store.open_store(path, office.around(path.parent), read_only=True)
    try:
        return store.drafts(db)
    finally:
        db.close()


def is_kept(path: Path, words: str) -> bool:
    """Return whether a draft with these words lies in the store."""
    return any(words in text for draft in drafts(path) for text in draft.answers.values())


def interrupt(path: Path, screen: str, row: int, name: str) -> None:
    """Type into the form of a record, end the program by a signal, and see what was typed in the store."""
    words = f"typed in {screen} at {row} before {name}"
    with opened(path) as terminal:
        terminal.sees("A-10")
        terminal.types(screen)
        terminal.sees(LISTED[screen])  # a key that comes before the rows has no record to open
        terminal.types(f"{'j' * row}e")
        terminal.sees("Edit · ")
        terminal.types(words)
        terminal.sees(words)
        while name == "SIGKILL" and not is_kept(
            path, words
        ):  # nobody can say goodbye: it must be there before
            terminal.reads()
        os.kill(terminal.process.pid, signal.Signals[name])
        assert terminal.ends() == (-signal.SIGKILL if name == "SIGKILL" else 0)
    assert is_kept(path, words)


@pytest.mark.parametrize(("screen", "row", "name"), ENDS[::17])
def test_what_was_typed_into_a_form_is_a_draft_after_any_end(
    laptop: Path, screen: str, row: int, name: str
) -> None:
    interrupt(laptop, screen, row, name)


@pytest.mark.long
@pytest.mark.parametrize("name", SIGNALS)
def test_what_was_typed_into_a_hundred_forms_is_a_hundred_drafts(laptop: Path, name: str) -> None:
    for screen, row in FORMS:
        interrupt(laptop, screen, row, name)
    assert len(drafts(laptop)) == len(FORMS) >= 34


def test_a_draft_is_written_well_before_two_seconds_have_gone() -> None:
    assert DRAFT_AFTER < 2


async def test_a_fault_of_the_interface_itself_keeps_what_was_typed(db: Store) -> None:
    with pytest.raises(ZeroDivisionError):
        await meet_a_fault(db)
    assert [draft.answers for draft in store.drafts(db)] == [{"name": "Youth board"}]


async def meet_a_fault(db: Store) -> None:
    """Type into a form until something in the library raises."""
    async with at_the_keyboard(db) as person:
        await person.goes_to(4, "Committees")
        await person.press("n")
        await person.form_opens()
        await person.types("Youth board")
        person.app.call_later(lambda: 1 / 0)
        await person.until(lambda: False, "the fault")


async def test_a_read_only_store_says_so_on_every_screen_before_anybody_types(laptop: Path) -> None:
    store.open_store(laptop, office.around(laptop.parent)).close()
    laptop.chmod(0o444)
    before = laptop.read_bytes()
    with opened(laptop) as terminal:
        terminal.sees("A-10", "read-only")
        for number in "23456789":
            terminal.types(number)
            terminal.sees("read-only")
        terminal.types("2end")
        terminal.sees("Action plan", "read-only")
        terminal.types("\x11")
        assert terminal.ends() == 0
        assert terminal.is_restored()
    assert laptop.read_bytes() == before


async def test_while_another_program_holds_the_store_keys_work_and_the_save_comes_by_itself(
    db: Store,
) -> None:
    other = sqlite3.connect(db.path, isolation_level=None)
    async with at_the_keyboard(db) as person:
        await person.goes_to(4, "Committees")
        await person.press("n")
        await person.form_opens()
        other.execute("BEGIN IMMEDIATE")
        await person.types("Youth board")
        await person.press("ctrl+s")
        await person.sees("Another program holds the store")
        for _ in range(20):  # each is drawn while the save waits, so nobody waits with it
            await person.press("tab")
        await person.press("shift+tab")
        assert person.field == "mandate"
        await person.types("Typed while it waited")
        await person.sees("Typed while it waited")
        assert person.is_writing
        other.execute("ROLLBACK")
        await person.until(lambda: not person.is_writing, "the save")
        await person.rests()
        assert [row["name"] for row in store.rows(db, "committee") if row["name"] == "Youth board"]
        kept = [text for draft in store.drafts(db) for text in draft.answers.values()]
        assert kept == ["Typed while it waited"]
    other.close()


def test_a_store_that_another_program_holds_is_shown_at_once(laptop: Path) -> None:
    with opened(laptop) as terminal:  # a copy is noted once, when it is first opened
        terminal.sees("A-10")
        terminal.types("\x11")
        assert terminal.ends() == 0
    other = sqlite3.connect(laptop, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with opened(laptop) as terminal:
        terminal.sees("A-10", "LIST")
        terminal.types("4")
        terminal.sees("Safety warden")
        terminal.types("\x11")
        assert terminal.ends() == 0
    other.execute("ROLLBACK")
    other.close()


def test_what_one_window_saves_appears_in_the_other(laptop: Path) -> None:
    with opened(laptop) as one, opened(laptop) as other:
        for window in (one, other):
            window.sees("A-10")
            window.types("4")
            window.sees("Safety warden")
        one.types("nYouth board\x13")
        one.sees("saved", "Youth board")
        other.sees("Youth board", "LIST")


async def test_what_the_command_line_changes_appears_while_somebody_looks(db: Store) -> None:
    row = store.rows(db, "committee")[0]
    async with at_the_keyboard(db) as person:
        await person.goes_to(4, "Committees")
        look_for_others(person.app)
        await person.rests()
        store.save(db, Edit("committee", {"name": "By another hand"}, id=row["id"]))
        await person.sees("By another hand")
