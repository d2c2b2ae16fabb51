"""The action plan in figures, counted by SQLite so that a million actions are as quick as ten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gemtui import rules, store
from gemtui.store import Store


@dataclass(frozen=True, slots=True)
class PlanFigures:
    """How many actions stand where, on a date."""

    total: int = 0
    done: int = 0
    overdue: int = 0
    due_soon: int = 0
    cancelled: int = 0


def figures_of(states: Iterable[rules.ActionState]) -> PlanFigures:
    """Return the figures of actions whose standing on a day is known."""
    each = list(states)
    return PlanFigures(
        len(each),
        sum(state.status == "done" for state in each),
        sum(bool(state.overdue) for state in each),
        sum(state.due_soon for state in each),
        sum(state.status == "cancelled" for state in each),
    )


def plan_figures(db: Store, on: date) -> PlanFigures:
    """Return how many live actions there are, and how many are done, overdue, due within 30 days, cancelled."""
    total = done = overdue = due_soon = cancelled = 0
    for row, count in store.tally(db, "action", ("status", "delivery_on", "done_on")):
        state = rules.state(row, on)
        total += count
        done += count * (state.status == "done")
        cancelled += count * (state.status == "cancelled")
        overdue += count * bool(state.overdue)
        due_soon += count * state.due_soon
    return PlanFigures(total, done, overdue, due_soon, cancelled)
