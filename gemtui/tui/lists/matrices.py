"""Who covers what, and where somebody is missing: units, and the constituencies of the group."""

from __future__ import annotations

from collections.abc import Sequence

from gemtui import rules, store
from gemtui.locale import choice, day, plain, say
from gemtui.store import Row
from gemtui.tui.listing import KIND
from gemtui.tui.lists.appointments import ENDS, named, sign, term_bar, terms_of_reference, time_share
from gemtui.tui.lists.tab import GIVEN, INVITES, MISSING, Around
from gemtui.tui.sheets import Wanted
from gemtui.tui.widgets.cells import Cell, Column, Part
from gemtui.tui.widgets.computed import ID, Computed, Worked
from gemtui.tui.widgets.pane import Line, wrapped

HELD, ELSEWHERE = "_held", "_elsewhere"
ROLES = ("focal_point", "alternate")


def units(around: Around) -> Computed:
    """Return the matrix of units: which has a focal point and which an alternate, as of a date."""
    return Computed(UNITS, lambda: _units(around), ("No units yet.", "n makes one."))


def _units(around: Around) -> Worked:
    kind, on = around.db.kinds["focal_point"], around.on
    appointed = store.rows(around.db, "focal_point")
    held = [
        {**around.titles.name(row, kind), ENDS: (True, rules.ends_in(row, on))}
        for row in appointed
        if rules.active(row, on)
    ]
    rows: list[Row] = []
    for unit in store.rows(around.db, "office_unit"):
        there = rules.appointed(unit, held)
        missing = [role for role in ROLES if not there[role]]
        is_own = unit["office"] == around.db.identity.office
        values = {"unit": unit["id"], "role": missing[0]} if missing else {}
        given = Wanted("focal_point", given=values) if missing and is_own else None
        leads = "focal_point" in missing
        rows.append({**unit, KIND: "office_unit", HELD: there, MISSING: leads, GIVEN: given})
    return Worked(rows)


def _who(row: Row) -> str:
    return named(row, "person") or choice(row.get("role") or "")


def _in(role: str) -> Column:
    def cell(row: Row) -> Sequence[Part]:
        found = row[HELD][role]
        if not found:
            return [("✗ nobody", "alarm" if role == "focal_point" else "dim")]
        more = f" +{len(found) - 1}" if len(found) > 1 else ""
        return [sign(found[0]), (f" {plain(_who(found[0]))}{more}", "")]

    return Column(role, choice(role).capitalize(), 20, cell, sorts=False)


def _all(row: Row) -> list[Row]:
    return [each for role in ROLES for each in row[HELD][role]]


def _least_time(row: Row) -> Part:
    found = row[HELD]["focal_point"]
    return time_share(found[0]) if found else ("", "dim")


def _terms(row: Row) -> Part:
    found = _all(row)
    signed = sum(1 for each in found if each.get("tor_signed_on"))
    return (f"{signed} of {len(found)}", "ok" if signed == len(found) else "alarm") if found else ("–", "dim")


UNITS = (
    Column("code", "Unit", 8, lambda row: str(row.get("code") or "")),
    Column("name", "Name", 12, lambda row: str(row.get("name") or ""), grows=True),
    _in("focal_point"),
    Column("time", "Time", 4, _least_time, right=True, sorts=False),
    _in("alternate"),
    Column("terms", "Terms", 6, _terms, sorts=False),
)


def unit_detail(row: Row, width: int) -> list[Line]:
    """Return who covers a unit, each with the term, the terms of reference and the share of time."""
    if HELD not in row:
        return []
    name = f"{row.get('code') or ''}  {row.get('name') or ''}"
    lines: list[Line] = [[(plain(name), "strong")]]
    for role in ROLES:
        if not row[HELD][role]:
            code = "enter-appoints" if row.get(INVITES) and role == ROLES[0] else "nobody-appointed"
            words = say(code, {"role": choice(role)})
            lines.append([(words, "alarm" if role == "focal_point" else "dim")])
        for each in row[HELD][role]:
            lines += [_appointment(each), term_bar(each, width)]
    return lines


def _appointment(row: Row) -> Line:
    return [
        sign(row),
        (f" {plain(_who(row))}", "strong"),
        (f"  {choice(row.get('role') or '')}, ", "dim"),
        time_share(row),
        (" of the time, terms of reference ", "dim"),
        terms_of_reference(row),
    ]


def constituencies(around: Around) -> Computed:
    """Return the matrix of constituencies: who sits in each group for each, and for which nobody does, as of a date."""
    return Computed(MATRIX, lambda: _matrix(around), ("No gender equality group yet.", say("no-group")))


def _matrix(around: Around) -> Worked:
    kind, day_text = around.db.kinds["group_member"], around.on.isoformat()
    members = [around.titles.name(row, kind) for row in store.rows(around.db, "group_member")]
    active = [row for row in members if rules.in_force(row, day_text)]
    groups = [
        row for row in store.rows(around.db, "gem_group") if rules.in_force(row, day_text, "established_on")
    ]
    rows: list[Row] = []
    headings: list[tuple[int, str]] = []
    every: list[Row | None] = [*groups] or [None]
    is_elsewhere = not groups and around.db.identity.role != "hq"
    for group in every:
        own = [row for row in active if group is None or _belongs(row, group)]
        missing = rules.constituencies(own, around.on)
        headings.append((len(rows), say("group-elsewhere") if is_elsewhere else _heading(group, missing)))
        for name in rules.CONSTITUENCIES:
            held = [row for row in own if row.get("constituency") == name]
            given = (
                Wanted("group_member", given={"constituency": name, "gem_group": group["id"]})
                if group
                else Wanted("gem_group")
            )
            rows.append(
                {ID: len(rows), "name": choice(name), MISSING: name in missing and not is_elsewhere, "members": held,
                 "constituency": name, GIVEN: given, "group": group, ELSEWHERE: is_elsewhere}
            )  # fmt: skip
    return Worked(rows, headings)


def _belongs(row: Row, group: Row) -> bool:
    return str(row.get("gem_group") or "") in (group["id"], f"{group['office']}/{group['id']}")


def _heading(group: Row | None, missing: Sequence[str]) -> str:
    facts = {"covered": len(rules.CONSTITUENCIES) - len(missing), "all": len(rules.CONSTITUENCIES)}
    if group is None:
        return say("covered-by-nobody", facts)
    signed = day(group.get("tor_signed_on"))
    terms = say("group-terms", {"day": signed}) if signed else say("group-no-terms")
    return f"{group.get('name') or ''} · {say('covered', facts)} · {terms}"


def _member(row: Row) -> str:
    return named(row, "focal_point") or named(row, "person") or choice(row.get("role") or "member")


def _until(row: Row) -> Part:
    ends = sorted(str(m["ends_on"]) for m in row["members"] if m.get("ends_on"))
    return day(ends[0]) if ends else "", "dim"


def _members(row: Row) -> Cell:
    return ", ".join(map(_member, row["members"])) or (
        ("–", "dim") if row[ELSEWHERE] else ("✗ nobody", "alarm")
    )


def _sign(row: Row) -> Part:
    if row[ELSEWHERE] and not row["members"]:
        return "·", "dim"
    return ("✗", "alarm") if row[MISSING] else ("✓", "ok")


MATRIX = (
    Column("sign", "", 1, _sign, sorts=False),
    Column("name", "Constituency", 26, lambda row: row["name"]),
    Column("count", "Members", 7, lambda row: str(len(row["members"])), right=True, sorts=False),
    Column("who", "Who", 20, _members, grows=True, sorts=False),
    Column("until", "first until", 11, _until, right=True, sorts=False),
)


def constituency_detail(row: Row, width: int) -> list[Line]:
    """Return who sits in the group for a constituency, or how to mend that nobody does."""
    lines: list[Line] = [[(row["name"], "strong"), (f"  {say('clause-constituencies')}", "dim")]]
    for member in row["members"]:
        since, until = day(member.get("starts_on")), day(member.get("ends_on"))
        span = f"  {choice(member.get('role') or 'member')}{f', since {since}' if since else ''}{f', until {until}' if until else ''}"
        lines.append([("● ", "ok"), (plain(_member(member)), ""), (span, "dim")])
    if row[ELSEWHERE]:
        lines += wrapped(say("group-comes-with-plan"), width, "dim", 2)
    elif not row["members"]:
        code = "nobody-sits" if row["group"] else "no-group-yet"
        enter = "enter-adds-member" if row["group"] else "enter-makes-group"
        lines.append([(say(enter if row.get(INVITES) else code), "alarm")])
    return lines
