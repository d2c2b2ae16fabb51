"""Where somebody is missing: constituencies without a member, units without a focal point."""

from __future__ import annotations

from gemtui import rules, store
from gemtui.locale import choice
from gemtui.store import Row
from gemtui.tui.listing import KIND
from gemtui.tui.lists.appointments import named
from gemtui.tui.lists.tab import Around
from gemtui.tui.widgets.cells import Column
from gemtui.tui.widgets.computed import Computed, Worked

CONSTITUENCIES = ("GS", "BR", "TSB", "BDT", "field")


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
        named(m, "focal_point") or named(m, "person") or choice(m.get("role") or "member")
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
            role: ", ".join(named(r, "person") or "–" for r in of if r.get("role") == role)
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
