"""Progress of actions, recorded one by one or in a monitoring round: what is saved, and how far a round has come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from gemtui import rules, store
from gemtui.rules import Update
from gemtui.store import Edit, Row, Saved, Store, View


@dataclass(frozen=True, slots=True)
class Round:
    """A monitoring round over the actions of a plan, as far as it has come."""

    plan: str | None
    """The plan's reference; None for actions without a plan."""
    opened_on: str
    id: str = ""
    """Empty until the first action of the round is saved."""
    noted: Mapping[tuple[str, str], Row] = field(default_factory=dict)
    """What was said in it, by office and id of the action."""
    waiting: frozenset[int] = frozenset()
    """Integer ids of the actions that it has still to go through."""

    @property
    def asked(self) -> int:
        """Return how many actions it goes through."""
        return len(self.noted) + len(self.waiting)


def round_of(db: Store, plan: str | None, on: date) -> Round:
    """Return the open round of a plan with what was said in it; where none is open, one that begins on the day."""
    own = db.identity.office
    held = store.block(
        db, "monitoring_round", store.rowids(db, "monitoring_round", View(where={"action_plan": plan}))
    )
    open_ones = [row for row in held if not row.get("closed_on") and row["office"] == own]
    latest = max(open_ones, key=lambda row: str(row["opened_on"]), default={})
    opened_on, identifier = str(latest.get("opened_on") or on.isoformat()), str(latest.get("id") or "")
    noted = _noted(db, identifier) if identifier else {}
    actions = store.block(db, "action", store.rowids(db, "action", View(where={"action_plan": plan})))
    waiting = frozenset(
        int(row["entry"])
        for row in actions
        if row["office"] == own and (own, row["id"]) not in noted and rules.in_round(row, opened_on)
    )
    return Round(plan, opened_on, identifier, noted, waiting)


def _noted(db: Store, identifier: str) -> dict[tuple[str, str], Row]:
    own, found = db.identity.office, {}
    view = View(sort=("on",), where={"monitoring_round": identifier})
    for row in store.block(db, "action_progress", store.rowids(db, "action_progress", view)):
        code, _, action = str(row.get("action") or "").rpartition("/")
        found[code or own, action] = row
    return found


def plan_in_force(db: Store, on: date) -> str | None:
    """Return the id of the own plan that holds on a day, else of the latest one; None where there is none."""
    own = [
        row
        for row in store.rows(db, "action_plan", office=db.identity.office)
        if row.get("status") != "closed"
    ]
    day = on.isoformat()
    best = max(own, key=lambda r: (rules.in_force(r, day), str(r.get("starts_on") or "")), default=None)
    return best["id"] if best else None


def record_progress(
    db: Store, actions: Sequence[Row], update: Update, on: date, held: Round | None = None
) -> list[Saved]:
    """Save what is said of actions on a day, to the actions and as dated notes, as one action to undo.

    What was noted of an action earlier that day is carried on; a round that is not there yet is opened along with its
    first note. Raises Refused, StoreProblem, and then nothing is saved.
    """
    edits: list[Edit] = []
    reference = held.id if held else ""
    if held and not held.id:
        reference = db.around.ids.uuid7()
        values = {"action_plan": held.plan, "opened_on": held.opened_on}
        edits.append(Edit("monitoring_round", values, new_id=reference))
    earlier = _of_day(db, on)
    for row in actions:
        said = update.of_action(row, on)
        if said:
            edits.append(Edit("action", said, id=f"{row['office']}/{row['id']}"))
        edits.append(_note(row, update, on, earlier.get(row["id"]), reference))
    return store.save_all(db, edits, "progress")


def _note(action: Row, update: Update, on: date, before: Row | None, held: str) -> Edit:
    said = update.of_note(action, on) | ({"monitoring_round": held} if held else {})
    if before is None:
        return Edit("action_progress", {**said, "action": action["id"]}, office=action["office"])
    if update.note and before.get("note") and update.note not in before["note"]:
        said["note"] = f"{before['note']}; {update.note}"
    return Edit("action_progress", said, id=f"{before['office']}/{before['id']}")


def _of_day(db: Store, on: date) -> dict[str, Row]:
    """Return the own notes of a day by the id of their action."""
    view = View(where={"on": on.isoformat(), "office": db.identity.office})
    rows = store.block(db, "action_progress", store.rowids(db, "action_progress", view))
    return {str(row.get("action") or "").rpartition("/")[2]: row for row in rows}
