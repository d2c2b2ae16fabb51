"""An indicator through the years, across frameworks: its ratings year by year, with every break marked.

Nothing is averaged: where several indicators went into one, their ratings stand side by side. Source: RAT-2, REP-2;
which goes on as which is the crosswalk's reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from gemtui.reference import (
    Framework,
    Indicator,
    Link,
    framework_of_year,
    frameworks,
    links_after,
    links_before,
)
from gemtui.rules.terms import Row


class Point(NamedTuple):
    """One year of an indicator: what was asked then, and what was answered."""

    year: int
    framework: str
    """Its code; empty in a year that belongs to none."""
    asked: tuple[str, ...]
    """Ids of the indicators that stood in its place; none where it was not asked."""
    entries: tuple[Row, ...]
    """The entries on them that there are."""


class Break(NamedTuple):
    """A change of framework on the way: no comparison goes over it without its kind."""

    year: int
    """The first year after the change."""
    framework: str
    """Code of the framework that begins then, empty where the indicator ended."""
    links: tuple[Link, ...]
    """How it went on; none where the crosswalk does not say."""

    @property
    def kind(self) -> str:
        """Return the link's kind; of several the one that is no plain continuation, `unknown` without any."""
        kinds = [link.kind for link in self.links]
        return next((kind for kind in kinds if kind != "same"), kinds[0] if kinds else "unknown")


class Lineage(NamedTuple):
    """An indicator as it is called now, or was called last, with its years and breaks."""

    indicator: Indicator
    framework: Framework
    points: tuple[Point, ...]
    breaks: tuple[Break, ...]


def lineages(entries: Iterable[Row], years: Sequence[int]) -> list[Lineage]:
    """Return every indicator's way through the years, those that are asked now first, those that ended last.

    `entries` are one office's, or the Union's ratings; an entry outside its framework's years counts nowhere.
    """
    held: dict[tuple[object, ...], Row] = {
        (row.get("framework"), row.get("indicator"), row.get("period")): row for row in entries
    }
    found = (_lineage(framework, indicator, held, years) for framework, indicator in _ends())
    return [one for one in found if any(point.asked for point in one.points)]


def predecessors(indicator: str, year: int) -> tuple[str, ...]:
    """Return the ids that stood in an indicator's place in a year before; itself where the framework was the same."""
    framework = framework_of_year(year)
    if framework is None:
        return ()
    if indicator in framework.indicators:
        return (indicator,)
    link = links_before().get(indicator)
    return tuple(name for name in link.before if name in framework.indicators) if link else ()


def ancestors(indicator: str) -> tuple[str, ...]:
    """Return the ids of all that stood in an indicator's place in earlier frameworks, the latest first."""
    link = links_before().get(indicator)
    earlier = link.before if link else ()
    return tuple(dict.fromkeys([*earlier, *(each for name in earlier for each in ancestors(name))]))


def years_of(entries: Iterable[Row], last: int) -> list[int]:
    """Return the years from the first that is rated up to `last`, without a hole."""
    rated = [int(row["period"]) for row in entries if row.get("rating") and row.get("period")]
    return list(range(min([*rated, last]), last + 1))


def _ends() -> Iterator[tuple[Framework, Indicator]]:
    """Yield the indicators that no other one follows, of the newest framework first."""
    for framework in reversed([one for one in frameworks().values() if not one.office]):
        for indicator in framework.indicators.values():
            link = links_after().get(indicator.id)
            if link is None or not link.after:
                yield framework, indicator


def _lineage(
    framework: Framework, indicator: Indicator, held: Mapping[tuple[object, ...], Row], years: Sequence[int]
) -> Lineage:
    ways, changes = _ways(framework, indicator)
    points = []
    for year in years:
        of_year = framework_of_year(year)
        code = of_year.code if of_year else ""
        asked = ways.get(code, ())
        rows = tuple(row for name in asked if (row := held.get((code, name, year))))
        points.append(Point(year, code, asked, rows))
    return Lineage(indicator, framework, tuple(points), tuple(_breaks(points, changes, framework.code)))


Change = tuple[str, tuple[Link, ...]]
"""Code of the framework that begins, empty for an end, and how the indicator came there."""


def _breaks(points: Sequence[Point], changes: Iterable[Change], last: str) -> Iterator[Break]:
    """Yield the changes that lie between the years: headquarters may have set a year's framework."""
    for code, links in changes:
        pairs = (
            (earlier, later)
            for earlier, later in pairwise(points)
            if earlier.framework != later.framework and (later.framework == code or not code)
        )
        found = next((later for earlier, later in pairs if code or earlier.framework == last), None)
        if found is not None:
            yield Break(found.year, code, links)


def _ways(framework: Framework, indicator: Indicator) -> tuple[dict[str, tuple[str, ...]], list[Change]]:
    """Return by framework the ids that stood in an indicator's place, and the changes between, oldest first."""
    names: tuple[str, ...] = (indicator.id,)
    ways, changes, here = {framework.code: names}, list[Change](), framework
    while names:
        older = _older(here)
        if older is None:
            break
        links = tuple({link.id: link for name in names if (link := links_before().get(name))}.values())
        changes.insert(0, (here.code, links))
        names = tuple(name for link in links for name in link.before)
        here = older
        ways[older.code] = names
    ending = links_after().get(indicator.id)
    if ending is not None:
        changes.append(("", (ending,)))
    return ways, changes


def _older(framework: Framework) -> Framework | None:
    earlier = [one for one in frameworks().values() if not one.office and one.from_year < framework.from_year]
    return earlier[-1] if earlier else None
