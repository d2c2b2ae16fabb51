"""Every rule over the store: those within one record and those between records."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from gemtui.records import Kind
from gemtui.rules import answered
from gemtui.rules.between import (
    committees,
    declared,
    exchange,
    indicators,
    people,
    plan,
    plausibility,
    programmes,
    staff,
)
from gemtui.rules.finding import Finding, finding
from gemtui.rules.picture import Context, Picture
from gemtui.rules.references import Facts
from gemtui.rules.terms import Row
from gemtui.rules.within import rules_of

BETWEEN: tuple[Callable[[Picture], Iterator[Finding]], ...] = (
    *(plan.actions, plan.plans, plan.contributions, plan.monitoring, plan.rounds),
    *(people.appointments, people.overlaps, people.groups),
    *(committees.committees, committees.compositions, committees.seats, committees.meetings),
    *(indicators.proofs, indicators.unanswered, indicators.contradictions, indicators.settlements),
    indicators.head_counts,
    *(plausibility.fallen, plausibility.jumps, plausibility.flows),
    *(programmes.assessments, programmes.instruments, staff.selections),
    *(exchange.remarks, exchange.sign_offs, exchange.policy_review),
    *(declared.incomplete, declared.duplicates, declared.references, declared.unlisted, declared.clocks),
    answered.gaps,
)


def check(facts: Facts, context: Context) -> list[Finding]:
    """Return everything that the rules find in the judged offices' records: errors, warnings, gaps, in this order.

    `facts` holds all live rows by kind, also those of offices that are not judged, since references lead there.
    """
    picture = Picture(facts, context)
    return findings(picture)


def findings(picture: Picture) -> list[Finding]:
    """Return what `check` returns, for a picture that is used again."""
    day = picture.context.latest.isoformat()
    found = [
        hit for kind in picture.facts for rule in rules_of(kind) for hit in rule(picture.rows(kind), day)
    ]
    for rule in BETWEEN:
        found.extend(rule(picture))
    return sorted(found, key=lambda finding: finding.order)


def in_conflict(kind: str, row: Row, field: str) -> Finding:
    """Return the finding for a field that two people gave different values; the store knows which are."""
    return finding("open-conflict", kind, row, field, fields=field)


def changed_late(
    kind: Kind, row: Row, fields: Sequence[str], why: str | None, dated: str | int | None = None
) -> Finding:
    """Return the finding for a record that was changed after headquarters accepted it; the store knows which were.

    `dated` is the day or year of a new record that an accepted report should have had.
    """
    questions = {name: kind.question(name) for name in fields}
    words = ", ".join(q.label if q else name for name, q in questions.items())
    at = next((name for name, q in questions.items() if q), "")
    if dated is not None:
        if why is None:
            return finding("late-record-unexplained", kind.name, row, at, dated=dated)
        return finding("late-record", kind.name, row, at, dated=dated, why=why)
    if why is None:
        return finding("late-unexplained", kind.name, row, at, fields=words)
    return finding("late-change", kind.name, row, at, fields=words, why=why)


def in_draft(kind: str, row: Row, field: str, label: str) -> Finding:
    """Return the finding for a value that was typed and can't be read; the store keeps it beside the record."""
    return finding("draft-unreadable", kind, row, field, label=label)
