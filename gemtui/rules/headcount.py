"""Staff by grade, the roll-up lines that the United Nations uses, and what they say. Source: balance-rules.md, 7."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from gemtui.reference import contracts
from gemtui.rules import grades
from gemtui.rules.balance import Balance, judge
from gemtui.rules.bands import DEFAULT, Bands, Counts, counted
from gemtui.rules.terms import Row

NOT_STAFF = frozenset({"service contract", "consultant", "intern"})

SMALL_BASE = 5
"""Under so many people on either grade a pipeline index says nothing."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the staffing table."""

    name: str
    balance: Balance
    sources: tuple[str, ...]
    """Ids of the snapshots that were added up."""


def snapshots(rows: Iterable[Row], on: date) -> list[Row]:
    """Return the snapshots that count on a date: for each unit and grade those of its last day not after it.

    Of two counts of one unit, day, grade, contract and category the one saved last counts: heads count once.
    """
    day = on.isoformat()
    last: dict[tuple[str, ...], str] = {}
    held = [row for row in rows if row["as_of"] <= day]
    for row in held:
        key = _post(row)
        last[key] = max(last.get(key, ""), row["as_of"])
    once: dict[tuple[str, ...], Row] = {}
    for row in sorted(held, key=lambda r: (r.get("changed_at") or "", r["id"])):
        if row["as_of"] == last[_post(row)]:
            once[(*_post(row), row.get("contract") or "", row.get("category") or "")] = row
    return list(once.values())


def _post(row: Row) -> tuple[str, ...]:
    return row["office"], row.get("unit") or "", row["grade"]


def counts_for_parity(row: Row) -> bool:
    """Return whether a snapshot's heads are staff on contracts of one year or more; none named is taken for one."""
    contract = row.get("contract")
    return grades.is_staff(row["grade"]) and (not contract or contracts().get(contract, False))


def is_staff(row: Row) -> bool:
    """Return whether a snapshot's heads are staff, whatever the length of contract."""
    return grades.is_staff(row["grade"]) and row.get("contract") not in NOT_STAFF


def staffing(rows: Iterable[Row], on: date, bands: Bands = DEFAULT) -> list[Line]:
    """Return the staffing lines of these snapshots on a date; none where nobody was counted by then.

    Each grade, highest first, then *professional and higher*, *P-4 and above*, *national officers*, *general
    service* and *all*. Sums are of heads; give the snapshots of one unit, office or the Union.
    """
    heads: dict[str, Counts] = defaultdict(Counts)
    ids: dict[str, list[str]] = defaultdict(list)
    for row in snapshots(rows, on):
        if counts_for_parity(row):
            for name in (row["grade"], *grades.lines_of(row["grade"]), grades.ALL):
                heads[name] += counted(row)
                ids[name].append(row["id"])
    own = sorted((name for name in heads if name not in grades.ROLL_UPS), key=lambda g: (grades.place(g), g))
    names = (*own, *grades.ROLL_UPS) if own else ()
    return [Line(name, judge(heads[name], "band", bands), tuple(sorted(ids[name]))) for name in names]


def unit_of(row: Row) -> str:
    """Return the unit that a snapshot counts, as `OFFICE/REFERENCE`; the office alone where no unit is named."""
    unit = row.get("unit")
    return row["office"] if not unit else unit if "/" in unit else f"{row['office']}/{unit}"


def by_sector(rows: Iterable[Row], sector: Mapping[str, str], on: date) -> dict[str, Counts]:
    """Return the staff heads of each sector (GS, BR, TSB, BDT); `sector` says which one a unit belongs to.

    Source: clause OA-A1, *at all levels and in each sector*.
    """
    heads: dict[str, Counts] = defaultdict(Counts)
    for row in snapshots(rows, on):
        if counts_for_parity(row):
            heads[row.get("sector") or sector.get(unit_of(row), "")] += counted(row)
    return dict(heads)


def gap_in_points(balance: Balance) -> Fraction | None:
    """Return the share of women less 50, in percentage points, None without a base."""
    return None if balance.share is None else balance.share * 100 - 50


def pipeline(upper: Counts, lower: Counts) -> Fraction | None:
    """Return the share at a grade over the share at the grade below; None where either base is too small."""
    if min(upper.base, lower.base) < SMALL_BASE or not lower.women:
        return None
    return Fraction(upper.women, upper.base) / Fraction(lower.women, lower.base)
