"""Every day by which something has to happen, from all kinds of records: for a calendar, and for a successor."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from gemtui.rules.actions import CLOSED
from gemtui.rules.between.exchange import next_policy_review
from gemtui.rules.between.plan import next_monitoring
from gemtui.rules.focal_points import acts
from gemtui.rules.picture import Picture
from gemtui.rules.references import UNION
from gemtui.rules.terms import Row


class Due(NamedTuple):
    """One day on which something ends or has to be there."""

    on: str
    """An ISO day; it may have passed."""
    code: str
    """`due-delivery`, `due-review`, `due-plan-end`, `due-term`, `due-delegation`, `due-remedy`, `due-answer`,
    `due-monitoring`, `due-policy-review`."""
    kind: str
    id: str
    """Empty where the whole office, or the Union, is meant."""
    office: str
    clause: str


def due_dates(picture: Picture) -> list[Due]:
    """Return what is still open of the judged offices, by day; what ended before the date is left out, what is late is not."""
    found = [*_of_actions(picture), *_of_plans(picture), *_of_terms(picture), *_of_answers(picture)]
    return sorted([*found, *_of_rounds(picture)])


def _of_actions(picture: Picture) -> Iterator[Due]:
    for row in picture.rows("action"):
        if row.get("delivery_on") and row.get("status") not in CLOSED:
            yield _due(row["delivery_on"], "due-delivery", "action", row, "RESP-7")


def _of_plans(picture: Picture) -> Iterator[Due]:
    for row in picture.rows("action_plan"):
        day = row.get("next_review_on")
        end = row.get("ends_on")
        if row.get("status") == "closed" or (end or day or "") < picture.day:
            continue
        if day:
            yield _due(day, "due-review", "action_plan", row, "PUR-4")
        if end:
            yield _due(end, "due-plan-end", "action_plan", row, "PUR-4")


def _of_terms(picture: Picture) -> Iterator[Due]:
    """Terms of office that are still running: who follows has to be found before they end."""
    clauses = {
        **{"focal_point": "RESP-4", "group_member": "RESP-4", "gem_group": "RESP-4"},
        **{"seat": "OA-C2a", "committee": "OA-C2a"},
    }
    for kind, clause in clauses.items():
        for row in picture.rows(kind):
            day = row.get("ends_on")
            if day and day >= picture.day:
                yield _due(day, "due-term", kind, row, clause)
    for row in picture.rows("focal_point"):
        if acts(row, picture.on) and row.get("acts_until"):
            yield _due(row["acts_until"], "due-delegation", "focal_point", row, "RESP-8")


def _of_answers(picture: Picture) -> Iterator[Due]:
    for row in picture.rows("remedial_action"):
        if row.get("due_on") and not row.get("done_on"):
            yield _due(row["due_on"], "due-remedy", "remedial_action", row, "REP-2")
    answered = {row.get("reply_to") for row in picture.facts.get("remark", ())}
    for row in picture.rows("remark"):
        if row.get("due_on") and row.get("status") in (None, "open") and row["id"] not in answered:
            yield _due(row["due_on"], "due-answer", "remark", row, "REP-1")


def _of_rounds(picture: Picture) -> Iterator[Due]:
    for office in picture.offices:
        day = next_monitoring(picture, office)
        if day:
            yield Due(day, "due-monitoring", "monitoring_round", "", office, "MON-1")
    if picture.context.role == "hq":
        yield Due(next_policy_review(picture), "due-policy-review", "policy_review", "", UNION, "REV-1")


def _due(day: str, code: str, kind: str, row: Row, clause: str) -> Due:
    return Due(day, code, kind, row["id"], row["office"], clause)
