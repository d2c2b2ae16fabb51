"""The actions of a plan as a monitoring round goes through them, one after the other."""

from __future__ import annotations

from gemtui import rules
from gemtui.locale import say
from gemtui.reports import Register, Round
from gemtui.store import Row
from gemtui.tui.listing import KindSource
from gemtui.tui.lists.actions import COLUMNS, STATE
from gemtui.tui.lists.tab import Around
from gemtui.tui.widgets.cells import Column, Part

IN_ROUND = "_in_round"
"""Key under which a row carries what the round says of it: its note, `waiting`, or `apart`."""
EMPTY = ("This plan has no actions.", "q goes back; n makes one there.")


def actions_of(around: Around, held: Round) -> KindSource:
    """Return the actions of the round's plan, with what it said of each."""
    own = around.db.identity.office

    def prepare(row: Row) -> Row:
        noted = held.noted.get((row["office"], row["id"]))
        waits = row["office"] == own and rules.in_round(row, held.opened_on)
        said = noted or ("waiting" if waits else "apart")
        return {**row, STATE: rules.state(row, around.on), IN_ROUND: said}

    kind = around.db.kinds["action"]
    shown = [c for c in COLUMNS if c.name in ("number", "status", "title", "percent")]
    where = {"action_plan": held.plan}
    return KindSource(
        around.db,
        kind,
        around.titles,
        (GONE, *shown, FINDING),
        EMPTY,
        around.on,
        ("number",),
        where,
        prepare=prepare,
    )


def standing(held: Round, register: Register) -> list[Part]:
    """Return how far a round has come, and beside it the coverage of programmes: gender stays in both (MON-2)."""
    gone = len(held.noted)
    facts = {"assessed": register.assessed, "due": register.due}
    covered = f"{say('round-covered', facts)} · " if register.due else ""
    return [
        (covered, ""),
        (f"{gone} of {held.asked} gone through", "ok" if gone and not held.waiting else ""),
    ]


def _gone(row: Row) -> Part:
    said = row[IN_ROUND]
    return ("✓", "ok") if isinstance(said, dict) else ("·", "accent") if said == "waiting" else ("–", "dim")


def _finding(row: Row) -> Part:
    said = row[IN_ROUND]
    if isinstance(said, dict):
        return str(said.get("note") or "as before"), ""
    return ("to go through" if said == "waiting" else "closed before the round", "dim")


GONE = Column("gone", "", 1, _gone, sorts=False)
FINDING = Column("finding", "In this round", 28, _finding, sorts=False)
