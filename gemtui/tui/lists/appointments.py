"""Screen 3: appointments, the group's constituencies, its members, people and units."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from gemtui import rules, store
from gemtui.locale import choice, day, plain, say, so_many
from gemtui.store import Row
from gemtui.tui.describing import changed_line
from gemtui.tui.listing import KindSource
from gemtui.tui.lists.tab import Around
from gemtui.tui.showing import NAMES
from gemtui.tui.widgets.bars import progress
from gemtui.tui.widgets.cells import Column, Part
from gemtui.tui.widgets.pane import Line, fact, wrapped

ENDS = "_ends"
SOON = 120
"""Days before its end from which a term is announced (rules, `term-ends-soon`)."""
EMPTY = (
    "No focal point yet.",
    "n makes an appointment; the person and the unit are chosen by name, or made on their tabs first.",
)


def appointments(around: Around) -> KindSource:
    """Return the list of appointments with their terms as of a date."""
    return KindSource(
        around.db, around.db.kinds["focal_point"], around.titles, around.of_offices(COLUMNS), EMPTY, around.on, ("role", "appointed_on"),
        prepare=lambda row: {**row, ENDS: (rules.active(row, around.on), rules.ends_in(row, around.on))},
    )  # fmt: skip


def named(row: Row, name: str) -> str:
    """Return the name of the record that a field points to, or what stands there."""
    return str(row.get(NAMES, {}).get(name) or row.get(name) or "")


def sign(row: Row) -> Part:
    """Return ● for an appointment in force, ! for one that ends soon, ○ and ✕ for one to come and one that is over."""
    is_active, left = row[ENDS]
    if not is_active:
        return "✕" if left is not None and left < 0 else "○", "dim"
    return ("!", "alarm") if left is not None and left <= SOON else ("●", "ok")


def _ends(row: Row) -> Part:
    is_active, left = row[ENDS]
    if left is None:
        return "open", "dim"
    if is_active and left <= SOON:
        return f"in {so_many(left, 'day')}", "alarm"
    return day(row.get("ends_on")), "" if is_active else "dim"


def time_share(row: Row) -> Part:
    """Return the share of the working time, or why there is none."""
    time = row.get("time_share")
    return (
        f"{time} %" if time is not None else str(row.get("time_share_state") or "–")
    ), "dim" if time is None else ""


def terms_of_reference(row: Row) -> Part:
    """Return when the terms of reference were signed, or that they were not."""
    return (f"✓ {day(row['tor_signed_on'])}", "ok") if row.get("tor_signed_on") else ("✗ none", "alarm")


COLUMNS = (
    Column("sign", "", 1, sign, sorts=False),
    Column("person", "Who", 14, lambda row: named(row, "person") or "–", grows=True),
    Column("role", "Role", 11, lambda row: choice(row.get("role") or "")),
    Column("unit", "Unit", 8, lambda row: named(row, "unit").partition(" · ")[0]),
    Column("time_share", "Time", 5, time_share, right=True),
    Column("tor_signed_on", "Terms of ref.", 13, terms_of_reference),
    Column("ends_on", "Ends", 11, _ends, right=True),
)


def term_bar(row: Row, width: int) -> Line:
    """Return a term as a bar that is filled as far as it has gone, between its first and its last day."""
    begins, ends, left = row.get("appointed_on"), row.get("ends_on"), row[ENDS][1]
    if not begins or not ends or left is None:
        return [(f"  {day(begins) or '–'} → {say('open-end')}", "dim")]
    long = max(date.fromisoformat(ends).toordinal() - date.fromisoformat(begins).toordinal(), 1)
    gone = Fraction(long - max(left, 0), long)
    role = "alarm" if row[ENDS][0] and left <= SOON else "accent"
    words = say("days-left", {"days": left}) if left >= 0 else say("days-over", {"days": -left})
    room = min(width - len(words) - 28, 40)
    bar = progress(gone, room, role) if room >= 4 else [("→", "dim")]
    return [(f"  {day(begins):>11} ", "dim"), *bar, (f" {day(ends)}  ", "dim"), (words, role)]


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
        term_bar(row, width),
        fact("Appointed", since),
        fact("Unit", named(row, "unit")),
        fact("Trained on", day(row.get("trained_on")) or "–"),
    ]
    lines += wrapped(str(row.get("note") or ""), width) if row.get("note") else []
    return [*lines, changed_line(row)]


def why(around: Around, row: Row) -> list[str]:
    """Return what an office's appointments prove for the indicator on gender architecture."""
    facts = {kind: store.rows(around.db, kind) for kind in ("focal_point", "person", "resource_line")}
    found = rules.architecture(facts, rules.Places(facts), row["office"], around.on)
    told = {
        "count": found.focal_points, "senior": found.senior, "terms": found.with_terms, "time": found.with_time,
        "proven": choice(found.proven), "ceiling": choice(found.ceiling),
    }  # fmt: skip
    ends = row.get(ENDS, (False, None))[1]
    soon = [say("why-ends", {"day": day(row.get("ends_on")), "on": day(around.on.isoformat()), "days": ends})]
    return [*(soon if ends is not None else []), say("why-architecture", told), say("why-architecture-rule")]
