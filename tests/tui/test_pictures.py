"""Each screen at two sizes looks as in its picture: `screenshots/` is the baseline, looked at one by one.

After a wanted change: `python screenshots/make.py`, look at each picture that differs, and commit them by themselves.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

SCRIPT = Path(__file__).parents[2] / "screenshots" / "make.py"


def load() -> ModuleType:
    """Return the script that makes the pictures, as a module."""
    spec = importlib.util.spec_from_file_location("gemtui_pictures", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


MAKE = load()


@pytest.fixture(scope="module")
def studio() -> Iterator[Any]:
    """The demo, made once for all pictures of a process."""
    with MAKE.studio() as made:
        yield made


@pytest.mark.parametrize(
    ("picture", "size"),
    [pytest.param(p, size, id=f"{p.name}-{size[0]}x{size[1]}") for p in MAKE.PICTURES for size in p.sizes],
)
async def test_the_screen_looks_as_in_its_picture(studio: Any, picture: Any, size: tuple[int, int]) -> None:
    path = SCRIPT.with_name(f"{picture.name}-{size[0]}x{size[1]}.svg")
    is_same = path.is_file() and await MAKE.take(studio, picture, size) == path.read_text("utf-8")
    advice = f"Run `python screenshots/make.py {picture.name}` and look at the picture: commit it if it is as wanted."
    assert is_same, f"{path.name} looks otherwise now. {advice}"


async def test_a_picture_is_the_same_whatever_was_typed_for_the_one_before(studio: Any) -> None:
    by_name = {picture.name: picture for picture in MAKE.PICTURES}
    first = await MAKE.take(studio, by_name["home"], (80, 24))
    await MAKE.take(studio, by_name["form"], (80, 24))
    assert await MAKE.take(studio, by_name["home"], (80, 24)) == first
