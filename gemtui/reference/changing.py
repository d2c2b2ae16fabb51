"""What differs between two versions of a catalogue: which entries came, went, or say something else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

CODES = ("id", "code", "number", "field", "group")
"""What an entry is known by: the first of these that it has."""

OF_THE_FILE = frozenset({"schema", "version", "as_of"})


class Altered(NamedTuple):
    """One thing that is other in the newer version."""

    how: str
    """`added`, `removed` or `changed`."""
    where: str
    """Table, and the entry's code: `indicator SWAP3-14`."""
    fields: tuple[str, ...] = ()
    """What of it is worded or set anew."""


def altered(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Altered]:
    """Return what differs, in the order of the newer version; what is gone comes last."""
    names = [*after, *(name for name in before if name not in after)]
    return [one for name in names if name not in OF_THE_FILE for one in _of_table(name, before, after)]


def _of_table(name: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Altered]:
    old, new = _entries(before.get(name)), _entries(after.get(name))
    if old is None or new is None:
        if name not in before:
            yield Altered("added", name)
        elif name not in after:
            yield Altered("removed", name)
        elif before[name] != after[name]:
            yield Altered("changed", name)
        return
    for code, entry in new.items():
        if code not in old:
            yield Altered("added", f"{name} {code}")
        elif old[code] != entry:
            yield Altered("changed", f"{name} {code}", _fields(old[code], entry))
    yield from (Altered("removed", f"{name} {code}") for code in old if code not in new)


def _fields(old: Any, new: Any) -> tuple[str, ...]:
    if not isinstance(old, dict) or not isinstance(new, dict):
        return ()
    return tuple(name for name in {**old, **new} if old.get(name) != new.get(name))


def _entries(table: Any) -> dict[str, Any] | None:
    """Return a table's entries by their codes, None where it is no table."""
    if isinstance(table, dict):
        return table
    if not isinstance(table, list) or not all(isinstance(entry, dict) for entry in table):
        return {} if table is None else None
    found = {}
    for place, entry in enumerate(table, 1):
        code = next((entry[name] for name in CODES if name in entry), place)
        found[str(code)] = entry
    return found
