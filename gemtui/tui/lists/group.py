"""Screen 8: what the gender group has and lacks: terms of reference, five constituencies, resources, meetings."""

from __future__ import annotations

from collections.abc import Iterator

from gemtui import rules
from gemtui.locale import choice, day, plain, say
from gemtui.rules import Picture
from gemtui.rules.resources import total
from gemtui.store import Row
from gemtui.tui.lists.portfolio import amount
from gemtui.tui.lists.tab import GIVEN, INVITES, MISSING, Around
from gemtui.tui.sheets import Wanted
from gemtui.tui.widgets.cells import Column
from gemtui.tui.widgets.computed import ID, Computed, Worked
from gemtui.tui.widgets.pane import Line, wrapped

NEEDED = ("gem_group", "group_member", "resource_line", "meeting")
EMPTY = ("No gender equality group yet.", "n records it; then Enter on a line adds what it lacks.")
CODE, WORDS, OPENS = "_code", "_words", "_opens"
"""Keys of a line: what it is about, in words, and the record that Enter opens where nothing is missing."""


def group(around: Around) -> Computed:
    """Return for each group a line for each thing that the policy asks of it."""
    return Computed(COLUMNS, lambda: _worked(around), EMPTY)


def _worked(around: Around) -> Worked:
    picture = around.picture(NEEDED)
    rows: list[Row] = []
    headings: list[tuple[int, str]] = []
    for each in picture.facts.get("gem_group", ()):
        if rules.in_force(each, picture.day, "established_on"):
            headings.append((len(rows), _heading(each)))
            rows += [{**line, ID: len(rows) + n} for n, line in enumerate(_lines(picture, each))]
    return Worked(rows, headings)


def _heading(row: Row) -> str:
    chair = (
        say("chaired-by", {"role": choice(row["chaired_by"])}) if row.get("chaired_by") else say("no-chair")
    )
    return f"{row.get('name') or ''} · {chair}"


def _lines(picture: Picture, row: Row) -> Iterator[Row]:
    year, reference = picture.context.year, _reference(picture, row)
    signed = row.get("tor_signed_on")
    about = {"day": day(signed), "version": row.get("tor_version") or "–"}
    yield _line(
        "terms", say("terms-signed" if signed else "terms-none", about),
        None if signed else Wanted("gem_group", row["id"], row["office"], at="tor_signed_on"), ("gem_group", row),
    )  # fmt: skip
    members = [m for m in _of(picture, "group_member", row) if rules.in_force(m, picture.day)]
    for name in rules.CONSTITUENCIES:
        held = [member for member in members if member.get("constituency") == name]
        given = Wanted("group_member", given={"gem_group": reference, "constituency": name})
        yield _line(
            f"constituency-{name}", say("members-of" if held else "nobody-of", {"count": len(held), "constituency": choice(name)}),
            None if held else given, ("group_member", held[0]) if held else None,
        )  # fmt: skip
    lines = [
        m
        for m in picture.facts.get("resource_line", ())
        if m.get("year") == year and _serves(picture, m, row)
    ]
    given = Wanted("resource_line", given={"year": year, "purpose": "group", "gem_group": reference})
    facts = {"year": year, "count": len(lines), "approved": amount(total(lines, "approved"))}
    yield _line("resources", say("group-has-money" if lines else "group-no-money", facts), None if lines else given, ("resource_line", lines[0]) if lines else None)  # fmt: skip
    met = sorted(_of(picture, "meeting", row), key=lambda m: m["held_on"])
    this_year = [m for m in met if m["held_on"].startswith(str(year))]
    given = Wanted("meeting", given={"gem_group": reference, "held_on": picture.day})
    facts = {"year": year, "count": len(this_year), "day": day(met[-1]["held_on"]) if met else "–"}
    yield _line("meetings", say("group-met" if this_year else "group-not-met", facts), None if this_year else given, ("meeting", met[-1]) if met else None)  # fmt: skip


def _line(code: str, words: str, given: Wanted | None, opens: tuple[str, Row] | None) -> Row:
    return {CODE: code, WORDS: words, MISSING: given is not None, GIVEN: given, OPENS: opens}


def _reference(picture: Picture, row: Row) -> str:
    own = picture.context.office
    return row["id"] if row["office"] == own else f"{row['office']}/{row['id']}"


def _of(picture: Picture, kind: str, row: Row) -> list[Row]:
    key = (row["office"], row["id"])
    return [
        each for each in picture.facts.get(kind, ()) if picture.places.key(each, each.get("gem_group")) == key
    ]


def _serves(picture: Picture, line: Row, row: Row) -> bool:
    """Return whether a resource line is the group's: named for it, or for the group of its own office."""
    if line.get("gem_group"):
        return picture.places.key(line, line["gem_group"]) == (row["office"], row["id"])
    return line.get("purpose") == "group" and line["office"] == row["office"]


COLUMNS = (
    Column("sign", "", 1, lambda row: ("✗", "alarm") if row[MISSING] else ("✓", "ok"), sorts=False),
    Column("what", "What", 26, lambda row: say(f"group-{row[CODE].partition('-')[0]}"), sorts=False),
    Column(
        "words",
        "",
        40,
        lambda row: (plain(row[WORDS]), "alarm" if row[MISSING] else ""),
        grows=True,
        sorts=False,
    ),
)


def detail(row: Row, width: int) -> list[Line]:
    """Return what the policy asks of a group, and what Enter does about it."""
    if CODE not in row:
        return []
    code = row[CODE].partition("-")[0]
    lines = [*wrapped(row[WORDS], width, "strong", 2), *wrapped(say(f"group-asks-{code}"), width, "", 3)]
    code = "enter-opens" if not row[MISSING] else "enter-adds" if row.get(INVITES) else ""
    return [*lines, *(wrapped(say(code), width, "dim", 1) if code else ())]
