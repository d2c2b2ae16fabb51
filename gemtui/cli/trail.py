"""`log` and `digest`: who changed what, and whether two stores say the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import click

from gemtui import store
from gemtui.cli.call import FINE, Call
from gemtui.cli.checking import typed_day
from gemtui.cli.command import command
from gemtui.cli.tables import pairs, table
from gemtui.store import Entry


@command("log", "gemtui log --since 2026-01-01 --author 'focal point'")
@click.option(
    "--record", metavar="ID", default="", help="Only this record's changes; ID is an id, or CODE/ID."
)
@click.option("--since", metavar="DATE", default="", help="Only changes of that day and later.")
@click.option("--author", metavar="LABEL", default="", help="Only this author's changes.")
def log(call: Call, record: str, since: str, author: str) -> int:
    """Print the audit trail, the newest first."""
    db = call.open()
    day = typed_day(call, since) if since else ""
    entries = store.log_entries(db, record=record, since=day, author=author)
    call.answer([entry_document(e) for e in entries], entry_lines(entries))
    return FINE


def entry_document(entry: Entry) -> dict[str, Any]:
    """Return one change as `log` and `show --history` print it."""
    change = entry.change
    return {
        "workspace": change.workspace,
        "office": change.office,
        "seq": change.seq,
        "at": change.at,
        "author": change.author,
        "proven": entry.proven,
        "kind": change.kind,
        "record": change.record,
        "set": change.set,
        "why": change.why,
        "hash": entry.hash,
    }


def entry_lines(entries: Sequence[Entry]) -> Iterator[str]:
    """Give a table of changes; the proven author stands before the writer's own word."""
    rows = [
        (
            entry.change.at[:16].replace("T", " "),
            f"{entry.proven or '?'} · {entry.change.author}",
            entry.change.kind,
            entry.change.record,
            _short("; ".join(f"{name}={_value(value)}" for name, value in entry.change.set.items()), 100),
            entry.change.why,
        )
        for entry in entries
    ]
    return table(("at", "by", "kind", "record", "set", "why"), rows)


def _value(value: object) -> str:
    return "(personal)" if isinstance(value, dict) and "sha256" in value else _short(str(value), 40)


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


@command("digest", "gemtui digest --office NBO")
@click.option("--office", metavar="CODE", default="", help="Only this office's records.")
def digest(call: Call, office: str) -> int:
    """Print two digests: of the log's heads and of the tables. Stores with the same log print the same."""
    if office and not store.OFFICE.match(office):
        raise store.StoreProblem("bad-office", office=office)
    found = store.digest(call.open(), office or None)
    told = {"log": found.log, "tables": found.tables, "changes": found.changes, "records": found.records}
    call.answer(told, pairs(told.items()))
    return FINE
