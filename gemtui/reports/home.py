"""What Home shows: what to do next, how complete the year is, the ratings, and where the report stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from gemtui import reference, rules, store
from gemtui.locale import say
from gemtui.reports.charting import Charts, charts
from gemtui.reports.cycle import acting, acting_words
from gemtui.reports.findings import Checked, message
from gemtui.reports.headquarters import Reported, office_steps, offices_of, rating_steps, reported_of
from gemtui.reports.naming import title
from gemtui.reports.next_step import RANKS, Step
from gemtui.reports.standing import Standing, changes_since, due_on, standings
from gemtui.rules import Finding, Picture, Ratings, Row, ratings
from gemtui.store import UNION, Store

BEGINNINGS = ("office_unit", "person", "focal_point", "action_plan", "committee", "staffing_snapshot")
"""What an office that has never reported begins with, in this order."""


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything that Home says about one office on one date."""

    office: str
    year: int
    errors: int
    warnings: int
    gaps: int
    standing: Standing
    changes_since: int | None
    """Changes after the submission; None where none was made."""
    conflicts: int
    """Fields that wait for somebody to choose between two answers."""
    remarks: int
    """Threads that wait for an answer."""
    charts: Charts
    steps: tuple[Step, ...]
    progress: dict[str, tuple[int, int]]
    """Done and due of each area."""
    sections: tuple[int, int]
    """Sections of the report that have something in them, of thirteen."""
    framework: str
    ratings: Ratings
    due_on: date
    days_left: int
    """Days until the report is due, below zero once it is late."""
    reported: Reported | None = None
    """At headquarters, how many offices have reported."""
    acting: str = ""
    """That the alternate acts for the focal point, in a sentence; empty where nobody does."""


def overview(db: Store, on: date, lang: str = "en") -> Overview:
    """Return what Home shows on a date."""
    with db.reading():
        checked = Checked(db, on, str(rules.reporting_year(on)))
        picture, own, year = checked.picture, db.identity, checked.context.year
        standing = standings(db, picture.facts, year, on, [own.office])[own.office]
        framework = reference.framework_of_year(year)
        day = due_on(year)
        mine = own.office if own.role == "hq" else ""
        offices = offices_of(db, picture)
        todo = tuple(steps(db, checked, offices, lang))
        return Overview(
            office=own.office,
            year=year,
            errors=checked.count("error", mine),
            warnings=checked.count("warning", mine),
            gaps=checked.count("gap", mine),
            standing=standing,
            changes_since=changes_since(db, standing.submission) if standing.submission else None,
            conflicts=sum(1 for found in checked.findings if found.code == "open-conflict"),
            remarks=sum(1 for step in todo if step.rank == "request"),
            charts=charts(picture, own.office, year),
            steps=todo,
            progress=rules.progress(picture, checked.findings),
            sections=rules.filled(checked.completeness(own.office)),
            framework=framework.title if framework else "",
            ratings=ratings(_rated(picture, own.office, year)),
            due_on=day,
            days_left=(day - on).days,
            reported=reported_of(offices, year, on) if offices is not None else None,
            acting=acting_words(acting(checked, own.office), lang),
        )


def _rated(picture: Picture, office: str, year: int) -> Iterator[Row]:
    kind = "entity_rating" if office == UNION else "indicator_entry"
    rows = picture.facts.get(kind, ())
    return (row for row in rows if row["office"] == office and row.get("period") == year)


def steps(
    db: Store, checked: Checked, offices: Mapping[str, Standing] | None = None, lang: str = "en"
) -> list[Step]:
    """Return what to do next, most pressing first: errors, what is late, odd, due within 30 days, missing, asked.

    `offices` says where the offices' reports stand (`offices_of`). At headquarters it is headquarters' own work, with
    what those reports wait for; what is wrong in an office's records stands on the board.
    """
    picture, own = checked.picture, db.identity
    found = [_of_finding(db, picture, one, lang) for one in checked.findings]
    found += _soon(db, picture)
    found += _out_of_balance(db, picture, lang)
    if offices is not None:
        found = [step for step in found if step.office == own.office]
        found += [*office_steps(offices, checked.context.year, lang), *rating_steps(picture, offices, lang)]
    found += _beginnings(picture, lang)
    found += _requests(db, picture)
    screens = {name: kind.about.screen for name, kind in db.kinds.items()}
    return sorted(found, key=lambda step: (*_pressing(step), _place(step, screens), step.code, step.title))


def _place(step: Step, screens: dict[str, int]) -> int:
    return BEGINNINGS.index(step.kind) if step.rank == "begin" else screens.get(step.kind, 9)


def _beginnings(picture: Picture, lang: str) -> Iterator[Step]:
    """Yield what an office that has never reported has nothing of yet."""
    context = picture.context
    if context.role == "hq" or picture.rows("submission"):
        return
    for kind in BEGINNINGS:
        if not picture.rows(kind):
            code, named = f"begin-{kind}", say(f"begin-{kind}-title", lang=lang)
            yield Step("begin", code, named, say(code, lang=lang), None, kind, "", context.office, "")


def _pressing(step: Step) -> tuple[int, int]:
    return RANKS.index(step.rank), step.days if step.days is not None else 9_999


def _of_finding(db: Store, picture: Picture, found: Finding, lang: str) -> Step:
    days = found.facts.get("days")
    late = found.code != "term-ends-soon"
    left = None if days is None else -days if late else days
    rank = "late" if found.level == "warning" and left is not None and left < 0 else found.level
    row = picture.places.row({"office": found.office}, found.id) if found.id else None
    return Step(
        rank, found.code, title(db, found.kind, row, picture.places) if row else "", message(found, lang), left,
        found.kind, found.id, found.office, found.field,
    )  # fmt: skip


def _soon(db: Store, picture: Picture) -> Iterator[Step]:
    for row in picture.rows("action"):
        stands = rules.state(row, picture.on)
        if stands.due_soon:
            at = (row["id"], row["office"], "delivery_on")
            yield Step(
                "soon", "due-soon", title(db, "action", row, picture.places), "", stands.due_in, "action", *at
            )


def _out_of_balance(db: Store, picture: Picture, lang: str) -> Iterator[Step]:
    """Yield bodies that do not meet their rule: nothing wrong was typed, so `check` is silent, but it is work to do."""
    for body in rules.bodies(picture.facts, picture.on, picture.places):
        if body.balance.meets == "no":
            row, counts = body.committee, body.members
            facts = {"women": counts.women, "men": counts.men, "replace": body.balance.replace or 0}
            at = (row["id"], row["office"], "name")
            named = title(db, "committee", row, picture.places)
            yield Step(
                "warning", "out-of-balance", named, say("out-of-balance", facts, lang), None, "committee", *at
            )


def _requests(db: Store, picture: Picture) -> Iterator[Step]:
    """Yield threads that nobody has answered or settled, by what was said last in them."""
    for thread in rules.threads(picture.rows("remark")):
        if thread.state == "open":
            yield open_thread(db, thread, picture.on)


def open_thread(db: Store, thread: rules.Thread, on: date) -> Step:
    """Return the step of answering a thread: who asks, what, and by when."""
    last = thread.last
    due = next((row["due_on"] for row, _ in reversed(thread.words) if row.get("due_on")), None)
    left = (date.fromisoformat(due) - on).days if due else None
    at = (last["id"], last["office"], "status")
    return Step("request", asked_by(db, last), str(last.get("text") or ""), "", left, "remark", *at)


def asked_by(db: Store, remark: Row) -> str:
    """Return `request` for a remark that headquarters wrote, proven by its stream, else `open-remark`."""
    entries = store.history(db, remark["office"], remark["id"])
    first = entries[-1] if entries else None
    own = first is not None and first.change.workspace == db.identity.workspace
    principal = db.identity.principal if own else (first.proven if first else None)
    return "request" if str(principal or "").startswith("hq:") else "open-remark"
