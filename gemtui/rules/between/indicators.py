"""Rules between ratings, their evidence, remedial plans and the facts. Source: clauses RAT-2, REP-2, RESP-5."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from gemtui.reference import Indicator, framework_of_year, own_frameworks
from gemtui.rules.finding import Finding, finding
from gemtui.rules.focal_points import architecture, contradicts
from gemtui.rules.headcount import staffing
from gemtui.rules.indicators import ABOVE, BELOW, SCALE, framework_of, indicator_of, name_of
from gemtui.rules.picture import Picture
from gemtui.rules.references import UNION
from gemtui.rules.representation import Proposal, equal_representation
from gemtui.rules.terms import Row

RATED = ("indicator_entry", "entity_rating")
ARCHITECTURE = "Gender architecture"
REPRESENTATION = "Equal representation of women"


def proofs(picture: Picture) -> Iterator[Finding]:
    """Yield ratings above without evidence and ratings below without a remedial plan."""
    planned = picture.facts.get("remedial_action", ())
    closing = {picture.places.key(row, row.get("indicator_entry")) for row in planned}
    for kind in RATED:
        for row in picture.rows(kind):
            rating = row.get("rating")
            if rating in ABOVE and not picture.has_evidence(row):
                yield finding("no-evidence", kind, row, "rating", rating=rating, indicator=name_of(row))
            if rating in BELOW and (row["office"], row["id"]) not in closing:
                yield finding("no-remedial-plan", kind, row, "rating", rating=rating, indicator=name_of(row))


def unanswered(picture: Picture) -> Iterator[Finding]:
    """Yield the indicators of the year, and an office's own, on which there is no entry yet."""
    year = picture.context.year
    framework = framework_of_year(year)
    answered: dict[str, set[str]] = defaultdict(set)
    for kind in RATED:
        for row in picture.facts.get(kind, ()):
            if row.get("period") == year:
                answered[row["office"]].add(row.get("indicator") or "")
    for office in picture.offices:
        kind = "entity_rating" if office == UNION else "indicator_entry"
        for indicator in framework.indicators.values() if framework else ():
            if indicator.id not in answered[office]:
                yield _unanswered(kind, office, indicator, year)
        for own in own_frameworks(year, office):
            for indicator in own.indicators.values():
                if indicator.id not in answered[office]:
                    yield _unanswered("indicator_entry", office, indicator, year)


def _unanswered(kind: str, office: str, indicator: Indicator, year: int) -> Finding:
    facts = {"indicator": indicator.name, "title": indicator.title, "code": indicator.id}
    return finding("indicator-unanswered", kind, {"office": office}, "indicator", **facts, year=year)


def contradictions(picture: Picture) -> Iterator[Finding]:
    """Yield ratings of the gender architecture that the office's own appointments speak against."""
    for row in picture.rows("indicator_entry"):
        indicator = indicator_of(row)
        if indicator is None or indicator.title != ARCHITECTURE or row.get("period") != picture.context.year:
            continue
        found = architecture(picture.facts, picture.places, row["office"], picture.on)
        if contradicts(found, row.get("rating")):
            facts = {"rating": row["rating"], "ceiling": found.ceiling, "indicator": name_of(row)}
            yield finding("architecture-contradicted", "indicator_entry", row, "rating", **facts)


def head_counts(picture: Picture) -> Iterator[Finding]:
    """Yield ratings of equal representation above what the head-counts can bear out, whoever the undisclosed are.

    An office's rating is held against its own counts, the Union's against headquarters' own, never against the sum
    of the offices'. Source: UN-SWAP 3.0, PI 15; balance-rules.md, section 7.
    """
    for kind in RATED:
        for row in picture.rows(kind):
            indicator, rating = indicator_of(row), row.get("rating")
            if indicator is None or indicator.title != REPRESENTATION or rating not in ABOVE:
                continue
            if row.get("period") != picture.context.year:
                continue
            found = represented(picture, row["office"], planned=True)
            if found is not None and SCALE.index(rating) > SCALE.index(found.ceiling):
                facts = {"rating": rating, "ceiling": found.ceiling, "grades": ", ".join(found.missed)}
                facts |= {"indicator": name_of(row), "day": counted_on(picture).isoformat()}
                yield finding("representation-contradicted", kind, row, "rating", **facts)


def represented(picture: Picture, office: str, *, planned: bool) -> Proposal | None:
    """Return what an office's own head-counts say of equal representation at the end of the year; None without any."""
    rows = [row for row in picture.facts.get("staffing_snapshot", ()) if row["office"] == office]
    lines = staffing(rows, counted_on(picture))
    return equal_representation(lines, planned) if lines else None


def counted_on(picture: Picture) -> date:
    """Return the day whose head-counts a year's rating rests on: its last, or the day of the look where that is earlier."""
    return min(picture.on, date(picture.context.year, 12, 31))


def settlements(picture: Picture) -> Iterator[Finding]:
    """Yield ratings of the Union above what an office reported."""
    inputs: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in picture.facts.get("indicator_entry", ()):
        if row.get("rating") in SCALE:
            inputs[_subject(row)].append(row)
    for row in picture.rows("entity_rating"):
        rating = row.get("rating")
        if rating in ABOVE:
            below = [entry["office"] for entry in inputs[_subject(row)] if entry["rating"] == "missing"]
            if below:
                facts = {"rating": rating, "offices": ", ".join(sorted(below)), "indicator": name_of(row)}
                yield finding("rating-above-inputs", "entity_rating", row, "rating", **facts)


def _subject(row: Row) -> tuple[object, ...]:
    framework = framework_of(row)
    return (framework.code if framework else row.get("framework")), row.get("indicator"), row.get("period")
