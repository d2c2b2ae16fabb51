"""What Home shows of a store too large to judge at every start: what is late, counted and fetched by SQLite."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gemtui import rules, store
from gemtui.locale import say
from gemtui.reports.headquarters import Reported, office_steps, offices_standing, reported_of
from gemtui.reports.home import open_thread
from gemtui.reports.next_step import Step
from gemtui.reports.plan import PlanFigures, plan_figures
from gemtui.store import Store, View

LARGE = 10_000
"""Records from which judging everything takes seconds, and twice the memory; `check` still does it."""

SHOWN = 50
"""Late actions shown; the others are on the plan."""


@dataclass(frozen=True, slots=True)
class Glance:
    """What can be said of a large store at once."""

    records: int
    steps: tuple[Step, ...]
    actions: PlanFigures
    reported: Reported | None = None
    """At headquarters, how many offices have reported."""


def glance(db: Store, on: date) -> Glance | None:
    """Return a large store's late actions and how many records it has; None where `overview` can judge everything."""
    records = sum(store.counts(db).values())
    if records <= LARGE:
        return None
    waiting = [_conflict(db, each) for each in store.conflicts(db)[:SHOWN]]
    threads = [each for each in rules.threads(store.remarks(db)) if each.state == "open"][:SHOWN]
    remarks = [open_thread(db, _with_texts(db, each), on) for each in threads]
    own, is_union = db.identity.office, db.identity.role == "hq"
    view = View(
        sort=("delivery_on",), words="late", where={"office": own} if is_union else {}, today=on, limit=SHOWN
    )
    late = store.rowids(db, "action", view)
    year = rules.reporting_year(on)
    kinds = ("submission", "receipt", "office_unit")
    facts = {kind: list(store.rows(db, kind)) for kind in kinds} if is_union else {}
    offices = offices_standing(db, facts, year, on) if is_union else {}
    return Glance(
        records,
        (
            *waiting,
            *office_steps(offices, year),
            *(_step(row, on) for row in store.block(db, "action", late)),
            *remarks,
        ),
        plan_figures(db, on),
        reported_of(offices, year, on) if is_union else None,
    )


def _conflict(db: Store, found: store.OpenConflict) -> Step:
    row = store.row(db, found.kind, found.id, found.office)
    name = store.title_of(db.kinds[found.kind], row) if row else found.id
    words = say("open-conflict", {"fields": found.field})
    return Step("error", "open-conflict", name, words, None, found.kind, found.id, found.office, found.field)


def _with_texts(db: Store, thread: rules.Thread) -> rules.Thread:
    """Return a thread whose remarks have their words; all remarks of a large store are looked at without them."""
    whole = ((store.row(db, "remark", row["id"], row["office"]) or row, depth) for row, depth in thread.words)
    return rules.Thread(tuple(whole))


def _step(row: store.Row, on: date) -> Step:
    stands = rules.state(row, on)
    name = " ".join(str(row[key]) for key in ("number", "title") if row.get(key))
    return Step(
        "late", "overdue", name, "", -(stands.overdue or 0), "action", row["id"], row["office"], "delivery_on"
    )
