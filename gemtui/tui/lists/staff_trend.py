"""Screen 6: every line of the staffing table from count to count, like with like only; and when it reaches parity."""

from __future__ import annotations

from collections.abc import Sequence

from gemtui.locale import day, plain, say
from gemtui.reports.staff_words import ahead_words, assumed_words, decimal, linear_words
from gemtui.rules import workforce
from gemtui.rules.projection import BY, REACHED, TOO_FEW
from gemtui.rules.staff_trend import NOT_COMPARABLE, Step
from gemtui.rules.workforce import Standing
from gemtui.store import Row
from gemtui.tui.lists.bodies import SIGNS, heads, verdict
from gemtui.tui.lists.staff import FIRST, STANDING, level, parts, row_of
from gemtui.tui.lists.tab import Around
from gemtui.tui.lists.trends import MOVED
from gemtui.tui.widgets.bars import balance
from gemtui.tui.widgets.cells import Column, Part
from gemtui.tui.widgets.computed import Computed, Worked
from gemtui.tui.widgets.pane import Line, wrapped

STEP = "_step"
BAR = 15
TREND = FIRST + 10**9
AHEAD = FIRST + 2 * 10**9
EMPTY = (
    "Nobody has been counted yet.",
    "A level is here once it was counted; E on a head-count counts the same grades on another day.",
)


def trends(around: Around) -> Computed:
    """Return each line from count to count, up to the day that is shown."""
    return Computed(STEPS, lambda: _through_time(around), EMPTY)


def _through_time(around: Around) -> Worked:
    rows: list[Row] = []
    headings = []
    for part, words in parts(around):
        for one in workforce.standings(part, around.on):
            headings.append((len(rows), f"{words} · {one.line.name}"))
            rows += [{**row_of(one, TREND + len(rows) + n), STEP: step} for n, step in enumerate(one.steps)]
    return Worked(rows, headings)


def _sign(row: Row) -> Part:
    moved = row[STEP].moved
    return ("≠", "dim") if moved == NOT_COMPARABLE else MOVED.get(moved or "", ("", ""))


def _points(row: Row) -> Part:
    step: Step = row[STEP]
    if step.moved == NOT_COMPARABLE:
        return say("not-like-short"), "dim"
    return decimal(step.points, signed=True), ""


def _bar_of_step(row: Row) -> Sequence[Part]:
    found = row[STEP].balance
    low, high = found.range or (found.share, found.share)
    return balance(low, high, BAR, SIGNS[found.meets][0])


STEPS = (
    Column("as_of", "Counted on", 11, lambda row: day(row[STEP].day), right=True, sorts=False),
    Column("sign", "", 1, _sign, sorts=False),
    Column("points", "points", 8, _points, right=True, sorts=False),
    Column("people", "women–men", 14, lambda row: heads(row[STEP].balance), sorts=False),
    Column("bar", "0    40 60  100", BAR, _bar_of_step, sorts=False),
    Column("verdict", "women %", 20, lambda row: verdict(row[STEP].balance), grows=True, sorts=False),
)


def step_detail(row: Row, width: int) -> list[Line]:
    """Return what a count says, against the one before it, and what was counted."""
    one: Standing | None = row.get(STANDING)
    if one is None:
        return []
    step: Step = row[STEP]
    before = one.steps[max(one.steps.index(step) - 1, 0)]
    first: Line = [
        (f"{plain(one.line.name)}, {day(step.day)}", "strong"),
        ("   ", ""),
        *heads(step.balance),
        *verdict(step.balance),
    ]
    if before is step:
        told = say("counted-first")
    else:
        facts = {
            "moved": step.moved or "–",
            "points": decimal(step.points, signed=True),
            "since": day(before.day),
        }
        told = say(
            "not-like" if step.moved == NOT_COMPARABLE else "step-moved" if step.moved else "no-base-then",
            facts,
        )
    covered = sorted(
        {
            f"{unit.rpartition('/')[0] or unit} {group} {contract}".strip()
            for unit, group, contract in step.covers
        }
    )
    lines = [
        *wrapped(told, width, "", 2),
        *wrapped(say("step-covers", {"covers": ", ".join(covered)}), width, "dim", 3),
    ]
    return [first, *lines]


def outlooks(around: Around) -> Computed:
    """Return when each line would reach parity, by its trend and by its flows."""
    return Computed(PROJECTIONS, lambda: _ahead(around), EMPTY)


def _ahead(around: Around) -> Worked:
    rows: list[Row] = []
    headings = []
    for part, words in parts(around):
        found = workforce.standings(part, around.on)
        if found:
            headings.append((len(rows), words))
        rows += [row_of(one, AHEAD + len(rows) + n) for n, one in enumerate(found)]
    return Worked(rows, headings)


def _share(row: Row) -> list[Part]:
    return verdict(row[STANDING].line.balance)[:3]


def _pace(row: Row) -> str:
    one: Standing = row[STANDING]
    return decimal(one.linear.increment, signed=True) if one.linear.answer != TOO_FEW else ""


def _told(answer: str, year: int | None) -> Part:
    """Return a projection's answer in two words; the pane has the sentence with what it assumes."""
    if answer == BY and year is not None:
        return say("by-year", {"year": year}), "accent"
    return say(f"short-{answer}"), "ok" if answer == REACHED else "dim"


PROJECTIONS = (
    Column("line", "Level", 16, level, grows=True, sorts=False),
    Column("share", "women %", 20, _share, sorts=False),
    Column("pace", "a year", 6, _pace, right=True, sorts=False),
    Column(
        "linear",
        "50 % by trend",
        15,
        lambda row: _told(row[STANDING].linear.answer, row[STANDING].linear.year),
        sorts=False,
    ),
    Column(
        "flow",
        "47 % by flows",
        15,
        lambda row: _told(row[STANDING].flow.answer, row[STANDING].flow.year),
        sorts=False,
    ),
)


def detail(row: Row, width: int) -> list[Line]:
    """Return both projections of a line in full, with what they assume."""
    one: Standing | None = row.get(STANDING)
    if one is None:
        return []
    found, taken = one.line.balance, assumed_words(one.assumed, one.line.balance.counts)
    told = [
        say("ahead-linear", {"words": linear_words(one.linear, found.share)}),
        say("assumes-linear", {"since": day(one.linear.since), "until": day(one.day)})
        if one.linear.since
        else "",
        say("ahead-flow", {"words": ahead_words(one.flow, one.assumed, found.counts)}),
        say("assumes-from", {"source": _source(one)}) if taken else "",
        say("p-tries-others") if one.linear.answer != TOO_FEW else "",
    ]
    roles = ("", "dim", "", "dim", "dim")
    first: Line = [(plain(one.line.name), "strong"), ("   ", ""), *heads(found), *verdict(found)]
    lines = (wrapped(words, width, role, 2) for words, role in zip(told, roles, strict=True) if words)
    return [first, *(line for each in lines for line in each)]


def _source(one: Standing) -> str:
    if one.flows is not None and one.flows.years:
        return say("from-flows", {"since": day(one.flows.since), "until": day(one.flows.until)})
    return say("from-selections", {"count": len(one.vacancies)})


def why(around: Around, row: Row) -> list[str]:
    """Return how the projections of a line come about."""
    one: Standing | None = row.get(STANDING)
    if one is None:
        return []
    source = [say("assumes-from", {"source": _source(one)})] if one.assumed.women is not None else []
    return [
        say("why-linear"),
        say("why-flow"),
        *source,
        say("why-assumed"),
        say("why-clause", {"clause": "OA-A1"}),
    ]
