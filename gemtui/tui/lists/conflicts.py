"""Conflicts: two answers to one question, both kept until a person says which holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gemtui import log, reports, store
from gemtui.locale import day, plain, say
from gemtui.records import ANY_KIND
from gemtui.store import Entry, OpenConflict, Row
from gemtui.tui.lists.tab import Around
from gemtui.tui.showing import text_of
from gemtui.tui.widgets.cells import Column
from gemtui.tui.widgets.computed import Computed, Worked
from gemtui.tui.widgets.conflict_table import CONFLICT
from gemtui.tui.widgets.pane import Line, wrapped


@dataclass(frozen=True)
class Side:
    """One answer: who gave it, when and why."""

    head: dict[str, Any]
    words: str
    by: str
    """The proven author and the writer's own label."""
    at: str
    why: str


@dataclass(frozen=True)
class Found:
    """A conflict with its two sides in words, and what both started from."""

    conflict: OpenConflict
    sides: tuple[Side, Side]
    """Ours, theirs."""
    before: Any
    start: str
    """What both started from, in words, and who said it when."""
    others: tuple[Side, ...] = ()
    """Further answers, where more than two people gave one."""

    @property
    def ours(self) -> dict[str, Any]:
        """Return the head that this store gave, or the first."""
        return self.sides[0].head

    @property
    def theirs(self) -> dict[str, Any]:
        """Return the head that stands against it."""
        return self.sides[1].head

    @property
    def texts(self) -> tuple[str, str, str]:
        """Return ours, theirs and what both started from, in words."""
        return self.sides[0].words, self.sides[1].words, self.start


BELOW = 60
"""Cells from which the pane stands below the list: wide, and only some lines high."""

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
    others = [h for h in one.heads if h is not mine[0]] or [mine[0]]
    entries = {(e.change.workspace, e.change.seq): e for e in store.history(around.db, one.office, one.id)}
    before = log.started_from([e.change for e in entries.values()], one.field)
    ours, theirs, *more = (_side(around, one, h, entries) for h in (mine[0], others[-1], *others[:-1]))
    return Found(one, (ours, theirs), before, _words(around, one, before), tuple(more))


def _side(
    around: Around, one: OpenConflict, head: dict[str, Any], entries: Mapping[tuple[str, int], Entry]
) -> Side:
    entry = entries.get((head["workspace"], head["seq"]))
    by = reports.author(around.db, entry) if entry else str(head["author"])
    at = f"{day(str(head['at'])[:10])} {str(head['at'])[11:16]}"
    why = entry.change.why if entry else None
    return Side(head, _words(around, one, head["value"]), by, at, why or "")


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


def detail(row: Row, width: int) -> list[Line]:
    """Return who said what, when and why; both stay in the history whatever is chosen."""
    found: Found = row[CONFLICT]
    most = 1 if width > BELOW else 4
    lines: list[Line] = [[(plain(row["record"]), "strong"), (f"  {plain(row['field'])}", "dim")]]
    named = [
        ("1 ours", found.sides[0]),
        ("2 theirs", found.sides[1]),
        *(("also", one) for one in found.others),
    ]
    for name, side in named:
        role = "accent" if name == "2 theirs" else ""
        said = wrapped(side.words, max(width - 10, 10), role, most)
        lines += [[(f"{name if n == 0 else '':<10}", "dim"), *line] for n, line in enumerate(said)]
        words = say(
            "side-because" if side.why else "side-by", {"by": side.by, "at": side.at, "why": side.why}
        )
        lines += [
            [(" " * 10, ""), *line]
            for line in wrapped(words, max(width - 10, 10), "dim", most=2 if most > 1 or side.why else 1)
        ]
    said = wrapped(found.start, max(width - 10, 10), "", most)
    lines += [[(f"{'3 before' if n == 0 else '':<10}", "dim"), *line] for n, line in enumerate(said)]
    lines.append([(say("sides-kept"), "dim")])
    return lines
