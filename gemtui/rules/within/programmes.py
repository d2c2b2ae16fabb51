"""What one programme, assessment or practice can get wrong by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gemtui.rules.finding import Finding, finding
from gemtui.rules.terms import Row

HIGH_MARKER = 2


def programme(rows: Iterable[Row], _on: str) -> Iterator[Finding]:
    """Yield a programme exempted without a reason. Source: clause RAT-3."""
    for row in rows:
        if row.get("assessed_not_applicable") and not row.get("not_applicable_reason"):
            yield finding("exempt-without-reason", "programme", row, "not_applicable_reason")


def programme_assessment(rows: Iterable[Row], _on: str) -> Iterator[Finding]:
    """Yield a marker that the answers do not carry. Source: clause OA-B1."""
    for row in rows:
        marker = row.get("marker")
        if marker is not None and marker >= HIGH_MARKER and row.get("data_disaggregated") == "no":
            yield finding("marker-too-high", "programme_assessment", row, "marker", marker=marker)


def good_practice(rows: Iterable[Row], _on: str) -> Iterator[Finding]:
    """Yield what is shown without consent, and results without a number. Source: clause OA-B2."""
    for row in rows:
        if row.get("status") == "published" and not row.get("consent"):
            yield finding("published-without-consent", "good_practice", row, "consent")
        result = row.get("result")
        if result and not any(character.isdigit() for character in result):
            yield finding("result-without-number", "good_practice", row, "result")
