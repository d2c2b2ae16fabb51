"""What is recorded: one class a kind, all that is known of a field said once."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from gemtui.records.ask import (
    ANY_KIND,
    SCHEMA,
    STATES,
    About,
    Ask,
    Kind,
    Question,
    describe,
    described,
    is_state,
)
from gemtui.records.judgement import REFERENCE, Unreadable, faults, judge, required_missing
from gemtui.records.questions import MAX_TEXT, kinds

if TYPE_CHECKING:
    from sqlalchemy import MetaData

    from gemtui.records.answers import Value, read, show
    from gemtui.records.dates import read_day
    from gemtui.records.helping import clause_titles, help_on
    from gemtui.records.sequence import FOUR, block_title, blocks, split_state, steady_fields

__all__ = [
    "ANY_KIND",
    "FOUR",
    "MAX_TEXT",
    "REFERENCE",
    "SCHEMA",
    "STATES",
    "About",
    "Ask",
    "Kind",
    "Question",
    "Unreadable",
    "Value",
    "block_title",
    "blocks",
    "clause_titles",
    "describe",
    "described",
    "faults",
    "help_on",
    "is_state",
    "judge",
    "kinds",
    "read",
    "read_day",
    "required_missing",
    "show",
    "split_state",
    "steady_fields",
    "tables",
]

LATER = {
    **dict.fromkeys(("Value", "read", "show"), "answers"),
    **dict.fromkeys(("FOUR", "block_title", "blocks", "split_state", "steady_fields"), "sequence"),
    **dict.fromkeys(("clause_titles", "help_on"), "helping"),
    "read_day": "dates",
}
"""Names that only a form or a command needs, by module: a list is painted before they are loaded."""


def __getattr__(name: str) -> Any:
    if name not in LATER:
        raise AttributeError(name)
    return getattr(import_module(f"gemtui.records.{LATER[name]}"), name)


def tables() -> MetaData:
    """Return one SQLAlchemy table a kind (see `records/columns.py`). Imports SQLAlchemy and the record classes."""
    from gemtui.records.columns import tables as made

    return made()
