"""One record in lines: a row for each field, and a row for each record that belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gemtui import store
from gemtui.locale import say
from gemtui.records import ANY_KIND, Question
from gemtui.store import Row, Store
from gemtui.tui.listing import KIND
from gemtui.tui.lists.said import REMARK, ROLE, talked_of, told_of
from gemtui.tui.showing import Titles, shown
from gemtui.tui.signs import dresser
from gemtui.tui.widgets.cells import Column, Part
from gemtui.tui.widgets.pane import wrapped
from gemtui.tui.widgets.source import Few

LABEL, TEXT = 26, 50
FIELD, PART = "_field", "_part"
"""Keys under which a line carries the name of its field, or the kind of record that `n` makes there."""

COLUMNS = (
    Column("label", "Field", LABEL, lambda row: (row["label"], row.get(ROLE, "dim")), sorts=False),
    Column("text", "", TEXT, lambda row: row["text"], grows=True, sorts=False),
)


@dataclass(frozen=True)
class Open:
    """A record as it was found, with its lines."""

    row: Row
    title: str
    source: Few


def parts_of(db: Store, kind: str) -> dict[str, str]:
    """Return the kinds whose records belong to a record of this kind, with the field that says so."""
    found = {
        k.name: k.about.parent
        for k in db.kinds.values()
        if (q := k.question(k.about.parent)) and kind in q.refers
    }
    return found | {
        k.name: k.about.parent
        for k in db.kinds.values()
        if (q := k.question(k.about.parent)) and q.refers == ANY_KIND
    }


def found(db: Store, titles: Titles, key: tuple[str, str, str], width: int) -> Open:
    """Return a record with its lines, for so many cells of text; asks the store, so call it in a thread."""
    name, office, identifier = key
    kind = db.kinds[name]
    row = titles.name({**store.find(db, name, f"{office}/{identifier}"), KIND: name}, kind)
    rows = [line for q in kind.questions if not q.state_of for line in _lines(q, row, width)]
    headings: list[tuple[int, str]] = []
    for words, lines in (
        (say("with-headquarters"), told_of(db, (name, office, identifier), width)),
        (db.kinds[REMARK].about.plural, talked_of(db, (name, office, identifier), width)),
    ):
        headings += [(len(rows), words)] if lines else []
        rows += lines
    there = store.children(db, name, office, identifier)
    shown_above = {REMARK} if any(row.get(KIND) == REMARK for row in rows) else set[str]()
    for part in dict.fromkeys([*parts_of(db, name), *(each for each, _ in there)]):
        if part in shown_above:
            continue
        headings.append((len(rows), db.kinds[part].about.plural))
        rows += _part(db, titles, part, [each for kind_name, each in there if kind_name == part])
    rows = dresser(db)(rows)
    return Open(row, titles.title(kind, row), Few(COLUMNS, rows, headings=headings))


ENTRY = ("indicators", "requirements")
"""Catalogues in whose words an answer to an indicator speaks."""


def _part(db: Store, titles: Titles, part: str, there: Sequence[Row]) -> Sequence[Row]:
    """Return a line for each record of a part, or one that says how to make the first."""
    kind = db.kinds[part]
    if not there:
        return [{"label": "", "text": (say("no-part"), "dim"), PART: part}]
    named = [titles.name(each, kind) for each in there]
    return [
        {**each, KIND: part, "label": kind.about.label, "text": titles.title(kind, each)} for each in named
    ]


def _lines(question: Question, row: Row, width: int) -> Sequence[Row]:
    text, role = _in_words(question, row)
    lines = wrapped(text, width, role, most=20) or [[("", "")]]
    return [
        {"label": question.label if n == 0 else "", "text": list(line), FIELD: question.name}
        for n, line in enumerate(lines)
    ]


def _in_words(question: Question, row: Row) -> Part:
    """Return a value with room for its words: the code of a catalogue with what it stands for, a requirement in full."""
    value = row.get(question.name)
    if not question.catalogue or not value or question.name == "clauses":
        return shown(question, row)
    from gemtui import rules
    from gemtui.reference import catalogue, requirement_texts

    known = dict(catalogue(question.catalogue))
    entry = rules.indicator_of(row) if question.catalogue in ENTRY else None
    if (
        entry is not None
    ):  # in the words that were answered: a newer catalogue may have others, ours none at all
        known |= {entry.id: f"{entry.name} {entry.title}"} | requirement_texts(entry)
    each = value if isinstance(value, list) else [value]
    words = [known.get(code) or str(code) for code in map(str, each)]
    return "\n".join(words), ""
