"""`receipt`: what headquarters says to the reports of one, several or all offices."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

import click

from gemtui import reports
from gemtui.cli.call import FINE, FOUND, Call
from gemtui.cli.checking import period
from gemtui.cli.command import command
from gemtui.cli.world import CallProblem
from gemtui.locale import choice, plain
from gemtui.reports import Answer, Answering
from gemtui.store import Saved


@command(
    "receipt",
    "gemtui receipt accepted NBO RO-ASP",
    "gemtui receipt accepted --all --dry-run",
    "gemtui receipt returned NBO --note 'PI 14 needs a remedial plan; the rest is accepted'",
)
@click.argument("decision", type=click.Choice(reports.DECISIONS))
@click.argument("offices", metavar="[OFFICE…]", nargs=-1)
@click.option(
    "--all",
    "every",
    is_flag=True,
    help="Every report that waits for a word; none with errors is accepted so.",
)
@click.option(
    "--period", "given", metavar="P", default="", help="The year that is reported on (the one due now)."
)
@click.option(
    "--note", metavar="TEXT", default="", help="What to mend, or what else the offices should know."
)
@click.option("--dry-run", is_flag=True, help="Only say which reports would be answered.")
def receipt(  # noqa: PLR0913, PLR0917 - click hands over one argument an option
    call: Call, decision: str, offices: tuple[str, ...], every: bool, given: str, note: str, dry_run: bool
) -> int:
    """At headquarters: answer offices' reports, with one receipt each; all of it is one step of undo. Exit 1 says that some were left out."""
    if every == bool(offices):
        raise CallProblem("offices-or-all")
    db = call.open(saves=not dry_run)
    today = call.world.today
    named = None if every else [code.upper() for code in offices]
    found = reports.to_answer(db, today, decision, named, period(given))
    saved = [] if dry_run else reports.answer_reports(db, found.answered, Answer(decision, note), today)
    document = {
        "receipts": [
            {
                "id": one.id if one else None,
                "office": made["office"],
                "submission": f"{made['office']}/{made['id']}",
            }
            for made, one in zip_longest(found.answered, saved)
        ],
        "left": [{"office": o, "code": code, "message": call.say(f"left-{code}")} for o, code in found.left],
    }
    call.answer(document, _lines(call, decision, found, saved))
    return FOUND if found.left else FINE


def _lines(call: Call, decision: str, found: Answering, saved: list[Saved]) -> Iterator[str]:
    code = "reports-answered" if saved else "reports-would-be" if found.answered else "no-reports-wait"
    yield call.say(code, count=len(found.answered), decision=choice(decision))
    offices = [made["office"] for made in found.answered]
    yield from (plain(f"  {', '.join(offices[n : n + 8])}") for n in range(0, len(offices), 8))
    yield from (plain(f"  {office}: {call.say(f'left-{code}')} [{code}]") for office, code in found.left)
