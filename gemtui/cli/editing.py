"""`add`, `set`, `delete`, `restore-record`, `undo`, `redo`: everything that changes one record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import click

from gemtui import store
from gemtui.cli.call import FINE, Call
from gemtui.cli.command import command
from gemtui.cli.lines import add_lines
from gemtui.cli.values import assignments, typed_values
from gemtui.cli.world import CallProblem
from gemtui.locale import day
from gemtui.store import Edit, Row, Store, Undone

why_option = click.option(
    "--why",
    metavar="REASON",
    default="",
    help="Why it is changed, or comes only now, where headquarters has accepted the report; headquarters reads it.",
)


@command(
    "add",
    "gemtui add committee name='Contracts committee' size=5 rule=band",
    "gemtui add action --from - < actions.jsonl",
)
@click.argument("kind")
@click.argument("pairs", metavar="FIELD=VALUE…", nargs=-1)
@click.option(
    "--from",
    "source",
    type=click.File("rb", lazy=True),
    help="Read lines of JSON from a file, or from - (standard input).",
)
@click.option("--home", is_flag=True, help="A home record: it never leaves the office.")
@why_option
def add(call: Call, kind: str, pairs: tuple[str, ...], **asked: Any) -> int:
    """Save a new record and print its id. With --from, each line of JSON is a record: it prints one id a line, each after its save is durable, and stops at the first line that is refused; earlier ones stay saved."""
    source, home, why = asked["source"], asked["home"], asked["why"]
    if source is not None and pairs:
        raise CallProblem("from-and-fields")
    db = call.open(saves=True)
    if source is not None:
        with store.because(db, why):
            return add_lines(call, db, source, kind, home=home)
    given = assignments(pairs)
    office = given.pop("office", "")
    values = typed_values(store.kind_of(db, kind), given, call.world.today)
    saved = store.save(db, Edit(kind, values, office=office, home=home, why=why or None))
    call.answer({"id": saved.id}, [saved.id])
    if call.world.stderr.isatty():
        if saved.row["home"] and not home:
            call.tell(call.say("stays-here"))
        for line in _late(call, db, kind, saved.row):
            call.tell(line)
    return FINE


@command("set", "gemtui set action 0192f0c1-7c1e-7b3a-9c52-0c1d2e3f4a5b status=done done_on=today")
@click.argument("kind")
@click.argument("identifier", metavar="ID")
@click.argument("pairs", metavar="FIELD=VALUE…", nargs=-1, required=True)
@why_option
def set_fields(call: Call, kind: str, identifier: str, pairs: tuple[str, ...], why: str) -> int:
    """Give fields of a record new values; FIELD= clears one."""
    db = call.open(saves=True)
    about = store.kind_of(db, kind)
    row = store.find(db, kind, identifier)
    values = typed_values(about, assignments(pairs), call.world.today)
    saved = store.save(db, Edit(kind, values, id=f"{row['office']}/{row['id']}", why=why or None))
    return _saved(call, db, kind, saved.row)


def _saved(call: Call, db: Store, kind: str, row: Row) -> int:
    told = {"id": row["id"], "revision": row["revision"]}
    call.answer(
        told, [call.say("saved", id=row["id"], revision=row["revision"]), *_late(call, db, kind, row)]
    )
    return FINE


def _late(call: Call, db: Store, kind: str, row: Row) -> Iterator[str]:
    """Say that a record is not any more what headquarters accepted, and whether it reads why."""
    for one in store.late(db, row["office"], [row["id"]]):
        label = db.kinds[kind].about.label
        on = day(str(one.dated), call.language)
        was = "saved-late" if one.dated is None else "saved-late-new"
        yield call.say(was if one.changes[0].why else f"{was}-unexplained", name=label, dated=on)


@command("delete", "gemtui delete committee 0192f0c1-7c1e-7b3a-9c52-0c1d2e3f4a5b --with-children")
@click.argument("kind")
@click.argument("identifier", metavar="ID")
@click.option("--with-children", is_flag=True, help="The records that belong to it, too.")
@why_option
def delete(call: Call, kind: str, identifier: str, with_children: bool, why: str) -> int:
    """Move a record to the trash; `undo` and `restore-record` bring it back."""
    db = call.open(saves=True)
    with store.because(db, why):
        gone = store.delete(db, kind, identifier, with_children=with_children)
    row = _now(db, *gone[-1])
    children = [{"kind": name, "id": child["id"]} for name, child in gone[:-1]]
    told = {"id": row["id"], "revision": row["revision"], "children": children}
    call.answer(told, [call.say("deleted", id=row["id"], count=len(children)), *_late(call, db, kind, row)])
    return FINE


def _now(db: Store, kind: str, row: Mapping[str, Any]) -> Row:
    return store.find(db, kind, f"{row['office']}/{row['id']}")


@command("restore-record", "gemtui restore-record committee 0192f0c1-7c1e-7b3a-9c52-0c1d2e3f4a5b")
@click.argument("kind")
@click.argument("identifier", metavar="ID")
@why_option
def restore_record(call: Call, kind: str, identifier: str, why: str) -> int:
    """Bring a deleted record back."""
    db = call.open(saves=True)
    with store.because(db, why):
        row = store.restore_record(db, kind, identifier).row
    return _saved(call, db, kind, row)


@command("undo", "gemtui undo")
def undo(call: Call) -> int:
    """Take back the last action of this store and author."""
    db = call.open(saves=True)
    return _turned_back(call, db, store.undo(db), "undone")


@command("redo", "gemtui redo")
def redo(call: Call) -> int:
    """Do again what the last undo took back."""
    db = call.open(saves=True)
    return _turned_back(call, db, store.redo(db), "redone")


def _turned_back(call: Call, db: Store, undone: Undone, code: str) -> int:
    if undone.year is not None:
        due, framework = undone.year.after
        facts = {"year": undone.year.year, "due": due or "–", "framework": framework or "–"}
        told = {
            "id": "",
            "revision": 0,
            "label": undone.label,
            "exported": False,
            "records": [],
            "year": facts,
        }
        call.answer(told, [call.say(f"{code}-year", **facts)])
        return FINE
    rows = [
        (kind, _now(db, kind, {"office": office, "id": identifier}))
        for kind, office, identifier in undone.records
    ]
    main = _main([row for _, row in rows])
    records = [
        {"kind": k, "office": r["office"], "id": r["id"], "revision": r["revision"], "deleted": r["deleted"]}
        for k, r in rows
    ]
    told = {
        "id": main["id"], "revision": main["revision"], "label": undone.label, "exported": undone.exported, "records": records,
    }  # fmt: skip
    lines = [call.say(code, label=undone.label, count=len(rows))]
    lines += [f"  {kind} {row['id']}" for kind, row in rows]
    lines += [call.say("undone-after-export")] if undone.exported else []
    call.answer(told, lines)
    return FINE


def _main(rows: Sequence[Row]) -> Row:
    """Return the record that the action was about: the first that belongs to none of the others."""
    ids = {row["id"] for row in rows}
    return next(
        (row for row in rows if not ids & {v for n, v in row.items() if n != "id" and isinstance(v, str)}),
        rows[0],
    )
