"""Rules that many kinds share: the order of dates, the future, sums, money."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gemtui.rules.bands import GENDERS
from gemtui.rules.finding import Finding, finding
from gemtui.rules.terms import Row, decimal

ORDER: dict[str, tuple[tuple[str, str, str], ...]] = {
    "office_unit": (("opened_on", "closed_on", "SCO-2"),),
    "focal_point": (("appointed_on", "ends_on", "RESP-4"), ("acts_from", "acts_until", "RESP-8")),
    "gem_group": (("established_on", "ends_on", "RESP-4"),),
    "group_member": (("starts_on", "ends_on", "RESP-4"),),
    "action_plan": (("starts_on", "ends_on", "PUR-4"),),
    "action": (("starts_on", "delivery_on", "RESP-7"),),
    "monitoring_round": (("opened_on", "closed_on", "MON-1"),),
    "committee": (("established_on", "ends_on", "OA-C2a"),),
    "seat": (("starts_on", "ends_on", "OA-C2a"),),
    "hr_measure": (("starts_on", "ends_on", "OA-A3"),),
    "programme": (("starts_on", "ends_on", "OA-B0"),),
}
"""First and last day of each kind of term, and the clause that speaks of it."""

PAST: dict[str, tuple[tuple[str, str], ...]] = {
    "staffing_snapshot": (("as_of", "OA-A1"),),
    "action": (("done_on", "RESP-7"),),
    "remedial_action": (("done_on", "REP-2"),),
    "monitoring_round": (("closed_on", "MON-1"),),
    "policy_review": (("on", "REV-1"),),
}
"""Days that something happened or was counted on: they can't lie ahead."""

SUMS: dict[str, tuple[str, str]] = {
    "staffing_snapshot": ("", "OA-A1"),
    "composition": ("", "OA-C2a"),
    "good_practice": ("beneficiaries_", "VIS-2"),
}
"""Kinds whose typed total has to be the sum of four counts, with the prefix of these."""

COUNTED = frozenset({"staffing_snapshot", "composition"})

MONEY: dict[str, tuple[str, ...]] = {
    "action": ("budget",),
    "remedial_action": ("budget",),
    "programme": ("budget",),
    "resource_line": ("planned", "approved", "spent", "total_base"),
}


def dates(kind: str, rows: Sequence[Row], on: str) -> Iterator[Finding]:
    """Yield terms that end before they start, and days that lie ahead though they are past by nature."""
    for starts, ends, clause in ORDER.get(kind, ()):
        for row in rows:
            first, last = row.get(starts), row.get(ends)
            if first and last and last < first:
                yield finding("dates-order", kind, row, ends, clause_of=clause, first=first, last=last)
    for name, clause in PAST.get(kind, ()):
        for row in rows:
            day = row.get(name)
            if day and day > on:
                yield finding("future-date", kind, row, name, clause_of=clause, day=day)


def sums(kind: str, rows: Sequence[Row], _on: str) -> Iterator[Finding]:
    """Yield a typed total that is not the sum of the cells, and counts of nobody, not even zero, or of one sex only."""
    prefix, clause = SUMS[kind]
    names = [prefix + gender for gender in GENDERS]
    for row in rows:
        cells = [row.get(name) for name in names]
        total = row.get("stated_total")
        if total is not None and total != sum(filter(None, cells)):
            facts = {"typed": total, "sum": sum(filter(None, cells))}
            yield finding("sum-differs", kind, row, "stated_total", clause_of=clause, **facts)
        if kind in COUNTED and cells == [None] * 4:
            yield finding("no-count", kind, row, names[0], clause_of=clause)
        elif kind in COUNTED and row.get("role") != "chair" and (cells[0] is None) != (cells[1] is None):
            at = names[0] if cells[0] is None else names[1]
            yield finding("half-a-count", kind, row, at, clause_of=clause)


def money(kind: str, rows: Sequence[Row], _on: str) -> Iterator[Finding]:
    """Yield amounts without a currency, and amounts below nothing."""
    for row in rows:
        names = [name for name in MONEY[kind] if row.get(name) is not None]
        if names and not row.get("currency"):
            yield finding("amount-without-currency", kind, row, "currency")
        for name in names:
            if row[name].startswith("-") and decimal(row[name]) != 0:
                yield finding("negative-amount", kind, row, name)


def has_number(text: str) -> bool:
    """Return whether a text names a number: a result or an effect that others can weigh."""
    return any(character.isdigit() for character in text)
