"""What headquarters accepted of an office, by the log alone: how far its streams, and which days its reports spoke about."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gemtui.store.connection import Connection

Heads = Mapping[str, int]
"""Workspace → how far its stream had been accepted."""

PERIOD = re.compile(r"(\d{4})(?:-(\d{4}))?")
"""Source: spec/bundle.md, *Period*."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """What an office's accepted reports speak for."""

    heads: Heads
    spans: tuple[tuple[str, str], ...]
    """First and last day of each report; none reaches beyond the day on which it was made."""

    def spoke_about(self, dated: Any) -> bool:
        """Return whether a record of a day (ISO), or of a year, would have belonged into one of the reports."""
        if isinstance(dated, int):
            return any(int(first[:4]) <= dated <= int(last[:4]) for first, last in self.spans)
        return isinstance(dated, str) and any(first <= dated <= last for first, last in self.spans)


def accepted(connection: Connection, office: str = "") -> dict[str, Accepted]:
    """Return what headquarters accepted of each office, or of one; the latest receipt of a submission counts."""
    where, given = (" AND r.office = ?", (office,)) if office else ("", ())
    found = connection.execute(
        "SELECT r.office, r.submission, r.decision, s.heads, s.period, s.made_on FROM receipt r "
        "JOIN submission s ON s.office = r.office "
        "AND (r.submission = s.id OR r.submission = s.office || '/' || s.id) "
        f"WHERE NOT r.deleted AND NOT s.deleted{where} ORDER BY r.changed_at, r.id",
        given,
    ).fetchall()
    latest = {(code, str(made).rpartition("/")[2]): said for code, made, *said in found}
    reached: dict[str, dict[str, int]] = {}
    spans: dict[str, list[tuple[str, str]]] = {}
    for (code, _), (decision, heads, period, made_on) in latest.items():
        if decision == "accepted":
            known = reached.setdefault(code, {})
            for workspace, seq in _heads(heads):
                known[workspace] = max(seq, known.get(workspace, 0))
            spans.setdefault(code, []).extend(_span(period, made_on))
    return {code: Accepted(heads, tuple(spans[code])) for code, heads in reached.items()}


def _heads(told: str | None) -> Iterator[tuple[str, int]]:
    """Yield the heads of a submission; an office may have written anything there."""
    listed = json.loads(told) if told else ()
    for head in listed if isinstance(listed, list) else ():
        if isinstance(head, dict) and isinstance(head.get("seq"), int):
            yield str(head.get("workspace")), head["seq"]


def _span(period: str | None, made_on: str | None) -> Iterator[tuple[str, str]]:
    """Yield the first and the last day that a report spoke about: what came after it was made, it could not say."""
    years = PERIOD.fullmatch(period or "")
    if years:
        last = f"{years[2] or years[1]}-12-31"
        yield f"{years[1]}-01-01", min(last, made_on or last)
