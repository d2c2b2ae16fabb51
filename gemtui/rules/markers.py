"""The gender marker that an assessment's answers bear out, and what the next one takes.

Source: clause OA-B1; the answers that each marker takes stand in `reference/catalogues/assessment.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from gemtui.reference import assessment_questions
from gemtui.rules.terms import Row

SAID = {"no": 0, "partly": 1, "yes": 2}
"""Answers that count, the weaker ones first; *not applicable* takes a question out."""

HIGHEST = 3


class Need(NamedTuple):
    """An answer that a marker takes, and that was not given."""

    field: str
    text: str
    """The question."""
    wanted: str
    """`partly` (at least), or `yes`."""
    said: str
    """What was answered; empty where nothing was."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """The marker that the answers bear out; the person decides."""

    marker: int | None
    """None while nothing that counts is answered."""
    answered: int
    asked: int
    """Questions in all; those that do not apply count as answered."""
    missing: tuple[Need, ...] = ()
    """What the next marker takes; empty at the highest."""


def proposed_marker(row: Row) -> Proposal:
    """Return the marker that an assessment's answers bear out; what is not answered bears nothing out."""
    said = {question.field: row.get(question.field) or "" for question in assessment_questions()}
    counted = [answer for answer in said.values() if answer in SAID]
    answered = sum(1 for answer in said.values() if answer)
    if not counted:
        return Proposal(None, answered, len(said))
    marker = max((n for n in (3, 2) if not any(_short(row, n))), default=int(any(map(SAID.get, counted))))
    nearest = marker + 1
    missing = tuple(_short(row, nearest)) if nearest <= HIGHEST else ()
    return Proposal(marker, answered, len(said), missing)


def highest_marker(row: Row) -> tuple[int, Need | None]:
    """Return the highest marker that no answer speaks against, and the answer that speaks against the next one.

    What is not answered, or does not apply, speaks against nothing: whether it is proven is another question.
    """
    for marker in range(1, HIGHEST + 1):
        against = next((need for need in _short(row, marker) if need.said in SAID), None)
        if against is not None and (marker > 1 or _all_no(row)):
            return marker - 1, against
    return HIGHEST, None


def _short(row: Row, marker: int) -> Iterator[Need]:
    """Yield the answers that a marker takes and the row does not give; one takes any answer but no.

    A question that does not apply is left out, unless it is the one that proves a high marker.
    """
    for question in assessment_questions():
        wanted, said = question.needed(marker) if marker > 1 else "partly", row.get(question.field) or ""
        is_out = said == "not_applicable" and not question.evidence
        if wanted and not is_out and SAID.get(said, -1) < SAID.get(wanted, 0):
            yield Need(question.field, question.text, wanted, said)


def _all_no(row: Row) -> bool:
    said = [row.get(question.field) for question in assessment_questions()]
    return all(answer in ("no", "not_applicable") for answer in said)
