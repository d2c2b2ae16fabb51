"""The house keeps its measures: modules that fit the eye, rooms that are known, nothing lying about."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "gemtui"
MODULE, SCREEN, APP, FUNCTION = 300, 150, 200, 60
"""Lines at most; a function is meant to have about 30, and is split long before twice as many."""
FRONT = {
    "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "pyproject.toml", "gemtui", "tests", "screenshots",
}  # fmt: skip
MADE = {"dist", "build"}
"""What commands of the README leave behind; git ignores it."""
ROOMS = {"tui", "cli", "reports", "exchange", "store", "rules", "log", "records", "reference", "locale"}
NAMELESS = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "core",
    "manager",
    "managers",
    "misc",
    "base",
    "tools",
}
LONGER: dict[str, str] = {}
"""Module → why it may be longer, and since when."""


def modules() -> list[Path]:
    return sorted(HOUSE.rglob("*.py"))


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", modules(), ids=named)
def test_a_module_fits_its_measure(path: Path):
    lines = len(path.read_text(encoding="utf-8").splitlines())
    if named(path) == "gemtui/tui/app.py":
        most = APP
    else:
        most = SCREEN if path.is_relative_to(HOUSE / "tui" / "screens") else MODULE
    assert lines <= most or named(path) in LONGER


def test_exceptions_are_still_needed():
    for name in LONGER:
        assert len((ROOT / name).read_text(encoding="utf-8").splitlines()) > SCREEN


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_no_function_is_longer_than_a_screen():
    long = {
        f"{named(path)}:{each.lineno} {each.name}": (each.end_lineno or 0) - each.lineno + 1
        for path in modules()
        for each in functions(path)
        if (each.end_lineno or 0) - each.lineno >= FUNCTION
    }
    assert not long


def test_the_house_has_the_rooms_that_are_drawn_and_no_others():
    there = {path.name for path in HOUSE.iterdir() if path.is_dir() and not path.name.startswith("__")}
    assert there == ROOMS
    files = {path.name for path in HOUSE.iterdir() if path.is_file()}
    assert files <= {"__init__.py", "__main__.py", "parsed.py", "py.typed"}  # both rooms at the bottom parse


def test_every_module_has_a_noun_of_the_field():
    for path in modules():
        assert path.stem not in NAMELESS, path
        assert not NAMELESS & set(path.relative_to(HOUSE).parts[:-1]), path


def test_the_top_level_holds_what_a_newcomer_looks_for_and_nothing_else():
    there = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert there - MADE - FRONT - {path for path in there if path.endswith(".egg-info")} == set()
