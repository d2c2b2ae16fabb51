"""Screen 5, diary: evidence written down through the year, and how many lines speak to an indicator."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from gemtui import reports, rules
from gemtui.locale import day, plain, say
from gemtui.records import Unreadable, read_day
from gemtui.reference import framework_of_year, indicators
from gemtui.store import Row
from gemtui.tui.listing import KIND
from gemtui.tui.lists.answering import ABOUT, About
from gemtui.tui.lists.distance import planned
from gemtui.tui.lists.tab import Around
from gemtui.tui.widgets.cells import Column, Part
from gemtui.tui.widgets.computed import Computed, Worked
from gemtui.tui.widgets.pane import Line, wrapped

EMPTY = (
    "Nothing in the diary of this year yet.",
    "N writes a line: 11 14: Selection panels briefed on bias (Memo 3/2026)",
)


def diary(around: Around) -> Computed:
    """Return the lines of the year, the newest first."""
    return Computed(around.of_offices(COLUMNS), lambda: Worked(_rows(around)), EMPTY)


def _rows(around: Around) -> list[Row]:
    return [{**row, KIND: "evidence"} for row in reports.diary_lines(around.db, around.year)]


def _numbers(row: Row) -> str:
    known = indicators()
    return ", ".join(str(known[n].number) if n in known else n for n in row.get("indicators") or ())


def _shown(row: Row) -> Part:
    if row.get("sha256"):
        return "✓ file", "ok"
    return (plain(str(row["reference"])), "") if row.get("reference") else ("words", "dim")


COLUMNS = (
    Column("on", "On", 11, lambda row: day(row.get("on"))),
    Column("indicators", "PI", 8, _numbers),
    Column("title", "What happened", 24, lambda row: plain(str(row.get("title") or "")), grows=True),
    Column("shown", "To show", 14, _shown, sorts=False),
    Column("taken", "Taken", 5, lambda row: ("✓", "ok") if row.get("subject") else ("–", "dim"), sorts=False),
)


def spoken(around: Around, row: Row, width: int) -> list[Line]:
    """Return in lines what would give what is missing, and how much of the diary speaks to the indicator."""
    return [*_speaking(around, row, width), *planned(around, row, width)]


def _speaking(around: Around, row: Row, width: int) -> list[Line]:
    about: About | None = row.get(ABOUT)
    if about is None or row["office"] != around.db.identity.office:
        return []
    found = reports.speaking(around.db, about.indicator, around.year)
    return wrapped(say("diary-speaks", {"count": len(found)}), width, "accent", 1) if found else []


def meaning(typed: str, usual: Sequence[str], on: date) -> str:
    """Return how a line is understood: its day, its indicators, its reference; nothing for an empty one."""
    noted = rules.read_noted(typed)
    if not noted.text:
        return ""
    try:
        at = read_day(noted.day, on) if noted.day else on.isoformat()
    except Unreadable as problem:
        return say(problem.code, problem.facts)
    framework = framework_of_year(int(at[:4]))
    named = rules.numbered(framework, noted.numbers) if framework else None
    if noted.numbers and named is None:
        return say("no-such-indicators", {"numbers": ", ".join(map(str, noted.numbers)), "year": at[:4]})
    numbers = _numbers({"indicators": named or usual})
    parts = [day(at), f"PI {numbers}" if numbers else say("diary-no-indicator"), noted.reference]
    return f"= {' · '.join(filter(None, parts))}"
