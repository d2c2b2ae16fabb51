"""What the program does beside its screen: the person's own editor, and the terminal's clipboard with a file as fallback."""

from __future__ import annotations

import base64
import stat
import sys
from pathlib import Path

import pytest

from gemtui import store
from gemtui.store import Store
from gemtui.tui.screens.copying import COPIED
from gemtui.tui.screens.editing import edited
from tests.journeys.person import at_the_keyboard
from tests.journeys.test_interruptions import is_kept
from tests.journeys.test_real_terminal import laptop, opened

__all__ = ["laptop"]
if sys.platform == "win32":
    pytest.skip("pseudo-terminals are not for Windows", allow_module_level=True)


def an_editor(folder: Path, body: str) -> Path:
    """A program that stands for the person's editor; gets the file's name."""
    path = folder / "editor.sh"
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return path


def test_a_long_text_goes_to_the_person_s_own_editor_and_comes_back_as_a_draft(laptop: Path) -> None:
    editor = an_editor(laptop.parent, 'printf "written elsewhere\\nin two lines\\n" > "$1"')
    with opened(laptop, EDITOR=str(editor)) as terminal:
        terminal.sees("A-10")
        terminal.types("2")
        terminal.sees("A-01")
        terminal.types("c")
        terminal.sees("New · Remark", "open in editor")
        terminal.types("typed here")
        terminal.sees("typed here")
        terminal.types("\x0f")
        terminal.sees("written elsewhere", "in two lines")
        while not is_kept(laptop, "written elsewhere"):
            terminal.reads()
        terminal.types("\x1a")  # one step of typing brings back what was there
        terminal.sees("typed here")
        terminal.types("\x11")
        assert terminal.ends() == 0
        assert terminal.is_restored()


def test_an_editor_that_is_not_there_is_said_and_the_text_stays(laptop: Path) -> None:
    with opened(laptop, EDITOR="/no/such/editor") as terminal:
        terminal.sees("A-10")
        terminal.types("2")
        terminal.sees("A-01")
        terminal.types("c")
        terminal.sees("New · Remark", "open in editor")
        terminal.types("typed here\x0f")
        terminal.sees("The editor did not work", "typed here")
        terminal.types("\x11")
        assert terminal.ends() == 0


def test_an_editor_that_leaves_no_text_is_said_and_the_program_goes_on(laptop: Path) -> None:
    editor = an_editor(laptop.parent, "printf '\\377\\376' > \"$1\"")
    with opened(laptop, EDITOR=str(editor)) as terminal:
        terminal.sees("A-10")
        terminal.types("2")
        terminal.sees("A-01")
        terminal.types("c")
        terminal.sees("New · Remark", "open in editor")
        terminal.types("typed here\x0f")
        terminal.sees("The editor did not work", "typed here")
        terminal.types("\x11")
        assert terminal.ends() == 0


def test_only_its_owner_reads_the_editor_s_file_and_it_is_gone_afterwards(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    editor = an_editor(tmp_path, f'ls -ld "$(dirname "$1")" > {seen}; echo "$1" >> {seen}; echo more >> "$1"')
    assert edited(str(editor), "a draft about a person\n") == "a draft about a person\nmore"
    mode, path = seen.read_text().splitlines()
    assert mode.startswith(stat.filemode(stat.S_IFDIR | 0o700))
    assert not Path(path).parent.exists()


def test_an_editor_that_changes_nothing_or_gives_up_changes_nothing(tmp_path: Path) -> None:
    assert edited(str(an_editor(tmp_path, "exit 1")), "as it was") == "as it was"


def test_y_hands_the_row_to_the_terminal_s_clipboard_and_to_a_file(laptop: Path) -> None:
    with opened(laptop) as terminal:
        terminal.sees("A-10")
        terminal.types("2")
        terminal.sees("A-01")
        terminal.types("y")
        terminal.sees("Copied; also in")
        terminal.types("\x11")
        assert terminal.ends() == 0
        handed = terminal.written.split(b"\x1b]52;c;")[1].split(b"\x07")[0]
    text = base64.b64decode(handed).decode("utf-8")
    assert text.split("\t")[0] == "A-01"
    files = list(laptop.parent.rglob(COPIED)) or [Path(COPIED)]
    assert files[0].read_text("utf-8") == f"{text}\n"


async def test_where_the_file_can_t_be_written_the_terminal_s_copy_is_said_to_be_the_only_one(
    db: Store, tmp_path: Path
) -> None:
    (tmp_path / "shut" / COPIED).mkdir(parents=True)  # a folder stands where the file would
    async with at_the_keyboard(db, folder=tmp_path / "shut") as person:
        await person.goes_to(2, "Action plan")
        await person.press("y")
        await person.rests()
        assert "could not be written" in person.said
        assert person.app.clipboard.startswith("A-01\t")


async def test_a_row_with_escape_codes_is_copied_as_it_is_shown(db: Store, tmp_path: Path) -> None:
    row = next(row for row in store.rows(db, "action") if row["number"] == "A-01")
    store.save(db, store.Edit("action", {"title": "Bell\x07 and \x1b]52;c;aGk=\x07"}, id=row["id"]))
    async with at_the_keyboard(db, folder=tmp_path) as person:
        await person.goes_to(2, "Action plan")
        await person.press("y")
        await person.rests()
        assert not {"\x07", "\x1b"} & set(person.app.clipboard)
        assert not {"\x07", "\x1b"} & set((tmp_path / COPIED).read_text("utf-8"))
