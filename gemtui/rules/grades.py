"""Which grade belongs to which line of the United Nations' staffing tables. Source: balance-rules.md, section 7."""

from __future__ import annotations

from gemtui.reference import grades, reader

PROFESSIONAL = "professional and higher"
SENIOR = "P-4 and above"
NATIONAL = "national officers"
GENERAL = "general service"
ALL = "all"
ALL_CONTRACTS = "all staff contracts"
"""Every member of staff, whatever the length of contract: the goal of parity covers them. Source: section 1."""

ROLL_UPS = (PROFESSIONAL, SENIOR, NATIONAL, GENERAL, ALL)

SUMS = frozenset({*ROLL_UPS, ALL_CONTRACTS})
"""Lines of the staffing table that are no grade."""

UNKNOWN = 98
"""The place of a grade that the catalogue does not list: after the listed ones, before non-staff."""

_BY_GROUP = {
    "elected": (PROFESSIONAL,),
    "D": (PROFESSIONAL,),
    "P": (PROFESSIONAL,),
    "NO": (NATIONAL,),
    "G": (GENERAL,),
}


def place(grade: str) -> int:
    """Return where a grade stands, 1 being the highest."""
    listed = grades().get(grade)
    return listed.order if listed else UNKNOWN


def group(grade: str) -> str:
    """Return a grade's group (elected, D, P, NO, G, non-staff), empty where it is not listed."""
    listed = grades().get(grade)
    return listed.group if listed else ""


@reader
def lines_of(grade: str) -> tuple[str, ...]:
    """Return the lines that a grade's heads are added to, besides its own and besides *all*."""
    lines = _BY_GROUP.get(group(grade), ())
    return (*lines, SENIOR) if lines == (PROFESSIONAL,) and place(grade) <= place("P-4") else lines


def is_staff(grade: str) -> bool:
    """Return whether the grade is one of staff; consultants, interns and the like are listed apart."""
    return group(grade) != "non-staff"


def at_least(grade: str | None, least: str) -> bool | None:
    """Return whether a professional grade is at or above another, None where it is not known.

    National officers are compared by their equivalent, NO-D standing for P-4 (itu.toml, medium confidence).
    """
    if not grade or not group(grade):
        return None
    if grade == "NO-D":
        return place("P-4") <= place(least)
    return group(grade) in ("elected", "D", "P") and place(grade) <= place(least)
