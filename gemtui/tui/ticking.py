"""A requirement ticked on screen 5: saved at once, with a rating that never stands higher than the ticks."""

from __future__ import annotations

from typing import Any, NamedTuple

from gemtui import rules, store
from gemtui.reference import LEVELS
from gemtui.store import Edit, Saved, Store
from gemtui.tui.lists.answering import About

SCALE = ("missing", *LEVELS)


class Ticked(NamedTuple):
    """What a tick has led to."""

    saved: Saved
    borne: str
    """The rating that the ticks bear out now."""
    is_lowered: bool
    """The rating stood higher and was lowered to it."""


def given(about: About, period: int) -> dict[str, Any]:
    """Return the values that the entry of an indicator begins with."""
    return {"framework": about.framework.code, "indicator": about.indicator.id, "period": period}


def turn(db: Store, about: About, requirement: str, period: int) -> Ticked:
    """Tick a requirement, or take its tick away, and save it.

    A rating stands only when every requirement up to its level is fulfilled (spec/records.md, *indicator_entry*),
    so one that the ticks bear out no longer is lowered to what they do. Raises what a save raises.
    """
    entry = about.entry or {}
    held = [n for n in entry.get("requirements") or [] if n != requirement]
    was_ticked = requirement in (entry.get("requirements") or [])
    ticked = held if was_ticked else sorted([*held, requirement])
    borne, rating = rules.borne_out(about.indicator, ticked), entry.get("rating")
    values: dict[str, Any] = {"requirements": ticked or None}
    is_lowered = bool(ticked) and rating in LEVELS and SCALE.index(str(rating)) > SCALE.index(borne)
    if is_lowered:
        values["rating"] = borne
    if about.entry is None:
        return Ticked(
            store.save(db, Edit("indicator_entry", {**given(about, period), **values})), borne, is_lowered
        )
    named = f"{entry['office']}/{entry['id']}"
    seen = store.seen(db, entry["office"], entry["id"])
    return Ticked(store.save(db, Edit("indicator_entry", values, id=named, seen=seen)), borne, is_lowered)
