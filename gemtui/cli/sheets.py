"""`template` and `import`: spreadsheets out and in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from gemtui import exchange, store
from gemtui.cli.call import FINE, FOUND, Call
from gemtui.cli.command import command
from gemtui.cli.editing import why_option
from gemtui.cli.world import CallProblem
from gemtui.exchange import Import, Reading
from gemtui.locale import plain

ENDINGS = (".xlsx", ".csv")


@command("template", "gemtui template staffing_snapshot --to staff.xlsx")
@click.argument("kind")
@click.option(
    "--to",
    "target",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE.xlsx|.csv",
    help="A free name.",
)
def template(call: Call, kind: str, target: Path) -> int:
    """Write an empty spreadsheet for a kind: its fields as headings, with drop-downs in an .xlsx file."""
    if target.suffix.lower() not in ENDINGS:
        raise CallProblem("sheet-ending", path=str(target))
    made = exchange.write_template(store.kind_of(call.open(), kind), target)
    call.answer({"template": str(made)}, [call.say("template-made", path=str(made))])
    return FINE


@command("import", "gemtui import staffing_snapshot staff.xlsx --dry-run")
@click.argument("kind")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@click.option(
    "--date-order",
    type=click.Choice(["dmy", "mdy"]),
    default=None,
    help="How dates like 03/04/2026 are meant.",
)
@why_option
def import_rows(call: Call, kind: str, file: Path, dry_run: bool, **asked: Any) -> int:
    """Take a spreadsheet in, all rows or none: a row is the same record when its natural key agrees, a blank cell leaves what is there, - clears it. With --dry-run it only says what each row would do."""
    db = call.open(saves=not dry_run)
    about = store.kind_of(db, kind)
    planned = exchange.plan_import(
        db, about, exchange.read_sheet(file), Reading(call.world.today, asked["date_order"] or "")
    )
    if not (planned.problems or dry_run):
        with store.because(db, asked["why"]):
            exchange.take_import(db, planned)
    problems = [
        {"row": p.row, "column": p.column, "code": p.code, "message": call.say(p.code, **p.facts)}
        for p in planned.problems
    ]
    rows = [
        {"row": p.row, "does": p.does, "id": p.edit.id.rpartition("/")[2] or None} for p in planned.planned
    ]
    is_refused = bool(problems) and not dry_run  # all or nothing: then nothing was added
    told: dict[str, Any] = {
        does: 0 if is_refused else planned.count(does) for does in ("added", "changed", "unchanged")
    }
    told |= {"problems": problems, "rows": [] if is_refused else rows}
    call.answer(told, _lines(call, planned, saved=not (planned.problems or dry_run)))
    return FOUND if problems else FINE


def _lines(call: Call, planned: Import, *, saved: bool) -> Iterator[str]:
    said = {p.row: call.say(f"row-{p.does}", row=p.row) for p in planned.planned}
    for p in planned.problems:
        before = f"{said[p.row]}\n" if p.row in said else ""
        said[p.row] = before + call.say(
            "row-refused", row=p.row, column=p.column or "–", message=call.say(p.code, **p.facts), code=p.code
        )
    yield from (plain(said[row], lines=True) for row in sorted(said))
    counts = {does: planned.count(does) for does in ("added", "changed", "unchanged")}
    yield call.say("import-done" if saved else "import-planned", refused=len(planned.problems), **counts)
