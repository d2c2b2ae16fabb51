"""What a fresh process loads for what: a static graph can't see imports that stand inside functions."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from gemtui import exchange, store
from tests.tui import office

ROOT = Path(__file__).parents[1]
ROOMS = (
    "parsed",
    "reference",
    "locale",
    "records",
    "log",
    "rules",
    "store",
    "exchange",
    "reports",
    "cli",
    "tui",
)
"""From the bottom of the staircase to its top; the second and third, and the last two, stand side by side."""
MODELS = {"sqlmodel", "sqlalchemy", "pydantic"}
"""What the record classes are made of; its import takes longer than the whole rest of a start."""
SCREEN = {"textual", "rich"}
NETWORK = {
    "socket",
    "ssl",
    "http",
    "urllib.request",
    "ftplib",
    "smtplib",
    "xmlrpc",
    "socketserver",
    "asyncio",
}

LIST = """
import json, sys
print(json.dumps(sorted(sys.modules)))
"""

CALL = """
import sys
from gemtui.__main__ import main
sys.stdout, out = open(sys.argv.pop(1), "w"), sys.stdout
code = main(sys.argv[1:])
sys.stdout = out
assert code == 0, code
"""

TERMINAL = """
import asyncio, sys, time
from pathlib import Path
from gemtui.tui import Desk
from gemtui.tui.app import GemApp

path, far = Path(sys.argv[1]), sys.argv[2]

def open_store():
    from gemtui import store
    from tests.tui import office
    return store.open_store(path, office.around(path.parent)), office.TODAY

async def walk():
    app = GemApp(Desk(open_store, time.monotonic, path.parent))
    async with app.run_test(size=(80, 24)) as pilot:
        async def until(what):
            for _ in range(3_000):
                await pilot.pause(0.01)
                if what():
                    return
            raise AssertionError("it never came")

        await until(lambda: app.desk.is_open and app.screen.table.is_listed)
        if far == "painted":
            return
        await pilot.press("2")
        await until(lambda: app.screen.number == 2 and app.screen.table.row is not None)
        if far == "listed":
            return
        await pilot.press("down", "e")
        await until(lambda: app.focused is not None and app.focused.id)
        while app.focused.id != "title":
            await pilot.press("tab")
        await pilot.press("end", "x", "ctrl+s")
        await until(lambda: app.version > 0)

asyncio.run(walk())
"""


def loaded(script: str, *words: str | Path, env: dict[str, str] | None = None) -> set[str]:
    """Return the names of all modules that a fresh process has loaded at the end of a script."""
    argv = [sys.executable, "-c", script + LIST, *(str(word) for word in words)]
    done = subprocess.run(
        argv, capture_output=True, text=True, check=False, cwd=ROOT, env={**os.environ, **(env or {})}
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout.splitlines()[-1]))


def called(folder: Path, *words: str | Path) -> set[str]:
    """Return what a command of the command line loads."""
    home = {name: str(folder) for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")}
    return loaded(CALL, folder / "out.txt", *words, env={**home, "GEMTUI_TODAY": "2024-01-10"})


def rooms_in(modules: set[str]) -> set[str]:
    return {name.split(".")[1] for name in modules if name.startswith("gemtui.")}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_loads_nothing_from_above_it(room: str):
    found = rooms_in(loaded(f"import gemtui.{room}"))
    above = set(ROOMS[ROOMS.index(room) + 1 :]) | ({"cli"} if room == "tui" else set())
    assert not found & above


NAMED = """
import sys
from types import ModuleType
import gemtui.{room} as room
hidden = [name for name in room.__all__ if isinstance(getattr(room, name), ModuleType)]
assert not hidden, hidden
"""


@pytest.mark.parametrize("room", ["reference", "records", "rules", "store", "exchange", "reports"])
def test_no_module_hides_a_name_of_its_room(room: str):
    """A name that loads with first use is found as long as no module of that name was loaded before it."""
    loaded("; ".join(f"import {name}" for name in modules_of(room)) + NAMED.format(room=room))


@pytest.mark.parametrize("room", [room for room in ROOMS if room != "tui"])
def test_nothing_below_the_terminal_program_loads_its_library(room: str):
    everything = "; ".join(f"import {name}" for name in modules_of(room))
    assert not loaded(everything) & SCREEN


@pytest.mark.parametrize("room", ["rules", "log"])
def test_rules_and_the_log_touch_neither_database_nor_files_nor_network(room: str):
    everything = "; ".join(f"import {name}" for name in modules_of(room))
    assert not loaded(everything) & {"sqlite3", "socket", "subprocess", "tempfile", "shutil", *MODELS}


def test_the_version_is_said_without_any_room(tmp_path: Path):
    found = called(tmp_path, "--version")
    assert rooms_in(found) == {"__main__"}
    assert not found & {*MODELS, *SCREEN, "sqlite3", "click", "argparse", "importlib.metadata"}


def test_the_program_is_loaded_as_a_package_without_anything():
    assert not rooms_in(loaded("import gemtui"))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with an office in it, made in this process, since making one takes the record classes."""
    path = tmp_path_factory.mktemp("imports") / "office.gemtui"
    db = office.make(path)
    office.fill(db)
    db.close()
    return path


@pytest.mark.parametrize("far", ["painted", "listed", "saved"])
def test_first_paint_list_and_save_load_no_record_classes(far: str, path: Path):
    found = loaded(TERMINAL, path, far)
    assert "gemtui.tui.app" in found
    assert not found & MODELS
    assert not found & {"click", "cryptography", "pyrage"}


def test_the_first_paint_comes_before_the_store_is_loaded():
    found = loaded("import gemtui.__main__, gemtui.tui.app, gemtui.tui.screens.home")
    assert not found & {"sqlite3", "gemtui.store", "gemtui.rules", "gemtui.exchange", *MODELS}


@pytest.mark.parametrize(
    "words",
    [
        ("list", "action"),
        ("show", "action"),
        ("set", "action"),
        ("check", "--json"),
        ("balance",),
        ("digest",),
    ],
    ids=" ".join,
)
def test_commands_on_records_load_no_record_classes(words: Sequence[str], path: Path, tmp_path: Path):
    copy = office_copy(path, tmp_path)
    more = {"show": [record(copy)], "set": [record(copy), "percent=30"]}.get(words[0], [])
    script = CALL.replace("assert code == 0, code", "assert code in (0, 1), code")
    home = {name: str(tmp_path) for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")}
    found = loaded(script, tmp_path / "out.txt", "--store", copy, *words, *more, env=home)
    assert not found & {*MODELS, *SCREEN}


def test_verify_and_merge_load_no_record_classes(tmp_path: Path):
    bundle, hq = exchanged(tmp_path)
    for word in ("verify", "merge"):
        assert not called(tmp_path, "--store", hq, word, bundle) & {*MODELS, *SCREEN}


def test_no_module_of_ours_imports_the_network():
    for path in sorted((ROOT / "gemtui").rglob("*.py")):
        named = imported_names(ast.parse(path.read_text(encoding="utf-8")))
        allowed = {"asyncio"} if path.is_relative_to(ROOT / "gemtui" / "tui") else set()
        assert not named & (NETWORK - allowed), path


def imported_names(tree: ast.AST) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found | {name.partition(".")[0] for name in found}


def modules_of(room: str) -> list[str]:
    """Return the names of all modules of a room."""
    folder = ROOT / "gemtui" / room
    if not folder.is_dir():
        return [f"gemtui.{room}"]
    paths = (path.relative_to(ROOT).with_suffix("") for path in sorted(folder.rglob("*.py")))
    names = (".".join(path.parts).removesuffix(".__init__") for path in paths)
    heavy = ("gemtui.records.subjects", "gemtui.records.columns")
    return [name for name in names if not name.startswith(heavy)]


def office_copy(path: Path, folder: Path) -> Path:
    db = store.open_store(path, office.around(path.parent))
    store.backup(db, folder / "copy.gemtui")
    db.close()
    return folder / "copy.gemtui"


def record(path: Path) -> str:
    db = store.open_store(path, office.around(path.parent))
    identifier = str(store.rows(db, "action")[0]["id"])
    db.close()
    return identifier


def exchanged(folder: Path) -> tuple[Path, Path]:
    """Return an office's bundle and a headquarters store that trusts its key."""
    there, here = folder / "office.gemtui", folder / "hq.gemtui"
    around = office.around(folder)
    db, key = exchange.found(there, store.Identity("AO-PAZ", "field", "focal point"), around)
    office.fill(db)
    signer = exchange.load_key(exchange.key_files(there).key)
    order = exchange.Order("submission", period="2023", despite="a test")
    bundle = exchange.export(db, order, folder, signer).bundle
    db.close()
    hq, _ = exchange.found(here, store.Identity("ITU", "hq", "headquarters"), around)
    exchange.trust(hq, exchange.Trusted("office:AO-PAZ", key))
    hq.close()
    assert bundle is not None
    return bundle, here
