"""From the offices' facts to the Union's one rating: the inputs side by side, what they prove, what speaks against them.

Ratings are never averaged (spec/records.md, *entity_rating*): what is proposed is headquarters' own view, or the
lowest that an office gives, or what headquarters' own head-counts bear out; a person settles. Source: clause REP-2.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gemtui.reference import Framework, Indicator, framework_of_year, requirement_ids
from gemtui.rules.between import indicators, plausibility
from gemtui.rules.finding import Finding
from gemtui.rules.indicators import SCALE
from gemtui.rules.picture import Picture
from gemtui.rules.references import UNION
from gemtui.rules.terms import Row

RULES = (
    *(indicators.proofs, indicators.contradictions, indicators.settlements, indicators.head_counts),
    plausibility.fallen,
)
"""What may speak against a rating: facts, head-counts, missing proofs, last year's."""


@dataclass(frozen=True, slots=True)
class Input:
    """What one office says on an indicator."""

    office: str
    entry: Row
    evidence: tuple[str, ...]
    """Ids of the evidence behind it."""

    @property
    def rating(self) -> str:
        """Return the office's rating of its own contribution; empty where it gave none."""
        return str(self.entry.get("rating") or "")

    @property
    def counts(self) -> bool:
        """Return whether the rating is one of the scale: not applicable and not reported are none."""
        return self.rating in SCALE


@dataclass(frozen=True, slots=True)
class Settlement:
    """An indicator of a year with all that headquarters settles it from."""

    indicator: Indicator
    framework: Framework
    year: int
    inputs: tuple[Input, ...]
    """By office; the Union's own view stands last."""
    silent: tuple[str, ...]
    """Offices that were asked and did not report: never counted as missing."""
    by_all: tuple[str, ...]
    """Requirements that every office with a rating has ticked."""
    by_some: tuple[str, ...]
    """Requirements that some of them have ticked, and others not."""
    proposed: str
    """A rating; empty where nothing was reported."""
    ground: str
    """Why: `ground-counts`, `ground-own`, `ground-lowest`, `ground-none`."""
    settled: Row | None
    contradictions: tuple[Finding, ...]

    @property
    def by_rating(self) -> dict[str, int]:
        """Return how many inputs give each rating, the best first; blank ones are left out."""
        found = Counter(one.rating for one in self.inputs if one.rating)
        order = (*reversed(SCALE), "not_applicable", "not_reported")
        return {rating: found[rating] for rating in order if found[rating]}

    @property
    def lowest(self) -> Input | None:
        """Return the input with the lowest rating of the scale."""
        held = [one for one in self.inputs if one.counts]
        return min(held, key=lambda one: SCALE.index(one.rating), default=None)

    @property
    def sources(self) -> list[str]:
        """Return references to the entries, as the Union's record holds them."""
        return [
            one.entry["id"] if one.office == UNION else f"{one.office}/{one.entry['id']}"
            for one in self.inputs
        ]


def settlements(picture: Picture, expected: Sequence[str] = ()) -> list[Settlement]:
    """Return every indicator of the picture's year; `expected` are the offices that a report is waited for from."""
    year = picture.context.year
    framework = framework_of_year(year)
    if framework is None:
        return []
    against: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for rule in RULES:
        for found in rule(picture):
            against[found.office, found.id].append(found)
    settled = {row["indicator"]: row for row in _of_year(picture, "entity_rating", year)}
    inputs: dict[str, list[Input]] = defaultdict(list)
    proofs = _proofs(picture)
    for row in _of_year(picture, "indicator_entry", year):
        inputs[row["indicator"]].append(Input(row["office"], row, proofs[row["office"], row["id"]]))
    return [
        _settlement(picture, framework, one, inputs[one.id], settled.get(one.id), against, expected)
        for one in framework.indicators.values()
    ]


def _of_year(picture: Picture, kind: str, year: int) -> Iterator[Row]:
    return (row for row in picture.facts.get(kind, ()) if row.get("period") == year and row.get("indicator"))


def _proofs(picture: Picture) -> dict[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], tuple[str, ...]] = defaultdict(tuple)
    for row in picture.facts.get("evidence", ()):
        found[picture.places.key(row, row.get("subject"))] += (row["id"],)
    return found


def _settlement(  # noqa: PLR0913, PLR0917 - what was gathered over all indicators, each once
    picture: Picture,
    framework: Framework,
    indicator: Indicator,
    inputs: Sequence[Input],
    settled: Row | None,
    against: dict[tuple[str, str], list[Finding]],
    expected: Sequence[str],
) -> Settlement:
    held = tuple(sorted(inputs, key=lambda one: (one.office == UNION, one.office)))
    said = {one.office for one in held if one.rating and one.rating != "not_reported"}
    silent = tuple(sorted(({*expected} | {one.office for one in held}) - said - {UNION}))
    ticked = [set(one.entry.get("requirements") or ()) for one in held if one.counts]
    by_all = set.intersection(*ticked) if ticked else set()
    by_some = set().union(*ticked) - by_all
    order = requirement_ids(indicator)
    proposed, ground = _proposed(picture, indicator, held, settled)
    rows = [*(one.entry for one in held), *([settled] if settled else [])]
    return Settlement(
        indicator, framework, picture.context.year, held, silent,
        tuple(n for n in order if n in by_all), tuple(n for n in order if n in by_some), proposed, ground, settled,
        tuple(found for row in rows for found in against[row["office"], row["id"]]),
    )  # fmt: skip


def _proposed(
    picture: Picture, indicator: Indicator, held: Sequence[Input], settled: Row | None
) -> tuple[str, str]:
    if indicator.title == indicators.REPRESENTATION:
        found = indicators.represented(picture, UNION, planned=_planned(picture, indicator, settled))
        if found is not None:
            return found.rating, "ground-counts"
    rated = [one for one in held if one.counts]
    own = next((one for one in rated if one.office == UNION), None)
    if own is not None:
        return own.rating, "ground-own"
    if rated:
        return min((one.rating for one in rated), key=SCALE.index), "ground-lowest"
    return "", "ground-none"


def _planned(picture: Picture, indicator: Indicator, settled: Row | None) -> bool:
    """Return whether headquarters has a plan for the indicator: an action that names it or a clause of it, or a remedy."""
    for row in picture.facts.get("action", ()):
        is_about = row.get("indicator") == indicator.id or {*indicator.clauses} & {
            *(row.get("clauses") or ())
        }
        if row["office"] == UNION and row.get("status") != "cancelled" and is_about:
            return True
    remedies = picture.facts.get("remedial_action", ())
    at = (UNION, settled["id"]) if settled else None
    return any(picture.places.key(row, row.get("indicator_entry")) == at for row in remedies)
