"""Opening a year in a store: what is written, as one action to undo, and what continues by itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from gemtui import rules, store
from gemtui.reports.findings import Checked
from gemtui.rules import Opening
from gemtui.store import Edit, Saved, Store, StoreProblem


def opening_of(db: Store, year: int, on: date) -> Opening:
    """Return what opening a year would write and what lasts into it; raises StoreProblem period-far."""
    if not rules.may_open(year, on):
        raise StoreProblem("period-far", year=year, first=on.year - 1, last=on.year + 1)
    with db.reading():
        return rules.opening(Checked(db, on).picture, year)


def open_period(db: Store, year: int, on: date) -> tuple[Opening, list[Saved]]:
    """Open a year and return what was written, as one action to undo; nothing where it is open already.

    Raises StoreProblem period-far, or what a save raises, and then nothing is written.
    """
    found = opening_of(db, year, on)
    edits = list(_edits(db, found))
    return found, store.save_all(db, edits, "open-period") if edits else []


def _edits(db: Store, found: Opening) -> Iterator[Edit]:
    if found.plan is not None:
        plan = db.around.ids.uuid7()
        yield Edit("action_plan", found.plan.values, new_id=plan)
        before = found.plan.of
        if before.get("status") != "closed":
            yield Edit("action_plan", {"status": "closed"}, id=_at(before))
        for row in found.actions:
            values = {"action_plan": plan}
            if not row.get("carried_from"):
                values["carried_from"] = before["id"]
            yield Edit("action", values, id=_at(row))
    made = {}
    for one in found.entries:
        made[one.of["id"]] = db.around.ids.uuid7()
        yield Edit("indicator_entry", one.values, new_id=made[one.of["id"]])
    for one in found.remedies:
        yield Edit("remedial_action", {**one.values, "indicator_entry": made[one.of["id"]]})


def _at(row: rules.Row) -> str:
    return f"{row['office']}/{row['id']}"


def opening_document(found: Opening) -> dict[str, Any]:
    """Return an opening as JSON says it."""
    return {
        "year": found.year,
        "plan": dict(found.plan.values) if found.plan else None,
        "actions": [row["id"] for row in found.actions],
        "entries": [one.values["indicator"] for one in found.entries],
        "remedial_actions": [one.values["description"] for one in found.remedies],
        "continues": {kind: [row["id"] for row in rows] for kind, rows in found.lasting.items()},
        "ends_within": {kind: [row["id"] for row in rows] for kind, rows in found.ending.items()},
    }


def opening_counts(found: Opening) -> list[tuple[str, int]]:
    """Return codes of sentences with how many records each is about."""
    return [
        ("period-plan", int(found.plan is not None)),
        ("period-actions", len(found.actions)),
        ("period-entries", len(found.entries)),
        ("period-remedies", len(found.remedies)),
    ]
