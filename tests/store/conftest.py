from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from gemtui.store import Store
from tests.store.places import new_store

Make = Callable[..., Store]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """Makes stores, each in a folder and on a machine of its own, and closes them."""
    made: list[Store] = []

    def one(office: str = "NBO", role: str = "field", **world: Any) -> Store:
        number = len(made) + 1
        world = {"machine": f"laptop {number}", "seed": number} | world
        made.append(new_store(tmp_path / str(number), office, role, **world))
        return made[-1]

    yield one
    for db in made:
        db.close()


@pytest.fixture
def db(make: Make) -> Store:
    """An empty store of a field office."""
    return make()


@pytest.fixture
def pair(make: Make) -> tuple[Store, Store]:
    """Two laptops of one office."""
    return make(), make()
