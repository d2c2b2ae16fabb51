"""One thing to do next: what it is about, how pressing it is, and where it is done."""

from __future__ import annotations

from dataclasses import dataclass

SIGNS = {
    "begin": "→", "error": "!", "report": "→", "late": "!", "warning": "▲", "soon": "▲", "gap": "·", "request": "·",
}  # fmt: skip

RANKS = ("begin", "error", "report", "late", "warning", "soon", "gap", "request")
"""What comes first: what a new office begins with, what stops the submission, a report that headquarters has not
answered, what is late, what is odd, what is due, what is missing, what is asked."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do next, and where."""

    rank: str
    """One of RANKS."""
    code: str
    """A finding's code, `begin-KIND`, `due-soon`, `out-of-balance`, `request` (headquarters asks), `open-remark` (others
    do), `report-unanswered`, `office-silent` or `ratings-unsettled` (at headquarters)."""
    title: str
    """Names the record, in its own words; empty where the whole office is meant."""
    words: str
    """What is the matter, and what to do."""
    days: int | None
    """Days late (below zero) or days left."""
    kind: str
    id: str
    office: str
    field: str

    @property
    def sign(self) -> str:
        """Return the sign that carries the rank without colour."""
        return SIGNS[self.rank]
