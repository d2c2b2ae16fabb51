"""Which figures, and which steps of a scale, are held against those of the year before."""

from __future__ import annotations

from typing import NamedTuple

from gemtui.reference.files import load, reader


class Compared(NamedTuple):
    """Figures of a kind that are held against the ones before."""

    kind: str
    by: str
    """`day` for counts of a day, `year` for what is added up over a year."""
    alike: tuple[str, ...]
    """Fields in which both agree."""
    parts: tuple[str, ...]
    """By day: fields whose values a count consists of; only counts of the same parts are compared."""
    counts: tuple[str, ...]
    """Groups of fields that are added up, or single fields."""
    least: int
    """Under so many more or fewer nothing is said."""
    clause: str


class Graded(NamedTuple):
    """A step of a scale that is held against the one before."""

    kind: str
    alike: tuple[str, ...]
    field: str
    scale: tuple[str, ...]
    """Lowest first; values beyond it are not compared."""
    why: tuple[str, ...]
    """Fields that may say why it fell."""
    years: int
    """Within which it is held against the one before."""
    clause: str


class Jump(NamedTuple):
    """What a jump is: by which factor, over how many years at most."""

    factor: int
    years: int


@reader
def jump() -> Jump:
    """Return what counts as a jump."""
    return Jump(**load("plausibility")["jump"])


@reader
def compared() -> tuple[Compared, ...]:
    """Return the figures that are compared, in the catalogue's order."""
    return tuple(
        Compared(**given | {name: tuple(given[name]) for name in ("alike", "parts", "counts")})
        for given in load("plausibility")["compared"]
    )


@reader
def graded() -> tuple[Graded, ...]:
    """Return the steps that are compared, in the catalogue's order."""
    return tuple(
        Graded(**given | {name: tuple(given[name]) for name in ("alike", "scale", "why")})
        for given in load("plausibility")["graded"]
    )
