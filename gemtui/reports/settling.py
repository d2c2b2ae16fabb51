"""The settling of the Union's ratings: what the offices reported, side by side, and what is settled from it."""

from __future__ import annotations

from datetime import date
from typing import Any

from gemtui import reference, rules, store
from gemtui.reports.findings import Checked, message
from gemtui.reports.naming import reference as written_id
from gemtui.reports.standing import expected
from gemtui.rules import Settlement
from gemtui.store import UNION, Edit, Saved, Store


def to_settle(db: Store, on: date, period: int = 0) -> list[Settlement]:
    """Return every indicator of a year (the reported one, where none is named) with its inputs and its settlement."""
    with db.reading():
        checked = Checked(db, on, str(period or rules.reporting_year(on)))
        offices = expected(db, checked.picture.facts) if db.identity.role == "hq" else ()
        return rules.settlements(checked.picture, offices)


def begins(db: Store, found: Settlement) -> dict[str, Any]:
    """Return the values that the Union's rating of an indicator begins with: everything but the rating itself."""
    return {
        "framework": found.framework.code,
        "indicator": found.indicator.id,
        "period": found.year,
        "settled_by": db.identity.author,
        "sources": found.sources or None,
    }


def settle(db: Store, found: Settlement, rating: str, more: dict[str, Any]) -> Saved:
    """Save the Union's rating with the entries that it rests on, anew or over the one that stands; raises what a save raises."""
    given = {**begins(db, found), "rating": rating, **{name: value for name, value in more.items() if value}}
    at = f"{found.settled['office']}/{found.settled['id']}" if found.settled else ""
    return store.save(db, Edit("entity_rating", given, id=at, office="" if at else UNION))


def settling_document(db: Store, found: Settlement, lang: str = "en") -> dict[str, Any]:
    """Return a settlement as JSON says it."""
    settled = found.settled
    return {
        "indicator": found.indicator.id,
        "number": found.indicator.number,
        "title": found.indicator.title,
        "inputs": [
            {
                "office": one.office,
                "id": written_id(db, one.office, one.entry["id"]),
                "rating": one.rating or None,
                "requirements": list(one.entry.get("requirements") or ()),
                "explanation": one.entry.get("explanation"),
                "evidence": [written_id(db, one.office, each) for each in one.evidence],
            }
            for one in found.inputs
        ],
        "not_reported": list(found.silent),
        "proven_by_all": list(found.by_all),
        "proven_by_some": list(found.by_some),
        "proposed": found.proposed or None,
        "ground": found.ground,
        "settled": {
            "id": written_id(db, settled["office"], settled["id"]),
            "rating": settled.get("rating"),
            "explanation": settled.get("explanation"),
            "settled_by": settled.get("settled_by"),
        }
        if settled
        else None,
        "contradictions": [
            {
                "code": one.code,
                "level": one.level,
                "office": one.office,
                "id": written_id(db, one.office, one.id),
                "message": message(one, lang),
            }
            for one in found.contradictions
        ],
    }


def requirement_words(identifier: str) -> str:
    """Return a requirement's text, or its id where the catalogue lacks it."""
    return reference.requirements().get(identifier, identifier)
