"""Parts over several years: ratings across frameworks with their breaks, and the office's own indicators."""

from __future__ import annotations

from fractions import Fraction

from gemtui import rules
from gemtui.locale import say, share
from gemtui.reference import RATINGS, own_frameworks
from gemtui.reports.documents.page import Cell, Paper, Table
from gemtui.reports.documents.parts import HIDDEN, office_rows
from gemtui.reports.findings import Checked
from gemtui.reports.over_the_years import course, course_figures
from gemtui.rules import Lineage, Row
from gemtui.store import UNION

YEARS = 8
"""Years that a page has room for; the figures hold all of them."""
CODES = {word: code for code, word in RATINGS.items()}


def over_the_years(paper: Paper, checked: Checked, office: str, year: int) -> None:
    """Add each indicator's ratings year by year; ratings of indicators that became one stand side by side."""
    kind = "entity_rating" if office == UNION else "indicator_entry"
    entries = [row for row in office_rows(checked, kind, office) if int(row.get("period") or 0) <= year]
    found = course(office, kind, [dict(row) for row in entries], year)
    paper.figures["over_the_years"] = course_figures(found)
    years = range(year - YEARS + 1, year + 1)
    heads = (say("column-number", {}, paper.lang), say("column-indicator", {}, paper.lang))
    breaks = say("column-breaks", {}, paper.lang)
    rows = tuple(_line(line, years, paper.lang) for line in found.lines)
    note = say("report-over-the-years", {}, paper.lang)
    title = say("part-over-the-years", {}, paper.lang)
    paper.blocks.append(Table(title, (*heads, *map(str, years), breaks), rows, frozenset({0}), note))


def _line(line: Lineage, years: range, lang: str) -> tuple[Cell, ...]:
    points = {point.year: point for point in line.points}
    cells: list[Cell] = []
    for year in years:
        point = points.get(year)
        rated = [CODES.get(entry.get("rating") or "", HIDDEN) for entry in (point.entries if point else ())]
        cells.append(", ".join(rated) or (HIDDEN if point and point.asked else ""))
    told = [f"{each.year} {say(f'break-{each.kind}', {}, lang)}" for each in line.breaks]
    return (line.indicator.number, line.indicator.title, *cells, "; ".join(told))


def own_indicators(paper: Paper, checked: Checked, office: str, year: int) -> None:
    """Add the office's own indicators with figure, baseline, target and distance; at headquarters every office's."""
    entries = office_rows(checked, "indicator_entry", "" if office == UNION else office)
    held = [row for row in entries if rules.is_own(row) and row.get("period") == year]
    asked = {
        i.id: i
        for f in own_frameworks(year, "" if office == UNION else office)
        for i in f.indicators.values()
    }
    if not held and not asked:
        return
    answered = {row.get("indicator") for row in held}
    rows: list[tuple[Cell, ...]] = [_own(row) for row in held]
    rows += [("", i.id, i.title, None, None, None, None) for i in asked.values() if i.id not in answered]
    paper.figures["own_indicators"] = [_figure(row) for row in held]
    columns = ("office", "number", "indicator", "figure", "baseline", "target", "to-go")
    paper.add("part-own-indicators", columns, rows, numbers=(3, 4, 5, 6))


def _own(row: Row) -> tuple[Cell, ...]:
    found, indicator = rules.standing(row), rules.indicator_of(row)
    figure = say("no-base") if found.no_base else _amount(row, found.value)
    amounts = (_amount(row, number) for number in (found.baseline, found.target, found.to_go))
    return (row["office"], row.get("indicator"), indicator.title if indicator else "", figure, *amounts)


def _amount(row: Row, number: Fraction | None) -> str | None:
    if number is None:
        return None
    measure = rules.measure_of(row)
    return f"{share(number / 100, ())}{' %' if measure and measure.kind == 'share' else ''}"


def _figure(row: Row) -> dict[str, object]:
    found, measure = rules.standing(row), rules.measure_of(row)
    exact = {"value": found.value, "baseline": found.baseline, "target": found.target, "to_go": found.to_go}
    indicator = rules.indicator_of(row)
    return {
        "office": row["office"], "framework": row.get("framework"), "indicator": row.get("indicator"),
        "title": indicator.title if indicator else None, "rating": row.get("rating"),
        "counts": [measure.numerator, measure.denominator] if measure else None,
        "measure": measure.kind if measure else None, "numerator": row.get("numerator"),
        "denominator": row.get("denominator"), "no_base": found.no_base,
        **{name: None if number is None else str(number) for name, number in exact.items()}, "ids": [row["id"]],
    }  # fmt: skip
