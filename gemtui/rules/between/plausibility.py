"""Rules from year to year: a step that falls without a word, a figure that jumps. Source: REP-2, OA-A1, `plausibility.toml`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Any

from gemtui.records import Kind, Question, block_title, blocks
from gemtui.reference import Compared, compared, graded, jump
from gemtui.rules.finding import Finding, finding
from gemtui.rules.flows import differences
from gemtui.rules.headcount import is_staff, unit_of
from gemtui.rules.indicators import name_of
from gemtui.rules.picture import YEARLY, Picture
from gemtui.rules.terms import Row, decimal


def jumps(picture: Picture) -> Iterator[Finding]:
    """Yield figures that more than doubled or halved against the ones before, like with like (`plausibility.toml`)."""
    for each in compared():
        kind = picture.context.kinds.get(each.kind)
        rows = _held(picture, each.kind)
        if kind is None or not rows:
            continue
        fields = {count: _fields(kind, count) for count in each.counts}
        for found in _alike(rows, each.alike, kind.about.dated, 4 if each.by == "year" else 10):
            for (then, old), (now, new) in pairwise(found):
                if _is_judged(picture, each.kind, new[0]) and _are_alike(each, then, old, now, new):
                    yield from _jumped(picture, each, fields, (then, old), new)


def _held(picture: Picture, kind: str) -> list[Row]:
    """Return a kind's records of the offices that are judged, of all years: what was before counts, too."""
    offices = frozenset(picture.offices)
    return [row for row in picture.facts.get(kind, ()) if row["office"] in offices]


def _fields(kind: Kind, count: str) -> tuple[Question, ...]:
    """Return the fields that a count adds up: one of that name, else the columns of the head-count of that group."""
    own = kind.question(count)
    if own is not None:
        return (own,)
    return tuple(q for block in blocks(kind) if len(block) > 1 for q in block if q.group == count)


def _alike(
    rows: Iterable[Row], fields: tuple[str, ...], dated: str, signs: int
) -> Iterator[list[tuple[str, list[Row]]]]:
    """Yield the records that agree in some fields, by so many signs of their day or year, the earliest first."""
    found: dict[tuple[str, ...], dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        at = str(row.get(dated) or "")[:signs]
        if at:
            alike = (unit_of(row) if name == "unit" else str(row.get(name)) for name in fields)
            found[row["office"], *alike][at].append(row)
    for days in found.values():
        yield sorted(days.items())


def _are_alike(each: Compared, then: str, old: list[Row], now: str, new: list[Row]) -> bool:
    if each.by == "year":
        return len(old) == len(new) and int(now) - int(then) <= jump().years
    return _parts(each, old) == _parts(each, new)  # else one of the two is a part only


def _parts(each: Compared, rows: list[Row]) -> set[tuple[Any, ...]]:
    return {tuple(row.get(name) for name in each.parts) for row in rows}


def _jumped(
    picture: Picture,
    each: Compared,
    fields: Mapping[str, tuple[Question, ...]],
    before: tuple[str, list[Row]],
    new: list[Row],
) -> Iterator[Finding]:
    for asked in fields.values():
        was, now = _sum(before[1], asked), _sum(new, asked)
        if was is None or now is None or not _is_jump(each, was, now):
            continue
        facts = {"before": _told(was), "after": _told(now), "day": before[0]}
        facts["label"] = block_title(asked) if len(asked) > 1 else asked[0].label
        at = next(q.name for row in new for q in asked if row.get(q.name) is not None)
        yield finding("count-jumped", each.kind, new[0], at, **facts, clause_of=each.clause)


def _sum(rows: list[Row], asked: tuple[Question, ...]) -> Decimal | None:
    """Return what the fields come to over all records, None where none of them is given."""
    numbers = [number for row in rows for q in asked if (number := decimal(row.get(q.name))) is not None]
    return sum(numbers, Decimal(0)) if numbers else None


def _is_jump(each: Compared, was: Decimal, now: Decimal) -> bool:
    if not each.least and not (was and now):
        return False
    return max(was, now) > jump().factor * min(was, now) and abs(now - was) >= each.least


def _told(number: Decimal) -> int | str:
    """Return a number as a fact: heads stay whole numbers, so that a report can hide a small one."""
    return int(number) if number == int(number) else f"{number:f}"


def fallen(picture: Picture) -> Iterator[Finding]:
    """Yield ratings, levels and markers under the ones before, where nothing says why (`plausibility.toml`)."""
    for each in graded():
        kind, scale = picture.context.kinds.get(each.kind), each.scale
        rows = _held(picture, each.kind)
        if kind is None:
            continue
        for found in _alike(rows, each.alike, kind.about.dated, 10):
            for (then, old), (now, new) in pairwise(found):
                row, step, last = new[0], str(new[0].get(each.field)), str(old[-1].get(each.field))
                if not _is_judged(picture, each.kind, row) or int(now[:4]) - int(then[:4]) > each.years:
                    continue
                is_lower = step in scale and last in scale and scale.index(step) < scale.index(last)
                if is_lower and not any(row.get(name) for name in each.why):
                    facts = {
                        "rating": step,
                        "last": last,
                        "indicator": _name(kind, row),
                        "year": int(then[:4]),
                    }
                    yield finding("rating-fell", each.kind, row, each.why[0], **facts, clause_of=each.clause)


def _is_judged(picture: Picture, kind: str, row: Row) -> bool:
    """Return whether the asked year is the record's, of kinds that are judged year by year."""
    period = picture.context.period
    return period is None or kind not in YEARLY or row.get("period") == period


def _name(kind: Kind, row: Row) -> str:
    """Return how people call what was graded: an indicator by its number, anything else by its title or its kind."""
    return name_of(row) if kind.question("indicator") else str(row.get("title") or kind.about.label)


def flows(picture: Picture) -> Iterator[Finding]:
    """Yield a unit's counts that the count before, with who was hired and who left since, does not add up to."""
    days: dict[tuple[str, str], dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in picture.rows("staffing_snapshot"):
        if row.get("as_of") and row.get("grade") and is_staff(row):
            days[row["office"], unit_of(row)][row["as_of"]].append(row)
    for counted in days.values():
        for (earlier, old), (_, new) in pairwise(sorted(counted.items())):
            if {row["grade"] for row in old} != {row["grade"] for row in new}:
                continue
            for gender, due, now in differences(old, new):
                facts = {"due": due, "now": now, "day": earlier, "gender": gender}
                yield finding("flows-differ", "staffing_snapshot", new[0], f"hired_{gender}", **facts)
