"""How staff took part from year to year: who came to trainings, whom the mandatory ones reached, whose appraisal has a goal.

Source: clauses RESP-1 and RESP-10; heads are summed, shares never averaged (balance-rules.md, section 1).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from gemtui.rules.bands import Counts, counted
from gemtui.rules.terms import Row
from gemtui.rules.through_time import direction


@dataclass(frozen=True, slots=True)
class Participation:
    """One year's trainings and goals, beside those of the year before it that has any."""

    year: int
    trainings: int
    came: Counts
    reached: int
    """Who came to mandatory courses that say how many could have come."""
    places: int
    """How many could have come to those, each course counted once."""
    goal: int | None
    """Per cent of staff with a gender goal in their appraisal; None where nobody says, or several offices do."""
    sources: tuple[tuple[str, str], ...]
    """Office and id of the records behind it."""
    before: Participation | None = None

    @property
    def coverage(self) -> Fraction | None:
        """Return which part of those who could have come were reached, None without a base."""
        return Fraction(self.reached, self.places) if self.places else None

    @property
    def moved(self) -> str | None:
        """Return `rising`, `falling` or `flat` for the coverage against the year before; None without one of the two."""
        return direction(self.before.coverage, self.coverage) if self.before else None

    @property
    def goal_moved(self) -> str | None:
        """Return the same for the goals in appraisals."""
        if self.before is None or self.goal is None or self.before.goal is None:
            return None
        return direction(Fraction(self.before.goal, 100), Fraction(self.goal, 100))


def participation(trainings: Iterable[Row], measures: Iterable[Row], on: date) -> list[Participation]:
    """Return each year up to a day in which there was a training or a goal, the earliest first."""
    held, goals = _by_year(trainings, "held_on", on), _by_year(measures, "starts_on", on)
    told = {year: [row for row in rows if row.get("goal_share") is not None] for year, rows in goals.items()}
    found: list[Participation] = []
    for year in sorted({*held, *(year for year, rows in told.items() if rows)}):
        rows, set_ = held.get(year, []), told.get(year, [])
        reached, places = _reached(rows)
        latest = max(set_, key=lambda row: (row["starts_on"], row["id"]), default=None)
        goal = latest["goal_share"] if latest and len({row["office"] for row in set_}) == 1 else None
        came = sum((counted(row) for row in rows), Counts())
        sources = tuple(sorted((row["office"], row["id"]) for row in (*rows, *set_)))
        before = found[-1] if found else None
        found.append(Participation(year, len(rows), came, reached, places, goal, sources, before))
    return found


def _by_year(rows: Iterable[Row], dated: str, on: date) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        day = row.get(dated)
        if day and day <= on.isoformat():
            found[int(day[:4])].append(row)
    return found


def _reached(rows: Iterable[Row]) -> tuple[int, int]:
    """Return who came to mandatory courses, and how many could have: a course held several times has one base."""
    came: dict[tuple[str, str], int] = defaultdict(int)
    base: dict[tuple[str, str], int] = defaultdict(int)
    for row in rows:
        if row.get("mandatory") and row.get("staff_on_board"):
            course = (row["office"], " ".join(str(row.get("title") or "").casefold().split()))
            came[course] += counted(row).total
            base[course] = max(base[course], row["staff_on_board"])
    return sum(came.values()), sum(base.values())
