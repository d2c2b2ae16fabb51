"""Rules over remarks, sign-offs, and what headquarters owes. Source: clauses REP-1, RESP-2, REV-1."""

from __future__ import annotations

from collections.abc import Iterator

from gemtui.reference import policy
from gemtui.rules.finding import Finding, finding
from gemtui.rules.picture import Picture
from gemtui.rules.references import UNION
from gemtui.rules.talking import threads
from gemtui.rules.terms import Row, days, months_later

POLICY_ADOPTED = "2013-06-21"
"""The last day of the Council's session of 2013: the first review was due four years after it."""


def remarks(picture: Picture) -> Iterator[Finding]:
    """Yield requests whose answer is late: threads that are still open after the day that one of their words names."""
    for thread in threads(picture.facts.get("remark", ())):
        named = [row for row, _ in thread.words if row.get("due_on") and row["office"] in picture.offices]
        if not named or thread.state != "open":
            continue
        row, due = named[-1], str(named[-1]["due_on"])
        if due < picture.day:
            yield finding("remark-unanswered", "remark", row, "status", days=days(due, picture.day), due=due)


def sign_offs(picture: Picture) -> Iterator[Finding]:
    """Yield the year's submissions that no senior role has signed off."""
    year = str(picture.context.year)
    for row in picture.rows("submission"):
        if year in (row.get("period") or "") and not row.get("approved_by"):
            yield no_sign_off(row)


def no_sign_off(row: Row) -> Finding:
    """Return what is missing from a report that no senior role has signed off; a final one is refused for it."""
    return finding("no-sign-off", "submission", row, "approved_by")


def policy_review(picture: Picture) -> Iterator[Finding]:
    """Yield a policy that was not reviewed for four years; headquarters alone can do so. Source: clause REV-1."""
    if UNION not in picture.offices or picture.context.role != "hq":
        return
    due = next_policy_review(picture)
    if due < picture.day:
        yield finding(
            "review-overdue", "policy_review", {"office": UNION}, "on", days=days(due, picture.day), due=due
        )


def next_policy_review(picture: Picture) -> str:
    """Return the day by which the policy has to be reviewed next: four years after the last review, or its adoption."""
    past = [row["on"] for row in picture.facts.get("policy_review", ()) if row["on"] <= picture.day]
    return months_later(max(past, default=POLICY_ADOPTED), policy().review_months)
