"""What one appointment, seat or meeting can get wrong by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gemtui.rules.finding import Finding, finding
from gemtui.rules.terms import Row


def focal_point(rows: Iterable[Row], _on: str) -> Iterator[Finding]:
    """Yield terms of reference signed after the term they are for. Source: clause RESP-5."""
    for row in rows:
        signed, ends = row.get("tor_signed_on"), row.get("ends_on")
        if signed and ends and signed > ends:
            yield finding("tor-after-term", "focal_point", row, "tor_signed_on", signed=signed, last=ends)
        yield from _delegation(row)


def _delegation(row: Row) -> Iterator[Finding]:
    """Yield a delegation to somebody who is not appointed on all of its days. Source: clauses RESP-4, RESP-8."""
    first, last = row.get("acts_from"), row.get("acts_until")
    begun, ended = row.get("appointed_on"), row.get("ends_on")
    if not first:
        if last:
            yield finding("delegation-outside-term", "focal_point", row, "acts_from", first="", last=last)
    elif (begun and first < begun) or (ended and max(first, last or first) > ended):
        yield finding(
            "delegation-outside-term", "focal_point", row, "acts_from", first=first, last=last or ""
        )


def meeting(rows: Iterable[Row], _on: str) -> Iterator[Finding]:
    """Yield a meeting of nobody."""
    for row in rows:
        if not row.get("committee") and not row.get("gem_group"):
            yield finding("meeting-without-body", "meeting", row, "committee")


def seat(rows: Iterable[Row], _on: str) -> Iterator[Finding]:
    """Yield a seat that says neither who sits there nor of which gender; erased facts are no fault."""
    for row in rows:
        if not row.get("person") and not row.get("gender") and not row.get("gender_sha256"):
            yield finding("seat-without-person", "seat", row, "gender")
