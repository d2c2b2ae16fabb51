"""UN-SWAP frameworks and an office's own: their years, indicators, requirements, measures and rating scale."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from gemtui.reference.files import in_use, load, reader, version_of
from gemtui.reference.reporting import deadlines

CODES = ("un-swap-1", "un-swap-2", "un-swap-3")

LEVELS = ("approaches", "meets", "exceeds")
"""Levels that have requirements, lowest first; ratings are cumulative (spec/records.md)."""

MEASURES = ("share", "ratio", "number")
"""What an indicator of an office's own may count: a part of a whole in per cent, one thing by another, or a number."""

RATINGS = {
    "EX": "exceeds",
    "ME": "meets",
    "AP": "approaches",
    "MI": "missing",
    "NA": "not_applicable",
    "NR": "not_reported",
}
"""The catalogues' codes and the words that records use for them. Source: spec/records.md, *Ratings*."""


class Rating(NamedTuple):
    """A step of the rating scale."""

    code: str
    word: str
    label: str
    counts: bool
    """Does it count in percentages?"""
    needs_remedial_plan: bool
    needs_evidence: bool


class Measure(NamedTuple):
    """What an indicator of an office's own counts, where it began and where it is to go."""

    kind: str
    """One of MEASURES."""
    numerator: str
    denominator: str
    baseline: str
    """A number as text, of a share in per cent; empty where none is set."""
    baseline_year: int | None
    target: str
    target_year: int | None
    better: str
    """`higher` or `lower`."""


class Indicator(NamedTuple):
    """A performance indicator."""

    id: str
    number: int
    title: str
    area: str
    sub_area: str
    quantitative: bool
    quantities: tuple[str, ...]
    na_allowed: bool
    requirements: Mapping[str, tuple[str, ...]]
    """What each level of LEVELS adds."""
    clauses: tuple[str, ...]
    prefill_from: tuple[str, ...]
    """Kinds of record that hold facts for it."""
    field_input: str
    """What a field office can say on it."""
    confidence: str
    measure: Measure | None = None
    """What is counted; only indicators of an office's own have one."""

    @property
    def name(self) -> str:
        """Return how people call it: `PI 14`, or the id that an office gave it."""
        return self.id if self.measure else f"PI {self.number}"


class Framework(NamedTuple):
    """A version of UN-SWAP, or an office's own indicators, with its reporting years."""

    code: str
    title: str
    from_year: int
    to_year: int | None
    """Last reporting year; None while in force."""
    indicators: Mapping[str, Indicator]
    report_due: str
    """Month and day of the January after, `01-22`; empty where it is not known."""
    version: str
    office: str = ""
    """Whose own indicators these are; empty for UN-SWAP."""

    def covers(self, year: int) -> bool:
        """Return whether the reporting year belongs to this version, by headquarters' word or by its years."""
        own = deadlines().get(year)
        if own and own.framework in frameworks() and not self.office:
            return own.framework == self.code
        return self.from_year <= year and (self.to_year is None or year <= self.to_year)


@reader
def frameworks() -> dict[str, Framework]:
    """Return the frameworks by code, oldest first: the package's, those that came with a plan, and offices' own."""
    others = [name for name in in_use().names() if name not in CODES and is_framework(load(name))]
    found = [read_framework(load(code)) for code in (*CODES, *others)]
    return {one.code: one for one in sorted(found, key=lambda one: one.from_year)}


def is_framework(document: Mapping[str, Any]) -> bool:
    """Return whether a catalogue is one of indicators with their years."""
    return "from_year" in document and "indicator" in document


@reader
def framework_at(code: str, version: str) -> Framework | None:
    """Return a framework in the version that an answer was made under, else as it is in force; None for an unknown one."""
    if code not in frameworks():
        return None
    return read_framework(load(code, version)) if version else frameworks()[code]


def framework_of_year(year: int) -> Framework | None:
    """Return the UN-SWAP framework that a reporting year belongs to, None before the first; headquarters may set it by year."""
    return next((one for one in frameworks().values() if not one.office and one.covers(year)), None)


def own_frameworks(year: int, office: str = "") -> list[Framework]:
    """Return the frameworks that offices, or this one, have of their own in a reporting year."""
    found = (one for one in frameworks().values() if one.office and one.covers(year))
    return [one for one in found if not office or one.office == office]


@reader
def ratings() -> dict[str, Rating]:
    """Return the rating scale by the word that records use, best first."""
    found = (Rating(word=RATINGS[given["code"]], **given) for given in load(CODES[-1])["rating"])
    return {rating.word: rating for rating in found}


@reader
def indicators() -> dict[str, Indicator]:
    """Return all frameworks' indicators by id."""
    return {i.id: i for framework in frameworks().values() for i in framework.indicators.values()}


def requirement_ids(indicator: Indicator, level: str = "") -> tuple[str, ...]:
    """Return `<indicator>/<level>/<n>` of every requirement, or of one level's, in order; n counts from 1."""
    return tuple(
        f"{indicator.id}/{step}/{n}"
        for step in LEVELS
        if level in {"", step}
        for n in range(1, len(indicator.requirements[step]) + 1)
    )


@reader
def requirements() -> dict[str, str]:
    """Return every requirement's text by its id, over all frameworks."""
    return {
        id_: text for indicator in indicators().values() for id_, text in requirement_texts(indicator).items()
    }


def requirement_texts(indicator: Indicator) -> dict[str, str]:
    """Return an indicator's requirements by id, as the catalogue words them that it was read from."""
    texts = (text for level in LEVELS for text in indicator.requirements[level])
    return dict(zip(requirement_ids(indicator), texts, strict=True))


def read_framework(given: dict[str, Any]) -> Framework:
    """Return a framework from what its catalogue says."""
    office = str(given.get("office", ""))
    found = ((_own_indicator if office else _indicator)(entry) for entry in given["indicator"])
    return Framework(
        code=given["code"],
        title=given["framework"],
        from_year=given["from_year"],
        to_year=given["to_year"] or None,
        indicators={indicator.id: indicator for indicator in found},
        report_due=given.get("report_due", ""),
        version=version_of(given),
        office=office,
    )


def _own_indicator(given: dict[str, Any]) -> Indicator:
    measure = Measure(
        kind=given["measure"],
        numerator=given.get("numerator", ""),
        denominator=given.get("denominator", ""),
        baseline=given.get("baseline", ""),
        baseline_year=given.get("baseline_year"),
        target=given.get("target", ""),
        target_year=given.get("target_year"),
        better=given.get("better", "higher"),
    )
    none: Mapping[str, tuple[str, ...]] = dict.fromkeys(LEVELS, ())
    return Indicator(
        given["id"], given["number"], given["title"], "", "", True, (), True, none, tuple(given.get("clauses", ())),
        (), given.get("field_input", ""), "", measure,
    )  # fmt: skip


def _indicator(given: dict[str, Any]) -> Indicator:
    keys = ("approaches", "meets_adds", "exceeds_adds")
    return Indicator(
        id=given["id"],
        number=given["number"],
        title=given["title"],
        area=given["area"],
        sub_area=given.get("sub_area", ""),
        quantitative=given["quantitative"],
        quantities=tuple(given.get("quantities", ())),
        na_allowed=given["na_allowed"],
        requirements={level: tuple(given[key]) for level, key in zip(LEVELS, keys, strict=True)},
        clauses=tuple(given["clauses"]),
        prefill_from=tuple(given["prefill_from"]),
        field_input=given["field_input"],
        confidence=given["confidence"],
    )
