"""The demo's offices as rows, ids standing for refs, for the tests of rules and figures."""

from datetime import date

from gemtui.records import kinds
from gemtui.reference.demo import demo, fields, linked
from gemtui.rules import Context


def facts(*names):
    """Return live rows by kind of the named demos."""
    held = {kind: {} for kind in kinds()}
    for name in names:
        for at, line in enumerate(linked(demo(name), lambda office, ref: ref)):
            key = (line["office"], line.get("ref") or f"{name}-{at}")
            row = held[line["kind"]].setdefault(key, blank(line["kind"], *key))
            row.update(fields(line))
    return {kind: list(rows.values()) for kind, rows in held.items()}


def blank(kind, office, id_):
    """Return a row of a kind with nothing in it."""
    empty = dict.fromkeys(kinds()[kind].names)
    return {**empty, "id": id_, "office": office, "home": False, "changed_at": "2026-01-01T00:00:00.000Z"}


def row(kind, id_="x", office="AO-PAZ", **given):
    """Return one row of a kind with these fields."""
    return {**blank(kind, office, id_), **given}


def context(office="AO-PAZ", on=date(2024, 1, 10), period=2023, **more):
    """Return whom a test judges."""
    return Context(office, on, period=period, kinds=kinds(), **more)


def by_id(rows):
    return {found["id"]: found for found in rows}
