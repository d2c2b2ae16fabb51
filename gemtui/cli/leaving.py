"""`calendar`, `handover`: what goes on when somebody looks away, or hands over."""

from __future__ import annotations

from pathlib import Path

import click

from gemtui import exchange, reports
from gemtui.cli.call import FINE, Call
from gemtui.cli.checking import day
from gemtui.cli.command import command
from gemtui.locale import plain


@command("calendar", "gemtui calendar --to due.ics")
@click.option(
    "--to",
    "target",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A file that ends in .ics.",
)
@click.option("--on", "on", metavar="DATE", default="", help="As it stands on that day (today).")
def calendar(call: Call, target: Path, on: str) -> int:
    """Write all due dates as a calendar file; a newer file mends what an older one said."""
    db = call.open()
    entries = reports.due_list(db, day(call, on), call.language)
    exchange.put_whole(target, reports.calendar_file(entries, call.world.clock.now()))
    told = {"file": str(target), "entries": [entry._asdict() for entry in entries]}
    lines = [f"{entry.on}  {plain(entry.words)}" for entry in entries]
    call.answer(told, [*lines, call.say("calendar-written", count=len(entries), path=str(target))])
    return FINE


@command(
    "handover",
    "gemtui handover --to note.md",
    "gemtui handover --to note.md --capsule age1…",
)
@click.option(
    "--to",
    "target",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Markdown, for people.",
)
@click.option(
    "--capsule",
    "recipients",
    multiple=True,
    metavar="RECIPIENT",
    help="Also write the store, encrypted to this age recipient, beside the note; without its keys.",
)
def handover(call: Call, target: Path, recipients: tuple[str, ...]) -> int:
    """Write a note for the successor: roles, open items, deadlines, how to go on."""
    db = call.open()
    found = reports.handover(db, call.world.today, call.language)
    capsule = exchange.hand_over(db, target, reports.handover_text(found, call.language), recipients)
    told = {"file": str(target), "capsule": str(capsule) if capsule else None, **found}
    lines = [call.say("handover-written", path=str(target))]
    if capsule:
        lines.append(call.say("capsule-written", path=str(capsule)))
    call.answer(told, lines)
    return FINE
