"""A figure beside its floor: how both are measured in alternation, and the line that says what came out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median

Measure = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Goal:
    """What a ratio has to reach; `at_least` for throughputs, where more is better."""

    ratio: float
    at_least: bool = False
    ceiling: float | None = None
    """A bound on the figure itself, in its own unit, that holds beside the ratio."""

    def holds(self, ratio: float, value: float) -> bool:
        """Return whether a measured ratio, and the figure, reach the goal."""
        reached = ratio >= self.ratio if self.at_least else ratio <= self.ratio
        return reached and (self.ceiling is None or value <= self.ceiling)

    def __str__(self) -> str:
        bound = f", < {self.ceiling:g}" if self.ceiling is not None else ""
        return f"{'>=' if self.at_least else '<='} {self.ratio:g}x{bound}"


@dataclass(slots=True)
class Figure:
    """One line of the table: pairs of a program's and a floor's values, and the goal for their ratio."""

    subject: str
    unit: str
    program: Sequence[float]
    floor: Sequence[float]
    beside: str
    """What the floor is."""
    goal: Goal | None = None
    note: str = ""
    ratios: list[float] = field(init=False)

    def __post_init__(self) -> None:
        self.ratios = sorted(p / f for p, f in zip(self.program, self.floor, strict=True) if f)

    @property
    def ratio(self) -> float:
        """Return the median of the pairs' ratios."""
        return median(self.ratios) if self.ratios else float("nan")

    @property
    def verdict(self) -> str:
        """Return `yes`, `no`, or nothing where no goal is set."""
        if self.goal is None:
            return ""
        return "yes" if self.goal.holds(self.ratio, median(self.program)) else "NO"

    def cells(self) -> tuple[str, ...]:
        """Return the line's cells in the order of `HEAD`."""
        spread = f"{self.ratio:.2f} ({self.ratios[0]:.2f}–{self.ratios[-1]:.2f})" if self.ratios else "–"
        return (
            self.subject,
            f"{shown(median(self.program))} {self.unit}",
            f"{shown(median(self.floor))} {self.unit}",
            self.beside,
            spread,
            str(self.goal or ""),
            self.verdict,
            self.note,
        )


HEAD = ("subject", "figure", "floor", "the floor is", "ratio (min–max)", "goal", "met", "note")


def shown(value: float) -> str:
    """Return a number with three digits that mean something."""
    if value >= 1000:
        return f"{value:,.0f}"
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def pairs(rounds: int, program: Measure, floor: Measure) -> tuple[list[float], list[float]]:
    """Return the values of a program and its floor, measured in turns so that both see the same noise.

    Who goes first changes with each round; the first value of each, when nothing is warm, does not count.
    """
    program(), floor()
    ours: list[float] = []
    theirs: list[float] = []
    for number in range(rounds):
        for measure, values in ((program, ours), (floor, theirs))[:: 1 if number % 2 else -1]:
            values.append(measure())
    return ours, theirs


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which that share of the values lies (nearest rank)."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, round(share * (len(ranked) - 1)))]


def table(figures: Sequence[Figure]) -> str:
    """Return the figures as a Markdown table that also reads well in a terminal."""
    rows = [HEAD, *(figure.cells() for figure in figures)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEAD))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in rows
    ]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)
