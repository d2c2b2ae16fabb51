"""A copy of the filled office for each test, and waiting for a state instead of for time."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gemtui import store
from gemtui.store import Store
from tests.tui import office

os.environ["TEXTUAL_ANIMATIONS"] = "none"


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with scenario 1's office, to be copied."""
    path = tmp_path_factory.mktemp("office") / "office.gemtui"
    db = office.make(path)
    office.fill(db)
    db.close()
    return path


@pytest.fixture
def db(filled: Path, tmp_path: Path) -> Iterator[Store]:
    """The filled office."""
    path = tmp_path / "office.gemtui"
    shutil.copy(filled, path)
    shutil.copytree(filled.parent / "state", tmp_path / "state", dirs_exist_ok=True)
    opened = store.open_store(path, office.around(tmp_path, turn=1 << 32))
    yield opened
    opened.close()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    """An office with nothing in it."""
    opened = office.make(tmp_path / "empty.gemtui")
    yield opened
    opened.close()


@pytest.fixture
def new_store(tmp_path: Path) -> Callable[..., Store]:
    """A maker of further stores."""
    return lambda name, code="AO-PAZ", role="field": office.make(tmp_path / f"{name}.gemtui", code, role)
