"""Small cells: what may be published of a table of heads, so that nothing hidden can be computed back.

Source: balance-rules.md, section 10: counts under the threshold are hidden, and as many others as it takes.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple, TypeVar

from gemtui.reference import thresholds

Key = TypeVar("Key", bound=Hashable)

THRESHOLD: int = thresholds()["small_cell"]
"""A count from 1 up to this, exclusive, is sensitive; headquarters may set another, not under LEAST."""
LEAST: int = thresholds()["small_cell_least"]
PERCENT_BASE = 10
"""A share of fewer heads is not published."""

GENDERS = ("women", "men")


class Sum(NamedTuple):
    """A total that is the sum of its parts, all of them published or hidden cells."""

    total: Any
    parts: tuple[Any, ...]


def published(
    cells: Mapping[Key, int],
    sums: Sequence[Sum],
    threshold: int = THRESHOLD,
    elsewhere: Collection[Key] = (),
) -> dict[Key, int | None]:
    """Return the cells with None where nothing may be shown: the small ones, and what would give them away.

    A zero is shown. Parts are hidden before totals, smaller ones first. What is published `elsewhere` too is known,
    so it can't hide anything. Raises ValueError for a threshold under LEAST.
    """
    if threshold < LEAST:
        raise ValueError(threshold)
    hidden = {key for key, count in cells.items() if 0 < count < threshold}
    totals = {each.total for each in sums}
    known = set(elsewhere)
    while found := _given_away(hidden - known, sums):
        beside = {
            key for each in sums if found & {each.total, *each.parts} for key in (each.total, *each.parts)
        }
        shut = hidden | known
        open_ = [key for key in (beside - shut) or (cells.keys() - shut) if key in cells]
        if not open_:
            break
        hidden.add(min(open_, key=lambda key: (key in totals, cells[key] == 0, cells[key], str(key))))
    return {key: None if key in hidden else count for key, count in cells.items()}


def _given_away(hidden: set[Key], sums: Sequence[Sum]) -> set[Key]:
    """Return the hidden cells that follow from the shown ones: where a sum of them is known, or has to be nought."""
    names = sorted(hidden, key=str)
    rows = []
    for each in sums:
        weights = {key: Fraction(1) for key in each.parts if key in hidden}
        if each.total in hidden:
            weights[each.total] = Fraction(-1)
        if weights:
            rows.append([weights.get(name, Fraction(0)) for name in names])
    found: set[Key] = set()
    for row in _reduced(rows):
        telling = [name for name, weight in zip(names, row, strict=True) if weight]
        if len(telling) == 1:
            found.add(telling[0])
    return found


def _reduced(rows: list[list[Fraction]]) -> list[list[Fraction]]:
    """Return the reduced row echelon form: what can be told by adding and subtracting."""
    done = 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((n for n in range(done, len(rows)) if rows[n][column]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        lead = rows[done][column]
        rows[done] = [value / lead for value in rows[done]]
        for n, row in enumerate(rows):
            if n != done and row[column]:
                factor = row[column]
                rows[n] = [a - factor * b for a, b in zip(row, rows[done], strict=True)]
        done += 1
    return rows[:done]


class PublicLine(NamedTuple):
    """A line of a public staffing table; None is a hidden figure."""

    name: str
    women: int | None
    men: int | None
    total: int | None
    """Women and men; other and undisclosed are folded and hidden where few, so they are never in the total."""
    others: int | None
    percent: Fraction | None


def public_staffing(
    lines: Mapping[str, tuple[int, int, int]],
    parts: Sequence[Sum] = (),
    threshold: int = THRESHOLD,
    elsewhere: Collection[str] = (),
) -> list[PublicLine]:
    """Return the lines `name: (women, men, other and undisclosed)` as they may be published.

    `parts` says which lines add up to which, by name; the lines `elsewhere` are published in a table of their own
    too. Percentages of fewer than ten heads are left out.
    """
    cells: dict[tuple[str, str], int] = {}
    sums: list[Sum] = []
    for name, (women, men, _) in lines.items():
        cells |= {(name, "women"): women, (name, "men"): men, (name, "total"): women + men}
        sums.append(Sum((name, "total"), ((name, "women"), (name, "men"))))
    for each in parts:
        for column in (*GENDERS, "total"):
            sums.append(Sum((each.total, column), tuple((part, column) for part in each.parts)))
    known = [key for name in elsewhere for key in _alone(name, cells, threshold)]
    shown = published(cells, sums, threshold, known)
    return [_public_line(name, shown, lines[name][2], threshold) for name in lines]


def _alone(name: str, cells: Mapping[tuple[str, str], int], threshold: int) -> Iterable[tuple[str, str]]:
    """Return the cells of a line that a table of this line alone shows."""
    own = {key: count for key, count in cells.items() if key[0] == name}
    row = Sum((name, "total"), ((name, "women"), (name, "men")))
    return (key for key, count in published(own, [row], threshold).items() if count is not None)


def _public_line(
    name: str, shown: Mapping[tuple[str, str], int | None], others: int, threshold: int
) -> PublicLine:
    women, men, total = (shown[name, column] for column in (*GENDERS, "total"))
    known = women is not None and men is not None and total is not None and total >= PERCENT_BASE
    return PublicLine(
        name, women, men, total, others if others == 0 or others >= threshold else None,
        Fraction(women or 0, total or 1) if known else None,
    )  # fmt: skip


def public_requests(
    lines: Mapping[str, Mapping[str, int]], threshold: int = THRESHOLD
) -> dict[str, dict[str, int | None]]:
    """Return lines of `requests_women`, `granted_women`, `refused_men`, … as they may be published.

    A line of fewer requests than the threshold is hidden whole.
    """
    found: dict[str, dict[str, int | None]] = {}
    for name, counts in lines.items():
        if 0 < sum(counts.get(f"requests_{gender}", 0) for gender in GENDERS) < threshold:
            found[name] = dict.fromkeys(counts)
            continue
        sums = [
            Sum(f"requests_{gender}", tuple(_there(counts, gender)))
            for gender in GENDERS
            if f"requests_{gender}" in counts
        ]
        found[name] = published(counts, sums, threshold)
    return found


def _there(counts: Mapping[str, int], gender: str) -> Iterable[str]:
    return (f"{what}_{gender}" for what in ("granted", "refused", "pending") if f"{what}_{gender}" in counts)
