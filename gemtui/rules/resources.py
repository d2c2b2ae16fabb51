"""Money for gender equality: what was spent of what was approved, and the portfolio by marker. Source: RESP-3.

A line with a gender marker belongs to the portfolio of programmes; one without, or to which markers do not apply, is
money for gender equality itself. One whose marker is not known, or not yet, is left out of both: nobody can say which.
Amounts of two currencies are never added, and nothing is a share of nothing: no base, not zero.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from gemtui.rules.terms import Row, decimal

HIGH_MARKERS = (2, 3)
"""Significant and principal: the share that UN-SWAP asks for."""

OPEN = ("unknown", "pending")

AMOUNTS = ("planned", "approved", "spent")


def total(rows: Iterable[Row], field: str) -> Decimal:
    """Return the sum of an amount over lines of one currency, those that give none left out (`left_out`)."""
    return sum((decimal(row.get(field)) or Decimal(0) for row in rows), Decimal(0))


def left_out(rows: Iterable[Row], field: str) -> dict[str, int]:
    """Return how many lines give no such amount, by what they say instead: `blank`, `n/a`, `pending`, `unknown`.

    Source: spec/records.md, *Nothing, zero, and not*: figures say how many of each they left out.
    """
    said = (row.get(f"{field}_state") or "blank" for row in rows if decimal(row.get(field)) is None)
    return dict(sorted(Counter(said).items()))


def compared(rows: Iterable[Row]) -> list[Row]:
    """Return the lines that give both what was approved and what was spent: what is not known is not zero."""
    return [r for r in rows if decimal(r.get("approved")) is not None and decimal(r.get("spent")) is not None]


def spent_of_approved(rows: Iterable[Row]) -> Fraction | None:
    """Return spent / approved over lines of one currency that give both, None where nothing was approved: no base, not zero."""
    held = compared(rows)
    approved = total(held, "approved")
    return Fraction(total(held, "spent")) / Fraction(approved) if approved else None


def by_marker(rows: Iterable[Row]) -> dict[int, Decimal]:
    """Return the approved amount of each gender marker, over lines of one currency that have one."""
    held: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        if row.get("marker") is not None:
            held[row["marker"]].append(row)
    return {marker: total(lines, "approved") for marker, lines in sorted(held.items())}


def share_of_markers(amounts: dict[int, Decimal], markers: Iterable[int]) -> Fraction | None:
    """Return the share of a portfolio that has one of these markers, None without any amount: no base."""
    base = sum(amounts.values(), Decimal(0))
    return (
        Fraction(sum((amounts.get(m, Decimal(0)) for m in markers), Decimal(0))) / Fraction(base)
        if base
        else None
    )


def share_of_base(row: Row) -> Fraction | None:
    """Return a line's approved (else planned) amount as a share of the whole budget; None without a base, or a base of 0."""
    base, amount = decimal(row.get("total_base")), decimal(row.get("approved") or row.get("planned"))
    return Fraction(amount) / Fraction(base) if base and amount is not None else None


def is_open(row: Row) -> bool:
    """Return whether nobody can say yet what a line's marker is."""
    return row.get("marker") is None and row.get("marker_state") in OPEN


@dataclass(frozen=True, slots=True)
class Budget:
    """The lines of one office, year and currency."""

    office: str
    year: int
    currency: str
    lines: tuple[Row, ...]

    @property
    def own(self) -> tuple[Row, ...]:
        """Return the lines for gender equality itself: those that have no marker."""
        return tuple(row for row in self.lines if row.get("marker") is None and not is_open(row))

    @property
    def unmarked(self) -> tuple[Row, ...]:
        """Return the lines whose marker is not known, or not yet: they count nowhere."""
        return tuple(row for row in self.lines if is_open(row))

    @property
    def portfolio(self) -> tuple[Row, ...]:
        """Return the lines of the portfolio: those with a marker."""
        return tuple(row for row in self.lines if row.get("marker") is not None)

    @property
    def spent_of_approved(self) -> Fraction | None:
        """Return spent / approved of the lines for gender equality."""
        return spent_of_approved(self.own)

    @property
    def base(self) -> Decimal | None:
        """Return the whole budget that the lines are a share of; None where they name none, or several."""
        named = {found for row in self.own if (found := decimal(row.get("total_base"))) is not None}
        return named.pop() if len(named) == 1 else None

    @property
    def share_of_base(self) -> Fraction | None:
        """Return approved / whole budget, None where there is no base."""
        return Fraction(total(self.own, "approved")) / Fraction(self.base) if self.base else None

    @property
    def by_purpose(self) -> dict[str, tuple[Row, ...]]:
        """Return the lines for gender equality by what they are for."""
        held: dict[str, list[Row]] = defaultdict(list)
        for row in self.own:
            held[row.get("purpose") or ""].append(row)
        return {purpose: tuple(rows) for purpose, rows in sorted(held.items())}

    @property
    def by_marker(self) -> dict[int, Decimal]:
        """Return the portfolio's approved amounts by marker."""
        return by_marker(self.portfolio)

    def share_of(self, markers: Iterable[int]) -> Fraction | None:
        """Return the share of the portfolio that has one of these markers."""
        return share_of_markers(self.by_marker, markers)


def budgets(rows: Iterable[Row]) -> Sequence[Budget]:
    """Return the money by office, year and currency, the latest year first."""
    held: dict[tuple[str, int, str], list[Row]] = defaultdict(list)
    for row in rows:
        held[row["office"], row["year"], row.get("currency") or ""].append(row)
    order = sorted(held, key=lambda key: (key[0], -key[1], key[2]))
    return [Budget(*key, tuple(held[key])) for key in order]
