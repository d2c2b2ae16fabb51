"""What one rating can get wrong by itself. Source: clauses RAT-2 and REP-2; spec/records.md, *Ratings*."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gemtui.reference import LEVELS, requirement_ids
from gemtui.rules.finding import Finding, finding
from gemtui.rules.indicators import beyond_ticks, framework_of, indicator_of, name_of
from gemtui.rules.own_indicators import figures, is_own
from gemtui.rules.terms import Row


def indicator_entry(rows: Iterable[Row], on: str) -> Iterator[Finding]:
    """Yield what is wrong with an office's entry."""
    for row in rows:
        yield from _rating("indicator_entry", row)
        if row.get("rating") == "not_reported":
            yield finding("not-reported", "indicator_entry", row, "rating", indicator=name_of(row))


def entity_rating(rows: Iterable[Row], on: str) -> Iterator[Finding]:
    """Yield what is wrong with the Union's rating; what an office may leave open, headquarters may not."""
    for row in rows:
        yield from _rating("entity_rating", row)
        if row.get("rating") == "not_reported":
            yield finding("not-settled", "entity_rating", row, "rating", indicator=name_of(row))


def _rating(kind: str, row: Row) -> Iterator[Finding]:
    yield from _framework(kind, row)
    yield from figures(kind, row)
    if is_own(row):  # it is counted, not rated
        return
    rating = row.get("rating")
    if not rating:
        yield finding("rating-blank", kind, row, "rating", indicator=name_of(row))
    if not row.get("accountable"):
        yield finding("rating-without-accountable", kind, row, "accountable", indicator=name_of(row))
    if rating == "not_applicable" and not row.get("justification"):
        yield finding("na-without-reason", kind, row, "justification", indicator=name_of(row))
    if rating in LEVELS and not row.get("requirements"):
        yield finding("requirements-unanswered", kind, row, "requirements", indicator=name_of(row))


def _framework(kind: str, row: Row) -> Iterator[Finding]:
    framework = framework_of(row)
    if framework is None:  # `unknown-code` says that it is in no catalogue
        return
    year = row.get("period")
    if year is not None and not framework.covers(year):
        yield finding(
            "framework-of-another-year", kind, row, "framework", framework=framework.title, year=year
        )
    indicator = indicator_of(row)
    if indicator is None:
        at = row.get("indicator") or ""
        yield finding(
            "indicator-not-in-framework", kind, row, "indicator", indicator=at, framework=framework.title
        )
        return
    if row.get("rating") == "not_applicable" and not indicator.na_allowed:
        yield finding("na-not-allowed", kind, row, "rating")
    missing = beyond_ticks(indicator, row)
    if missing:
        yield finding(
            "rating-beyond-requirements", kind, row, "requirements", missing=len(missing), first=missing[0]
        )
    unknown = set(row.get("requirements") or ()) - set(requirement_ids(indicator))
    if unknown:
        yield finding("unknown-requirement", kind, row, "requirements", requirement=min(unknown))


def remedial_action(rows: Iterable[Row], _on: str) -> Iterator[Finding]:
    """Yield a remedial action that lacks who or when."""
    for row in rows:
        blank = [name for name in ("responsible", "due_on") if not row.get(name)]
        if blank:
            yield finding("remedial-plan-incomplete", "remedial_action", row, blank[0])
