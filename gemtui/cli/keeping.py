"""`where`, `backup`, `restore`, `doctor`: where everything lives, and whether it is whole."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from gemtui import exchange, store
from gemtui.cli.call import FINE, FOUND, Call
from gemtui.cli.command import command
from gemtui.cli.tables import table
from gemtui.reference import CATALOGUES, catalogue_faults
from gemtui.store import Problem, StoreProblem

SALVAGEABLE = ("damaged-store", "disk-error", "store-failed")
"""Codes with which a store does not open, though it is one: `doctor` says what it is."""


@command("where", "gemtui where")
def where(call: Call) -> int:
    """Print where the store, its keys, settings, backups and catalogues live."""
    dirs, path = call.world.dirs, call.path
    places = {
        "store": call.place, "keys": exchange.key_files(path).key, "settings": dirs.settings, "state": dirs.state,
        "backups": dirs.backups, "catalogues": dirs.catalogues,
    }  # fmt: skip
    told: dict[str, dict[str, Any]] = {name: exchange.place(p).document for name, p in places.items()}
    told["store"] |= _dates(call)
    told["catalogues"]["package"] = str(CATALOGUES)
    rows = [(name, d["path"], d["bytes"], d["changed_at"]) for name, d in told.items()]
    rows.append(("in the package", str(CATALOGUES), None, None))
    lines = [*table(("what", "path", "bytes", "changed"), rows, {2})]
    lines += [f"{name}: {told['store'][name] or '–'}" for name in ("saved_at", "sent_at", "acknowledged_at")]
    call.answer(told, lines)
    return FINE


def _dates(call: Call) -> dict[str, str | None]:
    """Return when the store last saved, sent and heard that something arrived; nothing known of one that can't be opened."""
    try:
        return exchange.last_dates(call.open(read_only=True))
    except StoreProblem:
        return dict.fromkeys(("saved_at", "sent_at", "acknowledged_at"))


@command("backup", "gemtui backup --to stick/nbo-2026-11-23.gemtui")
@click.option(
    "--to", "target", required=True, type=click.Path(path_type=Path), metavar="FILE", help="A free name."
)
def backup(call: Call, target: Path) -> int:
    """Copy the store into one file, checked by opening it."""
    made = store.backup(call.open(), target)
    call.answer({"ok": True, "problems": [], "backup": str(made)}, [call.say("backed-up", path=str(made))])
    return FINE


@command("restore", "gemtui restore stick/nbo-2026-11-23.gemtui")
@click.argument("file", type=click.Path(path_type=Path))
def restore(call: Call, file: Path) -> int:
    """Put a backup in the store's place; the store that was there is kept beside it."""
    try:
        kept = store.restore(file, call.place, call.world.around())
    except StoreProblem as problem:
        if problem.code != "damaged-store":
            raise
        return _examined(call, [Problem("", problem.code, problem.facts)])
    told = {"ok": True, "problems": [], "store": str(call.place), "kept": str(kept) if kept else None}
    call.answer(
        told,
        [
            call.say("restored", path=str(call.place)),
            *([call.say("kept-aside", path=str(kept))] if kept else []),
        ],
    )
    return FINE


@command(
    "doctor",
    "gemtui doctor",
    "gemtui doctor --catalogue offices.toml",
)
@click.option("--repair", is_flag=True, help="Derive again what can be derived: tables and search index.")
@click.option(
    "--catalogue",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Check a catalogue's file instead.",
)
def doctor(call: Call, repair: bool, catalogue: Path | None) -> int:
    """Examine the store: SQLite's integrity, every hash and chain, tables against the log, attachments, keys."""
    if catalogue is not None:
        found = [
            Problem(f.where, f.code, f.facts)
            for f in catalogue_faults(
                catalogue.read_bytes(), catalogue.stem, store.frameworks_in(catalogue.parent)
            )
        ]
        return _examined(call, found)
    try:
        db = call.open(read_only=not repair, saves=repair)
    except StoreProblem as problem:
        if problem.code not in SALVAGEABLE:
            raise
        return _examined(call, [Problem("", "integrity", problem.facts)])
    examined = store.examine(db, repair=repair)
    cautions = [
        *exchange.key_cautions(db),
        *(store.sqlite_cautions() if db.server is None else ()),
        *(Problem("", c, f) for c, f in db.notices if c == "synced-folder"),
    ]
    return _examined(call, examined.problems, examined.mended, cautions)


def _examined(
    call: Call, problems: Iterable[Problem], mended: Iterable[Problem] = (), cautions: Iterable[Problem] = ()
) -> int:
    said, repaired, warned = (_told(call, each) for each in (problems, mended, cautions))
    told = {"ok": not said, "problems": said, "mended": repaired, "warnings": warned}
    lines = [f"{p['message']} [{p['code']}]" for p in said]
    lines += [call.say("mended", message=p["message"]) for p in repaired]
    lines += [call.say("caution", message=p["message"]) for p in warned]
    call.answer(told, lines if said else [*lines, call.say("all-whole")])
    return FOUND if said else FINE


def _told(call: Call, problems: Iterable[Problem]) -> list[dict[str, Any]]:
    return [
        {"code": p.code, "message": call.say(p.code, **p.facts), "where": p.field, "facts": dict(p.facts)}
        for p in problems
    ]
