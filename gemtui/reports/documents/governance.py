"""Parts on governance: how far gender is in planning, the money, and what leadership owes by when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from gemtui.locale import choice, day, say
from gemtui.reports.documents.page import Cell, Paper, figure
from gemtui.reports.documents.parts import office_rows
from gemtui.reports.findings import Checked
from gemtui.reports.naming import fraction, left_out_words, percent
from gemtui.rules import Row
from gemtui.rules.governance import LEVELS, Countdown, claim, countdowns, instruments
from gemtui.rules.resources import AMOUNTS, HIGH_MARKERS, Budget, budgets, compared, left_out, total


def governance(paper: Paper, checked: Checked, office: str = "") -> None:
    """Add planning instruments with their levels, evidenced or only claimed, and the dates that are owed."""
    held = instruments(office_rows(checked, "governance_item", office))
    looks = [row for each in held for row in each.items]
    latest = [each.items[-1] for each in held]
    claims = {row["id"]: claim(checked.picture, row) for row in looks}
    paper.figures["planning"] = {
        **{level: _figure(row["id"] for row in latest if row.get("level") == level) for level in LEVELS},
        "evidenced": _figure(row["id"] for row in latest if claims[row["id"]] == "evidenced"),
        "claimed": _figure(row["id"] for row in latest if claims[row["id"]] == "claimed"),
    }
    rows = [
        (
            row["office"], row.get("title"), day(row["on"], paper.lang), choice(row.get("level") or "", paper.lang),
            choice(claims[row["id"]], paper.lang) if claims[row["id"]] else "",
        )
        for row in looks
    ]  # fmt: skip
    paper.add("part-planning", ("office", "instrument", "date", "level", "shown-by"), rows)
    _owed(paper, countdowns(checked.picture, office or checked.context.office))


def _owed(paper: Paper, owed: Iterable[Countdown]) -> None:
    held = list(owed)
    paper.figures["owed"] = [
        {
            "code": each.code, "clause": each.clause, "last": each.last or None, "due": each.due or None,
            "days_left": each.left, "ids": [each.record["id"]] if each.record else [],
        }
        for each in held
    ]  # fmt: skip
    rows = [
        (say(f"owed-{each.code}", {}, paper.lang), each.clause, day(each.last, paper.lang), day(each.due, paper.lang), each.left)
        for each in held
    ]  # fmt: skip
    paper.add("part-owed", ("what", "clause", "last-done", "due-by", "days-left"), rows, numbers=(4,))


def money(paper: Paper, checked: Checked, office: str = "") -> None:
    """Add the money for gender equality against its base, and the portfolio by marker; nothing is a share of nothing."""
    held = [
        each for each in budgets(office_rows(checked, "resource_line", office)) if _is_near(each, checked)
    ]
    paper.figures["money"] = [money_figures(each) for each in held]
    rows: list[tuple[Cell, ...]] = [
        (
            each.office, each.year, each.currency, *(_amount(each, name) or "–" for name in AMOUNTS),
            percent(each.spent_of_approved) or say("no-base", {}, paper.lang),
            percent(each.share_of_base) or say("no-base", {}, paper.lang),
        )
        for each in held
        if each.own
    ]  # fmt: skip
    columns = ("office", "year", "currency", "planned", "approved", "spent", "spent-percent", "base-percent")
    told = [words for each in held if (words := left_out_words(each, paper.lang))]
    paper.add("part-money", columns, rows, numbers=range(3, 8), note=" ".join(told))
    shown: list[tuple[Cell, ...]] = [
        (
            each.office, each.year, each.currency, *(str(each.by_marker.get(code, 0)) for code in range(4)),
            *(percent(each.share_of(codes)) or say("no-base", {}, paper.lang) for codes in (HIGH_MARKERS, (3,))),
        )
        for each in held
        if each.portfolio
    ]  # fmt: skip
    markers = tuple(f"marker-{code}" for code in range(4))
    paper.add("part-portfolio", (*columns[:3], *markers, "high", "principal"), shown, numbers=range(3, 9))


def _is_near(budget: Budget, checked: Checked) -> bool:
    """Return whether a budget is of the year that the report is about."""
    return budget.year == checked.context.year


def _amount(budget: Budget, name: str) -> str | None:
    """Return a year's amount, None where no line gives one: that is not zero."""
    return (
        str(total(budget.own, name)) if sum(left_out(budget.own, name).values()) < len(budget.own) else None
    )


def money_figures(budget: Budget) -> dict[str, Any]:
    """Return one year's money in figures: amounts as text (null where no line gives one), shares as exact fractions, null without a base."""
    own, portfolio = _of(budget.own), _of(budget.portfolio)
    return {
        "office": budget.office, "year": budget.year, "currency": budget.currency or None,
        **{name: {"value": _amount(budget, name), "ids": own, "left_out": left_out(budget.own, name)} for name in AMOUNTS},
        "spent_of_approved": {
            "value": fraction(budget.spent_of_approved), "percent": percent(budget.spent_of_approved),
            "ids": _of(compared(budget.own)),
        },
        "share_of_base": {"value": fraction(budget.share_of_base), "percent": percent(budget.share_of_base), "ids": own},
        "by_purpose": {
            purpose or "none": {"value": str(total(lines, "approved")), "ids": _of(lines)}
            for purpose, lines in budget.by_purpose.items()
        },
        "portfolio": {
            "by_marker": {str(marker): str(amount) for marker, amount in budget.by_marker.items()},
            "marker_2_and_3": percent(budget.share_of(HIGH_MARKERS)), "marker_3": percent(budget.share_of((3,))),
            "ids": portfolio,
        },
        "unmarked": {"value": len(budget.unmarked), "ids": _of(budget.unmarked)},
    }  # fmt: skip


def _of(rows: Iterable[Row]) -> list[str]:
    return sorted(row["id"] for row in rows)


def _figure(ids: Iterable[str]) -> dict[str, Any]:
    held = list(ids)
    return figure(len(held), held)
