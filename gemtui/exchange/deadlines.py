"""Headquarters' settings of a reporting year, kept as a catalogue: its next plan takes them to the offices."""

from __future__ import annotations

from gemtui import reference, store
from gemtui.exchange.refusal import ExchangeProblem
from gemtui.store import Store


def set_year(db: Store, year: int, due: str = "", framework: str = "") -> None:
    """Set a year's day or framework, and let it count at once; raises ExchangeProblem headquarters-sets, unknown-framework."""
    if db.identity.role != "hq":
        raise ExchangeProblem("headquarters-sets", office=db.identity.office)
    if framework and framework not in reference.frameworks():
        raise ExchangeProblem(
            "unknown-framework", framework=framework, known=", ".join(reference.frameworks())
        )
    store.set_year(db, year, due, framework)
