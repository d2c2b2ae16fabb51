"""What became of requests, who was reached by training, and how staff answered: sums by gender, never averages.

Source: clauses OA-A0, OA-A6, RESP-1, RESP-10; balance-rules.md, section 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from gemtui.rules.bands import GENDERS, Counts, counted
from gemtui.rules.headcount import Line
from gemtui.rules.suppression import THRESHOLD
from gemtui.rules.terms import Row

OUTCOMES = ("requests", "granted", "refused", "pending")


@dataclass(frozen=True, slots=True)
class Requests:
    """What was asked for and what became of it."""

    requests: Counts
    granted: Counts
    refused: Counts
    pending: Counts

    def __add__(self, more: Requests) -> Requests:
        return Requests(*(getattr(self, name) + getattr(more, name) for name in OUTCOMES))

    def granted_rate(self, gender: str) -> Fraction | None:
        """Return which part of a gender's requests was granted, None where nobody asked."""
        asked = getattr(self.requests, gender)
        return Fraction(getattr(self.granted, gender), asked) if asked else None


def requests_of(row: Row) -> Requests:
    """Return the requests of one measure."""
    return Requests(*(counted(row, f"{name}_") for name in OUTCOMES))


def has_requests(row: Row) -> bool:
    """Return whether a measure counts requests."""
    return any(row.get(f"requests_{gender}") is not None for gender in GENDERS)


def kind_of(row: Row) -> str:
    """Return what kind of measure a row is about: its arrangement, else its type."""
    return row.get("arrangement") or row.get("type") or ""


def by_kind(rows: Iterable[Row]) -> dict[str, Requests]:
    """Return the sums of requests by kind of measure (telework, part-time, …)."""
    found: dict[str, Requests] = {}
    for row in rows:
        if has_requests(row):
            kind = kind_of(row)
            found[kind] = found[kind] + requests_of(row) if kind in found else requests_of(row)
    return dict(sorted(found.items()))


def coverage(row: Row) -> Fraction | None:
    """Return which part of the staff a training reached, None where nobody said how many there are."""
    staff = row.get("staff_on_board")
    return Fraction(counted(row).total, staff) if staff else None


def coverage_by_gender(row: Row, everybody: Line | None) -> dict[str, Fraction]:
    """Return which part of the women and of the men on board a training reached, by a head-count.

    A gender is left out where more came than the head-count has: others came along, so that it is no base.
    """
    if everybody is None:
        return {}
    came, there = counted(row), everybody.balance.counts
    pairs = ((gender, getattr(came, gender), getattr(there, gender)) for gender in ("women", "men"))
    return {gender: Fraction(own, all_) for gender, own, all_ in pairs if all_ and own <= all_}


@dataclass(frozen=True, slots=True)
class Answered:
    """The favourable answers to a question."""

    respondents: Counts
    favourable: Counts

    def share(self, gender: str = "") -> Fraction | None:
        """Return the favourable share of a gender, or of all; None without answers."""
        whole = getattr(self.respondents, gender) if gender else self.respondents.total
        part = getattr(self.favourable, gender) if gender else self.favourable.total
        return Fraction(part, whole) if whole else None


def answers_of(row: Row) -> Answered:
    """Return the answers to a survey's question."""
    return Answered(counted(row, "respondents_"), counted(row, "favourable_"))


def is_too_small(values: Mapping[str, object]) -> bool:
    """Return whether a survey has so few answers that it stays in the office. Source: clause OA-A0."""
    total = sum(heads for g in GENDERS if isinstance(heads := values.get(f"respondents_{g}"), int))
    return 0 < total < THRESHOLD
