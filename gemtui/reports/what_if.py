"""Which next appointments bring a committee into balance, in the shape of spec/cli.md, `plan-seats`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from gemtui import store
from gemtui.reports.balances import figures
from gemtui.reports.naming import reference
from gemtui.rules import Body, Option, Row, bodies, options
from gemtui.store import Store, StoreProblem

NEEDED = ("committee", "seat", "composition", "person")


def plan_seats(db: Store, names: Sequence[str], on: date) -> dict[str, Any]:
    """Return the options of committees, named by id, CODE/ID or in full; raises StoreProblem for an unknown one."""
    with db.reading():
        facts = {kind: store.rows(db, kind) for kind in NEEDED}
    wanted = [_committee(db, facts["committee"], name) for name in names]
    keys = [(row["office"], row["id"]) for row in wanted]
    held = {(b.committee["office"], b.committee["id"]): b for b in bodies(facts, on)}
    return {"options": [one for key in keys if key in held for one in _told(db, held[key], on)]}


def _committee(db: Store, rows: Sequence[Row], name: str) -> Row:
    """Return the committee of a name as people write it, else of an id."""
    same = [row for row in rows if str(row.get("name") or "").casefold() == name.casefold()]
    own = [row for row in same if row["office"] == db.identity.office]
    if len(own or same) > 1:
        offices = ", ".join(row["office"] for row in same)
        raise StoreProblem("ambiguous-record", record=name, offices=offices)
    return (own or same)[0] if same else store.find(db, "committee", name)


def _told(db: Store, body: Body, on: date) -> Iterator[dict[str, Any]]:
    row = body.committee
    for option in options(body, on):
        yield {
            "committee": reference(db, row["office"], row["id"]),
            "name": row.get("name"),
            "way": option.way,
            "appointments": [_appointment(db, row, one) for one in option.appointments],
            "women": option.count("woman"),
            "men": option.count("man"),
            "either": option.count("either"),
            "holds_from": option.holds_from or None,
            "latest": option.latest or None,
            "splits": list(option.splits),
            "certain": option.is_certain,
            "result": _result(option),
        }


def _appointment(db: Store, row: Row, one: Any) -> dict[str, Any]:
    return {
        "seat": reference(db, row["office"], one.seat) if one.seat else None,
        "place": one.place or None,
        "role": one.role,
        "leaves": one.leaves,
        "by": one.by or None,
        "appoint": one.appoint,
    }


def _result(option: Option) -> dict[str, Any]:
    wanted = (
        "size",
        "women",
        "men",
        "other",
        "undisclosed",
        "share_women",
        "percent_women",
        "range",
        "verdict",
        "meets",
    )
    found = figures(option.balance)
    return {name: found[name] for name in wanted}
