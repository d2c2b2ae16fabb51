"""The portfolio of programmes by gender marker: amounts, and their shares of the whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from gemtui.locale import say, share
from gemtui.reference import markers
from gemtui.rules.resources import HIGH_MARKERS, Budget, budgets
from gemtui.store import Row
from gemtui.tui.lists.tab import GIVEN, Around
from gemtui.tui.sheets import Wanted
from gemtui.tui.widgets.bars import progress
from gemtui.tui.widgets.cells import Column, Part
from gemtui.tui.widgets.computed import ID, Computed, Worked
from gemtui.tui.widgets.pane import Line, wrapped

BAR = 20
BUDGET, MARKER = "_budget", "_marker"
EMPTY = (
    "No money with a gender marker yet.",
    "n makes a resource line: the programme's amount, and its marker from 0 to 3.",
)


def portfolio(around: Around) -> Computed:
    """Return a line for each marker of each year and currency, the latest year first."""
    return Computed(COLUMNS, lambda: by_budget(around, _marked), EMPTY)


def by_budget(around: Around, parts: Callable[[Budget], Iterable[tuple[str, Sequence[Row]]]]) -> Worked:
    """Return the rows of each year and currency under their headings; of several offices with the office."""
    rows: list[Row] = []
    headings: list[tuple[int, str]] = []
    many = around.db.identity.role == "hq"
    for budget in budgets(around.rows("resource_line")):
        for words, found in parts(budget):
            headings.append((len(rows), f"{budget.office} · {words}" if many else words))
            rows += [{ID: place, **row} for place, row in enumerate(found, len(rows))]
    return Worked(rows, headings)


def _marked(budget: Budget) -> Iterable[tuple[str, Sequence[Row]]]:
    if budget.portfolio:
        lines = [{BUDGET: budget, MARKER: code, GIVEN: _line(budget, code)} for code in markers()]
        yield heading(budget), lines


def _line(budget: Budget, marker: int) -> Wanted:
    """Return the line that `n` makes on a marker's row."""
    given = {
        "year": budget.year,
        "marker": marker,
        "currency": budget.currency or None,
        "purpose": "programme",
    }
    return Wanted("resource_line", given={name: value for name, value in given.items() if value is not None})


def heading(budget: Budget) -> str:
    """Return a year's portfolio in words: how much of it has a high marker."""
    facts = {
        "year": budget.year, "currency": budget.currency or "–", "total": amount(sum(budget.by_marker.values(), Decimal(0))),
        "high": percent(budget.share_of(HIGH_MARKERS)), "principal": percent(budget.share_of((3,))),
    }  # fmt: skip
    return say("portfolio-year", facts)


def percent(found: Fraction | None) -> str:
    """Return a share as per cent, `no base` where there is none: nothing is no share of nothing."""
    return f"{share(found)} %" if found is not None else say("no-base")


def amount(value: Decimal | int) -> str:
    """Return an amount with thin spaces between its thousands."""
    return f"{value:,}".replace(",", "\u202f")


def _amount(row: Row) -> Part:
    value = row[BUDGET].by_marker.get(row[MARKER])
    return (amount(value), "") if value is not None else ("·", "dim")


def _lines(row: Row) -> str:
    return str(sum(1 for line in row[BUDGET].portfolio if line["marker"] == row[MARKER]) or "·")


COLUMNS = (
    Column(
        "marker", "Marker", 22, lambda row: f"{row[MARKER]} {markers()[row[MARKER]]}", grows=True, sorts=False
    ),
    Column("lines", "Lines", 5, _lines, right=True, sorts=False),
    Column("amount", "Approved", 14, _amount, right=True, sorts=False),
    Column("bar", "", BAR, lambda row: progress(row[BUDGET].share_of((row[MARKER],)), BAR), sorts=False),
    Column(
        "share",
        "Share",
        8,
        lambda row: percent(row[BUDGET].share_of((row[MARKER],))),
        right=True,
        sorts=False,
    ),
)


def detail(row: Row, width: int) -> list[Line]:
    """Return the lines behind a marker's amount."""
    budget: Budget | None = row.get(BUDGET)
    if budget is None:
        return []
    held = [line for line in budget.portfolio if line["marker"] == row[MARKER]]
    lines: list[Line] = [[(heading(budget), "strong")]]
    for line in held[:6]:
        words = f"{line.get('title') or '–'}   {amount(Decimal(line.get('approved') or 0))} {budget.currency}"
        lines += wrapped(words, width, "", 1)
    return lines


def why(_around: Around, row: Row) -> list[str]:
    """Return how the shares of the portfolio come about."""
    budget: Budget | None = row.get(BUDGET)
    if budget is None:
        return []
    held = budget.by_marker
    facts = {
        "high": amount(sum((held.get(code, Decimal(0)) for code in HIGH_MARKERS), Decimal(0))),
        "principal": amount(held.get(3, Decimal(0))), "total": amount(sum(held.values(), Decimal(0))),
        "high_percent": percent(budget.share_of(HIGH_MARKERS)), "percent": percent(budget.share_of((3,))),
    }  # fmt: skip
    return [say("why-portfolio", facts), say("why-portfolio-rule")]
