"""The staff of the whole and of each of its parts: every line with its gap, pipeline, trend, flows and projections.

Source: clause OA-A1, *at all levels and in each sector*; balance-rules.md, sections 7 to 9.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from gemtui.reference import grades as listed_grades
from gemtui.reference import thresholds
from gemtui.rules import grades
from gemtui.rules.bands import Counts
from gemtui.rules.flows import Flows, assumed, flows, selected
from gemtui.rules.headcount import Line, gap_in_points, pipeline, staffing, unit_of
from gemtui.rules.projection import Assumed, Flow, Linear, flow
from gemtui.rules.references import Facts, Places
from gemtui.rules.staff_trend import Step, courses, outlook
from gemtui.rules.terms import Row

WHOLE, SECTOR, OFFICE, UNIT = "whole", "sector", "office", "unit"
CHAINS = ("P", "NO", "G")
"""Groups of grades through which people rise; the elected and directors stand at the head of the professionals."""
FIRST = frozenset({grades.ALL, grades.ALL_CONTRACTS})
"""Lines that stand before the other roll-ups."""
NARROW = Fraction(thresholds()["pipeline_narrow_percent"], 100)
NEEDED = ("staffing_snapshot", "recruitment_exercise", "office_unit")


@dataclass(frozen=True, slots=True)
class Part:
    """The whole, a sector, an office or a unit, with the rows that are about it."""

    level: str
    name: str
    """A sector's or an office's code, `OFFICE/REFERENCE` of a unit; empty for the whole."""
    snapshots: Sequence[Row]
    vacancies: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Standing:
    """One line of one part, with everything that is said of it."""

    part: Part
    line: Line
    steps: Sequence[Step]
    """The line from count to count, the last being the one that holds."""
    pipeline: Fraction | None
    """Share of women at this grade over that at the grade below."""
    flows: Flows | None
    selected: Counts
    """Who was selected for such posts in the last three years."""
    vacancies: tuple[str, ...]
    """Ids of those vacancies."""
    linear: Linear
    assumed: Assumed
    """What the flow projection takes for granted until somebody says otherwise."""
    flow: Flow

    @property
    def gap(self) -> Fraction | None:
        """Return the share of women less 50, in percentage points."""
        return gap_in_points(self.line.balance)

    @property
    def narrows(self) -> bool:
        """Return whether clearly fewer women are here than at the grade below."""
        return self.pipeline is not None and self.pipeline < NARROW

    @property
    def day(self) -> str:
        """Return the day of the last count."""
        return self.steps[-1].day if self.steps else ""


def parts(facts: Facts, places: Places, *, by_office: bool) -> list[Part]:
    """Return the whole, and beneath it sectors, offices and units where there are several of them.

    `by_office` gives each office instead of each unit: headquarters looks at offices.
    """
    rows = facts.get("staffing_snapshot", ())
    vacancies = facts.get("recruitment_exercise", ())
    below: Callable[[Row], str] = (lambda row: row["office"]) if by_office else unit_of
    found = [Part(WHOLE, "", rows, vacancies)] if rows else []
    for level, name_of in ((SECTOR, _sector(places)), (OFFICE if by_office else UNIT, below)):
        held, beside = _by(rows, name_of), _by(vacancies, name_of)
        if len(held) > 1:
            found += [Part(level, name, held[name], beside.get(name, ())) for name in sorted(held)]
    return found


def _sector(places: Places) -> Callable[[Row], str]:
    def of(row: Row) -> str:
        unit = places.row(row, row.get("unit"))
        return str(row.get("sector") or (unit or {}).get("sector") or "")

    return of


def _by(rows: Iterable[Row], key: Callable[[Row], str]) -> dict[str, list[Row]]:
    held: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        held[key(row)].append(row)
    return held


def standings(part: Part, on: date) -> list[Standing]:
    """Return the lines of a part that somebody is in: roll-ups first, then the grades, highest first."""
    lines = [line for line in staffing(part.snapshots, on) if line.balance.counts.total]
    sums = sorted(
        (line for line in lines if line.name in grades.SUMS), key=lambda line: line.name not in FIRST
    )
    own = [line for line in lines if line.name not in grades.SUMS]
    through = courses(part.snapshots, on)
    ratios = pipelines(lines)
    return [
        _standing(part, line, through.get(line.name, ()), ratios.get(line.name), on) for line in (*sums, *own)
    ]


def _standing(part: Part, line: Line, steps: Sequence[Step], ratio: Fraction | None, on: date) -> Standing:
    counted = flows(part.snapshots, line.name, on)
    heads, ids = selected(part.vacancies, line.name, on)
    taken = assumed(counted, heads)
    day = steps[-1].day if steps else on.isoformat()
    ahead = flow(line.balance.counts, taken, day)
    return Standing(part, line, steps, ratio, counted, heads, ids, outlook(steps), taken, ahead)


def pipelines(lines: Iterable[Line]) -> dict[str, Fraction]:
    """Return the pipeline index of each grade whose grade below has people, too, and both have enough of them."""
    held = {line.name: line.balance.counts for line in lines}
    below: dict[str, str] = {}
    for chain in CHAINS:
        rising = [g for g in listed_grades() if grades.group(g) in _groups(chain)]
        below |= dict(pairwise(rising))
    found = {
        name: pipeline(held[name], held[under])
        for name, under in below.items()
        if {name, under} <= held.keys()
    }
    return {name: ratio for name, ratio in found.items() if ratio is not None}


def _groups(chain: str) -> tuple[str, ...]:
    return ("elected", "D", "P") if chain == "P" else (chain,)
