"""`period`: a year's day and framework, and opening a year with what continues."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from gemtui import exchange, reference, reports, store
from gemtui.cli.call import FINE, Call
from gemtui.cli.command import Group, command
from gemtui.cli.editing import why_option
from gemtui.cli.world import CallProblem
from gemtui.locale import day, plain
from gemtui.rules import Opening
from gemtui.store import Store

period = Group(
    "period",
    places={name: f"period:{name}_period" for name in ("show", "open", "set")},
    example=("gemtui period open 2027", "gemtui period set 2026 --due 2027-01-21"),
    help="A reporting year: when it is due, in which framework; and opening it with what continues.",
    subcommand_metavar="COMMAND …",
)


def _year(typed: str) -> int:
    if len(typed) != 4 or not typed.isascii() or not typed.isdigit():
        raise CallProblem("no-period", period=typed)
    return int(typed)


@command("show", "gemtui period show 2026")
@click.argument("year")
def show_period(call: Call, year: str) -> int:
    """Say when a year's reports are due and which framework it belongs to: both are settings of headquarters."""
    call.open()
    told = _told(_year(year))
    call.answer(told, [call.say("period-told", **{name: _shown(value) for name, value in told.items()})])
    return FINE


def _told(year: int) -> dict[str, Any]:
    framework = reference.framework_of_year(year)
    return {
        "year": year,
        "framework": framework.code if framework else None,
        "due_on": reports.due_on(year).isoformat(),
        "union_due_on": reports.union_due_on(year).isoformat(),
    }


def _shown(value: Any) -> str:
    return day(value) if isinstance(value, str) and value[:4].isdigit() else str(value or "–")


@command("open", "gemtui period open 2027", "gemtui period open 2027 --dry-run")
@click.argument("year")
@click.option("--dry-run", is_flag=True, help="Only say what would be carried over.")
@why_option
def open_period(call: Call, year: str, dry_run: bool, why: str) -> int:
    """Open a year: a plan for the biennium with the actions that are still open, entries to answer with their roles, remedial actions still open. No rating and no figure is copied; one step of undo."""
    db = call.open(saves=not dry_run)
    asked, today = _year(year), call.world.today
    with store.because(db, why):
        found = reports.opening_of(db, asked, today) if dry_run else reports.open_period(db, asked, today)[0]
    call.answer(reports.opening_document(found), _lines(call, db, found, dry_run))
    return FINE


def _lines(call: Call, db: Store, found: Opening, dry_run: bool) -> Iterator[str]:
    if found.is_empty:
        yield call.say("period-is-open", year=found.year)
    else:
        yield call.say("period-would-open" if dry_run else "period-opened", year=found.year)
    for code, count in reports.opening_counts(found):
        if count:
            yield call.say(code, count=count)
    for kind, rows in found.lasting.items():
        ending = len(found.ending.get(kind, ()))
        facts = {"kind": db.kinds[kind].about.plural, "count": len(rows), "ending": ending}
        yield plain(f"  {call.say('period-lasts-ending' if ending else 'period-lasts', **facts)}")


@command("set", "gemtui period set 2026 --due 2027-01-21", "gemtui period set 2024 --framework un-swap-3")
@click.argument("year")
@click.option("--due", metavar="DATE", default="", help="Day by which the Union's own report is due.")
@click.option("--framework", metavar="CODE", default="", help="The framework that the year belongs to.")
def set_period(call: Call, year: str, due: str, framework: str) -> int:
    """At headquarters: set a year's day, or its framework; it goes out with the next plan."""
    from gemtui.cli.checking import day as read

    db = call.open(saves=True)
    if not due and not framework:
        raise CallProblem("due-or-framework")
    on = read(call, due).isoformat() if due else ""
    exchange.set_year(db, _year(year), on, framework)
    told = _told(_year(year))
    call.answer(told, [call.say("period-told", **{name: _shown(value) for name, value in told.items()})])
    return FINE
