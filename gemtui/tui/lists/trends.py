"""Screen 4: every body through time, from one date of change to the next."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from gemtui import rules, store
from gemtui.locale import day
from gemtui.rules import Body
from gemtui.store import Row
from gemtui.tui.listing import KIND
from gemtui.tui.lists.bodies import BODY, NEEDED, SIGNS, heads, verdict
from gemtui.tui.lists.tab import Around
from gemtui.tui.widgets.bars import balance, scale
from gemtui.tui.widgets.cells import Column, Part
from gemtui.tui.widgets.computed import ID, Computed, Worked

FIRST = 10**11
"""Row ids of steps in time; the store's own are far below."""
BAR = 16
MOVED = {"rising": ("▲", "ok"), "falling": ("▼", "alarm"), "flat": ("–", "dim")}
EMPTY = ("No committees yet.", "A body is here once it has seats with dates, or a head-count.")


def trends(around: Around) -> Computed:
    """Return the list of bodies, each from date to date up to the day that is shown."""
    return Computed(COLUMNS, lambda: _worked(around), EMPTY)


def _worked(around: Around) -> Worked:
    facts = {kind: store.rows(around.db, kind) for kind in NEEDED}
    rows: list[Row] = []
    headings = []
    for body in rules.bodies(facts, around.on):
        steps = rules.trend(body, around.on)
        if steps:
            headings.append((len(rows), _name(body, many=around.db.identity.role == "hq")))
        before: Body | None = None
        for since, then in steps:
            moved = rules.direction(_judged(before), _judged(then))
            row = {**body.committee, KIND: "committee", ID: FIRST + len(rows), BODY: then}
            rows.append({**row, "since": since, "moved": moved})
            before = then
    return Worked(rows, headings)


def _judged(body: Body | None) -> Fraction | None:
    """Return a share that can be compared: a single person's says nothing."""
    return body.balance.share if body and body.balance.counts.base > 1 else None


def _name(body: Body, *, many: bool) -> str:
    office = f"{body.committee['office']} · " if many else ""
    return f"{office}{body.committee.get('name') or ''}"


def _bar(row: Row) -> Sequence[Part]:
    found = row[BODY].balance
    low, high = found.range or (found.share, found.share)
    return balance(low, high, BAR, SIGNS[found.meets][0])


def _led(row: Row) -> Part:
    leading = row[BODY].leadership
    return (f"{leading.counts.women}–{leading.counts.men}" if leading.counts.total else ""), "dim"


COLUMNS = (
    Column("since", "Since", 12, lambda row: day(row["since"]) or "from the start", right=True),
    Column("moved", "", 1, lambda row: MOVED.get(row["moved"], ("", "")), sorts=False),
    Column("people", "women–men", 12, lambda row: heads(row[BODY].balance), sorts=False),
    Column("bar", scale(BAR), BAR, _bar, sorts=False),
    Column("verdict", "women %", 20, lambda row: verdict(row[BODY].balance), grows=True, sorts=False),
    Column("led", "chairs", 6, _led, right=True, sorts=False),
)
