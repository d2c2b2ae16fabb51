"""What one plan, action or round can get wrong by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gemtui.reference import clauses
from gemtui.rules.finding import Finding, finding
from gemtui.rules.terms import Row, months_later

LONGEST_MONTHS = 48
REVIEW_MONTHS = 24


def action_plan(rows: Iterable[Row], on: str) -> Iterator[Finding]:
    """Yield what is wrong with a plan's period and review date. Source: clause PUR-4."""
    for row in rows:
        starts, ends, review = row.get("starts_on"), row.get("ends_on"), row.get("next_review_on")
        if not starts or not ends or ends < starts:
            continue
        if ends >= months_later(starts, LONGEST_MONTHS):
            yield finding("plan-too-long", "action_plan", row, "ends_on")
        if row.get("status") == "closed":
            continue
        # a plan that runs out within two years is gone through by its own end
        if not review and ends >= months_later(starts, REVIEW_MONTHS):
            yield finding("no-review-date", "action_plan", row, "next_review_on")
        if review and review > months_later(max(starts, on), REVIEW_MONTHS):
            yield finding("review-too-late", "action_plan", row, "next_review_on", day=review)


def action(rows: Iterable[Row], _on: str) -> Iterator[Finding]:
    """Yield what is wrong with an action's state, clauses and accountable role. Source: RESP-7, RESP-2, PRE-1."""
    for row in rows:
        status = row.get("status")
        if status == "done" and not row.get("done_on"):
            yield finding("done-without-date", "action", row, "done_on")
        if status == "cancelled" and not row.get("reason"):
            yield finding("cancelled-without-reason", "action", row, "reason")
        if is_focal_point(row.get("accountable")):
            yield finding("focal-point-accountable", "action", row, "accountable")
        linked = row.get("clauses")
        if linked and all(kind_of_clause(clause) == "principle" for clause in linked):
            yield finding("principle-only", "action", row, "clauses")


def is_focal_point(role: str | None) -> bool:
    """Return whether a role label means the focal point or the alternate."""
    return bool(role) and str(role).casefold().replace("_", " ").strip() in FOCAL_POINT_ROLES


FOCAL_POINT_ROLES = frozenset(
    {
        "focal point",
        "gender focal point",
        "alternate",
        "alternate focal point",
        "alternate gender focal point",
        "gfp",
    }
)


def kind_of_clause(clause: str) -> str:
    """Return principle, reference, objective or duty; empty for a clause that the catalogue lacks."""
    listed = clauses().get(clause)
    return listed.kind if listed else ""
