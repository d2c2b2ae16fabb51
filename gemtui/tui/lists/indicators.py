"""Screen 5: UN-SWAP indicators of the year: rating, last year's, evidence, plan, and the checklist behind them."""

from __future__ import annotations

from gemtui import rules
from gemtui.locale import choice, say
from gemtui.reference import LEVELS, requirement_texts
from gemtui.store import Row
from gemtui.tui.lists.answering import ABOUT, About, answered
from gemtui.tui.lists.distance import in_words, remedies, remedy_in_words
from gemtui.tui.lists.tab import Around
from gemtui.tui.widgets.cells import Column, Part
from gemtui.tui.widgets.computed import Computed
from gemtui.tui.widgets.pane import Line, wrapped

SCALE = ("missing", *LEVELS)
ROLES = {"exceeds": "ok", "meets": "ok", "approaches": "accent", "missing": "alarm"}
EMPTY = ("This year belongs to no UN-SWAP framework.",)


def indicators(around: Around) -> Computed:
    """Return the list of the year's indicators, answered or not."""
    year = around.year
    return Computed(around.of_offices(_columns(year)), lambda: answered(around.db, year, around.then), EMPTY)


def _rating(row: Row | None) -> Part:
    rating = (row or {}).get("rating")
    return (choice(rating), ROLES.get(rating, "dim")) if rating else ("–", "dim")


def _before(row: Row) -> list[Part]:
    """Return last year's rating, of a merged indicator those of all that went into it."""
    last = row[ABOUT].before
    parts = [_rating(each) for each in last] or [_rating(None)]
    return [(f"{', ' if n else ''}{text}", role) for n, (text, role) in enumerate(parts)]


def _moved(row: Row) -> list[Part]:
    """Return this year's rating, with a sign where it rose or fell."""
    about: About = row[ABOUT]
    now, before = row.get("rating"), about.before[0].get("rating") if len(about.before) == 1 else None
    sign: Part = ("", "")
    if now in SCALE and before in SCALE and now != before:
        sign = (" ▲", "ok") if SCALE.index(now) > SCALE.index(before) else (" ▼", "alarm")
    return [_rating(row), sign]


def _evidence(row: Row) -> Part:
    about: About = row[ABOUT]
    if about.evidence:
        return f"✓ {about.evidence}", "ok"
    return ("! none", "alarm") if row.get("rating") in ("meets", "exceeds") else ("–", "dim")


def _plan(row: Row) -> Part:
    if row[ABOUT].plans:
        return f"✓ {row[ABOUT].plans}", "ok"
    return ("! none", "alarm") if row.get("rating") in ("approaches", "missing") else ("–", "dim")


def _columns(year: int) -> tuple[Column, ...]:
    return (
        Column("number", "PI", 3, lambda row: str(row[ABOUT].indicator.number), right=True),
        Column("title", "Indicator", 20, lambda row: row[ABOUT].indicator.title, grows=True),
        Column("before", str(year - 1), 14, _before, sorts=False),
        Column("rating", str(year), 16, _moved),
        Column("evidence", "Evidence", 8, _evidence, sorts=False),
        Column("plan", "Plan", 6, _plan, sorts=False),
    )


def detail(row: Row, width: int) -> list[Line]:
    """Return how far an indicator is from its next level, what is stated, and the distance in words."""
    about: About = row[ABOUT]
    entry = about.entry or {}
    step = rules.distance(about.indicator, entry)
    aim = (
        f"{step.rating} → {step.target}: {step.of - len(step.missing)} of {step.of}"
        if step.target
        else choice(step.rating)
    )
    words, role = stated(entry, step.rating)
    aim = aim if entry.get("requirements") or not words else ""
    first: Line = [
        (f"PI {about.indicator.number}", "strong"),
        (f"  {aim}{'   ' if aim else ''}", ""),
        (words, role),
    ]
    return [first, *wrapped(in_words(about), width, "", 2)]


def stated(entry: Row, borne: str) -> Part:
    """Return in words how a stated rating stands to what the ticks bear out; nothing where they agree."""
    rating = entry.get("rating")
    if rating not in SCALE or rating == borne:
        return "", ""
    facts = {"rating": choice(rating), "borne": choice(borne)}
    if not entry.get("requirements"):
        return say("unticked", facts), "dim"
    is_beyond = SCALE.index(rating) > SCALE.index(borne)
    return say("stated-beyond" if is_beyond else "stated-below", facts), "alarm" if is_beyond else "dim"


def why(around: Around, row: Row) -> list[str]:
    """Return how the rating that the ticks bear out comes about."""
    about: About | None = row.get(ABOUT)
    if about is None:
        return []
    step = rules.distance(about.indicator, about.entry or {})
    texts = requirement_texts(about.indicator)
    missing = [f"– {texts.get(identifier, identifier)}" for identifier in step.missing]
    told = [say("why-rating", {"rating": choice(step.rating)})]
    if step.target:
        told += [say("why-next", {"level": choice(step.target)}), *missing]
    told.append(in_words(about))
    return [*told, *(remedy_in_words(one) for one in remedies(around, row))]
