"""Rules between a plan, its actions, their evidence and the rounds over them. Source: RESP-7, RESP-8, MON-1, OBJ-1."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from gemtui.reference import policy
from gemtui.rules.actions import CLOSED
from gemtui.rules.finding import Finding, finding
from gemtui.rules.picture import Picture
from gemtui.rules.terms import Row, days, in_force, months_later
from gemtui.rules.updates import open_since

OBJECTIVES = {"OBJ-1": ("A", "OA-C2", "OBJ-1"), "OBJ-2": ("B", "OBJ-2")}
"""An objective is served by actions of an area, or by those that name one of the clauses."""


def actions(picture: Picture) -> Iterator[Finding]:
    """Yield actions done without evidence, overdue, or due outside their plan's period."""
    for row in picture.rows("action"):
        if row.get("status") == "done" and not picture.has_evidence(row):
            yield finding("done-without-evidence", "action", row, "status")
        due = row.get("delivery_on")
        if due and due < picture.day and row.get("status") not in CLOSED:
            late = days(due, picture.day)
            yield finding(
                "overdue", "action", row, "delivery_on", days=late, due=due, status=row.get("status")
            )
        plan = picture.places.row(row, row.get("action_plan"))
        if plan and due and not in_force(plan, due) and not _is_carried(row, plan):
            yield finding("delivery-outside-plan", "action", row, "delivery_on", due=due)


def _is_carried(row: Row, plan: Row) -> bool:
    """Return whether an action was carried over with its old date: it is overdue then, and not misplaced."""
    return bool(row.get("carried_from")) and row["delivery_on"] < (plan.get("starts_on") or "")


def plans(picture: Picture) -> Iterator[Finding]:
    """Yield approved plans that serve an objective with no action, and plans under a policy since replaced."""
    served = _by(picture, "action", "action_plan")
    newest = _policy_version(picture)
    for plan in picture.rows("action_plan"):
        if plan.get("status") == "closed" or not in_force(plan, picture.day):
            continue
        if newest and plan.get("policy_version") not in (None, newest):
            yield finding("policy-superseded", "action_plan", plan, "policy_version", newest=newest)
        if plan.get("status") == "approved":
            lines = served[plan["office"], plan["id"]]
            for objective, links in OBJECTIVES.items():
                if not any(_serves(row, links) for row in lines):
                    at = {"clause_of": objective, "objective": objective}
                    yield finding("objective-without-action", "action_plan", plan, "", **at)


def _serves(row: Row, links: tuple[str, ...]) -> bool:
    area, *clauses = links
    named = row.get("clauses") or ()
    return row.get("area") == area or any(clause.startswith((f"OA-{area}", *clauses)) for clause in named)


def _policy_version(picture: Picture) -> str | None:
    reviews = [row for row in picture.facts.get("policy_review", ()) if row.get("new_version")]
    past = [row for row in reviews if row["on"] <= picture.day]
    return max(past, key=lambda row: row["on"])["new_version"] if past else None


def contributions(picture: Picture) -> Iterator[Finding]:
    """Yield contributions of a focal point dated outside the term. Source: clause RESP-8."""
    for row in picture.rows("action_progress"):
        term = picture.places.row(row, row.get("focal_point"))
        if term and not in_force(term, row["on"], "appointed_on"):
            yield finding("contribution-outside-term", "action_progress", row, "on", day=row["on"])


def monitoring(picture: Picture) -> Iterator[Finding]:
    """Yield offices whose plan was not gone through for two years. Source: clause MON-1."""
    for office in picture.offices:
        due = next_monitoring(picture, office)
        if due and due < picture.day:
            late = days(due, picture.day)
            yield finding(
                "monitoring-overdue", "monitoring_round", {"office": office}, "closed_on", days=late, due=due
            )


def next_monitoring(picture: Picture, office: str) -> str | None:
    """Return the day by which an office's next round has to be closed: two years after the last, or the first plan."""
    closed = [row.get("closed_on") for row in _own(picture, "monitoring_round", office)]
    begun = [
        row.get("starts_on") for row in _own(picture, "action_plan", office) if row.get("status") != "draft"
    ]
    last = max((day for day in closed if day and day <= picture.day), default="")
    start = last or min((day for day in begun if day), default="")
    return months_later(start, policy().monitoring_months) if start else None


def rounds(picture: Picture) -> Iterator[Finding]:
    """Yield closed rounds in which no action, or not every open action, was updated. Source: RESP-9, MON-1."""
    updates, lines = _by(picture, "action_progress", "action"), _by(picture, "action", "action_plan")
    previous: dict[tuple[str, str], str] = {}
    for held in sorted(picture.rows("monitoring_round"), key=lambda row: row["opened_on"]):
        plan, closed = picture.places.key(held, held.get("action_plan")), held.get("closed_on")
        if not closed:
            continue
        then = [row for row in lines[plan] if open_since(row, held["opened_on"])]
        dates = {row["id"]: [note["on"] for note in updates[row["office"], row["id"]]] for row in then}
        if then and not any(held["opened_on"] <= day <= closed for noted in dates.values() for day in noted):
            yield finding("round-without-update", "monitoring_round", held, "closed_on")
        since = previous.get(plan)
        stale = [row for row in then if since and not any(since < day <= closed for day in dates[row["id"]])]
        if stale:
            first = stale[0].get("number") or stale[0].get("title")
            facts = {"actions": len(stale), "first": first}
            yield finding("round-closed-too-early", "monitoring_round", held, "closed_on", **facts)
        previous[plan] = closed


def _by(picture: Picture, kind: str, reference: str) -> dict[tuple[str, str], list[Row]]:
    held: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in picture.facts.get(kind, ()):
        held[picture.places.key(row, row.get(reference))].append(row)
    return held


def _own(picture: Picture, kind: str, office: str) -> Iterator[Row]:
    return (row for row in picture.facts.get(kind, ()) if row["office"] == office)
