"""Screen 3: appointments, the group's constituencies, its members, people and units."""

from __future__ import annotations

from gemtui import rules
from gemtui.locale import choice, day, plain
from gemtui.store import Row
from gemtui.tui.describing import changed_line
from gemtui.tui.listing import KindSource
from gemtui.tui.lists.tab import Around
from gemtui.tui.showing import NAMES
from gemtui.tui.widgets.cells import Column, Part
from gemtui.tui.widgets.pane import Line, fact, wrapped

ENDS = "_ends"
SOON = 120
"""Days before its end from which a term is announced (rules, `term-ends-soon`)."""
EMPTY = (
    "No focal point yet.",
    "n makes an appointment; the person and the unit are chosen by name, or made on their tabs first.",
)
CONSTITUENCIES = ("GS", "BR", "TSB", "BDT", "field")


def appointments(around: Around) -> KindSource:
    """Return the list of appointments with their terms as of a date."""
    office = (
        (Column("office", "Office", 8, lambda row: str(row["office"])),)
        if around.db.identity.role == "hq"
        else ()
    )
    return KindSource(
        around.db, around.db.kinds["focal_point"], around.titles, (*office, *COLUMNS), EMPTY, around.on, ("role", "appointed_on"),
        prepare=lambda row: {**row, ENDS: (rules.active(row, around.on), rules.ends_in(row, around.on))},
    )  # fmt: skip


def named(row: Row, name: str) -> str:
    """Return the name of the record that a field points to, or what stands there."""
    return str(row.get(NAMES, {}).get(name) or row.get(name) or "")


def _sign(row: Row) -> Part:
    is_active, left = row[ENDS]
    if not is_active:
        return "✕" if left is not None and left < 0 else "○", "dim"
    return ("!", "alarm") if left is not None and left <= SOON else ("●", "ok")


def _ends(row: Row) -> Part:
    is_active, left = row[ENDS]
    if left is None:
        return "open", "dim"
    if is_active and left <= SOON:
        return f"in {left} days", "alarm"
    return day(row.get("ends_on")), "" if is_active else "dim"


def _time(row: Row) -> Part:
    time = row.get("time_share")
    return (
        f"{time} %" if time is not None else str(row.get("time_share_state") or "–")
    ), "dim" if time is None else ""


def _terms(row: Row) -> Part:
    return (f"✓ {day(row['tor_signed_on'])}", "ok") if row.get("tor_signed_on") else ("✗ none", "alarm")


COLUMNS = (
    Column("sign", "", 1, _sign, sorts=False),
    Column("person", "Who", 14, lambda row: named(row, "person") or "–", grows=True),
    Column("role", "Role", 11, lambda row: choice(row.get("role") or "")),
    Column("unit", "Unit", 14, lambda row: named(row, "unit")),
    Column("time_share", "Time", 5, _time, right=True),
    Column("tor_signed_on", "Terms of ref.", 13, _terms),
    Column("ends_on", "Ends", 11, _ends, right=True),
)


def detail(row: Row, width: int) -> list[Line]:
    """Return what the row says of an appointment."""
    if ENDS not in row:
        return []
    lines: list[Line] = [
        [
            (plain(named(row, "person") or "No name here"), "strong"),
            (f"  {choice(row.get('role') or '')}", "dim"),
        ]
    ]
    since = f"{day(row.get('appointed_on'))} by {row.get('appointed_by') or '–'}"
    lines += [
        fact("Appointed", since),
        fact("Unit", named(row, "unit")),
        fact("Trained on", day(row.get("trained_on")) or "–"),
    ]
    lines += wrapped(str(row.get("note") or ""), width) if row.get("note") else []
    return [*lines, changed_line(row)]
