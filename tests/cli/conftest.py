"""A machine with nothing on it, one with an office's store, and the demo, made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.gem import Gem


@pytest.fixture
def bare(tmp_path: Path) -> Gem:
    """A machine without a store."""
    return Gem(tmp_path)


@pytest.fixture
def gem(tmp_path: Path) -> Gem:
    """A machine with an office's empty store."""
    machine = Gem(tmp_path)
    machine.json("init", "--office", "NBO")
    return machine


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the demo; for reading only."""
    home = tmp_path_factory.mktemp("demo")
    assert Gem(home)("demo", "--to", home / "demo", "--no-open").code == 0
    return home / "demo"
