"""The board at headquarters: each office's report, when it came, how complete it is, what is wrong in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from gemtui import reports, rules, store
from gemtui.locale import day, say, so_many
from gemtui.store import Row
from gemtui.tui.lists.tab import Around
from gemtui.tui.widgets.bars import progress
from gemtui.tui.widgets.cells import Column, Part
from gemtui.tui.widgets.computed import Computed, Worked
from gemtui.tui.widgets.pane import Line, wrapped

BAR = 6
ROLES = {"accepted": "ok", "received": "", "returned": "accent", "not_reported": "dim"}


def board(around: Around) -> Computed:
    """Return a line for each office that headquarters expects a report from."""
    return Computed(
        COLUMNS,
        lambda: Worked(_rows(around)),
        ("No offices yet.", "i receives an office's bundle; `gemtui key trust` names an office's key."),
    )


def _rows(around: Around) -> list[Row]:
    checked = reports.Checked(around.db, around.on)
    held = rules.bodies(checked.picture.facts, around.on, checked.picture.places)
    year = checked.context.year
    entries = [r for r in checked.picture.facts.get("indicator_entry", ()) if r.get("period") == year]
    listed = reports.expected(around.db, checked.picture.facts)
    standing = reports.standings(around.db, checked.picture.facts, year, around.on, listed)
    returned = {
        note.office: note.at for note in store.journal(around.db, direction="out") if note.kind == "return"
    }
    late = Counter(one.office for one in store.late(around.db))
    rows: list[Row] = []
    for number, line in enumerate(reports.board(around.db, checked)):
        office = line["office"]
        tally = rules.tally(body.balance for body in held if body.committee["office"] == office)
        rated = rules.ratings(r for r in entries if r["office"] == office)
        rows.append(
            {
                "entry": number,
                "office_of_board": office,
                "line": line,
                "late_changes": late[office],
                "tally": tally,
                "rated": rated,
                "office": office,
                "submission_of_board": _submission(standing.get(office)),
                "cycle": reports.cycle_of(checked, office, standing.get(office)),
                "next": _next(standing.get(office), returned.get(office, "")),
            }
        )
    return rows


def _submission(standing: reports.Standing | None) -> str:
    made = standing.submission if standing else None
    return f"{made['office']}/{made['id']}" if made else ""


def _next(standing: reports.Standing | None, returned_at: str) -> str:
    """Return what headquarters does next about an office; `returned_at` is when the last return to it was written."""
    if standing is None or standing.arrived_at is None:
        return say("next-ask")
    if standing.state not in ("accepted", "returned") or standing.receipt is None:
        return say("next-answer")
    answered = str(standing.receipt.get("changed_at") or "")
    facts = {"answer": say(f"state-{standing.state}"), "day": day(returned_at[:10])}
    return say("next-wait" if returned_at and returned_at >= answered else "next-return", facts)


def _complete(row: Row) -> Sequence[Part] | Part:
    found = row["line"]["completeness"]
    return (
        progress(Fraction(found["done"], found["due"]), BAR) if found and found["due"] else ("·" * BAR, "dim")
    )


def _number(name: str, role: str) -> Column:
    def cell(row: Row) -> Part:
        found = row["line"][name]
        return ("–", "dim") if found is None else (str(found), role if found else "dim")

    return Column(
        name,
        {"errors": "!", "warnings": "▲", "late": "Days late"}[name],
        {"late": 9}.get(name, 3),
        cell,
        right=True,
    )


def _share(part: int, whole: int) -> Part:
    return (f"{part}/{whole}", "") if whole else ("–", "dim")


COLUMNS = (
    Column("office", "Office", 8, lambda row: row["office"]),
    Column("arrived", "Arrived", 11, lambda row: day((row["line"]["arrived_at"] or "")[:10]) or ("–", "dim")),
    Column("complete", "Compl.", BAR, _complete, sorts=False),
    _number("errors", "alarm"),
    _number("warnings", "accent"),
    _number("late", "alarm"),
    Column(
        "late_changes",
        "Δ",
        2,
        lambda row: (str(row["late_changes"] or ""), "accent"),
        right=True,
    ),
    Column(
        "balance",
        "Balance",
        7,
        lambda row: _share(row["tally"].meet, row["tally"].judged),
        right=True,
        sorts=False,
    ),
    Column(
        "meet",
        "PI meet",
        7,
        lambda row: _share(row["rated"].meet, row["rated"].rated),
        right=True,
        sorts=False,
    ),
    Column(
        "state",
        "State",
        12,
        lambda row: (say(f"state-{row['line']['state']}"), ROLES.get(row["line"]["state"], "")),
        grows=True,
    ),
)


def detail(row: Row, width: int) -> list[Line]:
    """Return what the board says of an office, in words."""
    line: dict[str, Any] = row["line"]
    complete = line["completeness"]
    figures = (
        f"{complete['done']} of {complete['due']} sections · {so_many(line['gaps'] or 0, 'gap')}"
        f" · {row['tally'].meet} of {so_many(row['tally'].judged, 'body meets its rule', 'bodies meet their rule')}"
        if complete
        else "nothing has arrived from this office yet"
    )
    late = f" · {so_many(line['late'], 'day')} late" if line["late"] else ""
    return [
        [(row["office"], "strong"), (f"  {say('state-' + line['state'])}{late}", "")],
        [(figures, "dim")],
        *([[(words, "accent")] for words in row["cycle"]]),
        *wrapped(row["next"], width, "", 3),
    ]
