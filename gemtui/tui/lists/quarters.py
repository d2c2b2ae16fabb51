"""The time line of a plan: a column a quarter, a line from an action's beginning to its delivery, a sign at its end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from gemtui.store import Row
from gemtui.tui.widgets.cells import Column, Part

WIDTH = 8
"""Cells of a quarter; with the gap behind it, some ten days a cell."""
BEFORE, AFTER = 2, 4
"""Years shown before and after the day."""


def first_shown(on: date) -> int:
    """Return how many quarters lie to the left of the window at first: the one before the day's own is seen."""
    return BEFORE * 4 + (on.month - 1) // 3 - 1


def quarters(on: date, sign: Callable[[Row], Part]) -> tuple[Column, ...]:
    """Return the columns of the quarters around a day."""
    found = []
    for number in range((BEFORE + AFTER) * 4):
        year, quarter = on.year - BEFORE + number // 4, number % 4 + 1
        if 1 <= year <= date.max.year:
            cell = partial(_cell, on=on, number=number, sign=sign)
            found.append(
                Column(f"{year} q{quarter}", f"Q{quarter} {year % 100:02}", WIDTH, cell, sorts=False)
            )
    return tuple(found)


def _cell(row: Row, on: date, number: int, sign: Callable[[Row], Part]) -> Sequence[Part]:
    start, due = _place(row.get("starts_on"), on), _place(row.get("delivery_on"), on)
    end, today = _place(row.get("done_on"), on), _place(on.isoformat(), on)
    status = row.get("status") or "planned"
    at = end if status == "done" and end is not None else due
    is_open = status not in ("done", "cancelled")
    begun = start if start is not None else at
    full = None if at is None or begun is None else begun + (at - begun) * int(row.get("percent") or 0) / 100
    pieces: list[Part] = []
    for place in range(number * WIDTH, (number + 1) * WIDTH):
        if at is not None and place == at:
            piece = sign(row)
        elif begun is not None and at is not None and begun <= place < at:
            piece = ("━", "ok" if status == "done" else "accent") if place < (full or 0) else ("─", "dim")
        elif is_open and due is not None and today is not None and due < place <= today:
            piece = ("╌", "alarm")
        else:
            piece = ("│", "dim") if place == today else (" ", "")
        if pieces and pieces[-1][1] == piece[1]:
            pieces[-1] = (pieces[-1][0] + piece[0], piece[1])
        else:
            pieces.append(piece)
    return pieces


def _place(day: str | None, on: date) -> int | None:
    """Return the cell of a day, counted from the first quarter shown; below zero for what lies before it."""
    if not day:
        return None
    try:
        then = date.fromisoformat(str(day))
    except ValueError:
        return None
    month = (then.month - 1) % 3 * 30.5 + then.day - 1
    quarter = (then.year - on.year + BEFORE) * 4 + (then.month - 1) // 3
    return quarter * WIDTH + min(int(month * WIDTH / 92), WIDTH - 1)
