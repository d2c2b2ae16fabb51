"""`diary`: evidence written down through the year, and taken into the annual answer."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from gemtui import reference, reports, rules, store
from gemtui.cli.call import FINE, FOUND, Call
from gemtui.cli.checking import day, period
from gemtui.cli.command import Group, command
from gemtui.cli.editing import why_option
from gemtui.cli.world import CallProblem
from gemtui.locale import day as in_words
from gemtui.locale import plain
from gemtui.reference import Indicator
from gemtui.store import File, Row

diary = Group(
    "diary",
    places={name: f"diary:{name}_lines" for name in ("show", "add", "take")},
    example=(
        "gemtui diary add '11 14: Selection panels briefed on bias (Memo 3/2026)'",
        "gemtui diary show --period 2026",
        "gemtui diary take 11 --period 2026",
    ),
    help="Evidence through the year: a day, a line, a file, the indicators it speaks to.",
    subcommand_metavar="COMMAND …",
)


@command("show", "gemtui diary show --period 2026", "gemtui diary show 11")
@click.argument("indicator", required=False, default="")
@click.option("--period", "given", metavar="YEAR", default="", help="Lines of this year (the reported one).")
def show_lines(call: Call, indicator: str, given: str) -> int:
    """List the diary's lines of a year, or those that speak to one indicator (its code or its number)."""
    db = call.open()
    year = _year(call, given)
    rows: Sequence[Row] = reports.diary_lines(db, year)
    if indicator:
        rows = reports.speaking(db, _indicator(indicator, year), year)
    call.answer([_document(row) for row in rows], _lines(call, rows))
    return FINE


@command(
    "add",
    "gemtui diary add '11 14: Selection panels briefed on bias (Memo 3/2026)'",
    "gemtui diary add '11: Terms of reference signed' --on 2026-05-12 --file tor.pdf",
)
@click.argument("line")
@click.option("--on", "on", metavar="DATE", default="", help="The day on which it happened (today).")
@click.option(
    "--file",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=None,
    help="A file that shows it.",
)
@why_option
def add_lines(call: Call, line: str, on: str, file: Path | None, why: str) -> int:
    """Write a line: the numbers of the indicators before a colon, then what happened; a reference in brackets at its end."""
    db = call.open(saves=True)
    noted = rules.read_noted(line)
    if not noted.text:
        raise CallProblem("nothing-noted")
    with store.because(db, why):
        saved = reports.note_down(db, noted, day(call, on))
        if file is not None:
            media_type = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            saved = store.attach(db, "evidence", saved.id, File(file.name, file.read_bytes(), media_type))
    call.answer(
        {"id": saved.id, "revision": saved.revision},
        [call.say("saved", id=saved.id, revision=saved.revision)],
    )
    return FINE


@command("take", "gemtui diary take 11 --period 2026")
@click.argument("indicator")
@click.option("--period", "given", metavar="YEAR", default="", help="The answer's year (the reported one).")
@why_option
def take_lines(call: Call, indicator: str, given: str, why: str) -> int:
    """Take the lines that speak to an indicator into the office's answer: their words into the explanation, files and references as evidence; one step of undo."""
    db = call.open(saves=True)
    year = _year(call, given)
    known = _indicator(indicator, year)
    held = store.rows(db, "indicator_entry", office=db.identity.office)
    entry = next((row for row in held if row["indicator"] == known.id and row["period"] == year), None)
    with store.because(db, why):
        taken = reports.take_lines(db, known, year, entry, call.language)
    if taken is None:
        call.answer(
            {"id": None, "lines": 0, "evidence": 0}, [call.say("diary-empty", indicator=known.id, year=year)]
        )
        return FOUND
    told = {"id": taken.entry["id"], "lines": taken.lines, "evidence": taken.evidence}
    call.answer(told, [call.say("diary-taken" if taken.changed else "diary-taken-before", count=taken.lines)])
    return FINE


def _year(call: Call, given: str) -> int:
    return int(period(given)[-4:]) if given else rules.reporting_year(call.world.today)


def _indicator(named: str, year: int) -> Indicator:
    framework = reference.framework_of_year(year)
    for one in framework.indicators.values() if framework else ():
        if named in (one.id, str(one.number)):
            return one
    raise CallProblem("unknown-indicator", indicator=named)


def _document(row: Row) -> dict[str, object]:
    names = ("id", "office", "on", "title", "indicators", "reference", "sha256", "subject")
    return {name: row.get(name) for name in names}


def _lines(call: Call, rows: Sequence[Row]) -> Iterator[str]:
    if not rows:
        yield call.say("diary-none")
    for row in rows:
        numbers = ", ".join(_number(one) for one in row.get("indicators") or ())
        shown = row.get("reference") or ("✓" if row.get("sha256") else "")
        yield plain(
            f"{in_words(row['on'], call.language):<12} {numbers:<8} {row.get('title') or ''}  {shown}"
        )


def _number(identifier: str) -> str:
    known = reference.indicators().get(identifier)
    return str(known.number) if known else identifier
