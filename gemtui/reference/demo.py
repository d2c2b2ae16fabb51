"""The invented offices of the demo and of the acceptance tests, as lines of JSON in `demo/`.

One line is one save: `kind`, `office`, a `ref` that other lines point to (`"@ref"`, across offices `"@OFFICE/ref"`)
and the fields. A later line with the ref of an earlier one corrects that record.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "demo"

DEMOS = ("ao-paz", "ao-paz-2024", "ao-paz-2025", "ao-paz-2025-second", "ro-nvl", "ao-trm", "itu")
"""Scenario 1, what its office reports later, scenario 2, and what scenario 3 adds."""

OWN = ("kind", "ref", "office")


def demo(name: str) -> list[dict[str, Any]]:
    """Return the lines of a demo in the order in which they are saved; raises FileNotFoundError for an unknown name."""
    return [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()]


def linked(lines: Iterable[dict[str, Any]], id_of: Callable[[str, str], str]) -> list[dict[str, Any]]:
    """Return the lines with every `@ref` turned into what a record holds: an id, or `OFFICE/ID` across offices."""
    return [{name: _linked(value, line["office"], id_of) for name, value in line.items()} for line in lines]


def fields(line: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a line, without what says which record it is."""
    return {name: value for name, value in line.items() if name not in OWN}


def _linked(value: Any, own: str, id_of: Callable[[str, str], str]) -> Any:
    if isinstance(value, list):
        return [_linked(entry, own, id_of) for entry in value]
    if not isinstance(value, str) or not value.startswith("@"):
        return value
    office, slash, ref = value[1:].rpartition("/")
    return f"{office}/{id_of(office, ref)}" if slash else id_of(own, ref)
