"""The catalogues' files: TOML in the package."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

CATALOGUES = Path(__file__).parent / "catalogues"  # importlib.resources would cost a first paint 15 ms


@cache
def load(name: str) -> dict[str, Any]:
    """Return the catalogue file of that name as it stands. Shared: read it, never change it."""
    return tomllib.loads((CATALOGUES / f"{name}.toml").read_text("utf-8"))
