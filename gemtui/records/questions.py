"""From the record classes to their descriptions: the one door through which SQLModel is read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, get_args

from gemtui.records.ask import STATES, Ask, Kind, Question

if TYPE_CHECKING:
    from gemtui.records.subjects.record import Record

MAX_TEXT = 20_000
"""Characters in a text. Source: spec/merge.md, *Bounds*."""

TYPES = {bool: "boolean", int: "integer", date: "date", str: "string"}


@cache
def kinds() -> dict[str, Kind]:
    """Return every kind of record by name, in the order of spec/records.md. Imports the SQLModel classes."""
    from gemtui.records.subjects import KINDS

    found = (Kind(record.about, tuple(_questions(record))) for record in KINDS)
    return {kind.name: kind for kind in found}


def _questions(record: type[Record]) -> Iterator[Question]:
    for name, field in record.model_fields.items():
        for ask in (mark for mark in field.metadata if isinstance(mark, Ask)):
            question = _question(record, name, ask, field)
            yield question
            if ask.states:
                yield _state(question)


def _question(record: type[Record], name: str, ask: Ask, field: Any) -> Question:
    annotated = (*get_args(field.annotation), field.annotation)
    kind = ask.type or next(TYPES[t] for t in annotated if t in TYPES)
    return Question(
        name=name,
        type=kind,
        label=ask.label,
        help=ask.help,
        required=field.is_required(),
        clauses=ask.clauses or record.about.clauses,
        choices=ask.choices,
        catalogue=ask.catalogue,
        refers=ask.refers,
        items=ask.items,
        width=ask.width,
        group=ask.group or (name if ask.states else ""),
        personal=ask.personal,
        states=ask.states,
        long=ask.long,
        good=ask.good,
        weak=ask.weak,
        minimum=_bound(field.metadata, "ge"),
        maximum=_bound(field.metadata, "le"),
        max_length=MAX_TEXT if kind == "string" else None,
    )


def _state(of: Question) -> Question:
    return Question(
        name=f"{of.name}_state",
        type="string",
        label=f"{of.label}: why blank",
        help="Not applicable, not known, or not yet; only where the field itself is blank",
        clauses=of.clauses,
        choices=STATES,
        group=of.group,
        state_of=of.name,
    )


def _bound(metadata: list[Any], side: str) -> int | None:
    return next((getattr(m, side) for m in metadata if getattr(m, side, None) is not None), None)
