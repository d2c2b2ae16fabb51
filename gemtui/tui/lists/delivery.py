"""Screen 8: reviews of how the Union delivers, each with the action that follows it up."""

from __future__ import annotations

from gemtui import reports, rules
from gemtui.locale import choice, day, plain, say
from gemtui.rules import ActionState, Picture
from gemtui.store import Row
from gemtui.tui.describing import changed_line
from gemtui.tui.listing import KIND
from gemtui.tui.lists.tab import GIVEN, INVITES, MISSING, Around
from gemtui.tui.sheets import Wanted
from gemtui.tui.widgets.cells import Column, Part
from gemtui.tui.widgets.computed import Computed, Worked
from gemtui.tui.widgets.pane import Line, wrapped

NEEDED = ("governance_item", "action", "action_plan")
ACTION = "_action"
"""Key under which a review carries the action that follows it up."""
EMPTY = (
    "No delivery mechanism has been reviewed yet.",
    "n records a review: the project cycle, procurement, fellowships, events; what was found, and whether it needs change.",
)


def delivery(around: Around) -> Computed:
    """Return the delivery reviews, the latest first, with what became of each."""
    return Computed(around.of_offices(COLUMNS), lambda: _worked(around), EMPTY)


def _worked(around: Around) -> Worked:
    picture = around.picture(NEEDED)
    held = [row for row in picture.rows("governance_item") if row.get("type") == "delivery_review"]
    plan = reports.plan_in_force(around.db, around.on)
    rows = [_row(picture, row, plan) for row in sorted(held, key=lambda row: row["on"], reverse=True)]
    return Worked(rows)


def _row(picture: Picture, row: Row, plan: str | None) -> Row:
    found = picture.places.find(row, row.get("follow_up"))
    action = (
        {**found[1], "_state": rules.state(found[1], picture.on)} if found and found[0] == "action" else None
    )
    lacks = row.get("outcome") == "needs_change" and not row.get("follow_up")
    given = {
        "action_plan": plan,
        "title": say("follow-up-of", {"title": row.get("title") or ""}),
        "area": "C",
        "clauses": ["OBJ-3b"],
    }
    link = ("governance_item", f"{row['office']}/{row['id']}", "follow_up")
    return {
        **row, KIND: "governance_item", ACTION: action, MISSING: bool(lacks),
        GIVEN: Wanted("action", given={name: value for name, value in given.items() if value}, link=link) if lacks else None,
    }  # fmt: skip


def _outcome(row: Row) -> Part:
    outcome = row.get("outcome")
    role = {"in_order": "ok", "needs_change": "accent"}.get(outcome or "", "dim")
    return choice(outcome) if outcome else say("no-outcome"), role


def _follow_up(row: Row) -> list[Part]:
    action = row[ACTION]
    if action is None:
        return [(say("no-follow-up"), "alarm")] if row[MISSING] else [("·", "dim")]
    state: ActionState = action["_state"]
    late = f" {state.overdue} d late" if state.overdue else ""
    named = f"{action.get('number') or ''} {action.get('title') or ''}".strip()
    return [
        (f"{choice(state.status)}{late} ", "alarm" if late else "ok" if state.status == "done" else ""),
        (plain(named), ""),
    ]


COLUMNS = (
    Column("title", "Mechanism", 18, lambda row: str(row.get("title") or ""), grows=True),
    Column("on", "Reviewed", 11, lambda row: day(row["on"])),
    Column("outcome", "Outcome", 12, _outcome),
    Column("follow_up", "Follow-up", 32, _follow_up, sorts=False),
)


def detail(row: Row, width: int) -> list[Line]:
    """Return what a review found, and what follows from it."""
    if ACTION not in row:
        return []
    lines: list[Line] = [[(plain(str(row.get("title") or "")), "strong")]]
    if row[MISSING]:
        lines += wrapped(say("no-action-yet"), width, "alarm", 2)
        lines += wrapped(say("enter-makes-action"), width, "", 2) if row.get(INVITES) else []
    lines += wrapped(str(row.get("finding") or ""), width, "", 3) if row.get("finding") else []
    if row[ACTION] is not None:
        lines += wrapped(
            say("enter-opens-action", {"due": day(row[ACTION].get("delivery_on")) or "–"}), width, "dim", 2
        )
    return [*lines, changed_line(row)]
