"""How far an indicator is from a rating, in words, with what is planned already that would give it."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from gemtui import rules, store
from gemtui.locale import choice, day, plain, say
from gemtui.reference import Indicator, requirements
from gemtui.rules import Remedy
from gemtui.store import Row
from gemtui.tui.lists.answering import ABOUT, About
from gemtui.tui.lists.tab import Around
from gemtui.tui.widgets.cells import fit
from gemtui.tui.widgets.pane import Line, wrapped

SHOWN = 2
"""Remedies named; the soonest are what counts."""
SHORTEST = 8
"""Cells of a name that still says which one it is."""


def in_words(about: About) -> str:
    """Return the distance to *meets*, and once that is reached to *exceeds*, in one sentence."""
    return distance_in_words(about.indicator, about.entry or {})


def distance_in_words(indicator: Indicator, entry: Row) -> str:
    """Return the same from an indicator and what is ticked in an entry."""
    found = rules.toward(indicator, entry, "meets")
    reached = not found.missing
    if reached:
        found = rules.toward(indicator, entry, "exceeds")
    if not found.missing:
        return say("everything-fulfilled")
    texts = requirements()
    facts = {
        "level": choice(found.target),
        "have": number(found.of - len(found.missing)),
        "of": number(found.of),
        "missing": texts.get(found.missing[0], found.missing[0]),
        "more": len(found.missing) - 1,
    }
    return say(
        f"distance{'-beyond' if reached else ''}{'-and-more' if len(found.missing) > 1 else ''}", facts
    )


def number(count: int) -> str:
    """Return a small number as a word, a larger one in figures."""
    words = say("number-words").split()
    return words[count] if count < len(words) else str(count)


def remedy_in_words(one: Remedy, width: int = 0) -> str:
    """Return what an action or a remedial action would do, and by when; a long name gives way to the day in `width`."""
    words = _in_words(one, one.name)
    over = cell_len(plain(words)) - width
    return (
        _in_words(one, fit(one.name, max(cell_len(one.name) - over, SHORTEST)))
        if width and over > 0
        else words
    )


def _in_words(one: Remedy, name: str) -> str:
    facts = {
        "name": say(f"named-{one.kind}", {"name": name}),
        "day": day(one.due_on),
        "days": abs(one.left or 0),
    }
    if one.left is None:
        return say("remedy-undated", facts)
    return say("remedy-late" if one.left < 0 else "remedy-by", facts)


def remedies(around: Around, row: Row) -> list[Remedy]:
    """Return what is planned for a row's indicator; asks the store, so call it in a thread."""
    about: About = row[ABOUT]
    entry = about.entry or {"office": row["office"]}
    found: list[Row] = []
    for identifier in (about.indicator.id, *rules.ancestors(about.indicator.id)):
        ids = store.rowids(around.db, "action", store.View(where={"indicator": identifier}))
        found += store.block(around.db, "action", ids[:500])
    plans: Sequence[Row] = ()
    if about.plans and about.entry:
        children = store.children(around.db, "indicator_entry", about.entry["office"], about.entry["id"])
        plans = [each for kind, each in children if kind == "remedial_action"]
    return rules.remedies(about.indicator, entry, found, plans, around.on)


def planned(around: Around, row: Row, width: int) -> list[Line]:
    """Return in lines what would give what is missing; nothing where the distance is none."""
    about: About | None = row.get(ABOUT)
    if about is None or not rules.toward(about.indicator, about.entry or {}, "exceeds").missing:
        return []
    found = remedies(around, row)
    if not found:
        return wrapped(say("no-remedy"), width, "dim", 1)
    return [[(plain(remedy_in_words(one, width)), "accent")] for one in found[:SHOWN]]
