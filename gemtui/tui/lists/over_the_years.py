"""Screen 5: every indicator's ratings over the years, across frameworks, with the breaks marked; nothing is averaged."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gemtui import reports
from gemtui.locale import choice, say
from gemtui.reference import RATINGS, framework_of_year, frameworks
from gemtui.reports import Course
from gemtui.rules import Break, Lineage, Point
from gemtui.store import Row
from gemtui.tui.listing import KIND
from gemtui.tui.lists.indicators import ROLES
from gemtui.tui.lists.tab import Around
from gemtui.tui.widgets.cells import Cell, Column, Part
from gemtui.tui.widgets.computed import ID, Computed, Worked
from gemtui.tui.widgets.pane import Line, wrapped

LINE = "_line"
"""Key under which a row carries its `Lineage`."""
FIRST = 2 * 10**11
"""Row ids of lines; the store's own are far below."""
YEARS = 8
"""Years side by side: what a window of 80 columns has room for."""
CODES = {word: code for code, word in RATINGS.items()}
SIGNS = {"same": "│", "split": "<", "merged": ">", "new": "+", "dropped": "x", "unknown": "?"}
"""The sign between two years where the framework changes, by how the indicator went on."""
EMPTY = ("Nothing is rated yet.", "Go back to the first tab with [ and press n on an indicator.")


def over_the_years(around: Around) -> Computed:
    """Return the list of indicators, each with its ratings of the last years up to the one that is shown."""
    return Computed(_columns(around.year), lambda: _worked(around), EMPTY)


def _worked(around: Around) -> Worked:
    found = [one for one in reports.courses(around.db, around.year, around.then) if _is_rated(one)]
    rows: list[Row] = []
    headings = []
    for course in found:
        if len(found) > 1:
            headings.append((len(rows), course.office))
        rows += [_row(course, line, FIRST + len(rows) + n) for n, line in enumerate(course.lines)]
    return Worked(rows, headings)


def _is_rated(course: Course) -> bool:
    return any(point.entries for line in course.lines for point in line.points)


def _row(course: Course, line: Lineage, identifier: int) -> Row:
    """Return a line's row; it opens the entry of the latest year, where there is just one."""
    latest = line.points[-1].entries
    entry = {**latest[0], KIND: course.kind} if len(latest) == 1 else {"office": course.office}
    return {**entry, ID: identifier, LINE: line}


def _columns(year: int) -> tuple[Column, ...]:
    columns = [
        Column("number", "PI", 3, _number, right=True, sorts=False),
        Column("title", "Indicator", 20, lambda row: row[LINE].indicator.title, grows=True, sorts=False),
    ]
    before = None
    for each in range(year - YEARS + 1, year + 1):
        framework = framework_of_year(each)
        if before is not None and framework is not None and framework.code != before.code:
            columns.append(Column(f"break-{each}", "│", 1, _break_at(each), sorts=False))
        columns.append(Column(str(each), str(each), 5, _cell_of(each), sorts=False))
        before = framework
    return tuple(columns)


def _number(row: Row) -> Cell:
    line: Lineage = row[LINE]
    is_asked = line.framework.to_year is None
    return str(line.indicator.number), "" if is_asked else "dim"


def _point(row: Row, year: int) -> Point | None:
    return next((point for point in row[LINE].points if point.year == year), None)


def _cell_of(year: int) -> Callable[[Row], Cell]:
    def cell(row: Row) -> Sequence[Part]:
        point = _point(row, year)
        pieces: list[Part] = []
        for entry in point.entries if point else ():
            code = CODES.get(entry.get("rating") or "", "·")
            pieces += [("/", "dim")] if pieces else []
            pieces.append((code, ROLES.get(entry.get("rating") or "", "dim")))
        return pieces or [("·" if point and point.asked else "", "dim")]

    return cell


def _break_at(year: int) -> Callable[[Row], Cell]:
    def cell(row: Row) -> Part:
        found = next((each for each in row[LINE].breaks if each.year == year), None)
        return (SIGNS[found.kind], "dim" if found.kind == "same" else "accent") if found else ("", "")

    return cell


def line_detail(row: Row, width: int) -> list[Line]:
    """Return an indicator's whole way in words: framework by framework, and how it went on between them."""
    line: Lineage = row[LINE]
    lines: list[Line] = [[(line.indicator.name, "strong"), (f"  {line.indicator.title}", "strong")]]
    for code in dict.fromkeys(point.framework for point in line.points if point.asked):
        lines += _of_framework(line, code, width)
    ended = [each for each in line.breaks if not each.framework]
    return lines + [told for each in ended for told in _went_on(each, width)]


def _of_framework(line: Lineage, code: str, width: int) -> list[Line]:
    points = [point for point in line.points if point.framework == code]
    framework, lines = frameworks()[code], list[Line]()
    for each in line.breaks:
        if each.framework == code:
            lines += _went_on(each, width)
    for name in points[0].asked:
        said = [
            f"{point.year} {choice(entry['rating'])}"
            for point in points
            for entry in point.entries
            if entry["indicator"] == name and entry.get("rating")
        ]
        words = " · ".join(said) or say("never-rated")
        lines += wrapped(f"{framework.title}  {reports.title_then(name)}: {words}", width, "", 3)
    return lines


def _went_on(each: Break, width: int) -> list[Line]:
    facts = {"sign": SIGNS[each.kind], "year": each.year, "how": say(f"went-on-{each.kind}")}
    note = " ".join(dict.fromkeys(link.note for link in each.links if link.note))
    return wrapped(f"{say('went-on', facts)} {note}".rstrip(), width, "dim", 3)


def why_breaks(around: Around, row: Row) -> list[str]:
    """Return why the years can't be compared without more ado, and whose reading the crosswalk is."""
    line: Lineage = row[LINE]
    sure = [f"{n.id}: {n.confidence}" for each in line.breaks for n in each.links if n.confidence]
    told = [say("why-breaks"), say("why-crosswalk")]
    return [*told, say("why-confidence", {"links": ", ".join(sure)})] if sure else told
