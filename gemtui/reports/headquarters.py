"""What headquarters does next about the offices: reports without an answer, offices that are silent, ratings to settle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from gemtui import rules
from gemtui.locale import day, say
from gemtui.reports.next_step import Step
from gemtui.reports.standing import Standing, expected, standings, union_due_on
from gemtui.rules import Picture, Row
from gemtui.store import Store

SOON = 30
"""Days from which what is not settled yet is due soon."""


@dataclass(frozen=True, slots=True)
class Reported:
    """How many offices have reported on the year, of those that are expected to."""

    offices: int
    expected: int
    union_due_on: date
    """The day of the Union's own report."""
    days_left: int


def offices_standing(
    db: Store, facts: Mapping[str, Iterable[Row]], year: int, on: date
) -> dict[str, Standing]:
    """Return where each office's report for the year stands, by code; of the kinds, `submission` and `receipt` are needed."""
    return standings(db, facts, year, on, expected(db, facts))


def offices_of(db: Store, picture: Picture) -> dict[str, Standing] | None:
    """Return where each office's report for the picture's year stands; None at an office, which expects none."""
    if db.identity.role != "hq":
        return None
    return offices_standing(db, picture.facts, picture.context.year, picture.on)


def reported_of(standing: Mapping[str, Standing], year: int, on: date) -> Reported:
    """Return how many have reported, and when the Union's report is due."""
    due = union_due_on(year)
    made = sum(one.submission is not None for one in standing.values())
    return Reported(made, len(standing), due, (due - on).days)


def office_steps(standing: Mapping[str, Standing], year: int, lang: str = "en") -> Iterator[Step]:
    """Yield a step for each report that has no answer yet, and for each office that is late with its own."""
    for office, one in standing.items():
        facts = {"office": office, "year": year, "days": one.late}
        if one.submission is not None and one.state == "received":
            words = say("report-unanswered", {**facts, "day": day((one.arrived_at or "")[:10])}, lang)
            named = say("report-of", facts, lang)
            at = ("submission", one.submission["id"], office, "decision")
            yield Step("report", "report-unanswered", named, words, None, *at)
        elif one.submission is None and one.late:
            at = ("submission", "", office, "")
            named = say("report-of", facts, lang)
            yield Step("late", "office-silent", named, say("office-silent", facts, lang), -one.late, *at)


def rating_steps(picture: Picture, offices: Iterable[str], lang: str = "en") -> Iterator[Step]:
    """Yield a step where the Union's ratings of the year are not all settled. Source: clause REP-2."""
    found, year = rules.settlements(picture, tuple(offices)), picture.context.year
    waiting = sum(one.settled is None for one in found)
    if waiting:
        left = (union_due_on(year) - picture.on).days
        rank = "late" if left < 0 else "soon" if left <= SOON else "gap"
        facts = {"count": waiting, "all": len(found), "year": year}
        title, words = say("ratings-unsettled-title", facts, lang), say("ratings-unsettled", facts, lang)
        yield Step(
            rank, "ratings-unsettled", title, words, left, "entity_rating", "", picture.context.office, ""
        )
