"""Rules between a vacancy and the staff at its grade. Source: clause OA-A1b."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Set
from datetime import date

from gemtui.rules.balance import Balance
from gemtui.rules.finding import Finding, finding
from gemtui.rules.headcount import staffing
from gemtui.rules.picture import Picture
from gemtui.rules.recruitment import MISSING, justification
from gemtui.rules.references import Facts
from gemtui.rules.terms import Row


def selections(picture: Picture) -> Iterator[Finding]:
    """Yield selections against the under-represented sex of the grade that nobody justified.

    Somebody of that sex has to have been short-listed; at a grade with one person, or with parity, nobody is
    under-represented.
    """
    rows = [
        row for row in picture.rows("recruitment_exercise") if row.get("selected_gender") and row.get("grade")
    ]
    if not rows:
        return
    short = under_represented(picture.facts, picture.on, {row["office"] for row in rows})
    for row in rows:
        sex = short.get((row["office"], row["grade"]))
        if justification(row, sex) == MISSING:
            yield finding(
                "no-justification", "recruitment_exercise", row, "justification", sex=sex, grade=row["grade"]
            )


def under_represented(facts: Facts, on: date, offices: Set[str]) -> dict[tuple[str, str], str | None]:
    """Return by office and line of its staffing table who is certainly too few there, women or men; None for nobody."""
    held: dict[str, list[Row]] = defaultdict(list)
    for row in facts.get("staffing_snapshot", ()):
        if row["office"] in offices:
            held[row["office"]].append(row)
    found: dict[tuple[str, str], Balance] = {}
    for office, rows in held.items():
        for line in staffing(rows, on):
            found[office, line.name] = line.balance
    return {key: balance.under_represented for key, balance in found.items()}
