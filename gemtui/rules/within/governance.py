"""What one planning instrument, money line, resolution or review can get wrong by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gemtui.reference import catalogue, codes, image_checks
from gemtui.rules.finding import Finding, finding
from gemtui.rules.terms import Row, decimal
from gemtui.rules.within.plan import is_focal_point

ADOPTED = "2013-01-01"
"""The policy was adopted by the Council of 2013; no review can be older."""

PLACE_AND_YEAR = re.compile(r"[^\W\d].*\b(19|20)\d\d\b")


def governance_item(rows: Iterable[Row], _on: str) -> Iterator[Finding]:
    """Yield money claimed without a line, and change asked for without an action. Source: OA-C1, OBJ-3b."""
    for row in rows:
        if row.get("level") == "objective_and_money" and not row.get("resource_line"):
            yield finding("money-without-line", "governance_item", row, "resource_line")
        if row.get("outcome") == "needs_change" and not row.get("follow_up"):
            yield finding("change-without-follow-up", "governance_item", row, "follow_up")


def resource_line(rows: Iterable[Row], _on: str) -> Iterator[Finding]:
    """Yield more spent than approved. Source: clause RESP-3."""
    for row in rows:
        spent, approved = decimal(row.get("spent")), decimal(row.get("approved"))
        if spent is not None and approved is not None and spent > approved:
            yield finding(
                "spent-above-approved",
                "resource_line",
                row,
                "spent",
                spent=row["spent"],
                approved=row["approved"],
            )


def legal_basis(rows: Iterable[Row], _on: str) -> Iterator[Finding]:
    """Yield a resolution that the catalogue lacks, or whose revision has no place or no year. Source: clause RAT-1."""
    for row in rows:
        if row.get("title") and not row.get("code") and not _listed(row["title"]):
            yield finding("resolution-unlisted", "legal_basis", row, "code", title=row["title"])
        if not PLACE_AND_YEAR.search(row.get("revision_name") or ""):
            yield finding("revision-unnamed", "legal_basis", row, "revision_name")


def _listed(title: str) -> bool:
    """Return whether a title is that of a listed resolution, by its code or its name."""
    said = title.strip().casefold()
    named = [text.casefold() for entry in catalogue("legal_bases") for text in entry]
    return any(_within(said, name) or _within(name, said) for name in named)


def _within(part: str, whole: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(part)}(?!\w)", whole) is not None


def document_review(rows: Iterable[Row], _on: str) -> Iterator[Finding]:
    """Yield a review closed too early, a language nobody can check, picture answers without a reason."""
    for row in rows:
        language = row.get("language")
        if language and language not in codes("languages"):
            yield finding("language-not-supported", "document_review", row, "language", language=language)
        found = row.get("findings") or 0
        settled = (row.get("accepted") or 0) + (row.get("rejected") or 0)
        if row.get("closed") and found > settled:
            yield finding("open-findings", "document_review", row, "findings", open=found - settled)
        yield from _pictures(row)
        yield from _verdict(row)


def _pictures(row: Row) -> Iterator[Finding]:
    """Yield answers that need a reason and have none, and questions left out, where there are pictures. Source: OA-C3b."""
    if not row.get("has_images"):
        return
    checks, answered = image_checks(), set()
    for line in row.get("checklist") or ():
        item, _, rest = line.partition(":")
        answer, _, reason = rest.partition(":")
        if item in checks and answer in checks[item].answers:
            answered.add(item)
        if not reason.strip() and answer in (checks[item].reason_needed_for if item in checks else ()):
            said = answer.replace("_", " ")
            yield finding(
                "image-check-without-reason", "document_review", row, "checklist", item=item, answer=said
            )
    if row.get("closed") and len(answered) < len(checks):
        facts = {"open": len(checks) - len(answered), "of": len(checks)}
        yield finding("image-checks-open", "document_review", row, "checklist", **facts)


def _verdict(row: Row) -> Iterator[Finding]:
    """Yield a verdict that the counts do not come to. Source: OA-C3; language-rules.toml, score."""
    stated, computed = row.get("verdict"), review_verdict(row)
    if stated and computed and stated != computed and row.get("words") is not None:
        yield finding("verdict-differs", "document_review", row, "verdict", verdict=stated, computed=computed)


def reviews_by_verdict(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Return the document reviews by what their counts come to, clean ones first; one without a verdict is in none."""
    found: dict[str, list[Row]] = {"clean": [], "minor": [], "revise": []}
    for row in rows:
        if (verdict := review_verdict(row)) in found:
            found[verdict].append(row)
    return found


def review_verdict(row: Row) -> str:
    """Return what a review's counts come to, else the verdict that was entered; empty where neither is known."""
    counts = row.get("words"), row.get("errors"), row.get("warnings")
    if counts[0] is None or (counts[1] is None and counts[2] is None):
        return str(row.get("verdict") or "")
    from gemtui.rules.language.checking import document_verdict  # no other save needs the language checker

    return document_verdict(int(counts[0]), int(counts[1] or 0) + int(counts[2] or 0))


def policy_review(rows: Iterable[Row], _on: str) -> Iterator[Finding]:
    """Yield a review dated before the policy. Source: clause REV-1."""
    for row in rows:
        if row.get("on") and row["on"] < ADOPTED:
            yield finding("review-before-adoption", "policy_review", row, "on", day=row["on"])


def submission(rows: Iterable[Row], _on: str) -> Iterator[Finding]:
    """Yield a report that the focal point signs off: a senior role answers for it. Source: clause RESP-2."""
    for row in rows:
        if is_focal_point(row.get("approved_by")):
            yield finding("focal-point-accountable", "submission", row, "approved_by")


def evidence(rows: Iterable[Row], _on: str) -> Iterator[Finding]:
    """Yield evidence for nothing, and evidence that is neither a file nor a reference; a line of the diary may be words."""
    for row in rows:
        is_diary = bool(row.get("on") or row.get("indicators"))
        if not row.get("subject") and not is_diary:
            yield finding("evidence-for-nothing", "evidence", row, "subject")
        elif row.get("indicators") and not row.get("on"):
            yield finding("evidence-undated", "evidence", row, "on")
        if not row.get("sha256") and not row.get("reference") and not (is_diary and not row.get("subject")):
            yield finding("evidence-empty", "evidence", row, "reference")
