"""A report before it has a format: title, lines, headings, tables. Every text in it is data, never markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from gemtui.locale import plain, say

Cell = str | int | None


class Table(NamedTuple):
    """A table; columns named in `numbers` (places from 0) stand right."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numbers: frozenset[int] = frozenset()
    note: str = ""


@dataclass
class Paper:
    """One report: what people read, and the figures behind it with the ids that they come from."""

    title: str
    lines: list[str] = field(default_factory=list)
    blocks: list[str | Table] = field(default_factory=list)
    """Paragraphs and tables in their order."""
    figures: dict[str, Any] = field(default_factory=dict)
    draft: bool = False
    """Made from an unfinished round: the word stands on it, with the gaps (OBJ-4)."""
    lang: str = "en"

    def add(self, code: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]], **more: Any) -> None:
        """Add a table whose heading and columns are words of the locale; an empty one says that nothing is there."""
        told = tuple([tuple([plain(c) if isinstance(c, str) else c for c in row]) for row in rows])
        heads = tuple(say(f"column-{name}", {}, self.lang) for name in columns)
        note = more.get("note", "") or ("" if told else say("nothing-here", {}, self.lang))
        self.blocks.append(
            Table(say(code, {}, self.lang), heads, told, frozenset(more.get("numbers", ())), plain(note))
        )


def figure(value: Any, ids: Iterable[str]) -> dict[str, Any]:
    """Return a number with the ids of the records behind it."""
    return {"value": value, "ids": sorted(ids)}
