"""The lower half of Home: how complete each area is, the ratings, and when the report is due."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from textual.strip import Strip

from gemtui.locale import day, so_many
from gemtui.tui.widgets.bars import progress
from gemtui.tui.widgets.cells import Part
from gemtui.tui.widgets.chrome import Drawn
from gemtui.tui.widgets.home_charts import drawn

if TYPE_CHECKING:
    from gemtui.reports import Glance, Overview, Reported

AREAS = {
    "actions": "Action plan",
    "focal_points": "Focal points",
    "committees": "Committees",
    "indicators": "Indicators",
    "staffing": "Staff",
    "programmes": "Programmes",
}
RATINGS = (
    ("exceeds", "ok"),
    ("meets", "ok"),
    ("approaches", "accent"),
    ("missing", "alarm"),
    ("not_applicable", "dim"),
    ("not_reported", "dim"),
)
STATES = {
    "not_submitted": "not submitted",
    "submitted": "submitted, not sent",
    "sent": "sent",
    "received": "received",
    "accepted": "accepted",
    "returned": "returned",
}
"""Where a report stands, in a word."""


CHARTS_FROM = 18
"""Rows from which the charts are drawn below the bars."""


class Standing(Drawn):
    """Bars and figures; empty until they are known."""

    overview: Overview | None = None
    glance: Glance | None = None
    """What there is to say instead of a store too large to judge at every start."""

    def tell(self, overview: Overview | None, glance: Glance | None) -> None:
        """Show an overview, or what a glance at a large store gave."""
        self.overview, self.glance = overview, glance
        self.refresh()

    def facts(self) -> Sequence[Part]:
        """Return what the top line says."""
        found = self.overview
        if found is None:
            return _facts_of_large(self.glance) if self.glance else []
        word = STATES.get(found.standing.state, found.standing.state)
        state = _reported(found.reported) if found.reported else word
        since = f" · {so_many(found.changes_since, 'change')} since" if found.changes_since else ""
        counted = [(f"{found.errors} ! ", "alarm" if found.errors else "dim"), (f"{found.warnings} ▲ ", "accent" if found.warnings else "dim"),
                   (so_many(found.gaps, "gap"), "dim")]  # fmt: skip
        waiting = f" · {so_many(found.conflicts, 'conflict')}" if found.conflicts else ""
        asked: list[Part] = [(f" · {so_many(found.remarks, 'remark')}", "accent")] if found.remarks else []
        return [*counted, (waiting, "alarm"), *asked, (f"   {state}{since}", "")]

    def render_line(self, y: int) -> Strip:
        """Return one line of the panel."""
        lines = self._lines()
        return self.strip([(" ", ""), *lines[y]] if y < len(lines) else [])

    def _lines(self) -> list[list[Part]]:
        found = self.overview
        if self.glance is not None:
            return _of_large(self.glance, self.size.width)
        if found is None:
            return [[("COMPLETE", "strong")], *([(words, "dim")] for words in AREAS.values())]
        left = _areas(found, self.size.width)
        right = _ratings(found)
        lines = [
            [*one, *other]
            for one, other in zip([*left, *[[]] * 9], [*right, *[[]] * 9], strict=False)
            if one or other
        ]
        lines += [[(found.acting, "accent")] if found.acting else [], _due(found)]
        return (
            lines
            if self.size.height < CHARTS_FROM
            else [*lines, [], *drawn(found.charts, self.size.width - 2)]
        )


def _areas(found: Overview, width: int) -> list[list[Part]]:
    room = max(min(width - 62, 60), 14)
    lines: list[list[Part]] = [[(f"{'COMPLETE':<{room + 29}}", "strong")]]
    for area, label in AREAS.items():
        done, due = found.progress.get(area, (0, 0))
        share = Fraction(done, due) if due else None
        bar = progress(share, room, "ok" if share == 1 else "accent")
        lines.append([(f"{label:<14}", ""), *bar, (f" {done:>4} of {due:<6}", "" if due else "dim")])
    return lines


def _ratings(found: Overview) -> list[list[Part]]:
    lines: list[list[Part]] = [[(found.framework or "UN-SWAP", "strong")]]
    for rating, role in RATINGS:
        count = found.ratings.by_rating.get(rating, 0)
        lines.append(
            [
                (f"{rating.replace('_', ' '):<15}", ""),
                ("█" * min(count, 18), role),
                (f" {count}", "" if count else "dim"),
            ]
        )
    return lines


def _facts_of_large(found: Glance) -> list[Part]:
    told = f"   {_reported(found.reported)}" if found.reported else ""
    return [(so_many(found.records, "record"), "dim"), (told, "")]


def _reported(found: Reported) -> str:
    return f"{found.offices} of {so_many(found.expected, 'office')} reported"


def _due(found: Overview) -> list[Part]:
    done, of = found.sections
    if found.reported is not None:
        on, left, what = found.reported.union_due_on, found.reported.days_left, "the Union's report"
    else:
        on, left, what = found.due_on, found.days_left, "report to headquarters"
    when = (
        f"due in {so_many(left, 'day')}"
        if left > 0
        else f"{so_many(-left, 'day')} late"
        if left
        else "due today"
    )
    return [
        (f"{done} of {of} sections · {what} ", ""),
        (when, "" if left >= 0 else "alarm"),
        (f" ({day(on.isoformat())})", "dim"),
    ]


def _of_large(found: Glance, width: int) -> list[list[Part]]:
    figures = found.actions
    share = (
        Fraction(figures.done, figures.total - figures.cancelled)
        if figures.total > figures.cancelled
        else None
    )
    return [
        [("ACTIONS", "strong")],
        [
            *progress(share, min(width - 40, 60)),
            (f" {figures.done} of {figures.total - figures.cancelled} done", ""),
        ],
        [(f"{figures.overdue} late, {figures.due_soon} due soon", "alarm" if figures.overdue else "")],
        [("This store is large: v checks all of it, which takes a while.", "dim")],
    ]
