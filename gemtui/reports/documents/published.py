"""Counts of people as they may be published: small ones hidden, and what would give them away.

Source: balance-rules.md, section 10; clauses OA-A0, OA-A1, OA-A6, RESP-1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from gemtui import rules
from gemtui.locale import choice, day, say
from gemtui.reports.documents.page import Cell, Paper
from gemtui.reports.documents.parts import office_rows
from gemtui.reports.findings import Checked
from gemtui.reports.naming import fraction, percent
from gemtui.rules import Counts, Line, PublicLine, Row, Sum
from gemtui.rules.participation import participation
from gemtui.rules.suppression import PERCENT_BASE
from gemtui.store import UNION

REST = "national officers and general service"
WHOLE = "Union"
HIDDEN = "–"
"""What stands for a suppressed figure."""

Heads = Mapping[str, tuple[Counts, list[str]]]
"""Heads of each line, with the ids of the head-counts behind them."""

ASKED = tuple(
    f"{what}_{gender}" for what in ("requests", "granted", "refused") for gender in ("women", "men")
)


def reference_day(on: date) -> date:
    """Return the day that a public table is about: the last 31 December not after a date.

    Two tables a month apart would give away whoever came or left in between.
    """
    return on if (on.month, on.day) == (12, 31) else date(on.year - 1, 12, 31)


def staffing(paper: Paper, checked: Checked, office: str = "") -> None:
    """Add the staff of an office, or of the Union by office."""
    rows, as_of = office_rows(checked, "staffing_snapshot", office), reference_day(checked.on)
    lines = _office_lines(rows, as_of) if office else _union_lines(rows, as_of)
    heads = {name: (c.women, c.men, c.other + c.undisclosed) for name, (c, _) in lines.items()}
    whole, *parts = lines or [""]
    sums = [Sum(whole, tuple(parts))] if parts else []
    # what an office publishes of itself can't hide anybody in the Union's table
    elsewhere = () if office else [name for name in parts if name != UNION]
    shown = rules.public_staffing(heads, sums, elsewhere=elsewhere)
    paper.figures["staffing"] = [_figures(line, lines) for line in shown]
    table = [
        (
            line.name,
            *map(_shown, (line.women, line.men, line.total, line.others)),
            percent(line.percent),
        )
        for line in shown
    ]
    columns = ("line", "women", "men", "women-and-men", "others", "percent")
    note = f"{say('report-as-of', {'day': day(as_of.isoformat(), paper.lang)}, paper.lang)} {_note(paper)}"
    paper.add("part-staffing", columns, table, numbers=(1, 2, 3, 4, 5), note=note if table else "")


def measures(paper: Paper, checked: Checked, office: str) -> None:
    """Add an office's flexible work, trainings and surveys of the year."""
    _requests(paper, _of_year(checked, "hr_measure", office))
    _trainings(paper, _of_year(checked, "training_record", office))
    _participation(paper, checked, office)
    _surveys(paper, _of_year(checked, "culture_survey", office))


def _figures(line: PublicLine, lines: Heads) -> dict[str, object]:
    return {
        "line": line.name, "women": line.women, "men": line.men, "total": line.total, "other_or_undisclosed": line.others,
        "share_women": fraction(line.percent), "percent_women": percent(line.percent),
        "suppressed": None in (line.women, line.men, line.total, line.others), "ids": sorted(lines[line.name][1]),
    }  # fmt: skip


def _shown(value: int | None) -> Cell:
    return HIDDEN if value is None else value


def _note(paper: Paper) -> str:
    return say("report-suppressed", {"threshold": rules.THRESHOLD}, paper.lang)


def _office_lines(rows: Sequence[Row], as_of: date) -> dict[str, tuple[Counts, list[str]]]:
    found = {line.name: line for line in rules.staffing(rows, as_of)}
    if not found:
        return {}
    whole, upper = found[rules.ALL], found[rules.PROFESSIONAL]
    rest = [line for line in (found[rules.NATIONAL], found[rules.GENERAL]) if line.balance.counts.total]
    lines = [(rules.ALL, [whole])]
    if upper.balance.counts.total and rest:
        lines += [(rules.PROFESSIONAL, [upper]), (REST, rest)]
    return {name: _summed(parts) for name, parts in lines}


def _union_lines(rows: Sequence[Row], as_of: date) -> dict[str, tuple[Counts, list[str]]]:
    held: dict[str, list[Row]] = {}
    for row in rows:
        held.setdefault(row["office"], []).append(row)
    each = {office: _office_lines(of, as_of).get(rules.ALL) for office, of in sorted(held.items())}
    counted = {office: line for office, line in each.items() if line}
    if not counted:
        return {}
    heads, ids = Counts(), list[str]()
    for counts, sources in counted.values():
        heads += counts
        ids += sources
    return {WHOLE: (heads, ids), **counted}


def _summed(lines: Iterable[Line]) -> tuple[Counts, list[str]]:
    heads, ids = Counts(), list[str]()
    for line in lines:
        heads += line.balance.counts
        ids += line.sources
    return heads, ids


def _of_year(checked: Checked, kind: str, office: str) -> list[Row]:
    """Return an office's records of the year that stay nobody's secret: home records are left out."""
    kinds, year = checked.context.kinds, checked.context.year
    rows = (row for row in office_rows(checked, kind, office) if not row.get("home"))
    held = rules.of_year(kind, kinds, rows, year)
    names = (kinds[kind].about.dated, *kinds[kind].about.title)
    return sorted(held, key=lambda row: [*(str(row.get(name) or "") for name in names), row["id"]])


def _requests(paper: Paper, rows: Sequence[Row]) -> None:
    lines: dict[str, dict[str, int]] = {}
    ids: dict[str, list[str]] = {}
    for row in rows:
        if any(row.get(name) is not None for name in ASKED):
            name = row.get("arrangement") or row.get("type") or ""
            line = lines.setdefault(name, dict.fromkeys(ASKED, 0))
            for column in ASKED:
                line[column] += row.get(column) or 0
            ids.setdefault(name, []).append(row["id"])
    shown = rules.public_requests(lines)
    total = sum(line["requests_women"] + line["requests_men"] for line in lines.values())
    paper.figures["requests"] = [
        {"line": name, **counts, "suppressed": None in counts.values(), "ids": sorted(ids[name])}
        for name, counts in shown.items()
    ]
    paper.figures["all_requests"] = {"value": total, "ids": sorted(i for held in ids.values() for i in held)}
    table: list[Sequence[Cell]] = [
        (choice(name, paper.lang), *(_shown(counts[column]) for column in ASKED))
        for name, counts in shown.items()
    ]
    note = f"{say('report-all-requests', {'count': total}, paper.lang)} {_note(paper)}" if table else ""
    columns = ("line", *(column.replace("_", "-") for column in ASKED))
    paper.add("part-requests", columns, table, numbers=range(1, 7), note=note)


def _trainings(paper: Paper, rows: Sequence[Row]) -> None:
    heads = {row["id"]: (row.get("women") or 0, row.get("men") or 0, 0) for row in rows}
    shown = {line.name: line for line in rules.public_staffing(heads)}
    paper.figures["trainings"] = [
        {"title": row["title"], "women": line.women, "men": line.men, "total": line.total, "ids": [row["id"]]}
        for row in rows
        if (line := shown[row["id"]])
    ]
    table = [
        (
            row["title"],
            day(row["held_on"], paper.lang),
            *map(_shown, (shown[row["id"]].women, shown[row["id"]].men, shown[row["id"]].total)),
        )
        for row in rows
    ]
    columns = ("training", "held", "women", "men", "women-and-men")
    paper.add("part-trainings", columns, table, numbers=(2, 3, 4), note=_note(paper) if table else "")


def _participation(paper: Paper, checked: Checked, office: str) -> None:
    """Add who took part year by year; a year is hidden where a sum would tell a training's hidden count."""
    held, goals, counts = (
        [row for row in office_rows(checked, kind, office) if not row.get("home")]
        for kind in ("training_record", "hr_measure", "staffing_snapshot")
    )
    staff = _office_lines(counts, reference_day(checked.on)).get(rules.ALL, (Counts(), []))[0].total
    told: list[dict[str, object]] = []
    for one in participation(held, goals, checked.on):
        ids = {identifier for _, identifier in one.sources}
        cells = {
            row["id"]: (row.get("women") or 0, row.get("men") or 0, 0) for row in held if row["id"] in ids
        }
        shown = rules.public_staffing(cells)
        is_open = not any(None in (line.women, line.men, line.total) for line in shown)
        is_base = is_open and one.places >= PERCENT_BASE
        told.append({
            "year": one.year, "trainings": one.trainings, "took_part": one.came.total if is_open else None,
            "percent_of_staff": percent(one.coverage) if is_base else None, "moved": one.moved if is_base else None,
            "percent_with_goal": one.goal if staff >= PERCENT_BASE else None, "ids": sorted(ids),
        })  # fmt: skip
    paper.figures["participation"] = told
    columns = ("year", "trainings", "took-part", "of-staff", "trend", "with-goal")
    names = ("year", "trainings", "took_part", "percent_of_staff", "moved", "percent_with_goal")
    table = [[HIDDEN if one[name] is None else str(one[name]) for name in names] for one in reversed(told)]
    note = _note(paper) if table else ""
    paper.add("part-participation", columns, table, numbers=(0, 1, 2, 3, 5), note=note)


def _surveys(paper: Paper, rows: Sequence[Row]) -> None:
    told = [(row, *found) for row in rows if (found := _answers(row))]
    paper.figures["surveys"] = [
        {"question": row["question"], "answers": answers, "favourable": good, "ids": [row["id"]]}
        for row, answers, good in told
    ]
    table = [
        (row["question"], day(row["held_on"], paper.lang), answers, _shown(good))
        for row, answers, good in told
    ]
    columns = ("question", "held", "answers", "favourable")
    paper.add("part-surveys", columns, table, numbers=(2, 3), note=_note(paper) if table else "")


def _answers(row: Row) -> tuple[int, int | None] | None:
    """Return answers and favourable ones, None for hidden; nothing at all of a survey under the threshold."""
    answers, good = (sum(_four(row, prefix)) for prefix in ("respondents_", "favourable_"))
    if answers < rules.THRESHOLD:
        return None
    found = rules.published(
        {"good": good, "others": answers - good, "answers": answers}, [Sum("answers", ("good", "others"))]
    )
    return answers, found["good"]


def _four(row: Row, prefix: str) -> Iterator[int]:
    return (row.get(f"{prefix}{gender}") or 0 for gender in rules.GENDERS)
