"""The tables that are edited as spreadsheets: seats, head-counts, staff; and the figures that move along."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gemtui import rules, store
from gemtui.locale import day, plain, say
from gemtui.rules import Body, grades
from gemtui.rules.headcount import snapshots
from gemtui.store import Row, Store
from gemtui.tui.lists.bodies import SIGNS, heads, verdict
from gemtui.tui.tables import Asked, Opened
from gemtui.tui.widgets.bars import balance, scale
from gemtui.tui.widgets.cells import Part
from gemtui.tui.widgets.grid import Marks
from gemtui.tui.widgets.pane import Line
from gemtui.tui.widgets.worksheet import Line as SheetLine
from gemtui.tui.widgets.worksheet import Worksheet

BAR = 20
SMALL_BAR = 10
MARKS = 29
SEATS = (("place", 14), ("role", 9), ("person", 11), ("gender", 11), ("starts_on", 10), ("ends_on", 10))
COUNTS = (("as_of", 10), ("role", 10), ("women", 5), ("men", 5), ("other", 5), ("undisclosed", 7))
STAFF = (
    ("grade", 7), ("contract", 12), ("women", 5), ("men", 5), ("other", 5), ("undisclosed", 7),
    ("hired_women", 12), ("hired_men", 10), ("left_women", 11), ("left_men", 9), ("promoted_women", 15), ("promoted_men", 13),
)  # fmt: skip
BODY_KINDS = ("committee", "seat", "composition", "person")


@dataclass(frozen=True)
class Table:
    """What is asked for, and what is worked out while somebody types."""

    asked: Asked
    figures: Callable[[Opened, date], list[Line]]
    marks: Marks | None = None
    mark_width: int = 0


def seats(committee: Row, on: date) -> Table:
    """Return the table of a committee's seats: those in force first, then those to come, then those that are over."""
    today = on.isoformat()

    def order(row: Row) -> tuple[object, ...]:
        over = bool(row.get("ends_on") and row["ends_on"] < today)
        coming = bool(row.get("starts_on") and row["starts_on"] > today)
        leads = row.get("role") not in ("chair", "vice_chair")
        return over, coming, leads, str(row.get("place") or ""), str(row.get("starts_on") or "")

    title = f"Seats · {committee.get('name') or ''}"
    return Table(_of_body("seat", SEATS, committee, order, title), _body_figures)


def head_counts(committee: Row) -> Table:
    """Return the table of a committee's head-counts, the newest first."""

    def order(row: Row) -> tuple[object, ...]:
        return tuple(-ord(c) for c in str(row.get("as_of") or "")), str(row.get("role") or "")

    title = f"Head-counts · {committee.get('name') or ''}"
    return Table(
        _of_body("composition", COUNTS, committee, order, title), _body_figures, _line_verdict, MARKS
    )


def staff(row: Row, as_of: str, unit_words: str) -> Table:
    """Return the table of a unit's staff on a day, grade by grade; a day not counted yet begins with the grades as counted last."""
    office, unit = row["office"], row.get("unit")

    last: dict[tuple[Any, Any], Row] = {}

    def own(db: Store) -> list[Row]:
        found = [r for r in store.rows(db, "staffing_snapshot", office=office) if r.get("unit") == unit]
        return sorted(found, key=_grade)

    def of(db: Store, day_of: str) -> list[Row]:
        return [r for r in own(db) if r.get("as_of") == day_of]

    def begins(db: Store) -> list[Row]:
        found = sorted(map(dict, snapshots(own(db), date.fromisoformat(as_of))), key=_grade)
        last.update({(r.get("grade"), r.get("contract")): r for r in found})
        return [
            {name: r.get(name) for name in ("grade", "contract")}
            for r in found or of(db, str(row.get("as_of")))
        ]

    def completes(values: Mapping[str, Any]) -> dict[str, Any]:
        grade = str(values.get("grade") or "")
        before = last.get((values.get("grade"), values.get("contract")), {})
        found = {"category": grades.group(grade) or None, "sector": before.get("sector")}
        return {name: value for name, value in found.items() if value}

    fixed = {"as_of": as_of, **({"unit": unit} if unit else {})}
    title = f"Staff · {unit_words or office} · {day(as_of)}"
    asked = Asked(
        "staffing_snapshot", STAFF, fixed, lambda db: of(db, as_of), title, office, begins, completes
    )
    return Table(asked, _staff_figures, _line_verdict, MARKS)


def _grade(row: Row) -> tuple[object, ...]:
    grade = str(row.get("grade"))
    return grades.place(grade), grade, str(row.get("contract") or "")


def _of_body(
    kind: str,
    columns: tuple[tuple[str, int], ...],
    committee: Row,
    order: Callable[[Row], object],
    title: str,
) -> Asked:
    key = (committee["office"], committee["id"])

    def rows(db: Store) -> Sequence[Row]:
        found = [row for name, row in store.children(db, "committee", *key) if name == kind]
        return sorted(found, key=order)  # type: ignore[arg-type]  # tuples of the same shape

    return Asked(kind, columns, {"committee": key[1]}, rows, title, key[0], needs=BODY_KINDS)


def _body_figures(opened: Opened, on: date) -> list[Line]:
    """Return bar and verdict as they would be, with those that hold now beside them where they differ."""
    kind, committee = opened.kind.name, opened.asked.fixed["committee"]
    office = opened.asked.office
    key = (office, committee)
    facts = {
        **opened.around,
        "committee": [r for r in opened.around["committee"] if (r["office"], r["id"]) == key],
    }
    now = next(iter(rules.bodies(facts, on)), None)
    others = [r for r in facts[kind] if f"{r['office']}/{r['id']}" not in opened.rows]
    then = next(iter(rules.bodies({**facts, kind: [*others, *opened.drafted_rows(on)]}, on)), None)
    if then is None or now is None:
        return [[(say("not-in-force"), "dim")]]
    return [SCALE, _bar(then, now), *_leading(then, now), *_source(then, on)]


SCALE: Line = [(f"{scale(BAR)}  women %", "dim")]


def _bar(then: Body, now: Body) -> Line:
    was: list[Part] = []
    if then.balance != now.balance:
        was = [("   saved: ", "dim"), *((text, "dim") for text, _ in verdict(now.balance))]
    return [*_of(then.balance, BAR), ("  ", ""), *heads(then.balance), *verdict(then.balance), *was]


def _of(found: rules.Balance, width: int) -> list[Part]:
    low, high = found.range or (found.share, found.share)
    return balance(low, high, width, SIGNS[found.meets][0])


def _leading(then: Body, now: Body) -> list[Line]:
    if not then.leadership.counts.total and not now.leadership.counts.total:
        return []
    return [[("Chair and vice-chairs: ", "dim"), *heads(then.leadership), *verdict(then.leadership)]]


def _source(then: Body, on: date) -> list[Line]:
    if then.source == "seats":
        held = rules.places(then, on)
        free = sorted(p.vacant_from for p in held if p.vacant_from)
        words = say("next-vacancy", {"day": day(free[0])}) if free else say("no-vacancy")
    else:
        words = say("from-count", {"day": day(then.as_of)}) if then.source else say("nobody-yet")
    return [[(words, "dim")]]


def _line_verdict(sheet: Worksheet, line: SheetLine) -> list[Part]:
    texts = [sheet.cell(line, name) for name in ("women", "men", "other", "undisclosed")]
    women, men, other, undisclosed = map(_number, texts)
    if women is None or men is None or other is None or undisclosed is None:
        return [("?", "dim")]
    found = rules.verdict(women, men, other, undisclosed)
    if not found.counts.total:
        return []
    return [
        *_of(found, SMALL_BAR),
        (" ", ""),
        *verdict(found)[:3],
    ]  # what it needs stands above, where it has the room


def _number(text: str) -> int | None:
    if not text.strip():
        return 0
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None


def _staff_figures(opened: Opened, on: date) -> list[Line]:
    """Return the roll-up lines that the United Nations uses, as they would be."""
    drafted = [row for row in opened.drafted_rows(on) if row.get("grade")]
    lines = {line.name: line.balance for line in rules.staffing(drafted, date.max)}
    found: list[Line] = [[(" " * 26, ""), *SCALE]]
    for name in (grades.ALL, grades.PROFESSIONAL, grades.SENIOR, grades.GENERAL, grades.NATIONAL):
        held = lines.get(name)
        if held is None or not held.counts.total:
            continue
        found.append(
            [(f"{plain(name):<26}", "dim"), *_of(held, BAR), ("  ", ""), *heads(held), *verdict(held)]
        )
    return found
