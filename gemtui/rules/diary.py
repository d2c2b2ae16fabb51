"""The diary of evidence: lines written through the year that speak to indicators, and what an answer takes from them.

A line is evidence with a day of its own; it stands behind no record until an answer takes it. Source: clauses OBJ-4,
REP-2.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from gemtui.reference import Framework, Indicator, indicators
from gemtui.rules.terms import Row

HEAD = re.compile(r"\s*([^:]{1,60}):\s*(.*)", re.DOTALL)
NUMBER = re.compile(r"(?:pi\s*)?(\d{1,2})", re.IGNORECASE)
DAY = re.compile(r"\d")
"""What a day has in it however it is written; without one, what stands before a colon is a word of the line."""
REFERENCE = re.compile(r"\s*\(((?=[^()]*\d)[^()]{2,200})\)\s*\.?\s*$")
"""In brackets at the end, with a number in it: `(Memo 3/2026)`, and not `(as planned)`."""
FILE_FIELDS = ("title", "reference", "sha256", "media_type", "bytes")


@dataclass(frozen=True, slots=True)
class Noted:
    """What a typed line says."""

    text: str
    day: str = ""
    """The day as it was typed; empty for today."""
    numbers: tuple[int, ...] = ()
    """The indicators' numbers; empty where the line names none."""
    reference: str = ""
    """What stands in brackets at its end: where it can be looked up."""


def read_noted(typed: str) -> Noted:
    """Return what a line says: `12.5. 11 14: Panels briefed on bias (Memo 3)`; day, numbers and brackets may be missing."""
    rest, day = typed.strip(), ""
    numbers: tuple[int, ...] = ()
    head = HEAD.fullmatch(rest)
    if head:
        words = [word for word in re.split(r"[\s,]+", head[1].replace("PI ", "").replace("pi ", "")) if word]
        named = [NUMBER.fullmatch(word) for word in words]
        first_is_day = bool(words) and named[0] is None and DAY.search(words[0]) and all(named[1:])
        if all(named) or first_is_day:
            day = words[0] if first_is_day else ""
            numbers = tuple(dict.fromkeys(int(found[1]) for found in named if found))
            rest = head[2].strip()
    found = REFERENCE.search(rest)
    reference = found[1].strip() if found else ""
    return Noted(rest[: found.start()].strip() if found else rest, day, numbers, reference)


def numbered(framework: Framework, numbers: Sequence[int]) -> tuple[str, ...] | None:
    """Return the ids of a framework's indicators by their numbers; None where one of them is none of its numbers."""
    by_number = {one.number: one.id for one in framework.indicators.values()}
    return tuple(by_number[n] for n in numbers) if all(n in by_number for n in numbers) else None


def is_line(row: Row) -> bool:
    """Return whether a piece of evidence is a line of the diary."""
    return bool(row.get("on"))


def speaks_to(row: Row, indicator: Indicator, year: int) -> bool:
    """Return whether a line of the diary is of a year and names an indicator, by its code or under its title in another framework."""
    if not is_line(row) or not str(row["on"]).startswith(str(year)):
        return False
    named = row.get("indicators") or ()
    known = indicators()
    return any(n == indicator.id or (n in known and known[n].title == indicator.title) for n in named)


def speaking(rows: Iterable[Row], indicator: Indicator, year: int, office: str) -> list[Row]:
    """Return an office's lines that speak to an indicator in a year, by day."""
    found = [row for row in rows if row["office"] == office and speaks_to(row, indicator, year)]
    return sorted(found, key=lambda row: (str(row["on"]), row["id"]))


def told(line: Row, day: str) -> str:
    """Return a line as it stands in an explanation; `day` is its day in words."""
    reference = f" ({line['reference']})" if line.get("reference") else ""
    return f"{day}: {line.get('title') or ''}{reference}"


def added(text: str | None, lines: Iterable[str]) -> str:
    """Return a text with those lines added that are not in it yet."""
    held = (text or "").rstrip()
    for line in lines:
        if line not in held:
            held = f"{held}\n{line}" if held else line
    return held


def behind(line: Row, entry: Row) -> dict[str, Any] | None:
    """Return what makes a line evidence of an entry: its subject, or a copy's values; None where there is nothing to do.

    Words alone prove nothing: only a file or a reference becomes evidence.
    """
    if not line.get("sha256") and not line.get("reference"):
        return None
    at = {"subject_kind": "indicator_entry", "subject": entry["id"]}
    if not line.get("subject"):
        return at
    if line["subject"] == entry["id"]:
        return None
    return {**at, **{name: line[name] for name in FILE_FIELDS if line.get(name) is not None}}
