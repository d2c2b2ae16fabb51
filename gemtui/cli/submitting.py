"""`submit` and `status`: the office's word that this is its report, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import click

from gemtui import exchange, reports
from gemtui.cli.call import FINE, FOUND, Call
from gemtui.cli.checking import day, period
from gemtui.cli.command import command
from gemtui.cli.tables import pairs, table
from gemtui.exchange import ExchangeProblem
from gemtui.locale import plain
from gemtui.rules import Finding
from gemtui.store import Store

OF_AN_OFFICE = ("state", "submitted_at", "changes_since")
"""Lines that headquarters, which submits nothing, is spared."""
NAMED = 12
"""Offices that are named one by one after a sentence about them."""
STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


def signing_off(function: Callable[..., int]) -> Callable[..., int]:
    """Return a command with the two options of a sign-off, which a report is made or sent with."""
    final = click.option(
        "--final",
        is_flag=True,
        help="The report is to be final: refused while no senior role has signed it off.",
    )
    by = click.option(
        "--signed-off-by",
        "signed_off_by",
        metavar="ROLE",
        default="",
        help="The senior role that answers for the report; not the focal point, and not a name.",
    )
    return by(final(function))


@command(
    "submit",
    "gemtui submit --period 2026",
    "gemtui submit --period 2026 --signed-off-by 'Regional Director' --final",
)
@click.option("--period", "given", metavar="P", required=True, help="The year, or years: 2026, or 2025-2026.")
@click.option(
    "--despite", metavar="REASON", default="", help="Submit although there are errors; headquarters sees why."
)
@signing_off
def submit(call: Call, given: str, despite: str, signed_off_by: str, final: bool) -> int:
    """Make the submission for a period: refused while `check` has errors, unless a reason is given."""
    db = call.open(saves=True)
    try:
        made = exchange.submit(db, period(given), despite, signed_off_by=signed_off_by, final=final)
    except ExchangeProblem as problem:
        return refused(call, problem)
    found = made.findings if made.made else exchange.findings(db, made.period)
    warnings = [told(call, one) for one in found if one.level == "warning"]
    lines = [
        call.say("submission-made" if made.made else "submission-stands", id=made.id, period=made.period)
    ]
    lines += [plain(f"▲ {one['message']} [{one['code']}]") for one in warnings]
    call.answer({"id": made.id, "period": made.period, "warnings": warnings}, lines)
    return FINE


def refused(call: Call, problem: ExchangeProblem) -> int:
    """Report the errors that stand against a submission; any other problem is raised on."""
    if problem.code != "submission-refused":
        raise problem
    errors: Sequence[Finding] = problem.facts["findings"]
    problems = [told(call, one) for one in errors]
    lines = [plain(f"! {one['message']} [{one['code']}]") for one in problems]
    facts = {name: problem.facts[name] for name in ("count", "period")}
    call.answer({"problems": problems}, [*lines, call.say(problem.code, **facts)])
    return FOUND


def told(call: Call, found: Finding) -> dict[str, Any]:
    """Return a finding as JSON says it."""
    return {
        "code": found.code,
        "level": found.level,
        "kind": found.kind,
        "id": found.id or None,
        "field": found.field or None,
        "clause": found.clause,
        "message": reports.message(found, call.language),
    }


@command("status", "gemtui status")
@click.option("--on", "on", metavar="DATE", default="", help="As it stands on that day (today).")
def status(call: Call, on: str) -> int:
    """Print where the submission stands; at headquarters, every office, what arrived, how complete, what is late."""
    db = call.open()
    found = reports.status(db, day(call, on))
    call.answer(found, _lines(call, db, found, on))
    return FINE


def _lines(call: Call, db: Store, found: Mapping[str, Any], on: str) -> Iterator[str]:
    own = OF_AN_OFFICE if "offices" in found else ()
    yield from pairs((name, value) for name, value in found.items() if name not in ("offices", *own))
    if "offices" not in found:
        return
    names = ("office", "arrived_at", "completeness", "errors", "warnings", "gaps", "late", "state")
    rows = [[_shown(each[name]) for name in names] for each in found["offices"]]
    yield ""
    yield from table(names, rows, {3, 4, 5, 6})
    yield from _words(call, reports.cycles(db, day(call, on)))
    reported, every = reports.reported(db, found["offices"])
    yield call.say("offices-counted", reported=reported, all=every)


def _words(call: Call, cycles: Sequence[tuple[str, Sequence[str]]]) -> Iterator[str]:
    """Give what is said of offices, each sentence once with the offices it is said of: with 200 of them, lines drown."""
    of: dict[str, list[str]] = {}
    for office, told in cycles:
        for sentence in told:
            of.setdefault(sentence, []).append(office)
    for sentence, offices in of.items():
        named = ", ".join(offices[:NAMED])
        more = len(offices) - NAMED
        yield plain(f"{sentence}: {call.say('and-more', what=named, count=more) if more > 0 else named}")


def _shown(value: Any) -> Any:
    if isinstance(value, Mapping):
        return f"{value['done']} / {value['due']}"
    if isinstance(value, str) and STAMP.fullmatch(value):
        return value[:16].replace("T", " ")
    return value
