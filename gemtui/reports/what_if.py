"""Which next appointments bring a committee into balance, in the shape of spec/cli.md, `plan-seats`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from gemtui import store
from gemtui.reports.balances import figures
from gemtui.reports.naming import reference
from gemtui.rules import Body, Option, Places, Row, bodies, options, together
from gemtui.store import Store, StoreProblem

NEEDED = ("committee", "seat", "composition", "person")


def plan_seats(
    db: Store, names: Sequence[str], on: date, *, every: bool = False, unit: str = ""
) -> dict[str, Any]:
    """Return the options of committees, named by id, CODE/ID or in full; raises StoreProblem for an unknown one.

    `every` adds all that are in force here, `unit` those of a unit (its code, name or id). Of several, `together`
    says which way each of them takes, and by when at the latest.
    """
    with db.reading():
        facts = {kind: store.rows(db, kind) for kind in (*NEEDED, "office_unit")}
    held = {(b.committee["office"], b.committee["id"]): b for b in bodies(facts, on)}
    wanted = [_committee(db, facts["committee"], name) for name in names]
    keys = [(row["office"], row["id"]) for row in wanted]
    if every or unit:
        of = _unit(db, facts["office_unit"], unit) if unit else None
        places = Places(facts)
        keys += [
            key for key, body in held.items()
            if _is_here(db, body.committee) and of in (None, places.key(body.committee, body.committee.get("unit")))
        ]  # fmt: skip
    found = [held[key] for key in dict.fromkeys(keys) if key in held]
    told = {"options": [one for body in found for one in _told(db, body, on)]}
    return {**told, "together": _together(db, found, on)} if every or unit or len(names) > 1 else told


def _is_here(db: Store, row: Row) -> bool:
    return db.identity.role == "hq" or row["office"] == db.identity.office


def _unit(db: Store, rows: Sequence[Row], name: str) -> tuple[str, str]:
    """Return office and id of a unit as people name it; raises StoreProblem for an unknown one."""
    typed = name.casefold()
    same = [
        r for r in rows if typed in (str(r.get("code") or "").casefold(), str(r.get("name") or "").casefold())
    ]
    row = next((r for r in same if r["office"] == db.identity.office), None) or next(iter(same), None)
    found = row or store.find(db, "office_unit", name)
    return found["office"], found["id"]


def _together(db: Store, found: Sequence[Body], on: date) -> dict[str, Any]:
    made = together(found, on)
    asked = made.count()
    return {
        "bodies": len(found),
        "judged": made.judged,
        "meet_now": made.meet_now,
        "meet_then": made.meet_then,
        "first_by": made.first_by or None,
        "last_by": made.last_by or None,
        **{each: asked[each] for each in ("woman", "man", "either")},
        "plans": [
            {
                "committee": reference(db, plan.body.committee["office"], plan.body.committee["id"]),
                "name": plan.body.committee.get("name"),
                "meets_now": plan.body.balance.meets,
                "way": plan.option.way if plan.option else None,
                "latest": (plan.option.latest or None) if plan.option else None,
                "holds_from": (plan.option.holds_from or None) if plan.option else None,
                "appointments": [_appointment(db, plan.body.committee, one) for one in plan.option.appointments]
                if plan.option
                else [],
                "result": _result(plan.option) if plan.option else None,
            }
            for plan in made.plans
        ],
    }  # fmt: skip


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
