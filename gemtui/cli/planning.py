"""`plan-seats`: which next appointments bring a committee, or a set of them, into balance, and by when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import click

from gemtui import reports
from gemtui.cli.call import FINE, Call
from gemtui.cli.checking import day
from gemtui.cli.command import command
from gemtui.cli.world import CallProblem
from gemtui.locale import choice, plain
from gemtui.locale import day as in_words


@command(
    "plan-seats",
    "gemtui plan-seats 'Office management meeting'",
    "gemtui plan-seats ID ID --on 2027-01-01",
    "gemtui plan-seats --all",
)
@click.argument("committees", metavar="[COMMITTEE…]", nargs=-1)
@click.option("--all", "every", is_flag=True, help="Every committee that is in force.")
@click.option("--unit", metavar="UNIT", default="", help="The committees of a unit: its code, name or id.")
@click.option("--on", "on", metavar="DATE", default="", help="As seen from that day (today).")
def plan_seats(call: Call, committees: Sequence[str], every: bool, unit: str, on: str) -> int:
    """Print which next appointments bring a committee into balance, and by when; nothing is saved.

    COMMITTEE is an id, CODE/ID of another office, or the name in full; several may be given. Of several, the way
    that each of them takes is printed, the one with the nearest last day first.
    """
    if not (committees or every or unit):
        raise CallProblem("no-committee")
    db = call.open()
    found = reports.plan_seats(db, committees, day(call, on), every=every, unit=unit)
    is_set = "together" in found
    call.answer(found, _together_lines(call, found["together"]) if is_set else _lines(call, found["options"]))
    return FINE


def _together_lines(call: Call, made: Mapping[str, Any]) -> Iterator[str]:
    for plan in made["plans"]:
        office, slash, _ = plan["committee"].partition("/")
        yield plain(f"{f'{office} · ' if slash else ''}{plan['name']}: {_way(call, plan)}")
        for (words, by), count in Counter(_asked(call, plan)).items():
            yield plain(f"    {count} × {words}{by}")
    days = {name: in_words(made[name]) if made[name] else "–" for name in ("first_by", "last_by")}
    yield call.say("set-counted", **{**made, **days})


def _way(call: Call, plan: Mapping[str, Any]) -> str:
    if plan["result"] is None:
        return call.say("no-way")
    facts = {
        "split": f"{plan['result']['women']}-{plan['result']['men']}",
        "verdict": plan["result"]["verdict"],
        "from": in_words(plan["holds_from"]) if plan["holds_from"] else "",
        "latest": in_words(plan["latest"]) if plan["latest"] else "",
    }
    code = f"set-{plan['way']}" + ("" if plan["latest"] or plan["way"] != "vacancies" else "-now")
    return call.say(code, **facts)


def _lines(call: Call, options: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if not options:
        yield call.say("no-options")
    name = ""
    for one in options:
        if one["name"] != name:
            name = one["name"]
            yield plain(str(name))
        yield plain("  " + _sentence(call, one))
        for (words, by), count in Counter(_asked(call, one)).items():
            yield plain(f"    {count} × {words}{by}")


def _sentence(call: Call, one: Mapping[str, Any]) -> str:
    result = one["result"]
    facts = {
        "splits": ", ".join(one["splits"]),
        "verdict": result["verdict"],
        "share": result["percent_women"] or "–",
        "from": in_words(one["holds_from"]) if one["holds_from"] else "",
        "latest": in_words(one["latest"]) if one["latest"] else "",
    }
    code = f"way-{one['way']}" + ("" if one["latest"] or one["way"] != "vacancies" else "-now")
    doubt = "" if one["certain"] else f" {call.say('only-perhaps')}"
    return call.say(code, **facts) + doubt


def _asked(call: Call, one: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for each in one["appointments"]:
        seat = ", ".join(filter(None, (each["place"], choice(each["role"]))))
        after = f" ({choice(each['leaves'])})" if each["leaves"] else ""
        yield (
            f"{call.say('appoint-' + each['appoint'])}: {seat}{after}",
            f", {call.say('by-day', day=in_words(each['by']))}" if each["by"] else "",
        )
