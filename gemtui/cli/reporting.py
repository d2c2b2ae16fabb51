"""`report`: documents for offices and governing bodies, with every figure and the ids behind it."""

from __future__ import annotations

from pathlib import Path

import click

from gemtui import exchange, reports
from gemtui.cli.call import FINE, Call
from gemtui.cli.checking import day, period
from gemtui.cli.command import command
from gemtui.reports.documents import Wanted


@command(
    "report",
    "gemtui report council --to council-2026.docx --period 2026",
    "gemtui report balance --to balance.html",
    "gemtui report un-swap --to un-swap.xlsx --json",
    "gemtui report office --office NBO --to feedback-nbo.docx",
    "gemtui report practice --record ID --to practice.docx",
)
@click.argument("name")
@click.option(
    "--to", "target", required=True, type=click.Path(path_type=Path), metavar="FILE",
    help="Its ending says the format: council .docx .html .md; un-swap .xlsx .docx; action-plan .docx .xlsx .html; "
    "office and balance .html .docx; practice .docx .html .md; board .html; each also .json.",
)  # fmt: skip
@click.option("--period", "given", metavar="P", default="", help="The year, or years, that it is about.")
@click.option("--on", "on", metavar="DATE", default="", help="As it stands on that day (today).")
@click.option(
    "--office",
    "office",
    metavar="CODE",
    default="",
    help="On one office, at headquarters; not for council and board.",
)
@click.option("--record", metavar="ID", default="", help="One good practice, for the report of that name.")
def report(call: Call, name: str, target: Path, **about: str) -> int:
    """Write a report: council, un-swap, action-plan, office, balance, practice or board. Small counts of staff are hidden in it."""
    db = call.open()
    suffix = target.suffix.lower().removeprefix(".")
    on, given = day(call, about["on"]), period(about["given"])
    wanted = Wanted(name, suffix, on, given, call.language, about["office"].upper(), about["record"])
    made = reports.paper(db, wanted)
    exchange.put_whole(target, reports.written(made, suffix))
    lines = [call.say("report-written", path=str(target))]
    if made.draft:
        lines.append(call.say("report-is-draft"))
    call.answer(made.figures, lines)
    return FINE
