"""The Union's structure: sectors, offices, bodies, study groups, grades and contracts."""

from __future__ import annotations

from typing import Any, NamedTuple

from gemtui.reference.files import load, reader


class Sector(NamedTuple):
    """The General Secretariat or a Bureau."""

    code: str
    name: str
    head_role: str
    sector: str = ""


class Office(NamedTuple):
    """An office of the Union."""

    code: str
    name: str
    kind: str
    city: str
    country: str
    region: str
    parent: str = ""
    confidence: str = ""
    """`high` where looked up or beyond doubt, `medium` or `low` where to be checked before use."""


class Body(NamedTuple):
    """A governing, decision-making or statutory body."""

    code: str
    name: str
    kind: str
    balance_scope: str
    """`members` are judged; `delegations` are reported only; of `leadership` chairs and vice-chairs are judged."""
    members: int | None = None
    rhythm_years: int | None = None
    note: str = ""
    confidence: str = ""


class Grade(NamedTuple):
    """A grade; order 1 is the highest."""

    code: str
    name: str
    order: int
    group: str
    """`elected`, `D`, `P`, `NO`, `G` or `non-staff`."""
    counts_in_parity: bool = True
    un_equivalent: str = ""


class StudyGroup(NamedTuple):
    """A study group of a sector, by its title."""

    sector: str
    title: str
    study_period: str


@reader
def sectors() -> dict[str, Sector]:
    """Return the General Secretariat and the Bureaux by code."""
    return {given["code"]: _of(Sector, given) for given in load("itu")["unit"]}


@reader
def offices() -> dict[str, Office]:
    """Return the offices by code. A well-formed code that is not listed is fine (spec/bundle.md)."""
    return {given["code"]: _of(Office, given) for given in load("itu")["office"]}


@reader
def bodies() -> dict[str, Body]:
    """Return the Union's bodies by code."""
    return {given["code"]: _of(Body, given) for given in load("itu")["body"]}


@reader
def grades() -> dict[str, Grade]:
    """Return the grades by code, highest first."""
    return {given["code"]: _of(Grade, given) for given in load("itu")["grade"]}


@reader
def contracts() -> dict[str, bool]:
    """Return the types of contract, and whether each counts for parity (one year or more)."""
    given = load("itu")["contract"]
    return {code: code in given["parity_types"] for code in given["types"]}


@reader
def study_groups() -> tuple[StudyGroup, ...]:
    """Return the study groups of the three sectors."""
    return tuple(
        StudyGroup(given["sector"], title, given.get("study_period", ""))
        for given in load("itu")["study_group_sector"]
        for title in given["groups"]
    )


def _of(shape: type[Any], given: dict[str, Any]) -> Any:
    return shape(**{name: value for name, value in given.items() if name in shape._fields})
