"""`conflicts` and `resolve`: what two people said of one field, and which of it holds."""

from __future__ import annotations

from typing import Any

import click

from gemtui import store
from gemtui.cli.call import FINE, Call
from gemtui.cli.command import command
from gemtui.cli.tables import table
from gemtui.cli.values import typed_values
from gemtui.cli.world import CallProblem
from gemtui.store import Choice, OpenConflict

HEAD = ("value", "at", "author", "workspace")


@command("conflicts", "gemtui conflicts")
def conflicts(call: Call) -> int:
    """List the fields that two people gave different values, neither knowing of the other's."""
    db = call.open()
    found = store.conflicts(db)
    rows = [
        (c.kind, _place(c), c.field, h["value"], h["at"][:16].replace("T", " "), h["author"], h["workspace"])
        for c in found
        for h in c.heads
    ]
    lines = (
        table(("kind", "id", "field", "value", "at", "by", "workspace"), rows)
        if rows
        else [call.say("no-conflicts")]
    )
    call.answer([_document(c) for c in found], lines)
    return FINE


def _place(conflict: OpenConflict) -> str:
    return f"{conflict.office}/{conflict.id}"


def _document(conflict: OpenConflict) -> dict[str, Any]:
    heads = [{name: head[name] for name in HEAD} | _edited(head) for head in conflict.heads]
    return {
        "kind": conflict.kind,
        "id": conflict.id,
        "office": conflict.office,
        "field": conflict.field,
        "heads": heads,
    }


def _edited(head: dict[str, Any]) -> dict[str, Any]:
    """Return, for an edit under a deletion, which fields it set."""
    return {"fields": head["fields"]} if head.get("fields") else {}


@command(
    "resolve",
    "gemtui resolve action 0192f0c1-7c1e-7b3a-9c52-0c1d2e3f4a5b delivery_on --value 2026-09-30",
    may_be_empty="value",
)
@click.argument("kind")
@click.argument("identifier", metavar="ID")
@click.argument("field")
@click.option(
    "--take",
    metavar="WORKSPACE",
    default=None,
    help="Take the value of this workspace (`gemtui conflicts` names them).",
)
@click.option("--value", metavar="V", default=None, help="Take this value; an empty one clears the field.")
def resolve(  # noqa: PLR0913, PLR0917 - click hands over one argument an option
    call: Call, kind: str, identifier: str, field: str, take: str | None, value: str | None
) -> int:
    """Settle one conflict: by one workspace's side, or by a value of your own."""
    if (take is None) == (value is None):
        raise CallProblem("take-or-value")
    db = call.open(saves=True)
    about = store.kind_of(db, kind)
    saved = store.resolve(db, kind, identifier, field, Choice(take, _value(call, about, field, value)))
    call.answer(
        {"id": saved.id, "revision": saved.revision},
        [call.say("saved", id=saved.id, revision=saved.revision)],
    )
    return FINE


def _value(call: Call, kind: Any, field: str, typed: str | None) -> Any:
    if typed is None:
        return None
    if field == "deleted":
        if typed not in ("true", "false", "yes", "no"):
            raise CallProblem("deleted-or-not", value=typed)
        return typed in ("true", "yes")
    return typed_values(kind, {field: typed}, call.world.today)[field]
