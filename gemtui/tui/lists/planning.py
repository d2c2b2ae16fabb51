"""Screen 8: planning instruments and processes, how far gender is in each, and how that moved from look to look."""

from __future__ import annotations

from gemtui.locale import choice, day, plain, say
from gemtui.rules import Picture
from gemtui.rules.governance import LEVELS, Instrument, claim, instruments
from gemtui.store import Row
from gemtui.tui.describing import changed_line
from gemtui.tui.listing import KIND
from gemtui.tui.lists.tab import GIVEN, INVITES, MISSING, Around
from gemtui.tui.sheets import Wanted
from gemtui.tui.widgets.cells import Column, Part
from gemtui.tui.widgets.computed import Computed, Worked
from gemtui.tui.widgets.pane import Line, fact, wrapped

NEEDED = ("governance_item", "resource_line", "evidence", "action")
CLAIM = "_claim"
SIGNS = ("○", "◔", "◑", "●")
"""One sign a level, least first."""
EMPTY = (
    "No planning instrument has been looked at yet.",
    "n records a look: which plan or budget, how far gender is in it, and where it says so.",
)


def planning(around: Around) -> Computed:
    """Return the looks at planning instruments by instrument, the latest first; processes behind them."""
    return Computed(COLUMNS, lambda: _worked(around), EMPTY)


def _worked(around: Around) -> Worked:
    picture = around.picture(NEEDED)
    held = picture.rows("governance_item")
    many = around.db.identity.role == "hq"
    rows: list[Row] = []
    headings: list[tuple[int, str]] = []
    for instrument in instruments(held):
        headings.append((len(rows), f"{f'{instrument.office} · ' if many else ''}{heading(instrument)}"))
        rows += [_row(picture, dict(row)) for row in reversed(instrument.items)]
    processes = [row for row in held if row.get("type") == "process"]
    if processes:
        headings.append((len(rows), say("processes")))
        rows += [
            _row(picture, dict(row)) for row in sorted(processes, key=lambda row: row["on"], reverse=True)
        ]
    return Worked(rows, headings)


def heading(instrument: Instrument) -> str:
    """Return an instrument with the levels of its last two looks."""
    name = choice(instrument.code).capitalize() if instrument.code else say("instrument-unnamed")
    if not instrument.moved:
        return name
    return f"{name} {say('level-rose' if instrument.moved > 0 else 'level-fell')}"


def _row(picture: Picture, row: Row) -> Row:
    lacks = _lacks(picture, row)
    given = Wanted("governance_item", row["id"], row["office"], at=lacks) if lacks else None
    return {**row, KIND: "governance_item", CLAIM: claim(picture, row), MISSING: bool(lacks), GIVEN: given}


def _lacks(picture: Picture, row: Row) -> str:
    """Return the field that an instrument still needs, so that what it says can be believed."""
    if row.get("type") == "planning_instrument" and not row.get("level"):
        return "level"
    if claim(picture, row) == "claimed":
        return "reference"
    is_paid = row.get("level") == "objective_and_money"
    return "resource_line" if is_paid and not row.get("resource_line") else ""


def _level(row: Row) -> list[Part]:
    level = row.get("level")
    if level not in LEVELS:
        return [("  ", ""), (say("level-open"), "dim")]
    at = LEVELS.index(level)
    return [(f"{SIGNS[at]} ", "ok" if at > 1 else "dim" if at else "alarm"), (say(f"level-{level}"), "")]


def _money(row: Row) -> Part:
    if row.get("resource_line"):
        return "✓", "ok"
    return ("✗ no line", "alarm") if row.get("level") == "objective_and_money" else ("·", "dim")


def _shown(row: Row) -> Part:
    return {"evidenced": ("✓ shown", "ok"), "claimed": ("✗ only said", "alarm")}.get(row[CLAIM], ("·", "dim"))


COLUMNS = (
    Column("title", "Instrument", 18, lambda row: str(row.get("title") or ""), grows=True),
    Column("on", "Looked at", 11, lambda row: day(row["on"])),
    Column("level", "Gender in it", 13, _level, sorts=False),
    Column(
        "has_indicator", "Indic.", 6, lambda row: ("✓", "ok") if row.get("has_indicator") else ("·", "dim")
    ),
    Column("money", "Money", 9, _money, sorts=False),
    Column("shown", "Evidence", 11, _shown, sorts=False),
)


def detail(row: Row, width: int) -> list[Line]:
    """Return what was found in an instrument, and what is still to be shown."""
    if CLAIM not in row:
        return []
    lines: list[Line] = [
        [(plain(str(row.get("title") or "")), "strong"), (f"   {choice(row['type'])}", "dim")]
    ]
    given: Wanted | None = row[GIVEN]
    if given is not None:
        lines += wrapped(say(f"planning-lacks-{given.at}"), width, "alarm", 2)
        lines += wrapped(say(f"planning-enter-{given.at}"), width, "", 1) if row.get(INVITES) else []
    lines += wrapped(str(row.get("finding") or ""), width, "", 3) if row.get("finding") else []
    if row.get("reference"):
        lines.append(fact("Shown in", str(row["reference"])))
    return [*lines, changed_line(row)]


def why(around: Around, _row: Row) -> list[str]:
    """Return how many instruments are evidenced and how many only claimed, and what the levels mean."""
    picture = around.picture(NEEDED)
    latest = [each.items[-1] for each in instruments(picture.rows("governance_item"))]
    claims = [claim(picture, row) for row in latest]
    facts = {"all": len(latest), "evidenced": claims.count("evidenced"), "claimed": claims.count("claimed")}
    return [say("why-planning", facts), say("why-levels")]
