"""`check`, `balance`, `policy`: what the rules and figures say of the store on a date."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import click

from gemtui import reports
from gemtui.cli.call import FINE, FOUND, Call
from gemtui.cli.command import command
from gemtui.cli.tables import cell, table
from gemtui.cli.world import CallProblem
from gemtui.locale import plain, unsaid
from gemtui.records import Unreadable, read_day
from gemtui.rules import CATALOGUE

SIGNS = {"error": "!", "warning": "▲", "gap": "·"}


def day(call: Call, typed: str) -> dt.date:
    """Return the day that was typed, or today; raises CallProblem no-day. To be called once the store is open."""
    return dt.date.fromisoformat(typed_day(call, typed)) if typed else call.world.today


def typed_day(call: Call, typed: str) -> str:
    """Return a day after an option, as ISO 8601; raises CallProblem no-day: the form's words are for what stays as typed."""
    try:
        return read_day(typed, call.world.today)
    except Unreadable:
        raise CallProblem("no-day", typed=typed) from None


def period(typed: str) -> str:
    """Return a period as typed, a year or two in their order; raises CallProblem no-period."""
    years = typed.split("-")
    are_years = len(years) in (1, 2) and all(len(y) == 4 and y.isascii() and y.isdigit() for y in years)
    if typed and not (are_years and years == sorted(years)):
        raise CallProblem("no-period", period=typed)
    return typed


@command("check", "gemtui check --period 2026", "gemtui check --list")
@click.option(
    "--period", "given", metavar="P", default="", help="Judge this year's ratings only: 2026, or 2025-2026."
)
@click.option("--on", "on", metavar="DATE", default="", help="As it stands on that day (today).")
@click.option("--list", "listed", is_flag=True, help="Print every check that there is; nothing is checked.")
def check(call: Call, given: str, on: str, listed: bool) -> int:
    """Apply every rule to the store; exit 1 where there is an error."""
    if listed:
        return _every_check(call)
    db = call.open()
    found = reports.check(db, day(call, on), period(given), call.language)
    call.answer(found, _finding_lines(call, found, is_union=db.identity.role == "hq"))
    return FOUND if found["errors"] else FINE


def _every_check(call: Call) -> int:
    """Print code, clause, level and sentence of every check, `…` standing for what it is about."""
    found = [
        {"code": code, "level": rule.level, "clause": rule.clause, "message": unsaid(code, call.language)}
        for code, rule in CATALOGUE.items()
    ]
    rows = [(one["level"], one["clause"], one["code"], one["message"]) for one in found]
    call.answer(found, table(("level", "clause", "code", "what is said"), rows))
    return FINE


def _finding_lines(call: Call, found: Mapping[str, Any], *, is_union: bool) -> Iterator[str]:
    for one in found["findings"]:
        where = " ".join(filter(None, (one["kind"], one["id"], one["field"])))
        yield plain(
            f"{SIGNS[one['level']]} {one['message']} [{one['code']}{', ' + one['clause'] if one['clause'] else ''}]"
        )
        if where:
            yield plain(f"  {where}")
    if is_union and found["findings"]:
        yield from _by_check(found["findings"])
    yield call.say("findings-counted", **{name: found[name] for name in ("errors", "warnings", "gaps")})
    rows = [(area, f"{has['done']} / {has['due']}") for area, has in found["completeness"].items()]
    yield from table(("complete", ""), rows, {1})


def _by_check(findings: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Give how often each check found something, worst first: all offices' findings are too many to read one by one."""
    found = Counter((one["level"], one["code"], one["clause"]) for one in findings)
    listed = sorted(found.items(), key=lambda each: (tuple(SIGNS).index(each[0][0]), -each[1]))
    rows = [(SIGNS[level], code, clause, count) for (level, code, clause), count in listed]
    yield ""
    yield from table(("", "check", "clause", "findings"), rows, {3})
    yield ""


@command("balance", "gemtui balance --on 2026-12-31")
@click.option("--on", "on", metavar="DATE", default="", help="As it stands on that day (today).")
def balance(call: Call, on: str) -> int:
    """Print the gender balance of committees and staff, with verdicts."""
    db = call.open()
    found = reports.balance(db, day(call, on))
    call.answer(found, _balance_lines(call, found))
    return FINE


def _balance_lines(call: Call, found: Mapping[str, Any]) -> Iterator[str]:
    counts = ("women", "men", "other", "undisclosed", "percent_women", "verdict", "meets")
    rows = []
    for body in found["committees"]:
        rows.append((body["name"], *(body[name] for name in counts), body["replace"]))
        if body["leadership"]["size"]:
            rows.append(
                (
                    call.say("leadership-of", name=body["name"]),
                    *(body["leadership"][name] for name in counts),
                    None,
                )
            )
    yield from table(("committee", *counts, "replace"), rows, {1, 2, 3, 4, 5, 8})
    yield call.say("bodies-counted", **found["summary"])
    yield ""
    lines = [(line["line"], line["unit"], *(line[name] for name in counts)) for line in found["staffing"]]
    yield from table(("staff", "unit", *counts), lines, {2, 3, 4, 5, 6})


@command("policy", "gemtui policy")
@click.option("--on", "on", metavar="DATE", default="", help="As it stands on that day (today).")
def policy(call: Call, on: str) -> int:
    """Print every clause of the policy and what answers it in this store."""
    db = call.open()
    found = reports.policy(db, day(call, on))
    rows = [(c["clause"], c["state"], len(c["records"]), cell(c["answered_by"]), c["title"]) for c in found]
    call.answer(found, table(("clause", "state", "records", "answered by", "title"), rows, {2}))
    return FINE
