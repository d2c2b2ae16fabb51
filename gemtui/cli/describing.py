"""`schema`: all kinds of record with their fields, as forms, files and templates know them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import click

from gemtui.cli.call import FINE, Call
from gemtui.cli.command import command
from gemtui.cli.tables import table
from gemtui.cli.world import CallProblem
from gemtui.records import Kind, Question, kinds


@command(
    "schema",
    "gemtui schema --json",
    "gemtui schema committee",
)
@click.argument("kind", required=False)
def schema(call: Call, kind: str | None) -> int:
    """Print the kinds of record and their fields."""
    known = kinds()
    if kind is not None and kind not in known:
        raise CallProblem("unknown-kind", kind=kind)
    wanted = {kind: known[kind]} if kind else known
    told = {"kinds": {name: _kind(about) for name, about in wanted.items()}}
    call.answer(told, _lines(wanted))
    return FINE


def _kind(kind: Kind) -> dict[str, Any]:
    return {
        "label": kind.about.label,
        "written_by": kind.about.written_by,
        "fields": {q.name: _field(q) for q in kind.questions if not q.state_of},
    }


def _field(question: Question) -> dict[str, Any]:
    return {
        "type": question.type,
        "required": question.required,
        "choices": choices(question),
        "label": question.label,
        "help": question.help,
        "clauses": list(question.clauses),
        "group": question.group or None,
        "personal": question.personal or None,
        "states": question.states,
        "catalogue": question.catalogue or None,
        "refers": list(question.refers),
    }


def choices(question: Question) -> list[str]:
    """Return the codes that a field offers: its fixed choices, or those of its catalogue."""
    from gemtui.reference import catalogue  # reading catalogues takes a while, and few commands need them

    if question.choices or not question.catalogue:
        return list(question.choices)
    return [code for code, _ in catalogue(question.catalogue)]


def _lines(known: Mapping[str, Kind]) -> Iterator[str]:
    for name, kind in known.items():
        yield f"{name}: {kind.about.label} (written by {kind.about.written_by})"
        rows = [
            (f"  {q.name}", q.type, "required" if q.required else "", _offer(q), q.label)
            for q in kind.questions
            if not q.state_of
        ]
        yield from table(("  field", "type", "", "choices", "label"), rows)
        yield ""


def _offer(question: Question) -> str:
    if question.refers:
        return "→ " + ", ".join(question.refers)
    return ", ".join(question.choices) or (f"codes: {question.catalogue}" if question.catalogue else "")
