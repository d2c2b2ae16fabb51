"""Every finding that the rules know: its code, its level and its clause, in one place.

Words stand in `locale/en/findings.toml`. A clause in brackets is the usual one; the finding itself may name
another, where one rule serves several kinds of record.
"""

from __future__ import annotations

from typing import NamedTuple


class Rule(NamedTuple):
    """What is known of a code before it is found anywhere."""

    level: str
    clause: str


ERRORS = {
    # within one record: refused at save
    "amount-without-currency": "OA-C1",
    "cancelled-without-reason": "RESP-7",
    "coverage-above-whole": "RESP-1",
    "dates-order": "PUR-4",
    "done-without-date": "RESP-7",
    "evidence-for-nothing": "REP-2",
    "evidence-undated": "OBJ-4",
    "exempt-without-reason": "RAT-3",
    "favourable-above-respondents": "OA-A4",
    "framework-of-another-year": "RAT-2",
    "funnel-grows": "OA-A1b",
    "future-date": "OA-A1",
    "indicator-not-in-framework": "RAT-2",
    "language-not-supported": "OA-C3",
    "marker-too-high": "OA-B1",
    "na-not-allowed": "REP-2",
    "na-without-reason": "REP-2",
    "negative-amount": "RESP-3",
    "no-review-date": "PUR-4",
    "open-findings": "OA-C3",
    "part-above-whole": "RAT-2",
    "plan-too-long": "PUR-4",
    "published-without-consent": "OA-B2",
    "rating-beyond-requirements": "REP-2",
    "requests-differ": "OA-A6",
    "respondents-above-invited": "OA-A0",
    "review-before-adoption": "REV-1",
    "review-too-late": "PUR-4",
    "revision-unnamed": "RAT-1",
    "selected-from-nobody": "OA-A1b",
    "sum-differs": "OA-A1",
    "tor-after-term": "RESP-5",
    "unknown-grade": "OA-A1",
    "required-blank": "PUR-3",
    # between records: saved, and stops a submission
    "composition-before-body": "OA-C2a",
    "done-without-evidence": "RESP-7",
    "duplicate-entry": "RAT-2",
    "duplicate-snapshot": "OA-A1",
    "no-evidence": "REP-2",
    "no-remedial-plan": "REP-2",
    "not-settled": "REP-2",
    "roles-differ-from-total": "OA-C2a",
    "round-closed-too-early": "MON-1",
}

WARNINGS = {
    "architecture-contradicted": "RESP-5",
    "attendance-above-staff": "OA-A2",
    "case-in-text": "OA-A3",
    "chair-never-rotates": "OA-A5",
    "chair-counted-twice": "OA-C2c",
    "change-without-follow-up": "OBJ-3b",
    "claimed-without-evidence": "PUR-2",
    "clock": "PUR-3",
    "count-jumped": "OA-A1",
    "counted-out-of-nothing": "RAT-2",
    "contribution-outside-term": "RESP-8",
    "dangling-reference": "PUR-3",
    "delegation-outside-term": "RESP-8",
    "draft-unreadable": "PUR-3",
    "delivery-outside-plan": "RESP-7",
    "duplicate-record": "PUR-3",
    "effect-without-source": "RAT-4",
    "evidence-empty": "REP-2",
    "flows-differ": "OA-A1",
    "focal-point-accountable": "RESP-2",
    "image-check-without-reason": "OA-C3b",
    "late-change": "REP-1",
    "late-record": "REP-1",
    "late-record-unexplained": "REP-1",
    "late-unexplained": "REP-1",
    "meeting-without-body": "OA-C2a",
    "money-without-line": "OA-C1",
    "monitoring-overdue": "MON-1",
    "no-justification": "OA-A1b",
    "not-reported": "RAT-2",
    "open-conflict": "PUR-3",
    "overdue": "RESP-7",
    "overlapping-terms": "RESP-4",
    "person-in-two-roles": "OA-C2a",
    "policy-superseded": "PUR-1",
    "principle-only": "PRE-1",
    "rating-above-inputs": "REP-2",
    "rating-fell": "REP-2",
    "remark-unanswered": "REP-1",
    "representation-contradicted": "REP-2",
    "result-without-number": "OA-B2",
    "review-overdue": "REV-1",
    "round-without-update": "RESP-9",
    "seat-held-twice": "OA-C2a",
    "seat-without-person": "OA-C2a",
    "spent-above-approved": "RESP-3",
    "survey-below-threshold": "OA-A0",
    "resolution-unlisted": "RAT-1",
    "term-ends-soon": "RESP-4",
    "unknown-code": "PUR-3",
    "unknown-requirement": "RAT-2",
    "value-differs": "RAT-2",
    "verdict-differs": "OA-C3",
}

GAPS = {
    "body-without-members": "OA-C2a",
    "clause-unanswered": "PUR-3",
    "constituency-missing": "RESP-4",
    "group-tor-missing": "RESP-5",
    "group-without-resources": "RESP-6",
    "half-a-count": "OA-A1",
    "image-checks-open": "OA-C3b",
    "indicator-unanswered": "RAT-2",
    "marker-unproven": "OA-B1",
    "no-count": "OA-A1",
    "no-focal-point": "OBJ-3",
    "no-sign-off": "RESP-2",
    "objective-without-action": "OBJ-1",
    "programme-unassessed": "OA-B0",
    "rating-blank": "RAT-2",
    "rating-without-accountable": "PUR-3",
    "remedial-plan-incomplete": "REP-2",
    "requirements-unanswered": "REP-2",
    "tor-missing": "RESP-5",
}

CATALOGUE: dict[str, Rule] = {
    code: Rule(level, clause)
    for level, listed in (("error", ERRORS), ("warning", WARNINGS), ("gap", GAPS))
    for code, clause in listed.items()
}
