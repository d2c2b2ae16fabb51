"""UN-SWAP indicators: what the ticked requirements bear out, how far the next level is, how many meet.

Source: spec/records.md, *indicator_entry* and *Ratings*; clauses RAT-2 and REP-2.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from gemtui.reference import LEVELS, Framework, Indicator, defined, framework_at, requirement_ids
from gemtui.rules.terms import Row

SCALE = ("missing", *LEVELS)
"""The ratings that count in percentages, lowest first; not_applicable and not_reported never do."""

BELOW = frozenset({"missing", "approaches"})
ABOVE = frozenset({"meets", "exceeds"})


@dataclass(frozen=True, slots=True)
class Ratings:
    """A year's ratings in figures."""

    by_rating: dict[str, int]

    @property
    def rated(self) -> int:
        """Return the indicators that count: all but not applicable and not reported."""
        return sum(self.by_rating.get(rating, 0) for rating in SCALE)

    @property
    def meet(self) -> int:
        """Return the indicators that meet or exceed."""
        return sum(self.by_rating.get(rating, 0) for rating in ABOVE)

    @property
    def share_meeting(self) -> Fraction | None:
        """Return the share that meets or exceeds, None where nothing is rated."""
        return Fraction(self.meet, self.rated) if self.rated else None

    @property
    def share_exceeding(self) -> Fraction | None:
        """Return the share that exceeds, None where nothing is rated."""
        return Fraction(self.by_rating.get("exceeds", 0), self.rated) if self.rated else None


def ratings(entries: Iterable[Row]) -> Ratings:
    """Return how many entries have each rating; a blank one counts nowhere."""
    return Ratings(dict(Counter(row["rating"] for row in entries if row.get("rating"))))


def framework_of(entry: Row) -> Framework | None:
    """Return the framework that an entry names, in the version it was made under.

    That of an office's own is read from the entry itself where no catalogue here knows it; None where neither says it.
    """
    code = entry.get("framework") or ""
    known = framework_at(code, entry.get("catalogue_version") or "")
    told = entry.get("definition")
    if told and (known is None or known.office not in ("", entry.get("office"))):
        found = defined(told)
        return found if found and found.code == code else known
    return known


def indicator_of(entry: Row) -> Indicator | None:
    """Return the catalogue's indicator that an entry is about, None where its framework has none of that id."""
    framework = framework_of(entry)
    return framework.indicators.get(entry.get("indicator") or "") if framework else None


def name_of(entry: Row) -> str:
    """Return how people call an entry's indicator: `PI 14`, or its code in an office's own framework."""
    indicator = indicator_of(entry)
    return indicator.name if indicator else str(entry.get("indicator") or "?")


def needed(indicator: Indicator, level: str) -> tuple[str, ...]:
    """Return the ids of all requirements up to a level; ratings are cumulative."""
    return tuple(id_ for step in LEVELS[: SCALE.index(level)] for id_ in requirement_ids(indicator, step))


def borne_out(indicator: Indicator, ticked: Iterable[str]) -> str:
    """Return the highest rating all of whose requirements are ticked."""
    held, rating = set(ticked), "missing"
    for level in LEVELS:
        if not held.issuperset(needed(indicator, level)):
            break
        rating = level
    return rating


@dataclass(frozen=True, slots=True)
class Distance:
    """What stands between a rating and the next one."""

    rating: str
    target: str | None
    """The next level, None at the top."""
    missing: tuple[str, ...]
    """Ids of the requirements still to be fulfilled for it."""
    of: int
    """How many it takes in all."""


def distance(indicator: Indicator, entry: Row) -> Distance:
    """Return the distance from what an entry's ticks bear out to the next level."""
    ticked = entry.get("requirements") or []
    rating = borne_out(indicator, ticked)
    if rating == LEVELS[-1]:
        return Distance(rating, None, (), 0)
    target = SCALE[SCALE.index(rating) + 1]
    wanted = needed(indicator, target)
    return Distance(rating, target, tuple(id_ for id_ in wanted if id_ not in ticked), len(wanted))


def toward(indicator: Indicator, entry: Row, level: str) -> Distance:
    """Return the distance from what an entry's ticks bear out to a level; nothing is missing once it is reached."""
    ticked, wanted = entry.get("requirements") or [], needed(indicator, level)
    missing = tuple(id_ for id_ in wanted if id_ not in ticked)
    return Distance(borne_out(indicator, ticked), level, missing, len(wanted))


def beyond_ticks(indicator: Indicator, entry: Row) -> tuple[str, ...]:
    """Return the unticked requirements that a rating rests on; none where nothing is ticked: then nobody judged."""
    ticked, rating = entry.get("requirements"), entry.get("rating")
    if not ticked or rating not in LEVELS:
        return ()
    return tuple(id_ for id_ in needed(indicator, rating) if id_ not in ticked)


def in_period(entries: Iterable[Row], period: int) -> list[Row]:
    """Return the entries of a year."""
    return [row for row in entries if row.get("period") == period]
