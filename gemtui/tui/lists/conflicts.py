"""Conflicts: two answers to one question, both kept until a person says which holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gemtui import log, store
from gemtui.locale import day, plain
from gemtui.records import ANY_KIND
from gemtui.store import OpenConflict, Row
from gemtui.tui.lists.tab import Around
from gemtui.tui.showing import text_of
from gemtui.tui.widgets.cells import Column
from gemtui.tui.widgets.computed import Computed, Worked
from gemtui.tui.widgets.conflict_table import CONFLICT
from gemtui.tui.widgets.pane import Line


@dataclass(frozen=True)
class Found:
    """A conflict with its two sides in words, and what both started from."""

    conflict: OpenConflict
    ours: dict[str, Any]
    theirs: dict[str, Any]
    before: Any
    texts: tuple[str, str, str]


COLUMNS = (
    Column("record", "Record", 20, lambda row: row["record"], grows=True),
    Column("field", "Field", 12, lambda row: (row["field"], "dim")),
    Column("ours", "1 ours", 16, lambda row: row[CONFLICT].texts[0]),
    Column("theirs", "2 theirs", 16, lambda row: (row[CONFLICT].texts[1], "accent")),
    Column("before", "3 before", 12, lambda row: (row[CONFLICT].texts[2], "dim")),
)


def conflicts(around: Around) -> Computed:
    """Return the open conflicts, with names instead of ids."""
    return Computed(
        COLUMNS,
        lambda: Worked(_rows(around)),
        ("No conflicts.", "Where two people answer the same question apart, both answers wait here."),
    )


def _rows(around: Around) -> list[Row]:
    rows: list[Row] = []
    for number, one in enumerate(store.conflicts(around.db)):
        kind = around.db.kinds[one.kind]
        row = store.row(around.db, one.kind, one.id, one.office)
        question = kind.question(one.field)
        label = question.label if question else one.field
        rows.append(
            {
                "entry": number,
                "record": around.titles.title(kind, row) if row else one.id,
                "field": label,
                CONFLICT: _found(around, one),
            }
        )
    return rows


def _found(around: Around, one: OpenConflict) -> Found:
    own = around.db.identity
    mine = (
        [h for h in one.heads if h["workspace"] == own.workspace]
        or [h for h in one.heads if h["author"] == own.author]
        or list(one.heads[:1])
    )
    others = [h for h in one.heads if h is not mine[0]]
    before = log.started_from(store.record_changes(around.db, one.office, one.id), one.field)
    sides = (mine[0]["value"], others[-1]["value"] if others else None, before)
    ours, theirs, start = (_words(around, one, value) for value in sides)
    return Found(one, mine[0], others[-1] if others else mine[0], before, (ours, theirs, start))


def _words(around: Around, one: OpenConflict, value: Any) -> str:
    question = around.db.kinds[one.kind].question(one.field)
    if value is None:
        return "–"
    if one.field == "deleted":
        return "in the trash" if value else "kept"
    if isinstance(value, dict):
        return "(kept at the office)"
    if question is not None and question.refers and isinstance(value, str):
        return around.titles.of(
            one.office, list(around.db.kinds) if question.refers == ANY_KIND else question.refers, value
        )
    return text_of(question, value) if question else str(value)


def detail(row: Row, _width: int) -> list[Line]:
    """Return who said what, and when; both stay in the history whatever is chosen."""
    found: Found = row[CONFLICT]
    lines: list[Line] = [[(plain(row["record"]), "strong"), (f"  {row['field']}", "dim")]]
    for name, head, text in (
        ("1 ours", found.ours, found.texts[0]),
        ("2 theirs", found.theirs, found.texts[1]),
    ):
        lines.append(
            [
                (f"{name:<10}", "dim"),
                (plain(text), ""),
                (plain(f"   {head['author']}, {day(str(head['at'])[:10])}"), "dim"),
            ]
        )
    lines.append([(f"{'3 before':<10}", "dim"), (plain(found.texts[2]), "")])
    if len(found.conflict.heads) > 2:
        lines.append([(f"{len(found.conflict.heads)} answers in all; `gemtui conflicts` lists them", "dim")])
    return lines
