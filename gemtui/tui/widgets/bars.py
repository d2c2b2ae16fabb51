"""Bars of text: how far something is, and how women and men are balanced."""

from __future__ import annotations

from fractions import Fraction

from gemtui.tui.widgets.cells import Part

EIGHTHS = " ▏▎▍▌▋▊▉"


def progress(done: Fraction | float | None, width: int, role: str = "accent") -> list[Part]:
    """Return a bar of `width` cells, filled as far as the fraction says; empty where it is not known."""
    eighths = round(max(0, min(done or 0, 1)) * width * 8)
    full, rest = divmod(eighths, 8)
    filled = "█" * full + (EIGHTHS[rest] if rest else "")
    return [(filled, role), ("·" * (width - len(filled)), "dim")]


def scale(width: int) -> str:
    """Return what stands over a balance bar of `width` cells: 0, 40, 60 and 100, each where its mark is."""
    marks = ((0, "0"), (round(width * 2 / 5) - 1, "40"), (round(width * 3 / 5) - 1, "60"), (width - 3, "100"))
    line = ""
    for at, text in marks:
        line = f"{line:<{at}}{text}"
    return line


def balance(low: Fraction | None, high: Fraction | None, width: int, sign: str = "") -> list[Part]:
    """Return a bar from 0 to 100 % women with the ends of the band 40–60 marked, filled up to the share.

    Where people are undisclosed, the share lies between `low` and `high`, and that stretch is drawn ▒.
    """
    if low is None or high is None:
        return [("·" * width, "dim")]
    role = {"✓": "ok", "✗": "alarm"}.get(sign, "accent")
    ends = {round(width * 2 / 5) - 1, round(width * 3 / 5) - 1}  # a mark stands at the right edge of its cell
    sure, maybe = round(width * low), round(width * high)
    pieces: list[Part] = []
    for cell in range(width):
        if cell < sure:
            text, of = ("▉" if cell in ends else "█"), role
        elif cell in ends:
            text, of = "▕", ""
        elif cell < maybe:
            text, of = "▒", role
        else:
            text, of = "·", "dim"
        if pieces and pieces[-1][1] == of:
            pieces[-1] = (pieces[-1][0] + text, of)
        else:
            pieces.append((text, of))
    return pieces
