"""When a year's reports are due, and the framework that headquarters gave it: settings, never constants."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple

from gemtui.reference.files import load, reader, version_of

REPORTING = "reporting"
"""The catalogue's name: that of its file without the ending."""


class Deadline(NamedTuple):
    """What headquarters set for one reporting year."""

    year: int
    due: date | None
    """Day by which the Union's own report is due; None where the usual day holds."""
    framework: str
    """Code of the framework that the year belongs to; empty for the one whose years it lies in."""


@reader
def deadlines() -> dict[int, Deadline]:
    """Return the years of which headquarters set something, by year; raises ValueError for a day that is none."""
    found = {}
    for given in load(REPORTING)["deadline"]:
        day = given.get("due", "")
        found[given["year"]] = Deadline(
            given["year"], date.fromisoformat(day) if day else None, given.get("framework", "")
        )
    return dict(sorted(found.items()))


@reader
def usual() -> tuple[timedelta, str]:
    """Return how long before the Union's day the offices report, and its usual month and day of the year after."""
    given = load(REPORTING)
    date.fromisoformat(f"2000-{given['union_due']}")
    return timedelta(days=int(given["lead_days"])), str(given["union_due"])


def union_due_on(year: int, framework_day: str = "") -> date:
    """Return the day on which the Union's report on a year is due: the year's own, else its framework's, else the usual."""
    own = deadlines().get(year)
    if own and own.due:
        return own.due
    return date.fromisoformat(f"{year + 1:04}-{framework_day or usual()[1]}")


def with_deadline(year: int, due: str = "", framework: str = "") -> dict[str, Any]:
    """Return the catalogue with a year's day, framework or both set, in a version that takes the place of the one in force."""
    before = set_for(year)
    return with_year(year, due or before[0], framework or before[1])


def set_for(year: int) -> tuple[str, str]:
    """Return the day and the framework that are set for a year, each empty where none is."""
    own = deadlines().get(year)
    return (own.due.isoformat() if own and own.due else "", own.framework if own else "")


def with_year(year: int, due: str, framework: str) -> dict[str, Any]:
    """Return the catalogue with just this set for a year, nothing where both are empty, in a version that is in force."""
    given = load(REPORTING)
    own = {name: text for name, text in (("due", due), ("framework", framework)) if text}
    others = [one for one in given["deadline"] if one["year"] != year]
    listed = sorted([*others, *([{"year": year, **own}] if own else [])], key=lambda one: int(one["year"]))
    return {**given, "version": _after(version_of(given)), "deadline": listed}


def _after(version: str) -> str:
    first, _, last = version.rpartition(".")
    return f"{first}{'.' if first else ''}{int(last) + 1}" if last.isdigit() else f"{version}.1"
