"""A record in lines: what each field says, in the order of the form."""

from __future__ import annotations

from collections.abc import Iterator

from gemtui.locale import day, so_many
from gemtui.records import Kind, Question
from gemtui.store import Row
from gemtui.tui.showing import shown
from gemtui.tui.widgets.cells import Part
from gemtui.tui.widgets.pane import Line, wrapped

LABEL = 22


def lines_of(kind: Kind, row: Row, width: int) -> list[Line]:
    """Return a record's filled fields as lines of so many cells, and who changed it last."""
    lines: list[Line] = []
    for question in kind.questions:
        if not question.state_of and shown(question, row)[0]:
            lines += field_lines(question, row, width)
    return [*lines, changed_line(row)]


def field_lines(question: Question, row: Row, width: int, most: int = 3) -> Iterator[Line]:
    """Yield a field's label and value, the value wrapped under itself."""
    text, role = shown(question, row)
    for number, line in enumerate(wrapped(text, width - LABEL, role, most)):
        label = question.label if number == 0 else ""
        yield [(f"{label[: LABEL - 1]:<{LABEL}}", "dim"), *line]


def changed_line(row: Row) -> Line:
    """Return who changed a record last, and when."""
    at, by = str(row.get("changed_at") or ""), str(row.get("changed_by") or "")
    return [
        (
            f"changed {day(at[:10])} by {by}, {so_many(row.get('revision', 0), 'change')}",
            "dim",
        )
    ]


def title_part(text: str) -> Part:
    """Return a heading."""
    return text, "strong"
