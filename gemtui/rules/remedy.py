"""What is planned already that would close the distance to a rating.

Source: clauses RAT-2 and REP-2; spec/records.md, *action* (`indicator`) and *remedial_action*.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from gemtui.reference import Indicator, indicators
from gemtui.rules.terms import Row, days

OVER = frozenset({"done", "cancelled"})


@dataclass(frozen=True, slots=True)
class Remedy:
    """Something that is on its way."""

    kind: str
    """`action` or `remedial_action`."""
    office: str
    id: str
    name: str
    """The action's number, or its title where it has none; what the remedial action says."""
    due_on: str
    """ISO date; empty where none is set."""
    left: int | None
    """Days until it is due, negative once it is late; None where no date is set."""


def remedies(
    indicator: Indicator, entry: Row, actions: Iterable[Row], plans: Iterable[Row], on: date
) -> list[Remedy]:
    """Return the open actions that are linked to an indicator and the entry's open remedial actions, soonest first.

    Only those of the entry's office; an action may name the indicator of the same title in another framework.
    """
    found = [*_actions(indicator, entry, actions, on), *_plans(entry, plans, on)]
    return sorted(found, key=lambda one: (not one.due_on, one.due_on, one.kind, one.name))


def _actions(indicator: Indicator, entry: Row, actions: Iterable[Row], on: date) -> Iterator[Remedy]:
    for row in actions:
        if (
            row["office"] == entry.get("office")
            and row.get("status") not in OVER
            and _is_about(row, indicator)
        ):
            name = str(row.get("number") or row.get("title") or "")
            yield _remedy("action", row, name, row.get("delivery_on"), on)


def _is_about(row: Row, indicator: Indicator) -> bool:
    named = indicators().get(row.get("indicator") or "")
    return named is not None and (named.id == indicator.id or named.title == indicator.title)


def _plans(entry: Row, plans: Iterable[Row], on: date) -> Iterator[Remedy]:
    for row in plans:
        is_own = row["office"] == entry.get("office") and entry.get("id") is not None
        if (
            is_own
            and (row.get("indicator_entry") or "").rpartition("/")[2] == entry["id"]
            and not row.get("done_on")
        ):
            yield _remedy("remedial_action", row, str(row.get("description") or ""), row.get("due_on"), on)


def _remedy(kind: str, row: Row, name: str, due: str | None, on: date) -> Remedy:
    left = days(on.isoformat(), due) if due else None
    return Remedy(kind, row["office"], row["id"], name, due or "", left)
