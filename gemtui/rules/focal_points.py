"""Appointments on a date, the group's constituencies, and what both say of the gender architecture.

Source: clauses RESP-4, RESP-5, RESP-6 and OBJ-3; UN-SWAP 2.0 and 3.0, PI 11.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gemtui.rules import grades
from gemtui.rules.indicators import SCALE
from gemtui.rules.references import Facts, Places
from gemtui.rules.terms import Row, days, in_force

CONSTITUENCIES = ("GS", "BR", "TSB", "BDT", "field")
TIME_SHARE = 20
TERM_WARNING_DAYS = 120
"""So long before its end a term is announced, which leaves time to appoint somebody."""


def active(row: Row, on: date) -> bool:
    """Return whether an appointment is in force on a date."""
    return in_force(row, on.isoformat(), "appointed_on")


def acts(row: Row, on: date) -> bool:
    """Return whether an alternate acts for the focal point on a date, or will from a day that is set; not once it is over."""
    last = row.get("acts_until")
    return bool(row.get("acts_from")) and (not last or on.isoformat() <= last)


def acting(rows: Iterable[Row], on: date) -> list[Row]:
    """Return the appointments that act for their focal point on a date, the latest first. Source: clause RESP-8."""
    day = on.isoformat()
    held = [row for row in rows if acts(row, on) and str(row["acts_from"]) <= day and active(row, on)]
    return sorted(held, key=lambda row: str(row["acts_from"]), reverse=True)


def ends_in(row: Row, on: date) -> int | None:
    """Return the days until a term ends, negative once it has, None where it is open."""
    end = row.get("ends_on")
    return days(on.isoformat(), end) if end else None


@dataclass(frozen=True, slots=True)
class Architecture:
    """What the appointments prove for the indicator on gender architecture."""

    focal_points: int
    senior: int
    """Of them at P-4 or above."""
    with_terms: int
    """Of them with signed terms of reference."""
    with_time: int
    """Of them with a fifth of their time or more."""
    proven: str
    """The rating that the office's own facts reach: missing, approaches or exceeds."""
    ceiling: str
    """The highest rating that no entered fact speaks against."""


def architecture(facts: Facts, places: Places, office: str, on: date) -> Architecture:
    """Return what an office's focal points prove on a date; alternates are not asked for rank or time.

    *Approaches*: every focal point at P-4 or above (or the national equivalent), with written terms of reference
    and at least a fifth of the time. *Exceeds*: P-5 or above, and money of their own for networking. *Meets* asks
    for facts that only headquarters has. A grade or time share that nobody has entered proves nothing and speaks
    against nothing.
    """
    held = [row for row in facts.get("focal_point", ()) if _leads(row, office, on)]
    rank = [_grade(row, places) for row in held]
    senior = [grades.at_least(grade, "P-4") for grade in rank]
    higher = [grades.at_least(grade, "P-5") for grade in rank]
    terms = [bool(row.get("tor_signed_on")) for row in held]
    time = [None if row.get("time_share") is None else row["time_share"] >= TIME_SHARE for row in held]
    money = _networking(facts.get("resource_line", ()), office, on.year)
    basic, full = [*senior, *terms, *time], [*higher, money]
    return Architecture(
        len(held),
        senior.count(True),
        terms.count(True),
        time.count(True),
        "missing" if not held or not all(basic) else "exceeds" if all(full) else "approaches",
        "missing" if False in basic else "meets" if held and False in full else "exceeds",
    )


def contradicts(found: Architecture, rating: str | None) -> bool:
    """Return whether a rating is higher than the facts allow."""
    return rating in SCALE and SCALE.index(rating) > SCALE.index(found.ceiling)


def constituencies(members: Iterable[Row], on: date) -> tuple[str, ...]:
    """Return the constituencies without an active member on a date, of the five that the policy names."""
    day = on.isoformat()
    there = {row.get("constituency") for row in members if in_force(row, day)}
    return tuple(name for name in CONSTITUENCIES if name not in there)


def appointed(unit: Row, appointments: Iterable[Row]) -> dict[str, list[Row]]:
    """Return by role who of these appointments covers a unit; those of the unit itself, not of what it is part of."""
    names = (unit["id"], f"{unit['office']}/{unit['id']}")
    own = [
        row
        for row in appointments
        if row.get("unit") in names and (row["office"] == unit["office"] or "/" in row["unit"])
    ]
    return {role: [row for row in own if row.get("role") == role] for role in ("focal_point", "alternate")}


def _leads(row: Row, office: str, on: date) -> bool:
    return row["office"] == office and row.get("role") == "focal_point" and active(row, on)


def _grade(row: Row, places: Places) -> str | None:
    person = places.row(row, row.get("person"))
    return person.get("grade") if person else None


def _networking(lines: Iterable[Row], office: str, year: int) -> bool:
    held = (row for row in lines if row["office"] == office and row.get("purpose") == "networking")
    return any(row["year"] in (year, year - 1) and (row.get("approved") or row.get("spent")) for row in held)
