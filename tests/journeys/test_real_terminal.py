"""The program in real terminals: it starts, shows its nine screens, bears what terminals send, and leaves them whole."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from gemtui import store
from gemtui.store import Draft
from tests.tui import office

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are not for Windows", allow_module_level=True)

from tests.journeys.terminal import Terminal

TITLES = (
    "Home",
    "Action plan",
    "Focal points",
    "Committees",
    "Indicators",
    "Staff and recruitment",
    "Programmes and practices",
    "Governance and",
    "Exchange",
)
KINDS_OF_TERMINAL: tuple[tuple[tuple[int, int], Mapping[str, str]], ...] = (
    ((80, 24), {}),
    ((160, 48), {}),
    ((80, 24), {"NO_COLOR": "1"}),
    ((80, 24), {"TERM": "linux"}),
    ((80, 24), {"TERM": "vt100"}),
    ((80, 24), {"TERM": "xterm-16color"}),
    ((80, 24), {"TERM": "screen", "STY": "1.office"}),
    ((100, 30), {"TERM": "tmux-256color", "TMUX": "/tmp/tmux-0/default,1,0"}),
    ((80, 24), {"LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
)


@pytest.fixture
def laptop(filled: Path, tmp_path: Path) -> Path:
    """A laptop's home folder with the office of scenario 1 in it; returns the store's path."""
    shutil.copy(filled, tmp_path / "office.gemtui")
    return tmp_path / "office.gemtui"


def opened(path: Path, size: tuple[int, int] = (80, 24), **env: str) -> Terminal:
    """Open the program on a store, on the scenario's day."""
    home = {"HOME": str(path.parent), "GEMTUI_TODAY": office.TODAY.isoformat()}
    return Terminal("--store", str(path), size=size, env={**home, **env})


@pytest.mark.parametrize(
    ("size", "env"), KINDS_OF_TERMINAL, ids=lambda value: "-".join(map(str, value)) or "xterm"
)
def test_nine_screens_open_and_the_terminal_is_left_as_it_was(
    laptop: Path, size: tuple[int, int], env: Mapping[str, str]
) -> None:
    with opened(laptop, size, **env) as terminal:
        terminal.sees("Home", "A-10")
        for number, title in enumerate(TITLES, 1):
            terminal.types(str(number))
            terminal.sees(title)
        terminal.types("\x11")
        assert terminal.ends() == 0
        assert terminal.is_restored()


def test_stray_sequences_and_windows_of_any_size_do_not_end_it(laptop: Path) -> None:
    with opened(laptop) as terminal:
        terminal.sees("A-10")
        terminal.types(
            "\x1b[99999999~\x1b[<999999;1;1M\x1b[1;99Z\x1b[?62;c\x1b]11;rgb:0/0/0\x1b\\\x1b[200~pasted\x1b[201~"
        )
        terminal.types("\x9b31m\xff\udcff\udc80")
        terminal.types("4")
        terminal.sees("Safety warden")
        terminal.resizes(10, 3)
        terminal.types(":")
        terminal.resizes(1, 1)
        terminal.types("abc\x1b[B")
        terminal.resizes(40, 30)
        terminal.sees("too small")
        terminal.resizes(80, 24)
        terminal.types("\x1b")
        terminal.sees("Safety warden", "LIST")
        terminal.resizes(200, 60)
        terminal.sees("Safety warden", "LIST")
        terminal.types("\x11")
        assert terminal.ends() == 0
        assert terminal.is_restored()


def test_the_window_is_followed_where_a_shell_has_exported_an_older_size(laptop: Path) -> None:
    with opened(laptop, (100, 30), COLUMNS="80", LINES="24") as terminal:
        terminal.sees("A-10")
        assert len(max(terminal.text.splitlines(), key=len)) > 80
        terminal.resizes(50, 30)
        terminal.sees("too small")
        terminal.resizes(90, 26)
        terminal.sees("A-10", "LIST")


def test_keys_that_come_all_at_once_go_where_each_has_led(laptop: Path) -> None:
    with opened(laptop) as terminal:
        terminal.sees("A-10")
        terminal.types("4nYouth board\tBoard for youth\t")
        terminal.sees("New", "Youth board")
        terminal.types("\x13")
        terminal.sees("saved", "Youth board", "LIST")


def drafts(path: Path) -> list[Draft]:
    """Return the drafts that lie in a store."""
    db = store.open_store(path, office.around(path.parent), read_only=True)
    try:
        return store.drafts(db)
    finally:
        db.close()


def write_something(terminal: Terminal) -> None:
    terminal.sees("A-10")
    terminal.types("4n")
    terminal.sees("New")
    terminal.types("Youth board")
    terminal.sees("Youth board")


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGKILL", "window"])
def test_what_was_typed_is_there_again_after_any_end(laptop: Path, name: str) -> None:
    with opened(laptop) as terminal:
        write_something(terminal)
        if name == "SIGKILL":  # nobody can say goodbye: what was typed two seconds ago is on the disk already
            while not any("Youth board" in draft.answers.values() for draft in drafts(laptop)):
                terminal.reads()
        if name == "window":
            terminal.hangs_up()
        else:
            os.kill(terminal.process.pid, signal.Signals[name])
        code = terminal.ends()
        assert code == (-signal.SIGKILL if name == "SIGKILL" else 0)
        if name in ("SIGTERM", "SIGHUP"):
            assert terminal.is_restored()
    assert [draft.answers["name"] for draft in drafts(laptop)] == ["Youth board"]
    with opened(laptop) as terminal:
        terminal.sees("A-10")
        terminal.types("4n")
        terminal.sees("Youth board", "is here again")
        terminal.types("\x13")
        terminal.sees("saved")
    assert drafts(laptop) == []


def test_ctrl_c_does_not_end_it_and_loses_nothing(laptop: Path) -> None:
    with opened(laptop) as terminal:
        write_something(terminal)
        terminal.types("\x03")
        terminal.types("!")
        terminal.sees("Youth board!")
