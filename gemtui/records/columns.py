"""The tables that the kinds of record live in."""

from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, MetaData, PrimaryKeyConstraint, Table, Text
from sqlalchemy.types import TypeEngine

from gemtui.records.ask import Kind, Question
from gemtui.records.questions import kinds

TYPES: dict[str, type[TypeEngine[Any]]] = {"integer": BigInteger, "boolean": Boolean}
"""All else is text, as in the log: ISO dates, exact decimals, lists as JSON, the same bytes in every database."""


@cache
def tables() -> MetaData:
    """Return one table a kind, keyed and clustered by (office, id).

    Columns: id, office, home, the fields in declared order (each `_state` and `_sha256` right after its field),
    deleted, revision, changed_at, changed_by. Only the store's own columns are NOT NULL: a table says what the
    log says, also of a record that is half known, or deleted.
    """
    metadata = MetaData()
    for kind in kinds().values():
        _table(kind, metadata)
    return metadata


def _table(kind: Kind, metadata: MetaData) -> Table:
    columns: list[Column[Any]] = [
        Column("id", Text, nullable=False),
        Column("office", Text, nullable=False),
        Column("home", Boolean, nullable=False),
        *(column for question in kind.questions for column in _columns(question)),
        Column("deleted", Boolean, nullable=False),
        Column("revision", BigInteger, nullable=False),
        Column("changed_at", Text, nullable=False),
        Column("changed_by", Text, nullable=False),
    ]
    return Table(kind.name, metadata, *columns, PrimaryKeyConstraint("office", "id"), sqlite_with_rowid=False)


def _columns(question: Question) -> list[Column[Any]]:
    found: list[Column[Any]] = [Column(question.name, TYPES.get(question.type, Text)())]
    if question.personal:
        found.append(Column(f"{question.name}_sha256", Text))
    return found
