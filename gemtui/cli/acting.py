"""`progress`: how far actions are, said in one line as on screen 2."""

from __future__ import annotations

import click

from gemtui import reports, rules, store
from gemtui.cli.call import FINE, Call
from gemtui.cli.checking import day
from gemtui.cli.command import command
from gemtui.cli.editing import why_option
from gemtui.cli.world import CallProblem
from gemtui.locale import choice, plain
from gemtui.store import Row, Store


@command(
    "progress",
    "gemtui progress A-03 '60 %'",
    "gemtui progress A-05 A-07 'on hold: no funds until May'",
    "gemtui progress A-11 done --on 2026-11-20 --why 'The minutes came only now'",
)
@click.argument("actions", metavar="ACTION…", nargs=-1, required=True)
@click.argument("line", metavar="LINE")
@click.option("--on", "on", metavar="DATE", default="", help="The day on which it stood so (today).")
@why_option
def progress(call: Call, actions: tuple[str, ...], line: str, on: str, why: str) -> int:
    """Record the progress of actions (each by its number or id) with a dated note: LINE is per cent, a status, words, as '60 % on hold: why'; one step of undo."""
    update = rules.read_update(line)
    if update.is_empty:
        raise CallProblem("no-progress")
    db = call.open(saves=True)
    rows = [_action(db, named) for named in actions]
    with store.because(db, why):
        reports.record_progress(db, rows, update, day(call, on))
    now = [store.find(db, "action", f"{row['office']}/{row['id']}") for row in rows]
    told = [
        {name: row[name] for name in ("id", "number", "percent", "status", "done_on", "revision")}
        for row in now
    ]
    lines = [plain(call.say("progress-stands", **_facts(row))) for row in now]
    call.answer(told, lines)
    return FINE


def _action(db: Store, named: str) -> Row:
    """Return the action of that number, else of that id; raises CallProblem, StoreProblem."""
    found = [row for row in store.rows(db, "action", office=db.identity.office) if row["number"] == named]
    if len(found) > 1:
        raise CallProblem("several-actions", named=named, ids=", ".join(row["id"] for row in found))
    return found[0] if found else store.find(db, "action", named)


def _facts(row: Row) -> dict[str, object]:
    name = row["number"] or row["title"]
    return {"name": name, "percent": row["percent"] or 0, "status": choice(row["status"] or "planned")}
