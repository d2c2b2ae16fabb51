"""Screen 3: appointments, the group's constituencies, its members, people and units."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from gemtui import rules, store
from gemtui.locale import choice, day, plain
from gemtui.store import Row
from gemtui.tui.describing import changed_line
from gemtui.tui.listing import KIND, KindSource
from gemtui.tui.screens.tabbed import Around, Tab, Tabbed, derived_tab
from gemtui.tui.showing import NAMES
from gemtui.tui.widgets.cells import Column, Part
from gemtui.tui.widgets.computed import Computed, Worked
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


def _named(row: Row, name: str) -> str:
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
    Column("person", "Who", 14, lambda row: _named(row, "person") or "–", grows=True),
    Column("role", "Role", 11, lambda row: choice(row.get("role") or "")),
    Column("unit", "Unit", 14, lambda row: _named(row, "unit")),
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
            (plain(_named(row, "person") or "No name here"), "strong"),
            (f"  {choice(row.get('role') or '')}", "dim"),
        ]
    ]
    since = f"{day(row.get('appointed_on'))} by {row.get('appointed_by') or '–'}"
    lines += [
        fact("Appointed", since),
        fact("Unit", _named(row, "unit")),
        fact("Trained on", day(row.get("trained_on")) or "–"),
    ]
    lines += wrapped(str(row.get("note") or ""), width) if row.get("note") else []
    return [*lines, changed_line(row)]


def constituencies(around: Around) -> Computed:
    """Return the matrix of constituencies: who sits in the group for each, as of a date."""
    return Computed(
        MATRIX,
        lambda: _matrix(around),
        ("No gender equality group yet.", "Make one on the tab “groups”, then its members."),
    )


def _matrix(around: Around) -> Worked:
    kind = around.db.kinds["group_member"]
    members = [around.titles.name(row, kind) for row in store.rows(around.db, "group_member")]
    day_text = around.on.isoformat()
    active = [row for row in members if rules.in_force(row, day_text)]
    missing = rules.constituencies(members, around.on)
    rows: list[Row] = []
    for number, name in enumerate(CONSTITUENCIES):
        held = [row for row in active if row.get("constituency") == name]
        rows.append(
            {
                "entry": number,
                "name": choice(name),
                "missing": name in missing,
                "members": held,
                "constituency": name,
            }
        )
    return Worked(rows)


def _who(row: Row) -> str:
    return ", ".join(
        _named(m, "focal_point") or _named(m, "person") or choice(m.get("role") or "member")
        for m in row["members"]
    )


MATRIX = (
    Column("sign", "", 1, lambda row: ("✗", "alarm") if row["missing"] else ("✓", "ok"), sorts=False),
    Column("name", "Constituency", 26, lambda row: row["name"]),
    Column("count", "Members", 7, lambda row: str(len(row["members"])), right=True, sorts=False),
    Column("who", "Who", 20, lambda row: _who(row) or ("nobody", "dim"), grows=True, sorts=False),
)


def units(around: Around) -> Computed:
    """Return the matrix of units: which has a focal point and which an alternate, as of a date."""
    return Computed(UNITS, lambda: _units(around), ("No units yet.", "n makes one."))


def _units(around: Around) -> Worked:
    kind = around.db.kinds["focal_point"]
    held = [
        around.titles.name(r, kind)
        for r in store.rows(around.db, "focal_point")
        if rules.active(r, around.on)
    ]
    rows: list[Row] = []
    for unit in store.rows(around.db, "office_unit"):
        of = [r for r in held if r.get("unit") in (unit["id"], f"{unit['office']}/{unit['id']}")]
        each = {
            role: ", ".join(_named(r, "person") or "–" for r in of if r.get("role") == role)
            for role in ("focal_point", "alternate")
        }
        rows.append({**unit, KIND: "office_unit", "each": each})
    return Worked(rows)


def _held(role: str) -> Column:
    return Column(
        role,
        choice(role).capitalize(),
        20,
        lambda row: row["each"][role] or ("✗ nobody", "alarm"),
        sorts=False,
    )


UNITS = (
    Column("code", "Unit", 9, lambda row: str(row.get("code") or "")),
    Column("name", "Name", 20, lambda row: str(row.get("name") or ""), grows=True),
    _held("focal_point"),
    _held("alternate"),
)


class FocalPoints(Tabbed):
    """Appointments with their terms, and where somebody is missing."""

    number = 3
    hints: ClassVar = (
        ("open", ""),
        ("new", ""),
        ("edit", ""),
        ("delete", ""),
        ("as-of", ""),
        ("gap-next", ""),
        ("tab-next", "units"),
        ("history", ""),
    )
    tabs = (
        Tab("appointments", "focal_point", appointments, detail),
        Tab("units", "office_unit", units),
        Tab("constituencies", "group_member", constituencies),
        derived_tab("group_member", "members"),
        derived_tab("gem_group", "groups"),
        derived_tab("person", "people"),
    )

    def facts(self) -> Sequence[Part]:
        """Return how many appointments are in force, and how many end soon."""
        held = [r for r in store.rows(self.desk.db, "focal_point") if rules.active(r, self.on)]
        ending = sum(1 for r in held if (left := rules.ends_in(r, self.on)) is not None and left <= SOON)
        soon: list[Part] = [(f" · {ending} end{'s' if ending == 1 else ''} soon", "alarm")] if ending else []
        return [(f"{len(held)} in force", ""), *soon]
