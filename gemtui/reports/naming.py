"""How figures name what they are about: references, units, shares."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from gemtui import locale, rules, store
from gemtui.rules import Places, Row
from gemtui.rules.resources import AMOUNTS, Budget, left_out
from gemtui.store import Store

ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def reference(db: Store, office: str, identifier: str) -> str:
    """Return the id of a record of the own office, `CODE/ID` of any other (spec/cli.md)."""
    return identifier if office == db.identity.office else f"{office}/{identifier}"


def unit_name(places: Places, unit: str) -> str:
    """Return the code of the unit that `OFFICE/REFERENCE` means, or what stands there where it is not here."""
    office, slash, at = unit.partition("/")
    row = places.row({"office": office}, at) if slash else None
    return str(row["code"]) if row and row.get("code") else (at or office)


def fraction(share: Fraction | None) -> str | None:
    """Return an exact fraction as text, reduced; None without a base."""
    return None if share is None else str(share)


def percent(share: Fraction | None) -> str | None:
    """Return a share as per cent with one decimal, more where rounding would touch a bound; None without a base."""
    return None if share is None else locale.share(share)


def left_out_words(budget: Budget, lang: str = "en") -> str:
    """Return how many lines each of a year's amounts leaves out, and how many all do for want of a marker; empty where none does."""
    told = []
    for name in AMOUNTS:
        held = [f"{count} {locale.choice(said, lang)}" for said, count in left_out(budget.own, name).items()]
        told += [f"{locale.say(f'column-{name}', {}, lang).lower()} {', '.join(held)}"] if held else []
    doubtful = Counter(str(row["marker_state"]) for row in budget.unmarked)
    held = [f"{count} {locale.choice(said, lang)}" for said, count in sorted(doubtful.items())]
    told += [f"{locale.say('column-marker', {}, lang).lower()} {', '.join(held)}"] if held else []
    facts = {"year": budget.year, "currency": budget.currency or "–", "told": "; ".join(told)}
    return locale.say("money-left-out", facts, lang) if told else ""


def readable(facts: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """Return a finding's facts as people read them: dates in words, lengths of time, codes without underscores."""
    return {
        name: _length(value, lang) if name == "days" else _word(value, lang) for name, value in facts.items()
    }


def _length(days: int, lang: str) -> str:
    return locale.say("so-many-days", {"count": days}, lang)


def _word(value: Any, lang: str) -> Any:
    if not isinstance(value, str):
        return value
    if ISO_DAY.fullmatch(value):
        return locale.day(value, lang)
    return value.replace("_", " ") if value.islower() else value


def title(db: Store, kind: str, row: Row, places: Places) -> str:
    """Return the words that name a record to a person: an indicator by its number, references by what they lead to."""
    indicator = rules.indicator_of(row) if row.get("framework") else None
    if indicator is not None:
        return f"{indicator.name} {indicator.title}"
    about, shown = db.kinds[kind], dict(row)
    for name in about.about.title:
        question, value = about.question(name), row.get(name)
        if question and question.refers and value:
            found = places.find(row, value)
            shown[name] = title(db, *found, places) if found and found[1] is not row else None
        elif question and question.choices and value:
            shown[name] = value.replace("_", " ")
    return store.title_of(about, shown)
