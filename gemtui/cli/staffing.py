"""`staff`: head-counts by level and sector with trend, flows and projections; recruitment, requests, training, surveys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

import click

from gemtui import reports
from gemtui.cli.call import FINE, Call
from gemtui.cli.checking import day
from gemtui.cli.command import command
from gemtui.cli.tables import table
from gemtui.cli.world import CallProblem
from gemtui.locale import choice, plain
from gemtui.records import Unreadable
from gemtui.reports.staff_words import decimal, flow_said, linear_said, read_assumption
from gemtui.rules.projection import LEAST_HEADS, TOO_FEW, Assumed

HEADS = ("women", "men", "other", "undisclosed")


@command(
    "staff", "gemtui staff", "gemtui staff --on 2026-12-31 --json", "gemtui staff --leaving 16 --women 60"
)
@click.option("--on", "on", metavar="DATE", default="", help="As it stands on that day (today).")
@click.option(
    "--leaving", default="", metavar="N", help="Project as if so many left, and were replaced, each year."
)
@click.option(
    "--women", default="", metavar="PERCENT", help="Project as if so many of those appointed were women."
)
def staff(call: Call, on: str, leaving: str, women: str) -> int:
    """Print staff by level and sector with trend and projections, recruitment, requests, training and surveys."""
    db = call.open()
    taken = Assumed(_number(leaving), _hundredths(women))
    found = reports.staff_figures(db, day(call, on), taken)
    call.answer(found, _lines(call, found))
    return FINE


def _number(typed: str) -> Fraction | None:
    try:
        return read_assumption(typed, None) if typed else None
    except Unreadable as problem:
        raise CallProblem(problem.code, **problem.facts) from None


def _hundredths(typed: str) -> Fraction | None:
    try:
        return read_assumption(typed, 100) / 100 if typed else None
    except Unreadable as problem:
        raise CallProblem(problem.code, **problem.facts) from None


def _lines(call: Call, found: Mapping[str, Any]) -> Iterator[str]:
    rows = [
        (one["part"], one["line"], *(one[g] for g in HEADS), one["percent_women"], one["gap_points"],
         one["verdict"], _ratio(one["pipeline"]), one["moved"], one["points"])
        for one in found["lines"]
    ]  # fmt: skip
    heads = ("part", "line", *HEADS, "women %", "gap", "verdict", "pipeline", "trend", "points")
    yield from table(heads, rows, {2, 3, 4, 5, 6, 7, 11})
    yield ""
    small = []
    for one in found["lines"]:
        name = " · ".join(filter(None, (one["part"], one["line"])))
        if one["flow"]["answer"] == TOO_FEW:
            small.append(name)
            continue
        yield plain(f"{name}: {linear_said(one, call.language)}")
        yield plain(f"  {flow_said(one, call.language)}")
    if small:
        yield call.say("flow-too-few-in", least=LEAST_HEADS, lines=", ".join(small))
    for one in found["representation"]:
        facts = {
            "office": one["office"], "rating": choice(one["rating"]), "open": ", ".join(one["not_reached"]) or "–",
            "men": ", ".join(each["grade"] for each in one["short_of_men"]) or "–",
        }  # fmt: skip
        yield call.say("staff-proposal", **facts)
    yield from _recruitment(call, found["recruitment"]["exercises"])
    yield from _rest(call, found)


def _recruitment(call: Call, exercises: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if not exercises:
        return
    yield ""
    rows = [
        (one["reference"], one["grade"], stage["stage"], stage["women"], stage["men"], _ratio(stage["ratio"]),
         one["justification"] if place == 0 else None, one["decision_maker"] if place == 0 else None)
        for one in exercises
        for place, stage in enumerate(one["stages"])
    ]  # fmt: skip
    heads = ("vacancy", "grade", "stage", "women", "men", "ratio", "justification", "decided by")
    yield from table(heads, rows, {3, 4, 5})


def _rest(call: Call, found: Mapping[str, Any]) -> Iterator[str]:
    kinds = found["measures"]["kinds"]
    if kinds:
        yield ""
        each = [(one["kind"], one) for one in kinds] + [("all", found["measures"]["all"])]
        asked = [(choice(kind), *(_pair(one[name]) for name in OUTCOMES)) for kind, one in each]
        yield from table(("women, men", *OUTCOMES), asked, {1, 2, 3, 4})
    if found["training"]:
        yield ""
        held = [(one["held_on"], one["title"], _pair(one), one["percent"]) for one in found["training"]]
        yield from table(("held on", "training", "women, men", "% of staff"), held, {2, 3})
    if found["participation"]:
        yield ""
        years = [
            (one["year"], one["trainings"], _pair(one), one["percent"], one["moved"], one["goal_share"], one["goal_moved"])
            for one in found["participation"]
        ]  # fmt: skip
        heads = ("year", "trainings", "women, men", "% of staff", "trend", "% with a goal", "trend")
        yield from table(heads, years, {0, 1, 2, 3, 5})
    if found["surveys"]:
        yield ""
        said = [
            (one["held_on"], one["question"], one["percent_women"], one["percent_men"], call.say("survey-home") if one["stays_home"] else None)
            for one in found["surveys"]
        ]  # fmt: skip
        yield from table(("held on", "question", "women %", "men %", ""), said, {2, 3})


OUTCOMES = ("requests", "granted", "refused", "pending")


def _ratio(exact: str | None) -> str:
    return decimal(Fraction(exact), 2) if exact else ""


def _pair(heads: Mapping[str, Any]) -> str:
    return f"{heads['women'] or 0}, {heads['men'] or 0}"
