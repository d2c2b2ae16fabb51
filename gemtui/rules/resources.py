"""Money for gender equality: what was spent of what was approved, and the portfolio by marker. Source: RESP-3."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from gemtui.rules.terms import Row
from gemtui.rules.within.every_kind import decimal


def total(rows: Iterable[Row], field: str) -> Decimal:
    """Return the sum of an amount over lines of one currency, blank ones counting nothing."""
    return sum((decimal(row.get(field)) or Decimal(0) for row in rows), Decimal(0))


def spent_of_approved(rows: Iterable[Row]) -> Fraction | None:
    """Return spent / approved over lines of one currency, None where nothing was approved: no base, not zero."""
    held = list(rows)
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
