"""`export`: a bundle that leaves the office."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from gemtui import exchange, reports, rules, store
from gemtui.cli.asking import yes
from gemtui.cli.call import FINE, Call
from gemtui.cli.checking import period
from gemtui.cli.command import command
from gemtui.cli.secret import signer
from gemtui.cli.submitting import refused, signing_off
from gemtui.cli.tables import table
from gemtui.cli.world import CallProblem
from gemtui.exchange import ExchangeProblem, Exported, Order
from gemtui.locale import plain
from gemtui.store import Store

HQ = "hq"
"""Says headquarters' published recipients, which nobody types."""
KINDS = ("submission", "share", "return", "plan")


@command(
    "export",
    "gemtui export --to stick/ --period 2026",
    "gemtui export --to nbo.gem.zip --kind return --office NBO",
    "gemtui export --to stick/ --dry-run",
    "gemtui export --to stick/ --period 2026 --signed-off-by 'Regional Director' --final",
)
@click.option(
    "--to",
    "target",
    required=True,
    metavar="PATH",
    help="A folder, or a file that ends in .zip or .age.",
)
@click.option(
    "--kind",
    type=click.Choice(KINDS),
    default=None,
    help="What to send; a field office's default is submission.",
)
@click.option("--office", metavar="CODE", default="", help="At headquarters: whom a return is for.")
@click.option("--period", "given", metavar="P", default="", help="The year, or years, that it is about.")
@click.option(
    "--files",
    type=click.Choice(exchange.FILES),
    default="new",
    help="Evidence: what the receiver is not known to hold, all (after a lost laptop), none.",
)
@click.option(
    "--with-names",
    is_flag=True,
    help="Names and contacts, which else stay in the office, go to headquarters.",
)
@click.option(
    "--despite", metavar="REASON", default="", help="Submit although there are errors; headquarters sees why."
)
@signing_off
@click.option(
    "--encrypt-to",
    "recipients",
    metavar="RECIPIENT",
    multiple=True,
    help="age1…, or hq for headquarters' published one; may be repeated. At a terminal a report asks.",
)
@click.option("--dry-run", is_flag=True, help="Only say what would leave, and what would stay.")
def export(call: Call, target: str, given: str, dry_run: bool, **asked: Any) -> int:
    """Write a bundle, whole or not at all, into a folder or to a file, and say what is in it."""
    db = call.open(saves=not dry_run)
    asked["recipients"] = _recipients(call, db, asked)
    asked = {name: value for name, value in asked.items() if value}
    order = Order(period=period(given) or _period(call, db, asked), lang=call.language, **asked)
    try:
        made = (
            exchange.rehearse(db, order)
            if dry_run
            else exchange.export(db, order, Path(target), signer(call, db.path))
        )
    except ExchangeProblem as problem:
        return refused(call, problem)
    call.answer(made.document(), _lines(call, db, made))
    return FINE


def _recipients(call: Call, db: Store, asked: dict[str, Any]) -> tuple[str, ...]:
    """Return whom to encrypt to: as asked, or headquarters where the person at the terminal does not say no."""
    published = exchange.published_recipients(db)
    given: tuple[str, ...] = asked["recipients"]
    if HQ in given and not published:
        raise CallProblem("no-recipient")
    if given:
        return tuple(r for each in given for r in (published if each == HQ else (each,)))
    kind = asked.get("kind") or exchange.default_kind(db, asked.get("office", ""))
    if kind != "submission" or not published or call.json or not call.world.is_terminal:
        return ()
    return published if yes(call, "ask-encrypt") else ()


def _compared(call: Call, db: Store, period: str) -> Iterator[str]:
    """Give what is other than in the last report, what would arrive late, and what is still in conflict."""
    found = reports.rehearsal(db, int(period[-4:]), call.world.today)
    if found.submission:
        yield call.say("changed-since", count=len(found.since), state=call.say(f"state-{found.state}"))
        yield from (plain(f"  {t.kind} {t.id}: {', '.join(t.fields)}") for t in found.since)
    if found.accepted:
        yield call.say("late-changes", count=len(found.accepted))
    if found.conflicts:
        yield call.say("conflicts-along", count=len(found.conflicts))


def _period(call: Call, db: Store, asked: dict[str, Any]) -> str:
    """Return the year that is being reported, nothing for a share, which takes that of its newest change."""
    kind = asked.get("kind") or exchange.default_kind(db, asked.get("office", ""))
    return "" if kind == "share" else str(rules.reporting_year(call.world.today))


def _lines(call: Call, db: Store, made: Exported) -> Iterator[str]:
    facts = {
        "bundle": made.bundle,
        "kind": made.kind,
        "office": made.office,
        "period": made.period,
        "bytes": made.bytes,
    }
    yield call.say("exported" if made.bundle else "would-export", **facts)
    records = made.written.tally.records
    yield from table(
        ("leaves", ""), [*sorted(records.items()), ("files", len(made.written.attachments))], {1}
    )
    stays = store.counts(db)
    kept = [
        (kind, stays[kind] - records.get(kind, 0))
        for kind in sorted(stays)
        if stays[kind] > records.get(kind, 0)
    ]
    kept += [("files", len(made.written.left_out))] if made.written.left_out else []
    if kept:
        yield from table(("stays", ""), kept, {1})
    if made.kind == "submission":
        yield call.say("names-stay", count=stays["person"])
    if made.kind == "submission" and made.bundle is None:
        seen = Counter(found.level for found in made.findings)
        yield call.say("headquarters-sees", errors=seen["error"], warnings=seen["warning"], gaps=seen["gap"])
        yield from _compared(call, db, made.period)
    if store.setting(db, "demo"):
        yield call.say("demo-export")
