"""What a projection of a staffing line assumes, to be turned; and what then becomes of it, year by year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from gemtui.locale import day, say, share
from gemtui.reports.staff_words import ahead_words, decimal, linear_words
from gemtui.rules.projection import Assumed, Flow, Linear, flow
from gemtui.rules.staff_trend import Step, compared_with, outlook
from gemtui.rules.workforce import Standing
from gemtui.store import Row
from gemtui.tui.lists.bodies import heads, verdict
from gemtui.tui.widgets.bars import balance
from gemtui.tui.widgets.cells import Column
from gemtui.tui.widgets.pane import Line, wrapped
from gemtui.tui.widgets.source import Few

WHAT = "_what"
"""Key under which a row says which assumption it is: `leaving`, `women` or `since`."""
BAR = 30


@dataclass(frozen=True)
class Trying:
    """A line with what somebody assumes of it; nothing of it is saved."""

    standing: Standing
    assumed: Assumed
    since: str
    """The day of the count that the trend begins with; empty where there is none."""

    @property
    def starts(self) -> Sequence[Step]:
        """Return the counts that the last one may be compared with, earliest first."""
        steps = self.standing.steps
        return [s for s in steps[:-1] if compared_with((s, steps[-1])) is not None]

    @property
    def flow(self) -> Flow:
        """Return the projection by these flows."""
        return flow(self.standing.line.balance.counts, self.assumed, self.standing.day or "2000-01-01")

    @property
    def linear(self) -> Linear:
        """Return the projection by the trend since that count."""
        first = next((step for step in self.starts if step.day == self.since), None)
        return outlook(self.standing.steps, first)

    def turned(self) -> Trying:
        """Return the same with the next count to begin with, after the last one the first again."""
        days = [step.day for step in self.starts]
        place = days.index(self.since) + 1 if self.since in days else 0
        return replace(self, since=days[place % len(days)]) if days else self

    def with_value(self, what: str, number: Fraction) -> Trying:
        """Return the same with another number for `leaving` (heads) or `women` (per cent)."""
        value = number / 100 if what == "women" else number
        return replace(self, assumed=replace(self.assumed, **{what: value}))


def begun(one: Standing) -> Trying:
    """Return a line with what it assumes by itself."""
    start = compared_with(one.steps)
    return Trying(one, one.assumed, start.day if start else "")


def rows_of(trying: Trying) -> Few:
    """Return the assumptions, each a row to turn."""
    taken = trying.assumed
    unknown = say("nobody-knows")
    rows: list[Row] = [
        {WHAT: "leaving", "value": decimal(taken.leaving).removesuffix(".0") or unknown},
        {WHAT: "women", "value": f"{share(taken.women)} %" if taken.women is not None else unknown},
        {WHAT: "since", "value": day(trying.since) or say("no-like-count")},
    ]
    return Few(COLUMNS, [{**row, "text": say(f"assume-{row[WHAT]}")} for row in rows])


COLUMNS = (
    Column("text", "Assumed", 36, lambda row: row["text"], grows=True, sorts=False),
    Column("value", "value", 30, lambda row: (row["value"], "accent"), sorts=False),
)


def course_lines(trying: Trying, width: int, height: int) -> list[Line]:
    """Return the answers, and the line at the end of each year as far as there is room."""
    one, found = trying.standing, trying.flow
    counts, size = one.line.balance.counts, one.line.balance.counts.base
    lines: list[Line] = [
        [(f"{one.line.name}   ", "strong"), *heads(one.line.balance), *verdict(one.line.balance)]
    ]
    linear = say("ahead-linear", {"words": linear_words(trying.linear, one.line.balance.share)})
    flows = say("ahead-flow", {"words": ahead_words(found, trying.assumed, counts)})
    for words in (linear, flows):
        lines += wrapped(words, width, "", 2)
    first = date.fromisoformat(one.day).year if one.day else 0
    marks = {found.balanced_in: "40 %", found.years: "47 %"}
    room = max(height - len(lines), 0)
    for year in _years(found, room):
        women = found.course[year - 1]
        part = women / size
        sign = "✓" if 40 <= part * 100 <= 60 else ""
        lines.append(
            [
                (f"{first + year:>6} ", "dim"),
                *balance(part, part, BAR, sign),
                (f" {decimal(women, 2):>8} {share(part):>6} %  ", ""),
                (marks.get(year, ""), "accent"),
            ]
        )
    return lines


def _years(found: Flow, room: int) -> list[int]:
    """Return the years to be shown: the first ones, and of the later ones those in which something is reached."""
    told = [year for year in (found.balanced_in, found.years) if year is not None]
    years = list(range(1, min(room, len(found.course)) + 1))
    missing = [year for year in told if year not in years]
    return [*years[: max(len(years) - len(missing), 0)], *missing][:room] if years else []
