"""What a virtual list asks: all integer rowids in an order, then the rows in view; and search as you type."""

from __future__ import annotations

import datetime as dt
import re
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gemtui.records import Kind
from gemtui.store.connection import Connection
from gemtui.store.folding import Row, decode
from gemtui.store.handle import Store
from gemtui.store.layout import columns
from gemtui.store.problems import StoreProblem
from gemtui.store.reading import kind_of, select
from gemtui.store.wording import index_new

RANK_FROM = 3
"""Letters from which hits are ranked: bm25 over one or two letters reads half the index."""
IN_TEXT = "entry IN (SELECT rowid FROM search WHERE text MATCH ?)"
"""The condition that a record has words in its text."""
FUZZY_FROM = 3
"""Letters from which a filter's word that nothing begins with is looked for letter by letter."""
RANK_MOST = 2_000
"""Hits up to which they are ranked: beyond, ranking takes a tenth of a second and more words are what helps."""


@dataclass(frozen=True, slots=True)
class View:
    """How a list is shown: its order and its filter."""

    sort: tuple[str, ...] = ()
    reverse: bool = False
    words: str = ""
    """The filter as typed: words, `!word` for without, `field:value`, `late`."""
    where: Mapping[str, Any] = field(default_factory=dict)
    today: dt.date | None = None
    limit: int = 0
    """The first so many; 0 for all."""
    then: dt.date | None = None
    """The day on which the records are to have been there, by the log or by their own dates; None for today."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One record that a search found."""

    rowid: int
    kind: str
    office: str
    id: str
    title: str
    row: Row = field(default_factory=dict, repr=False, compare=False)
    """The record; empty where this program does not know its kind."""


def rowids(db: Store, kind: str, view: View = View()) -> array[int]:
    """Return the integer rowids of the records in view, in order (8 bytes a record)."""
    about = kind_of(db, kind)
    known = {*about.names, "office", "changed_at", "revision"}
    order = [name for name in view.sort if name in known] or [n for n in about.about.title if n in known]
    direction = " DESC" if view.reverse else ""
    if view.words and not db.read_only:
        index_new(db)
    limit = f" LIMIT {int(view.limit)}" if view.limit else ""
    with db.reading() as connection:
        wanted, given = _conditions(connection, about, view)
        nulls = f"{direction}{connection.nulls_last if view.reverse else connection.nulls_first}"
        ordered = ", ".join(f"{_sortable(about, name)}{nulls}" for name in order)
        tail = f"{ordered}, office, id" if ordered else f"office, id{direction}"
        found = connection.execute(
            f'SELECT entry FROM "{kind}" WHERE {" AND ".join(wanted)} ORDER BY {tail}{limit}', given
        )
        return array("q", (cell for (cell,) in found))


def block(db: Store, kind: str, entries: Sequence[int]) -> list[Row]:
    """Return the rows with these rowids, in the same order; those that are gone are left out."""
    about = kind_of(db, kind)
    names = columns(about)
    marks = ", ".join("?" * len(entries))
    listed = ", ".join(f'k."{name}"' for name in names)
    with db.reading() as connection:
        found = connection.execute(
            f'SELECT {listed} FROM entry e JOIN "{kind}" k ON k.office = e.office AND k.id = e.id WHERE e.rowid IN ({marks})',
            tuple(entries),
        ).fetchall()
    by_entry = {cells[-1]: cells for cells in found}
    return [decode(about, names, by_entry[e]) for e in entries if e in by_entry]


def search(db: Store, words: str, limit: int = 50) -> list[Hit]:
    """Return the records that hold all the words (the last one as a beginning), best first from three letters on."""
    terms = _terms(words)
    if not terms:
        return []
    if not db.read_only:
        index_new(db)
    with db.reading() as connection:
        query = connection.asked_words(terms[:-1], terms[-1:])
        order = "rank" if len(terms[-1]) >= RANK_FROM and _is_rare(connection, query) else "rowid"
        found = connection.execute(
            f"SELECT e.rowid, e.kind, e.office, e.id FROM (SELECT rowid FROM search WHERE text MATCH ? ORDER BY {order} LIMIT ?) s "
            "JOIN entry e ON e.rowid = s.rowid",
            (query, limit),
        ).fetchall()
        rows: dict[int, Row] = {}
        for name in {kind for _, kind, _, _ in found if kind in db.kinds}:
            entries = [entry for entry, kind, _, _ in found if kind == name]
            rows |= {row["entry"]: row for row in block(db, name, entries)}
    return [
        Hit(entry, kind, office, identifier, title_of(db.kinds[kind], row) if row else identifier, row)
        for entry, kind, office, identifier in found
        for row in (rows.get(entry, {}),)
    ]


def _is_rare(connection: Connection, query: str) -> bool:
    """Return whether so few records fit that ranking them costs nothing."""
    counted = "SELECT count(*) FROM (SELECT 1 FROM search WHERE text MATCH ? LIMIT ?) s"
    return int(connection.execute(counted, (query, RANK_MOST + 1)).fetchone()[0]) <= RANK_MOST


def title_of(kind: Kind, row: Row) -> str:
    """Return the words that name a record to a person; never empty."""
    said = [str(row[name]) for name in kind.about.title if row.get(name) not in (None, "")]
    return " · ".join(said) or f"{kind.about.label} {str(row['id'])[-6:]}"


def counts(db: Store) -> dict[str, int]:
    """Return how many live records each kind has."""
    with db.reading() as connection:
        return {
            name: connection.execute(f'SELECT count(*) FROM "{name}" WHERE NOT deleted').fetchone()[0]
            for name in db.kinds
        }


def tally(db: Store, kind: str, names: Sequence[str], view: View = View()) -> list[tuple[Row, int]]:
    """Return each combination of these fields' values among the records in view, with how many records have it.

    A figure over a million records is made of some hundred combinations, and SQLite does the counting.
    """
    about = kind_of(db, kind)
    listed = ", ".join(f'"{name}"' for name in names if about.question(name) or name in ("office", "home"))
    with db.reading() as connection:
        wanted, given = _conditions(connection, about, view)
        found = connection.execute(
            f'SELECT {listed}, count(*) FROM "{kind}" WHERE {" AND ".join(wanted)} GROUP BY {listed}', given
        ).fetchall()
    return [(dict(zip(names, cells, strict=False)), cells[-1]) for cells in found]


def all_rows(db: Store, kind: Kind, order: str = "office, id") -> list[Row]:
    """Return all rows of a kind, tombstones too."""
    names = columns(kind)
    with db.reading() as connection:
        return [
            decode(kind, names, cells) for cells in connection.execute(f"{select(kind)} ORDER BY {order}")
        ]


def _sortable(kind: Kind, name: str) -> str:
    """Return the expression that a list is sorted by: words without regard to case, amounts by their size."""
    question = kind.question(name)
    if question is not None and question.type == "string":
        return f'"{name}" COLLATE NOCASE'
    if question is not None and question.type == "number":
        return f'CAST("{name}" AS REAL)'
    return f'"{name}"'


def _conditions(connection: Connection, kind: Kind, view: View) -> tuple[list[str], list[Any]]:
    wanted, given = (["NOT deleted"], list[Any]()) if view.then is None else _there(kind, view.then)
    for name, value in view.where.items():
        if name not in columns(kind):
            raise StoreProblem("unknown-field", kind=kind.name, field=name)
        wanted.append(f'"{name}" IS ?')
        given.append(value)
    for term in view.words.split():
        negative, word = term.startswith("!"), term.removeprefix("!")
        condition, values = _term(connection, kind, word, view.today)
        is_fuzzy = condition == IN_TEXT and not negative and len(word) >= FUZZY_FROM and word.isalnum()
        if is_fuzzy and _is_in_none(connection, kind, values):
            condition, values = _fuzzy(kind, word) or (condition, values)
        if condition:
            wanted.append(f"NOT ({condition})" if negative else condition)
            given += values
    return wanted, given


def _there(kind: Kind, then: dt.date) -> tuple[list[str], list[Any]]:
    """Return the conditions of having been there at the end of a day.

    An id begins with the time at which it was drawn; what was entered later counts from the first of its own dates.
    """
    day, end = then.isoformat(), f"{then.isoformat()}T23:59:59.999Z"
    midnight = dt.datetime.combine(then + dt.timedelta(days=1), dt.time(), dt.UTC)
    drawn = f"{int(midnight.timestamp() * 1000):012x}"
    named = dict.fromkeys(("starts_on", kind.about.dated, "done_on"))
    dates = [name for name in named if (q := kind.question(name)) and q.type == "date"]
    begun = "".join(f' OR ("{name}" IS NOT NULL AND "{name}" <= ?)' for name in dates)
    given = [end, drawn, *[day] * len(dates)]
    return ["(NOT deleted OR changed_at > ?)", f"(replace(id, '-', '') < ?{begun})"], given


def _term(connection: Connection, kind: Kind, word: str, today: dt.date | None) -> tuple[str, list[Any]]:
    name, colon, value = word.partition(":")
    if colon and (kind.question(name) or name == "office"):
        return f"""coalesce(CAST("{name}" AS TEXT), '') LIKE ? ESCAPE '\\'""", [f"{_like(value)}%"]
    if word == "late" and kind.question("delivery_on") and today:
        # Nothing said yet is not done yet; and without a date to be late on, nothing is late.
        undone = "coalesce(status, '') NOT IN ('done', 'cancelled')"
        return f"coalesce(delivery_on < ?, FALSE) AND {undone}", [today.isoformat()]
    letters = _terms(word)
    if not letters:
        return "", []
    return IN_TEXT, [connection.asked_words((), letters)]


def _is_in_none(connection: Connection, kind: Kind, asked: Sequence[Any]) -> bool:
    """Return whether no record of the kind has a word that begins so."""
    found = connection.execute(f'SELECT 1 FROM "{kind.name}" WHERE {IN_TEXT} LIMIT 1', tuple(asked))
    return found.fetchone() is None


def _fuzzy(kind: Kind, word: str) -> tuple[str, list[Any]] | None:
    """Return the condition that a record's name has the letters in their order, from the beginning of a word on."""
    names = [n for n in kind.about.title if (q := kind.question(n)) and q.type == "string" and not q.refers]
    letters = "%".join(word) + "%"
    listed = [f'"{name}" LIKE ?' for name in names for _ in range(2)]
    return (f"({' OR '.join(listed)})", [letters, f"% {letters}"] * len(names)) if names else None


def _terms(typed: str) -> list[str]:
    """Return the words of what was typed, as the index cuts them; an accent may be a character of its own."""
    return re.findall(r"[\w\u0300-\u036f]+", typed)


def _like(value: str) -> str:
    return value.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
