"""The figures behind Home's charts: actions by quarter, women and men in bodies, ratings year by year."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from gemtui import rules
from gemtui.rules import Balance, Picture, ratings

AROUND = 4
"""Quarters shown before and after the day's own."""
YEARS = 5
"""Years of ratings shown, the one that is reported being the last."""
BODIES = 12
"""Bodies shown, those that do not meet their rule first."""


@dataclass(frozen=True, slots=True)
class Quarter:
    """The actions that fall due in a quarter."""

    year: int
    number: int
    done: int
    late: int
    open: int

    @property
    def total(self) -> int:
        """Return all of them; the cancelled are none."""
        return self.done + self.late + self.open


@dataclass(frozen=True, slots=True)
class Charts:
    """What is drawn where there is room."""

    quarters: tuple[Quarter, ...]
    bodies: tuple[tuple[str, Balance], ...]
    ratings: tuple[tuple[int, dict[str, int]], ...]
    """Each year with its entries by rating, the earliest first; years without entries are left out."""


def charts(picture: Picture, office: str, year: int) -> Charts:
    """Return the figures of one office."""
    held = [
        b for b in rules.bodies(picture.facts, picture.on, picture.places) if b.committee["office"] == office
    ]
    order = {"no": 0, "unknown": 1, "yes": 2}
    judged = sorted(
        (b for b in held if b.source),
        key=lambda b: (order.get(b.balance.meets, 3), str(b.committee.get("name"))),
    )
    return Charts(
        _quarters(picture, office),
        tuple((str(b.committee.get("name") or ""), b.balance) for b in judged[:BODIES]),
        _ratings(picture, office, year),
    )


def _quarters(picture: Picture, office: str) -> tuple[Quarter, ...]:
    on = picture.on
    now = on.year * 4 + (on.month - 1) // 3
    counted: Counter[tuple[int, str]] = Counter()
    for row in picture.rows("action"):
        state = rules.state(row, on)
        if row["office"] == office and state.status != "cancelled":
            due = date.fromisoformat(row["delivery_on"])
            standing = "done" if state.status == "done" else "late" if state.overdue else "open"
            counted[due.year * 4 + (due.month - 1) // 3, standing] += 1
    places = range(now - AROUND, now + AROUND + 1)
    return tuple(
        Quarter(n // 4, n % 4 + 1, counted[n, "done"], counted[n, "late"], counted[n, "open"]) for n in places
    )


def _ratings(picture: Picture, office: str, year: int) -> tuple[tuple[int, dict[str, int]], ...]:
    kind = "entity_rating" if picture.context.role == "hq" else "indicator_entry"
    rows = [row for row in picture.facts.get(kind, ()) if row["office"] == office]
    each = (
        (n, ratings(r for r in rows if r.get("period") == n).by_rating)
        for n in range(year - YEARS + 1, year + 1)
    )
    return tuple((n, found) for n, found in each if found)
