"""Headquarters' first tab of screen 5: what all offices said on each indicator, and the Union's one rating of it."""

from __future__ import annotations

from gemtui import reports
from gemtui.locale import choice, say
from gemtui.reference import RATINGS
from gemtui.rules import Settlement
from gemtui.store import Row
from gemtui.tui.listing import KIND
from gemtui.tui.lists.answering import UNANSWERED
from gemtui.tui.lists.indicators import EMPTY, ROLES
from gemtui.tui.lists.tab import Around
from gemtui.tui.widgets.cells import Column, Part
from gemtui.tui.widgets.computed import ID, Computed, Worked
from gemtui.tui.widgets.pane import Line, wrapped

SETTLEMENT = "_settlement"
"""Key under which a row carries its `Settlement`."""
SHORT = {word: code for code, word in RATINGS.items()}
ROOMY = 80
"""Cells from which an explanation gets a second line."""
LEVELS = {"error": ("! ", "alarm"), "warning": ("▲ ", "accent"), "gap": ("· ", "dim")}


def settlements(around: Around) -> Computed:
    """Return a line for each indicator of the year, settled or not."""
    return Computed(COLUMNS, lambda: Worked(rows(around)), EMPTY)


def rows(around: Around) -> list[Row]:
    """Return the indicators of the year with their settlement; asks the store, so call it in a thread."""
    found = reports.to_settle(around.db, around.on, around.year)
    return [_row(number, one, around) for number, one in enumerate(found)]


def _row(number: int, found: Settlement, around: Around) -> Row:
    blank = {ID: UNANSWERED + number, "office": around.db.identity.office, "indicator": found.indicator.id}
    settled = {**found.settled, KIND: "entity_rating"} if found.settled else blank
    return {**settled, SETTLEMENT: found}


def _rating(rating: str | None) -> Part:
    return (choice(rating), ROLES.get(rating, "dim")) if rating else ("–", "dim")


def _said(row: Row) -> list[Part]:
    found: Settlement = row[SETTLEMENT]
    parts: list[Part] = []
    for rating, count in found.by_rating.items():
        if rating != "not_reported":
            parts += [(f"{SHORT[rating]} ", ROLES.get(rating, "dim")), (f"{count} ", "")]
    return [*parts, (f"? {len(found.silent)}" if found.silent else "", "dim")]


def _against(row: Row) -> Part:
    found = row[SETTLEMENT].contradictions
    return (f"▲ {len(found)}", "accent") if found else ("", "")


COLUMNS = (
    Column("number", "PI", 3, lambda row: str(row[SETTLEMENT].indicator.number), right=True),
    Column("title", "Indicator", 18, lambda row: row[SETTLEMENT].indicator.title, grows=True),
    Column("said", "Offices said", 20, _said, sorts=False),
    Column(
        "proposed", "Proposed", 11, lambda row: (choice(row[SETTLEMENT].proposed or "–"), "dim"), sorts=False
    ),
    Column("rating", "Settled", 11, lambda row: _rating(row.get("rating"))),
    Column("against", "", 4, _against, sorts=False),
)


def detail(row: Row, width: int) -> list[Line]:
    """Return every input beside the settlement, what all of them prove, and what speaks against a rating."""
    found: Settlement = row[SETTLEMENT]
    lines: list[Line] = [
        [
            (f"PI {found.indicator.number}", "strong"),
            (f"  {say('settling-proposed', {'rating': choice(found.proposed or '–')})}", ""),
            (f"  ({say(found.ground)})", "dim"),
        ]
    ]
    for one in found.inputs:
        text = str(one.entry.get("explanation") or one.entry.get("justification") or "")
        sign: Part = ("✓ ", "ok") if one.evidence else ("– ", "dim")
        head: list[Part] = [(f"{one.office:<8} ", ""), sign]
        lengthy = 1 if width < ROOMY else 2
        first, *more = wrapped(text, max(width - 27, 12), "dim", lengthy) or [[]]
        lines.append([*head, (f"{_rating(one.rating)[0]:<14}  ", _rating(one.rating)[1]), *first])
        lines += [[(" " * 27, ""), *rest] for rest in more]
    if found.silent:
        lines.append([(say("settling-silent", {"offices": ", ".join(found.silent)}), "dim")])
    for against in found.contradictions:
        words = f"{against.office}: {reports.message(against)}"
        first, *more = wrapped(words, max(width - 2, 12), "", 3)
        lines += [[LEVELS[against.level], *first], *more]
    lines.append([(say("settling-proven", {"all": len(found.by_all), "some": len(found.by_some)}), "dim")])
    if found.settled:
        facts = {name: found.settled.get(name) or "–" for name in ("settled_by", "explanation")}
        words = say("settling-settled", {**facts, "rating": choice(found.settled.get("rating") or "–")})
        lines += wrapped(words, width, "strong", 2)
    if not found.settled:
        lines.append([(say("settling-enter"), "accent")])
    return lines


def why(_around: Around, row: Row) -> list[str]:
    """Return how the proposal comes about, with every requirement that is proven by all or by some."""
    found: Settlement | None = row.get(SETTLEMENT)
    if found is None:
        return []
    lowest = found.lowest
    told = [say("settling-proposed", {"rating": choice(found.proposed or "–")}), say(f"why-{found.ground}")]
    if lowest:
        told.append(say("settling-lowest", {"office": lowest.office, "rating": choice(lowest.rating)}))
    for code, held in (("settling-by-all", found.by_all), ("settling-by-some", found.by_some)):
        told += [say(code, {"count": len(held)}), *(f"– {reports.requirement_words(n)}" for n in held)]
    return told


def figures(found: list[Row]) -> list[Part]:
    """Return how many indicators are settled, and against how many something speaks."""
    settled = sum(1 for row in found if row.get("rating"))
    against = sum(1 for row in found if row[SETTLEMENT].contradictions)
    parts: list[Part] = [(say("settled-of", {"settled": settled, "all": len(found)}), "")]
    return [*parts, (f" · {against} ▲", "accent")] if against else parts
