"""Screen 5: UN-SWAP indicators of the year: rating, last year's, evidence, plan, and the checklist behind them."""

from __future__ import annotations

from gemtui import rules
from gemtui.locale import choice, say
from gemtui.reference import LEVELS, requirements
from gemtui.store import Row
from gemtui.tui.lists.answering import ABOUT, About, answered
from gemtui.tui.lists.tab import Around
from gemtui.tui.widgets.cells import Column, Part
from gemtui.tui.widgets.computed import Computed
from gemtui.tui.widgets.pane import Line

SCALE = ("missing", *LEVELS)
ROLES = {"exceeds": "ok", "meets": "ok", "approaches": "accent", "missing": "alarm"}
EMPTY = ("This year belongs to no UN-SWAP framework.",)


def indicators(around: Around) -> Computed:
    """Return the list of the year's indicators, answered or not."""
    office = (
        (Column("office", "Office", 8, lambda row: str(row["office"])),)
        if around.db.identity.role == "hq"
        else ()
    )
    return Computed((*office, *COLUMNS), lambda: answered(around.db, rules.reporting_year(around.on)), EMPTY)


def _rating(row: Row | None) -> Part:
    rating = (row or {}).get("rating")
    return (choice(rating), ROLES.get(rating, "dim")) if rating else ("–", "dim")


def _evidence(row: Row) -> Part:
    about: About = row[ABOUT]
    if about.evidence:
        return f"✓ {about.evidence}", "ok"
    return ("! none", "alarm") if row.get("rating") in ("meets", "exceeds") else ("–", "dim")


def _plan(row: Row) -> Part:
    if row[ABOUT].plans:
        return f"✓ {row[ABOUT].plans}", "ok"
    return ("! none", "alarm") if row.get("rating") in ("approaches", "missing") else ("–", "dim")


COLUMNS = (
    Column("number", "PI", 3, lambda row: str(row[ABOUT].indicator.number), right=True),
    Column("title", "Indicator", 20, lambda row: row[ABOUT].indicator.title, grows=True),
    Column("before", "Last year", 14, lambda row: _rating(row[ABOUT].before), sorts=False),
    Column("rating", "This year", 14, _rating),
    Column("evidence", "Evidence", 8, _evidence, sorts=False),
    Column("plan", "Plan", 6, _plan, sorts=False),
)


def detail(row: Row, _width: int) -> list[Line]:
    """Return how far an indicator is from its next level, and from *meets*."""
    about: About = row[ABOUT]
    entry = about.entry or {}
    step = rules.distance(about.indicator, entry)
    ticked = set(entry.get("requirements") or ())
    short = [n for n in rules.needed(about.indicator, "meets") if n not in ticked]
    to_meets = f'   to "meets": {len(short)} more' if short and step.target != "meets" else ""
    aim = (
        f"{step.rating} → {step.target}: {step.of - len(step.missing)} of {step.of}"
        if step.target
        else "every requirement is fulfilled"
    )
    said = (
        f"   ({choice(entry['rating'])} is stated)"
        if entry.get("rating") and entry["rating"] != step.rating and ticked
        else ""
    )
    return [
        [(f"PI {about.indicator.number}", "strong"), (f"  {aim}", ""), (to_meets, "accent"), (said, "dim")]
    ]


def why(_around: Around, row: Row) -> list[str]:
    """Return how the rating that the ticks bear out comes about."""
    about: About | None = row.get(ABOUT)
    if about is None:
        return []
    step = rules.distance(about.indicator, about.entry or {})
    texts = requirements()
    missing = [f"– {texts.get(identifier, identifier)}" for identifier in step.missing]
    told = [say("why-rating", {"rating": choice(step.rating)})]
    return [*told, *([say("why-next", {"level": choice(step.target)}), *missing] if step.target else [])]
