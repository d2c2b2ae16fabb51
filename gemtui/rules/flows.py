"""Who was hired, left and was promoted, against who is there: what raises a share and what lowers it.

Source: balance-rules.md, sections 8 and 9. A head-count carries the flows since the count before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from gemtui.rules import grades
from gemtui.rules.bands import GENDERS, Counts, counted
from gemtui.rules.headcount import counts_for_parity, snapshots
from gemtui.rules.projection import Assumed, years_between
from gemtui.rules.terms import Row

FLOWS = ("hired", "left", "promoted")
RAISES, LOWERS, KEEPS = "raises", "lowers", "keeps"
RECENT_YEARS = 3
"""Selections of so many years stand in for flows that nobody has counted."""
ONE = {"woman": Counts(1), "man": Counts(0, 1), "other": Counts(0, 0, 1), "undisclosed": Counts(0, 0, 0, 1)}


@dataclass(frozen=True, slots=True)
class Flows:
    """The flows of a line from one count to the next."""

    hired: Counts
    left: Counts
    promoted: Counts
    """Into the line: into a grade, into the lowest grade of *P-4 and above*."""
    since: str
    until: str
    sources: tuple[str, ...]

    @property
    def appointed(self) -> Counts:
        """Return who came into the line."""
        return self.hired + self.promoted

    @property
    def years(self) -> Fraction:
        """Return the years that the flows were counted over; 0 where there is no count before."""
        return years_between(self.since, self.until) if self.since else Fraction(0)


def flows(rows: Iterable[Row], name: str, on: date) -> Flows | None:
    """Return the flows of a line up to its last count, None where that one carries none."""
    held = list(rows)
    last = [row for row in snapshots(held, on) if counts_for_parity(row) and _is_in(row["grade"], name)]
    until = max((row["as_of"] for row in last), default="")
    told = [row for row in last if row["as_of"] == until and _is_told(row)]
    if not told:
        return None
    posts = {(row["office"], row.get("unit"), row["grade"]) for row in told}
    earlier = [
        str(row["as_of"])
        for row in held
        if row.get("as_of")
        and row["as_of"] < until
        and (row["office"], row.get("unit"), row["grade"]) in posts
    ]
    sums = {flow: sum((counted(row, f"{flow}_") for row in told), Counts()) for flow in ("hired", "left")}
    into = [row for row in told if name == row["grade"] or (name == grades.SENIOR and row["grade"] == "P-4")]
    promoted = sum((counted(row, "promoted_") for row in into), Counts())
    ids = tuple(sorted(row["id"] for row in told))
    return Flows(sums["hired"], sums["left"], promoted, max(earlier, default=""), until, ids)


def _is_in(grade: str, name: str) -> bool:
    return name in (grade, grades.ALL, *grades.lines_of(grade))


def _is_told(row: Row) -> bool:
    return any(row.get(f"{flow}_{gender}") is not None for flow in FLOWS for gender in GENDERS)


def selected(exercises: Iterable[Row], name: str, on: date) -> tuple[Counts, tuple[str, ...]]:
    """Return who was selected for posts of a line in the last three years, with the ids of the vacancies."""
    first, last = on.replace(year=on.year - RECENT_YEARS, day=min(on.day, 28)).isoformat(), on.isoformat()
    heads, ids = Counts(), []
    for row in exercises:
        day, grade = row.get("closed_on"), row.get("grade")
        if (
            day
            and grade
            and first < day <= last
            and _is_in(grade, name)
            and row.get("selected_gender") in ONE
        ):
            heads += ONE[row["selected_gender"]]
            ids.append(row["id"])
    return heads, tuple(sorted(ids))


def effect(flow: Counts, stock: Counts) -> str | None:
    """Return whether those who came raise the share of women in the stock, lower or keep it; None without a base."""
    if flow.share is None or stock.share is None:
        return None
    return RAISES if flow.share > stock.share else LOWERS if flow.share < stock.share else KEEPS


def effect_of_leaving(left: Counts, stock: Counts) -> str | None:
    """Return the same for those who left: more women leaving than their share lowers it."""
    turned = {RAISES: LOWERS, LOWERS: RAISES}
    found = effect(left, stock)
    return turned.get(found or "", found)


def assumed(counted_flows: Flows | None, vacancies: Counts) -> Assumed:
    """Return what a projection assumes until somebody says otherwise: the flows counted, else the selections made."""
    if counted_flows is not None and counted_flows.years:
        came = counted_flows.appointed
        heads = counted_flows.left.total or came.total
        return Assumed(heads / counted_flows.years if heads else None, came.share)
    return Assumed(Fraction(vacancies.total, RECENT_YEARS) if vacancies.total else None, vacancies.share)


def differences(before: Sequence[Row], after: Sequence[Row]) -> list[tuple[str, int, int]]:
    """Return per gender what the count before and the flows make, and what was counted, where the two differ.

    Both are whole counts of a unit; who was promoted within it was there before, so only hired and left count.
    """
    found = []
    for gender in GENDERS:
        if any(row.get(f"{flow}_{gender}") is None for row in after for flow in ("hired", "left")):
            continue
        came, went = (sum(row[f"{flow}_{gender}"] for row in after) for flow in ("hired", "left"))
        due = sum(row.get(gender) or 0 for row in before) + came - went
        now = sum(row.get(gender) or 0 for row in after)
        if due != now:
            found.append((gender, due, now))
    return found
