"""Indicators over the years, across frameworks: who answered, and each indicator's way with its breaks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from gemtui import rules, store
from gemtui.reference import frameworks, indicators
from gemtui.rules import Lineage
from gemtui.store import Row, Store, View


class Course(NamedTuple):
    """One office's indicators, or the Union's, through the years."""

    office: str
    kind: str
    """`entity_rating` for the Union, `indicator_entry` for an office."""
    lines: Sequence[Lineage]


def courses(db: Store, year: int, then: date | None = None) -> list[Course]:
    """Return the Union's course first, then each office's that has an entry; up to a year, as it was on a day."""
    own, found = db.identity.office, []
    for kind in ("entity_rating", "indicator_entry"):
        held: dict[str, list[Row]] = defaultdict(list)
        for row in _rows(db, kind, then):
            if row.get("framework") in frameworks() and int(row.get("period") or 0) <= year:
                held[row["office"]].append(row)
        offices = sorted(held) if db.identity.role == "hq" else [own] if kind == "indicator_entry" else []
        found += [course(office, kind, held[office], year) for office in offices]
    return found


def course(office: str, kind: str, entries: Iterable[Row], year: int) -> Course:
    """Return the course of one office's entries up to a year."""
    entries = list(entries)
    return Course(office, kind, rules.lineages(entries, rules.years_of(entries, year)))


def course_figures(found: Course) -> list[dict[str, Any]]:
    """Return a course as figures: by indicator its ratings year by year with their ids, and every break; no averages."""
    return [_line(line) for line in found.lines]


def _line(line: Lineage) -> dict[str, Any]:
    return {
        "indicator": line.indicator.id, "title": line.indicator.title, "framework": line.framework.code,
        "years": [
            {
                "year": point.year, "framework": point.framework, "asked": list(point.asked),
                "ratings": [
                    {"indicator": row["indicator"], "rating": row.get("rating"), "id": row["id"]} for row in point.entries
                ],
            }
            for point in line.points
        ],
        "breaks": [
            {
                "year": each.year, "kind": each.kind,
                "links": [
                    {"kind": n.kind, "before": list(n.before), "after": list(n.after), "note": n.note, "confidence": n.confidence}
                    for n in each.links
                ],
            }
            for each in line.breaks
        ],
    }  # fmt: skip


def title_then(indicator: str) -> str:
    """Return what an indicator was called in its own framework, its id where no catalogue knows it."""
    known = indicators().get(indicator)
    return f"{known.name} {known.title}" if known else indicator


def _rows(db: Store, kind: str, then: date | None) -> Sequence[Row]:
    if then is None:
        return store.rows(db, kind)
    ids = store.rowids(db, kind, View(then=then))
    return store.block_as_of(db, kind, ids, store.end_of(then))
