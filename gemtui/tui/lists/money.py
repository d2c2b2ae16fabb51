"""Screen 8: money and staff time for gender equality, year by year, against what was approved and the whole budget."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from gemtui.locale import choice, say
from gemtui.reports.naming import left_out_words
from gemtui.rules.resources import Budget, compared, share_of_base, spent_of_approved, total
from gemtui.rules.terms import decimal
from gemtui.store import Row
from gemtui.tui.describing import changed_line
from gemtui.tui.listing import KIND
from gemtui.tui.lists.portfolio import BUDGET, amount, by_budget, percent
from gemtui.tui.lists.tab import GIVEN, MISSING, Around
from gemtui.tui.sheets import Wanted
from gemtui.tui.widgets.cells import Column, Part
from gemtui.tui.widgets.computed import Computed
from gemtui.tui.widgets.pane import Line, wrapped

EMPTY = (
    "No resource lines yet.",
    "n makes one: the year, what it is for, planned, approved, spent, and the whole budget.",
)


def money(around: Around) -> Computed:
    """Return the lines of each year and currency by purpose, those of the portfolio by marker behind them."""
    return Computed(COLUMNS, lambda: by_budget(around, _parts), EMPTY)


def _parts(budget: Budget) -> Iterable[tuple[str, Sequence[Row]]]:
    if budget.own:
        own = sorted(budget.own, key=lambda row: (row.get("purpose") or "", row.get("title") or ""))
        yield heading(budget), [_row(dict(row), budget) for row in own]
    if budget.portfolio:
        facts = {"year": budget.year, "currency": budget.currency or "–"}
        marked = sorted(budget.portfolio, key=lambda row: row["marker"])
        yield say("money-portfolio", facts), [_row(dict(row), budget) for row in marked]
    if budget.unmarked:
        facts = {"year": budget.year, "currency": budget.currency or "–"}
        yield say("money-unmarked", facts), [_row(dict(row), budget) for row in budget.unmarked]


def heading(budget: Budget) -> str:
    """Return a year's money in words."""
    facts = {
        "year": budget.year, "currency": budget.currency or "–", "spent": percent(budget.spent_of_approved),
        "base": percent(budget.share_of_base),
    }  # fmt: skip
    return say("money-year", facts)


def is_over(row: Row) -> bool:
    """Return whether more was spent than approved. Source: clause RESP-3."""
    spent, approved = decimal(row.get("spent")), decimal(row.get("approved"))
    return spent is not None and approved is not None and spent > approved


def _row(row: Row, budget: Budget) -> Row:
    given = Wanted("resource_line", row["id"], row["office"], at="spent") if is_over(row) else None
    return {**row, KIND: "resource_line", BUDGET: budget, MISSING: given is not None, GIVEN: given}


def _amount(name: str) -> Column:
    def cell(row: Row) -> Part:
        value = decimal(row.get(name))
        alarm = "alarm" if name == "spent" and is_over(row) else ""
        return (amount(value), alarm) if value is not None else (str(row.get(f"{name}_state") or "·"), "dim")

    return Column(name, name.capitalize(), 10, cell, right=True, sorts=False)


def _of_approved(row: Row) -> Part:
    found = spent_of_approved((row,))
    is_known = row.get("approved") is not None and row.get("spent") is not None  # blank is not zero
    return percent(found) if is_known else "·", "alarm" if is_over(row) else "dim"


def _of_base(row: Row) -> Part:
    return (percent(share_of_base(row)), "dim") if row.get("total_base") is not None else ("·", "dim")


def _purpose(row: Row) -> str:
    return (
        say("with-marker", {"marker": row["marker"]})
        if row.get("marker") is not None
        else choice(row.get("purpose") or "")
    )


COLUMNS = (
    Column("title", "Line", 14, lambda row: str(row.get("title") or ""), grows=True),
    Column("purpose", "For", 12, _purpose),
    _amount("planned"),
    _amount("approved"),
    _amount("spent"),
    Column("of_approved", "spent %", 8, _of_approved, right=True, sorts=False),
    Column("of_base", "of base", 8, _of_base, right=True, sorts=False),
)


def detail(row: Row, width: int) -> list[Line]:
    """Return a year's money by purpose, and what is odd about the line."""
    budget: Budget | None = row.get(BUDGET)
    if budget is None:
        return []
    lines: list[Line] = [[(heading(budget), "strong")]]
    if is_over(row):
        facts = {"spent": row["spent"], "approved": row["approved"]}
        lines += wrapped(say("spent-above-approved", facts), width, "alarm", 2)
    for purpose, held in budget.by_purpose.items():
        words = f"{choice(purpose) if purpose else say('no-purpose')}: {amount(total(held, 'approved'))} {budget.currency}"
        lines += wrapped(words, width, "", 1)
    days = sum((decimal(each.get("staff_days")) or Decimal(0) for each in budget.own), Decimal(0))
    lines += wrapped(say("staff-days", {"days": days}), width, "dim", 1) if days else []
    return [*lines, changed_line(row)]


def why(_around: Around, row: Row) -> list[str]:
    """Return how the shares of a year and of a line come about."""
    budget: Budget | None = row.get(BUDGET)
    if budget is None:
        return []
    both = compared(budget.own)
    facts = {
        "spent": amount(total(both, "spent")), "of": amount(total(both, "approved")),
        "approved": amount(total(budget.own, "approved")),
        "percent": percent(budget.spent_of_approved), "base": amount(budget.base) if budget.base else say("no-base"),
        "share": percent(budget.share_of_base), "year": budget.year,
    }  # fmt: skip
    left_out = left_out_words(budget)
    return [say("why-money", facts), *([left_out] if left_out else []), say("why-money-rule")]
