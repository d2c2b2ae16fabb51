"""What is kept of a parsed file counts for the very text it was made of, and for nothing else."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest

import gemtui
from gemtui.parsed import parsed

PACKAGED = sorted(Path(gemtui.__file__).parent.rglob("*.toml"))


@pytest.fixture(autouse=True)
def compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own for what Python compiles; tests may run where it is to compile nothing."""
    monkeypatch.setattr("sys.pycache_prefix", str(tmp_path / "compiled"))
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    return tmp_path / "compiled"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "words.toml"
    path.write_text('hello = "Hello"\n', "utf-8")
    return path


@pytest.fixture
def no_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_text: str) -> None:
        raise AssertionError("parsed again")

    monkeypatch.setattr(tomllib, "loads", refuse)


def kept(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("path", PACKAGED, ids=lambda path: path.stem)
def test_each_file_of_the_package_is_kept_as_it_reads(
    path: Path, compiled: Path, request: pytest.FixtureRequest
):
    fresh = tomllib.loads(path.read_text("utf-8"))
    assert parsed(path) == fresh
    assert len(kept(compiled)) == 1
    request.getfixturevalue("no_parser")
    assert parsed(path) == fresh


def test_a_changed_text_is_parsed_anew_whatever_its_size_and_time(path: Path):
    assert parsed(path) == {"hello": "Hello"}
    before = path.stat()
    path.write_text('hello = "Hallo"\n', "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert parsed(path) == {"hello": "Hallo"}
    assert parsed(path) == {"hello": "Hallo"}


@pytest.mark.parametrize("place", [0, 31, 32, -1], ids=["digest", "its end", "payload", "last byte"])
def test_a_damaged_byte_is_noticed(path: Path, compiled: Path, place: int):
    parsed(path)
    (found,) = kept(compiled)
    content = bytearray(found.read_bytes())
    content[place] ^= 1
    found.write_bytes(content)
    assert parsed(path) == {"hello": "Hello"}


@pytest.mark.parametrize("length", [0, 10, 40])
def test_half_a_file_is_noticed_and_written_anew(
    path: Path, compiled: Path, length: int, request: pytest.FixtureRequest
):
    parsed(path)
    (found,) = kept(compiled)
    found.write_bytes(found.read_bytes()[:length])
    assert parsed(path) == {"hello": "Hello"}
    request.getfixturevalue("no_parser")
    assert parsed(path) == {"hello": "Hello"}


def test_what_was_kept_of_another_file_does_not_count(path: Path, compiled: Path, tmp_path: Path):
    parsed(path)
    (first,) = kept(compiled)
    other = tmp_path / "other.toml"
    other.write_text('bye = "Bye"\n', "utf-8")
    parsed(other)
    (second,) = set(kept(compiled)) - {first}
    second.write_bytes(first.read_bytes())
    assert parsed(other) == {"bye": "Bye"}


def test_nothing_is_kept_where_python_is_to_write_nothing(
    path: Path, compiled: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    assert parsed(path) == {"hello": "Hello"}
    assert not kept(compiled)


def test_where_nothing_can_be_written_it_is_parsed(path: Path, compiled: Path):
    compiled.write_text("a file where the folder would be")
    assert parsed(path) == {"hello": "Hello"}
    assert parsed(path) == {"hello": "Hello"}


def test_what_json_would_change_is_not_kept(path: Path, compiled: Path):
    path.write_text("nothing = nan\n", "utf-8")
    assert parsed(path)["nothing"] != parsed(path)["nothing"]
    assert not kept(compiled)
