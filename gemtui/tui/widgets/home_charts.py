"""Home's charts, where there is room: actions by quarter, women and men in bodies, ratings year by year."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from gemtui.locale import plain
from gemtui.tui.widgets.bars import balance, scale
from gemtui.tui.widgets.cells import Part, fit

if TYPE_CHECKING:
    from gemtui.reports import Charts, Quarter

HEIGHT = 6
"""Rows of the highest column."""
SLOT = 7
"""Cells of a quarter."""
NAME, BAR = 30, 20
SIGNS = {"yes": ("✓", "ok"), "no": ("✗", "alarm"), "unknown": ("?", "accent")}
RATED = (
    ("exceeds", "█", "ok"),
    ("meets", "▓", "ok"),
    ("approaches", "▒", "accent"),
    ("missing", "░", "alarm"),
)
EIGHTHS = " ▁▂▃▄▅▆▇█"
Lines = list[list[Part]]


def drawn(found: Charts, width: int) -> Lines:
    """Return the charts side by side, as many as fit."""
    parts = [(_quarters(found.quarters), SLOT * len(found.quarters) + 5)]
    if width >= 120:
        parts.append((_bodies(found), NAME + BAR + 10))
    if width >= 150:
        parts.append((_ratings(found), 30))
    lines: Lines = []
    for row in zip_longest(*(lines for lines, _ in parts), fillvalue=()):
        line: list[Part] = []
        for pieces, (_, room) in zip(row, parts, strict=True):
            line += [*pieces, (" " * max(room - sum(len(text) for text, _ in pieces), 0), "")]
        lines.append(line)
    return lines


def _quarters(quarters: Sequence[Quarter]) -> Lines:
    """Return a column for each quarter: done at the foot, open in the middle, late on top."""
    most = max((q.total for q in quarters), default=0) or 1
    lines: Lines = [
        [
            ("ACTIONS BY QUARTER DUE   ", "strong"),
            ("█ done ", "ok"),
            ("▒ open ", "accent"),
            ("! late", "alarm"),
        ]
    ]
    for level in range(HEIGHT, 0, -1):
        line: list[Part] = []
        for quarter in quarters:
            text, role = _level(quarter, level, most)
            line += [(f" {text * (SLOT - 3)}  ", role)]
        lines.append(line)
    lines.append([(f"{q.total or '·':^{SLOT - 1}} ", "" if q.total else "dim") for q in quarters])
    now = len(quarters) // 2
    lines.append(
        [
            (f"Q{q.number} {q.year % 100:02} "[:SLOT].ljust(SLOT), "strong" if n == now else "dim")
            for n, q in enumerate(quarters)
        ]
    )
    return lines


def _level(quarter: Quarter, level: int, most: int) -> Part:
    """Return what stands at a height of a column; whole rows, so that a column is at least as high as it counts."""
    height = -(-quarter.total * HEIGHT // most)
    if level > height:
        return " ", ""
    at = (level - 0.5) / max(height, 1) * quarter.total
    if at <= quarter.done:
        return "█", "ok"
    return ("▒", "accent") if at <= quarter.done + quarter.open else ("!", "alarm")


def _bodies(found: Charts) -> Lines:
    """Return a bar for each body, with the band from 40 to 60 per cent women."""
    lines: Lines = [[(f"{'WOMEN IN BODIES':<{NAME}} ", "strong"), (scale(BAR), "dim")]]
    for name, judged in found.bodies[: HEIGHT + 2]:
        low, high = judged.range or (judged.share, judged.share)
        sign = SIGNS.get(judged.meets, ("–", "dim"))
        counted = f" {judged.counts.women}–{judged.counts.men}"
        lines.append(
            [
                (f"{fit(plain(name), NAME)} ", ""),
                *balance(low, high, BAR, sign[0]),
                (f" {sign[0]}", sign[1]),
                (counted, "dim"),
            ]
        )
    return lines if found.bodies else [*lines, [("nobody entered yet", "dim")]]


def _ratings(found: Charts) -> Lines:
    """Return a stacked bar for each year: exceeds, meets, approaches, missing."""
    lines: Lines = [[("UN-SWAP BY YEAR", "strong")]]
    for year, by_rating in found.ratings:
        line: list[Part] = [(f"{year} ", "dim")]
        line += [
            (sign * by_rating.get(rating, 0), role) for rating, sign, role in RATED if by_rating.get(rating)
        ]
        lines.append(line)
    if not found.ratings:
        return [*lines, [("nothing rated yet", "dim")]]
    return [*lines, [], *([(f"{sign} ", role), (rating, "dim")] for rating, sign, role in RATED)]
