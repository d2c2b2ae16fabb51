"""`list` and `show`: records for people and for scripts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import click

from gemtui import exchange, rules, store
from gemtui.cli.call import FINE, Call
from gemtui.cli.command import command
from gemtui.cli.tables import pairs, table
from gemtui.cli.trail import entry_document, entry_lines
from gemtui.cli.values import assignments, document, typed_values
from gemtui.cli.world import CallProblem
from gemtui.locale import plain
from gemtui.records import Kind
from gemtui.reference import requirement_texts
from gemtui.store import Refused, Row, Store


@command(
    "list",
    "gemtui list action --where status=in_progress",
    "gemtui list staffing_snapshot --csv > staff.csv",
)
@click.argument("kind")
@click.option(
    "--where",
    "conditions",
    multiple=True,
    metavar="FIELD=VALUE",
    help="Only records with this value; may be repeated.",
)
@click.option("--csv", "as_csv", is_flag=True, help="Comma-separated values with a heading line.")
@click.option("--deleted", is_flag=True, help="Deleted records too.")
def list_records(call: Call, kind: str, conditions: tuple[str, ...], as_csv: bool, deleted: bool) -> int:
    """Print the records of a kind (`gemtui schema` lists the kinds)."""
    if as_csv and call.json:
        raise CallProblem("csv-or-json")
    db = call.open()
    about = store.kind_of(db, kind)
    wanted = _conditions(about, conditions, call)
    found = [
        row
        for row in store.rows(db, kind, deleted=deleted)
        if all(_is(row, name, v) for name, v in wanted.items())
    ]
    if as_csv:
        call.print(_csv(about, found).removesuffix("\n"))
        return FINE
    call.answer([document(about, row) for row in found], _lines(db, about, found))
    return FINE


def _conditions(kind: Kind, conditions: Sequence[str], call: Call) -> dict[str, Any]:
    given = assignments(conditions)
    own: dict[str, Any] = {name: given.pop(name) for name in ("id", "office", "changed_by") if name in given}
    unknown = [name for name in given if kind.question(name) is None]
    if unknown:
        raise CallProblem("no-such-field", kind=kind.name, field=unknown[0], fields=", ".join(kind.names))
    try:
        return {**own, **typed_values(kind, given, call.world.today)}
    except Refused as refused:  # nothing was to be saved: the question itself is wrong
        raise CallProblem(refused.problems[0].code, **refused.problems[0].facts) from None


def _is(row: Row, name: str, value: Any) -> bool:
    held = row.get(name)
    return bool(held == value or (isinstance(held, str) and held == f"{row['office']}/{value}"))


def _lines(db: Store, kind: Kind, rows: Sequence[Row]) -> Iterator[str]:
    shown = [q for q in kind.questions if q.width]
    numbers = {n + 1 for n, q in enumerate(shown) if q.type in ("integer", "number")}
    names = Names(db)
    headings = ["id", *(q.label for q in shown)]
    cells = [[_reference(db, row), *(names.of(row, q) for q in shown)] for row in rows]
    return table(headings, cells, numbers)


def _reference(db: Store, row: Row) -> str:
    return str(row["id"]) if row["office"] == db.identity.office else f"{row['office']}/{row['id']}"


class Names:
    """Values as people read them: a reference by the name of the record it leads to."""

    def __init__(self, db: Store) -> None:
        self.db = db
        self._known: dict[tuple[str, str], str] = {}

    def of(self, row: Row, question: Any) -> object:
        """Return what a field of a row says."""
        value = row.get(question.name)
        if not question.refers or not isinstance(value, str):
            return row.get(f"{question.name}_state") if value is None else value
        key = (row["office"], value)
        if key not in self._known:
            self._known[key] = self._title(question, *key)
        return self._known[key]

    def _title(self, question: Any, office: str, reference: str) -> str:
        kinds = tuple(self.db.kinds) if question.refers == ("*",) else question.refers
        found = store.resolve_reference(self.db, office, kinds, reference)
        return store.title_of(self.db.kinds[found["kind"]], found) if found else reference


def _csv(kind: Kind, rows: Sequence[Row]) -> str:
    """Return the records as the bundle's tables say them, lines ended as the terminal ends them."""
    names = exchange.columns(kind)
    content = b"".join(exchange.write_table(kind, ([row[name] for name in names] for row in rows))).decode()
    return plain(content.replace("\r\n", "\n"), lines=True)


def _requirements(row: Row) -> Iterator[str]:
    """Give the requirements that an answer ticks, in the words that it answered."""
    asked = rules.indicator_of(row) if row.get("requirements") else None
    if asked is not None:
        words = requirement_texts(asked)
        yield ""
        yield from pairs((name, plain(words.get(name, ""))) for name in row["requirements"])


@command("show", "gemtui show committee 0192f0c1-7c1e-7b3a-9c52-0c1d2e3f4a5b --history")
@click.argument("kind")
@click.argument("identifier", metavar="ID")
@click.option("--history", is_flag=True, help="Who changed it, when and why.")
def show(call: Call, kind: str, identifier: str, history: bool) -> int:
    """Print one record, with its changes; ID is an id, or CODE/ID of another office."""
    db = call.open()
    about = store.kind_of(db, kind)
    row = store.find(db, kind, identifier)
    entries = store.history(db, row["office"], row["id"])
    told = {"record": document(about, row), "history": [entry_document(e) for e in entries]}
    call.answer(told, _record_lines(db, about, row, entries if history else []))
    return FINE


def _record_lines(db: Store, kind: Kind, row: Row, entries: Sequence[store.Entry]) -> Iterator[str]:
    names = Names(db)
    yield f"{kind.about.label}: {plain(store.title_of(kind, row))}"
    said = [(q.label, names.of(row, q)) for q in kind.questions if not q.state_of]
    known = [(label, value) for label, value in said if value is not None]
    kept = [
        (name, row[name])
        for name in ("id", "office", "home", "deleted", "revision", "changed_at", "changed_by")
    ]
    yield from pairs([*known, *((n, v) for n, v in kept if v is not False)])
    yield from _requirements(row)
    if entries:
        yield ""
        yield from entry_lines(entries)
