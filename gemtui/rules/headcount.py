"""Staff by grade, the roll-up lines that the United Nations uses, and what they say. Source: balance-rules.md, 7."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from gemtui.reference import contracts, thresholds
from gemtui.rules import grades
from gemtui.rules.balance import Balance, judge
from gemtui.rules.bands import DEFAULT, GENDERS, Bands, Counts, counted
from gemtui.rules.terms import Row

NOT_STAFF = frozenset({"service contract", "consultant", "intern"})

SMALL_BASE = thresholds()["pipeline_base"]
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
    latest: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows:
        as_of = row.get("as_of")
        if (
            not as_of or as_of > day or not row.get("grade")
        ):  # a merge may bring a record that lacks half of itself
            continue
        post = (row["office"], row.get("unit") or "", row["grade"])
        held = latest.get(post)
        if held is None or as_of > held[0]["as_of"]:
            latest[post] = [row]
        elif as_of == held[0]["as_of"]:
            held.append(row)
    return [row for held in latest.values() for row in (held if len(held) == 1 else _once(held))]


def _once(rows: Iterable[Row]) -> Iterable[Row]:
    saved = sorted(rows, key=lambda row: (row.get("changed_at") or "", row["id"]))
    return {(row.get("contract") or "", row.get("category") or ""): row for row in saved}.values()


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
    service* and *all*; *all staff contracts* where some are of less than a year. Sums are of heads; give the
    snapshots of one unit, office or the Union.
    """
    held: dict[str, list[Row]] = defaultdict(list)
    staff = [row for row in snapshots(rows, on) if is_staff(row)]
    for row in staff:
        if counts_for_parity(row):
            held[row["grade"]].append(row)
    own = sorted(held, key=lambda grade: (grades.place(grade), grade))
    for grade in own:
        for name in (*grades.lines_of(grade), grades.ALL):
            held[name] += held[grade]
    lines = [_line(name, held[name], bands) for name in ((*own, *grades.ROLL_UPS) if own else ())]
    if len(staff) > len(held[grades.ALL]):
        lines.append(_line(grades.ALL_CONTRACTS, staff, bands))
    return lines


def _line(name: str, rows: Sequence[Row], bands: Bands) -> Line:
    heads = Counts(*(sum(row.get(gender) or 0 for row in rows) for gender in GENDERS))
    return Line(name, judge(heads, "band", bands), tuple(sorted(row["id"] for row in rows)))


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
