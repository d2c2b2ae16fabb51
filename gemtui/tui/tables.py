"""From records to the lines of a table that is edited as a spreadsheet, and back to saves."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gemtui import store
from gemtui.locale import choice, say
from gemtui.records import Kind, Question, Unreadable, read, show, split_state
from gemtui.reports.asking.draft import Draft
from gemtui.reports.asking.options import Option
from gemtui.store import Edit, Row, Saved, Stale, Store
from gemtui.tui.showing import Titles
from gemtui.tui.widgets.worksheet import NEW, Heading, Line, Worksheet

DRAFT = "+table "
"""Begins what the draft of a table is kept under."""
SEEN = "~seen"
"""Stands in a draft where a column does; no field has that name."""
OFFERED = 500
"""Records that a reference column knows by name."""
Problems = dict[tuple[str, str], str]
"""(line, column) → what is wrong there, in words."""


@dataclass(frozen=True)
class Asked:
    """Which records are to be edited as a table."""

    kind: str
    columns: tuple[tuple[str, int], ...]
    """Fields with the cells that each takes."""
    fixed: Mapping[str, Any]
    """What all lines have in common: the committee; unit and date."""
    rows: Callable[[Store], Sequence[Row]]
    """Asks for the records, in the order of the lines."""
    title: str
    office: str
    begins: Callable[[Store], Sequence[Mapping[str, Any]]] = lambda _db: ()
    """Lines to begin with where there is no record yet: last year's grades, without their counts."""
    completes: Callable[[Mapping[str, Any]], Mapping[str, Any]] = lambda _values: {}
    """Returns what follows from the values of a new line, for fields that are no columns."""
    needs: tuple[str, ...] = ()
    """Kinds whose records the figures need beside those of the table."""

    @property
    def draft_id(self) -> str:
        """Return what the draft is kept under; it names the table, so that it can be opened again."""
        return DRAFT + " ".join(f"{name}={value}" for name, value in sorted(self.fixed.items()))


class CellsRefused(store.StoreProblem):
    """A table that would write something wrong; nothing was written. `problems` says where."""

    def __init__(self, problems: Problems) -> None:
        super().__init__("not-saved")
        self.problems = problems


@dataclass
class Opened:
    """A table as it was opened."""

    asked: Asked
    kind: Kind
    sheet: Worksheet
    rows: dict[str, Row]
    """By line."""
    seen: dict[str, dict[str, int]]
    is_resumed: bool = False
    around: dict[str, list[Row]] = field(default_factory=dict)
    """Other records that the figures need, by kind."""

    def drafted(self) -> dict[str, str]:
        """Return what a draft keeps: the changed cells, and for each changed record what had been seen of it."""
        changed = [line.key for line in self.sheet.lines if line.is_changed and line.key in self.seen]
        cells = self.sheet.drafted()
        return {**cells, **{f"{key}/{SEEN}": json.dumps(self.seen[key]) for key in changed}}

    def drafted_rows(self, today: date) -> list[Row]:
        """Return the records as they would be if the table were saved now; what can't be read is left as it was."""
        found = []
        for line in self.sheet.lines:
            if any(self.sheet.cell(line, h.name) for h in self.sheet.headings) and not line.is_untouched:
                values, _ = values_of(self, line, today)
                blank = {"id": line.key, "office": self.asked.office, "changed_at": "~", **self.asked.fixed}
                found.append({**self.rows.get(line.key, blank), **values})
        return found


def open_table(db: Store, titles: Titles, today: date, asked: Asked) -> Opened:
    """Return a table with its draft; asks the store, so call it in a thread.

    Raises StoreProblem where this store may not write such records: before anybody types.
    """
    kind = db.kinds[asked.kind]
    store.may_write(db.identity, kind, asked.office)
    if db.read_only:
        raise store.StoreProblem("read-only", path=str(db.path))
    rows = {f"{row['office']}/{row['id']}": row for row in asked.rows(db)}
    questions = [(_question(kind, name), width) for name, width in asked.columns]
    headings = [_heading(q, width, _options(db, titles, q), today) for q, width in questions]
    lines = [_line(kind, headings, key, row) for key, row in rows.items()]
    kept = next(iter(store.drafts(db, kind.name, asked.draft_id)), None)
    if not rows:
        lines = [_begun(kind, headings, n, values) for n, values in enumerate(asked.begins(db))]
    sheet = Worksheet(headings, lines)
    if kept is not None:
        sheet.take_up(kept.answers)
    seen = {key: store.seen(db, row["office"], row["id"]) for key, row in rows.items()}
    before = kept.answers if kept else {}
    seen |= {key: json.loads(before[f"{key}/{SEEN}"]) for key in rows if f"{key}/{SEEN}" in before}
    around = {name: store.rows(db, name) for name in asked.needs}
    return Opened(asked, kind, sheet, rows, seen, kept is not None, around)


def values_of(opened: Opened, line: Line, today: date) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the changed values of a line, and by column the words for those that can't be read."""
    found: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for heading, before in zip(opened.sheet.headings, line.begins, strict=True):
        text = opened.sheet.cell(line, heading.name)
        if text == before and not (line.is_new and text):
            continue
        question = _question(opened.kind, heading.name)
        for name, part in split_state(question, heading.code(text)).items():
            try:
                found[name] = read(_question(opened.kind, name), part, today)
            except Unreadable as problem:
                problems[heading.name] = say(problem.code, problem.facts)
    return found, problems


def unreadable(opened: Opened, today: date) -> Problems:
    """Return what can't be read, at its cells."""
    changed = (line for line in opened.sheet.lines if line.is_changed and not line.is_blank)
    return {
        (line.key, column): words
        for line in changed
        for column, words in values_of(opened, line, today)[1].items()
    }


def save_table(db: Store, opened: Opened, today: date, draft: Draft) -> list[Saved]:
    """Save the changed lines as one action, and delete the emptied ones; drops the draft.

    Raises CellsRefused, Stale, StoreProblem, and then nothing is written.
    """
    edits, problems = [], unreadable(opened, today)
    changed = [line for line in opened.sheet.lines if line.is_changed]
    for line in changed:
        if line.is_blank or any(key == line.key for key, _ in problems):
            continue
        edit = _edit(opened, line, today)
        row = {**opened.rows.get(line.key, {}), **edit.values}
        for problem in store.judged(opened.kind, edit.values, row, today):
            problems[line.key, _column(opened, problem.field)] = say(problem.code, problem.facts)
        edits.append(edit)
    if problems:
        raise CellsRefused(problems)
    gone = [(opened.kind.name, line.key) for line in changed if line.is_blank and not line.is_new]
    saved = store.save_table(db, edits, gone, "table")
    draft.end()
    return saved


def meanwhile(db: Store, opened: Opened, problem: Stale) -> Problems:
    """Note what others wrote since the table was opened; saving again is then a decision, and overwrites it."""
    found: Problems = {}
    for key, row in opened.rows.items():
        now = store.seen(db, row["office"], row["id"])
        if now != opened.seen[key]:
            opened.seen[key] = now
            for name, value in problem.fields.items():
                words = say("changed-meanwhile", {"value": value if value is not None else "–"})
                found[key, _column(opened, name)] = words
    return found


def _edit(opened: Opened, line: Line, today: date) -> Edit:
    values, _ = values_of(opened, line, today)
    if line.is_new:
        asked = opened.asked
        return Edit(
            opened.kind.name, {**asked.completes(values), **asked.fixed, **values}, office=asked.office
        )
    return Edit(opened.kind.name, values, id=line.key, seen=opened.seen[line.key])


def _column(opened: Opened, name: str) -> str:
    """Return the column at which a problem of a field is shown."""
    shown = [heading.name for heading in opened.sheet.headings]
    plain = name.removesuffix("_state")
    return plain if plain in shown else shown[0]


def _question(kind: Kind, name: str) -> Question:
    found = kind.question(name)
    if found is None:
        raise KeyError(name)
    return found


def _heading(question: Question, width: int, options: tuple[Option, ...], today: date) -> Heading:
    right = question.type in ("integer", "number")

    def reads(text: str) -> str:
        try:
            return show(question, read(question, text, today)) if question.type == "date" else text
        except Unreadable:
            return text

    return Heading(
        question.name, question.label, width, right, bool(question.refers), options, question.help, reads
    )  # fmt: skip


def _options(db: Store, titles: Titles, question: Question) -> tuple[Option, ...]:
    if question.choices:
        return tuple(Option(code, choice(code)) for code in question.choices)
    if question.catalogue:
        from gemtui.reference import catalogue

        return tuple(Option(code, code, label) for code, label in catalogue(question.catalogue))
    found: dict[str, Option] = {}
    for name in question.refers:
        for row in store.rows(db, name, office=db.identity.office)[:OFFERED]:
            label = titles.title(db.kinds[name], row)
            twin = f"{label} …{row['id'][-4:]}"
            found[label if label not in found else twin] = Option(
                row["id"], label if label not in found else twin
            )
    return tuple(found.values())


def _line(kind: Kind, headings: Sequence[Heading], key: str, row: Row) -> Line:
    texts = [_text(kind, heading, row) for heading in headings]
    return Line(key, texts, tuple(texts))


def _begun(kind: Kind, headings: Sequence[Heading], number: int, values: Mapping[str, Any]) -> Line:
    texts = [_text(kind, heading, values) for heading in headings]
    return Line(f"{NEW}{number}", texts, ("",) * len(headings), tuple(texts))


def _text(kind: Kind, heading: Heading, row: Mapping[str, Any]) -> str:
    value, question = row.get(heading.name), _question(kind, heading.name)
    if value is None:
        return str(row.get(f"{heading.name}_state") or "")
    text = show(question, value)
    bare = text.rpartition("/")[2] if question.refers else text
    return heading.words(bare) if heading.words(bare) != bare else heading.words(text)
