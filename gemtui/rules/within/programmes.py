"""What one programme, assessment or practice can get wrong by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gemtui.rules.finding import Finding, finding
from gemtui.rules.markers import highest_marker
from gemtui.rules.terms import Row
from gemtui.rules.within.every_kind import has_number

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
        if marker is None:
            continue
        highest, against = highest_marker(row)
        if against is not None and marker > highest:
            facts = {
                "marker": marker,
                "highest": highest,
                "question": against.text.rstrip("?"),
                "said": against.said,
            }
            yield finding("marker-too-high", "programme_assessment", row, "marker", **facts)


def good_practice(rows: Iterable[Row], _on: str) -> Iterator[Finding]:
    """Yield what is shown without consent, results without a number, effects without a source. Source: OA-B2, RAT-4."""
    for row in rows:
        if row.get("status") == "published" and not row.get("consent"):
            yield finding("published-without-consent", "good_practice", row, "consent")
        elif row.get("status") == "published" and row.get("consent_images") is False:
            yield finding("published-without-consent", "good_practice", row, "consent_images")
        result, effect = row.get("result"), row.get("effect")
        if result and not has_number(result):
            yield finding("result-without-number", "good_practice", row, "result")
        if effect and not row.get("effect_source") and not has_number(effect):
            yield finding("effect-without-source", "good_practice", row, "effect_source")
