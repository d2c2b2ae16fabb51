"""Opening a year: what continues into it by itself, what is carried over, what is to be answered anew.

Nothing is copied that would be a figure nobody typed: counts, amounts, ratings and ticks are asked for again, with last
year's beside them. Source: issue of the cycle; clauses PUR-4, RESP-7, MON-1, REP-2.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gemtui.reference import framework_of_year
from gemtui.rules.actions import CLOSED
from gemtui.rules.indicators import indicator_of
from gemtui.rules.picture import Picture
from gemtui.rules.terms import Row, in_force, overlaps, year_span

STANDING = ("accountable", "responsible")
"""What of an entry holds from year to year: the roles; all else is asked again."""

BIENNIUM = 2
"""Years of a plan that is opened; it is gone through by its own end."""

LASTING = {
    "focal_point": ("appointed_on", "ends_on"),
    "gem_group": ("established_on", "ends_on"),
    "group_member": ("starts_on", "ends_on"),
    "committee": ("established_on", "ends_on"),
    "seat": ("starts_on", "ends_on"),
    "programme": ("starts_on", "ends_on"),
    "hr_measure": ("starts_on", "ends_on"),
}
"""Kinds that last into a year by their own dates: nothing is written of them."""


@dataclass(frozen=True, slots=True)
class Carried:
    """One record that opening a year writes."""

    kind: str
    values: Mapping[str, Any]
    of: Row
    """The record that it comes from, or that is changed."""
    is_new: bool


@dataclass(frozen=True, slots=True)
class Opening:
    """What opening a year writes, and what goes on without."""

    year: int
    plan: Carried | None
    """A plan for the biennium, where none covers the year's first day."""
    actions: tuple[Row, ...]
    """Open actions of the plan that has run out: they move into the new one, with their dates."""
    entries: tuple[Carried, ...]
    """Entries to be answered: with their roles, without a rating."""
    remedies: tuple[Carried, ...]
    """Remedial actions that are still open, `indicator_entry` being last year's entry."""
    lasting: Mapping[str, tuple[Row, ...]]
    """What lasts into the year by its own dates."""
    ending: Mapping[str, tuple[Row, ...]]
    """Of it, what ends within the year: who follows has to be found."""

    @property
    def is_empty(self) -> bool:
        """Return whether there is nothing to write: the year is open already."""
        return not (self.plan or self.actions or self.entries or self.remedies)


def opening(picture: Picture, year: int) -> Opening:
    """Return what opening a year does in an office's own records; `picture` is of the office alone."""
    own = {
        kind: [r for r in rows if r["office"] == picture.context.office]
        for kind, rows in picture.facts.items()
    }
    first, last = year_span(year)
    plan, before = _plan(own, year)
    moved = _moved(own, before, plan)
    entries = tuple(_entries(own, year)) if picture.context.role != "hq" else ()
    lasting = {
        k: tuple(r for r in own.get(k, ()) if overlaps(r, first, last, *of)) for k, of in LASTING.items()
    }
    ending = {k: tuple(r for r in rows if _ends_in(r, LASTING[k][1], last)) for k, rows in lasting.items()}
    return Opening(
        year, plan, moved, entries, tuple(_remedies(own, year, entries)),
        {k: rows for k, rows in lasting.items() if rows}, {k: rows for k, rows in ending.items() if rows},
    )  # fmt: skip


def _ends_in(row: Row, ends: str, last: str) -> bool:
    return bool(row.get(ends)) and str(row[ends]) <= last


def _plan(own: Mapping[str, Sequence[Row]], year: int) -> tuple[Carried | None, Row | None]:
    """Return the plan to be made, and the one that it follows; neither where a plan covers the year's first day."""
    plans = own.get("action_plan", ())
    first = f"{year:04}-01-01"
    if any(in_force(row, first) for row in plans):
        return None, None
    past = [row for row in plans if (row.get("ends_on") or "9") < first]
    before = max(past, key=lambda row: (str(row["ends_on"]), row["id"]), default=None)
    if before is None:
        return None, None
    end = year + BIENNIUM - 1
    values = {
        "title": f"Action plan {year}–{end}",
        "starts_on": first,
        "ends_on": f"{end:04}-12-31",
        "next_review_on": f"{end:04}-12-31",
        "status": "draft",
        **{name: before[name] for name in ("policy_version", "sponsor") if before.get(name)},
    }
    return Carried("action_plan", values, before, is_new=True), before


def _moved(own: Mapping[str, Sequence[Row]], before: Row | None, plan: Carried | None) -> tuple[Row, ...]:
    if before is None or plan is None:
        return ()
    names = (before["id"], f"{before['office']}/{before['id']}")
    held = (row for row in own.get("action", ()) if row.get("action_plan") in names)
    return tuple(row for row in held if row.get("status") not in CLOSED)


def _entries(own: Mapping[str, Sequence[Row]], year: int) -> list[Carried]:
    framework = framework_of_year(year)
    if framework is None:
        return []
    held = own.get("indicator_entry", ())
    answered = {row.get("indicator") for row in held if row.get("period") == year}
    last = {_title(row): row for row in held if row.get("period") == year - 1}
    found = []
    for one in framework.indicators.values():
        before = last.get(one.title)
        if before is None or one.id in answered:
            continue
        standing = {name: before[name] for name in STANDING if before.get(name)}
        values = {"framework": framework.code, "indicator": one.id, "period": year, **standing}
        found.append(Carried("indicator_entry", values, before, is_new=True))
    return found


def _title(row: Row) -> str:
    known = indicator_of(row)
    return known.title if known else str(row.get("indicator"))


def _remedies(own: Mapping[str, Sequence[Row]], year: int, entries: Sequence[Carried]) -> list[Carried]:
    """Return the open remedial actions behind last year's entries; amounts stay with the year that they were set for."""
    of = {one.of["id"]: one for one in entries}
    kept = ("description", "responsible", "due_on", "due_on_state", "action")
    return [
        Carried("remedial_action", {n: row[n] for n in kept if row.get(n)}, of[at].of, is_new=True)
        for row in own.get("remedial_action", ())
        if not row.get("done_on") and (at := str(row.get("indicator_entry")).rpartition("/")[2]) in of
    ]


def may_open(year: int, on: date) -> bool:
    """Return whether a year can be opened on a day: this one or the next, not one long over or far away."""
    return on.year - 1 <= year <= on.year + 1
