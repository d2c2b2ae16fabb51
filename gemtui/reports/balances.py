"""Committees and staff in figures, in the shape of spec/cli.md, `balance`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from gemtui import store
from gemtui.reports.naming import fraction, percent, reference, unit_name
from gemtui.rules import Balance, Body, Line, Places, Row, bodies, staffing, tally, unit_of
from gemtui.store import Store

NEEDED = ("committee", "seat", "composition", "person", "office_unit", "staffing_snapshot")


def balance(db: Store, on: date) -> dict[str, Any]:
    """Return verdicts on committees and staff on a date; at headquarters of every office, else of the own one."""
    with db.reading():
        facts = {kind: store.rows(db, kind) for kind in NEEDED}
    places = Places(facts)
    held = [body for body in bodies(facts, on, places) if _mine(db, body.committee)]
    met = tally(body.balance for body in held)
    return {
        "on": on.isoformat(),
        "committees": [_committee(db, body) for body in held],
        "summary": {
            "bodies": met.bodies, "judged": met.judged, "meet": met.meet, "not": met.fail, "unknown": met.unknown,
        },
        "staffing": _staffing([row for row in facts["staffing_snapshot"] if _mine(db, row)], on, places),
    }  # fmt: skip


def _mine(db: Store, row: Row) -> bool:
    return db.identity.role == "hq" or row["office"] == db.identity.office


def _committee(db: Store, body: Body) -> dict[str, Any]:
    row = body.committee
    return {
        "id": reference(db, row["office"], row["id"]),
        "name": row.get("name"),
        **figures(body.balance),
        "leadership": figures(body.leadership),
    }


def figures(balance: Balance) -> dict[str, Any]:
    """Return what is said of one head-count, as JSON values."""
    counts = balance.counts
    found = {
        "size": counts.total,
        "women": counts.women,
        "men": counts.men,
        "other": counts.other,
        "undisclosed": counts.undisclosed,
        "share_women": fraction(balance.share),
        "percent_women": percent(balance.share),
        "range": [str(end) for end in balance.range] if balance.range else None,
        "provisional": balance.provisional,
        "verdict": balance.verdict,
        "meets": balance.meets,
        "under_represented": balance.under_represented,
        "attainable": None if balance.attainable is None else list(balance.attainable),
        "replace": balance.replace,
    }
    return found if balance.rule != "both_present" else {**found, "band": balance.band}


def _staffing(rows: Sequence[Row], on: date, places: Places) -> list[dict[str, Any]]:
    """Return the lines of the whole, then of each office where there are several, then of each unit likewise.

    The `unit` of a line is a unit's code, an office's code, or null for the whole where it has several parts.
    """
    offices, found = _by(rows, lambda row: row["office"]), []
    if len(offices) > 1:
        found += _lines(None, staffing(rows, on))
    for office, held in offices.items():
        units = _by(held, unit_of)
        if len(units) == 1:
            found += _lines(unit_name(places, next(iter(units))), staffing(held, on))
            continue
        found += _lines(office if len(offices) > 1 else None, staffing(held, on))
        for unit, counted in units.items():
            found += _lines(unit_name(places, unit), staffing(counted, on))
    return found


def _by(rows: Iterable[Row], key: Any) -> dict[str, list[Row]]:
    held: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        held[key(row)].append(row)
    return dict(sorted(held.items()))


def _lines(unit: str | None, lines: Iterable[Line]) -> list[dict[str, Any]]:
    return [{"line": line.name, "unit": unit, **_staff_figures(line.balance)} for line in lines]


def _staff_figures(balance: Balance) -> dict[str, Any]:
    wanted = ("women", "men", "other", "undisclosed", "share_women", "percent_women", "verdict", "meets")
    found = figures(balance)
    return {name: found[name] for name in wanted}
