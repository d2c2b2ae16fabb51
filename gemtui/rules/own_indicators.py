"""Indicators that an office has of its own: what they come to, and how far it is to their target. Source: PUR-3, OBJ-4."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from gemtui.reference import Measure
from gemtui.rules.finding import Finding, finding
from gemtui.rules.indicators import framework_of, indicator_of
from gemtui.rules.terms import Row, decimal

HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an indicator of an office's own stands; amounts in its own unit, of a share in per cent."""

    value: Fraction | None
    baseline: Fraction | None
    target: Fraction | None
    no_base: bool
    """The denominator is zero: there is nothing to take a part of, and that is not nought per cent."""
    higher: bool
    """More is better."""

    @property
    def to_go(self) -> Fraction | None:
        """Return what is still missing to the target, 0 once it is reached; None where one of the two is not known."""
        if self.value is None or self.target is None:
            return None
        left = self.target - self.value if self.higher else self.value - self.target
        return max(left, Fraction(0))

    @property
    def way(self) -> Fraction | None:
        """Return the part of the way from baseline to target that is behind, below 0 where it went back."""
        if self.value is None or self.target is None or self.baseline is None or self.target == self.baseline:
            return None
        return (self.value - self.baseline) / (self.target - self.baseline)


def standing(row: Row) -> Standing:
    """Return where an entry stands: from numerator and denominator where both are there, else from its value."""
    measure = measure_of(row)
    above, below = _fraction(row.get("numerator")), _fraction(row.get("denominator"))
    value = _fraction(row.get("value"))
    no_base = below == 0
    if no_base:
        value = None
    elif above is not None and below is not None:
        value = above / below * (HUNDRED if measure and measure.kind == "share" else 1)
    return Standing(
        value,
        _fraction(row.get("baseline") or (measure.baseline if measure else None)),
        _fraction(row.get("target") or (measure.target if measure else None)),
        no_base,
        measure is None or measure.better == "higher",
    )


def measure_of(row: Row) -> Measure | None:
    """Return what an entry's indicator counts, None where no catalogue says it or where it is one of UN-SWAP's."""
    indicator = indicator_of(row)
    return indicator.measure if indicator else None


def is_own(row: Row) -> bool:
    """Return whether an entry is about an indicator of an office's own, also one that no catalogue here knows."""
    known = framework_of(row)
    return bool(known.office) if known else bool(row.get("framework")) and not row.get("rating")


def figures(kind: str, row: Row) -> Iterator[Finding]:
    """Yield a part above its whole, a whole of nothing, and a value that its two parts do not come to."""
    above, below = _fraction(row.get("numerator")), _fraction(row.get("denominator"))
    if below == 0:
        yield finding(
            "counted-out-of-nothing", kind, row, "denominator", indicator=row.get("indicator") or "?"
        )
    elif above is not None and below is not None:
        if above > below and _is_part(row):
            facts = {"numerator": row["numerator"], "denominator": row["denominator"]}
            yield finding("part-above-whole", kind, row, "numerator", **facts)
        stated, found = _fraction(row.get("value")), above / below
        if stated is not None and is_own(row) and not _agrees(row, stated, found):
            worked_out = standing(row).value
            facts = {"value": row["value"], "worked_out": f"{float(worked_out or 0):.1f}"}
            yield finding("value-differs", kind, row, "value", **facts)


def _is_part(row: Row) -> bool:
    """Return whether the two figures are a part and its whole: so they are asked for by UN-SWAP, and of a share."""
    indicator = indicator_of(row)
    return indicator is not None and (indicator.measure is None or indicator.measure.kind == "share")


def _agrees(row: Row, stated: Fraction, found: Fraction) -> bool:
    """Return whether a stated value is what the two figures come to; where nobody says the unit, per cent will do."""
    measure = measure_of(row)
    units = {"share": (HUNDRED,), "ratio": (1,), "number": (1,)}[measure.kind] if measure else (1, HUNDRED)
    return any(abs(found * unit - stated) <= _last_place(str(row["value"])) for unit in units)


def _last_place(text: str) -> Fraction:
    """Return one unit of the last digit that somebody wrote: a rounded figure is no other figure."""
    return Fraction(1, 10 ** len(text.partition(".")[2]))


def _fraction(text: object) -> Fraction | None:
    number = decimal(text)
    return Fraction(number) if number is not None and number.is_finite() else None


def catalogued(measure: Measure) -> Mapping[str, str]:
    """Return the baseline and target that a new entry begins with."""
    return {n: v for n, v in (("baseline", measure.baseline), ("target", measure.target)) if v}
