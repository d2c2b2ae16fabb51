"""Where reports stand: an office's own submission, and at headquarters every office's. Shape: spec/cli.md, `status`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gemtui import log, reference, rules, store
from gemtui.reports.findings import Checked
from gemtui.rules import Row
from gemtui.store import UNION, Note, Store

FIELD_LEVELS = frozenset({"regional", "area"})
TAKEN = frozenset({"merged", "nothing-new"})


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an office's report for a year has come."""

    office: str
    state: str
    """`not_submitted`, `submitted`, `sent`, or headquarters' word: `received`, `accepted`, `returned`."""
    submission: Row | None
    receipt: Row | None
    arrived_at: str | None
    late: int | None
    """Days after the internal date: of the first report where one was made, of today where it is due; None for none."""


def due_on(year: int) -> date:
    """Return the day by which a year's reports are to reach headquarters."""
    return union_due_on(year) - reference.usual()[0]


def union_due_on(year: int) -> date:
    """Return the day by which the Union's own report on a year is due: a setting of headquarters."""
    framework = reference.framework_of_year(year)
    return reference.union_due_on(year, framework.report_due if framework else "")


def status(db: Store, on: date) -> dict[str, Any]:
    """Return where the own submission stands, and at headquarters where every office's does."""
    with db.reading():
        checked = Checked(db, on, str(rules.reporting_year(on)))
        year, own = checked.context.year, db.identity
        mine = standings(db, checked.picture.facts, year, on, [own.office])[own.office]
        made = mine.submission
        found: dict[str, Any] = {
            "office": own.office,
            "role": own.role,
            "period": str(made["period"]) if made else str(year),
            "state": mine.state,
            "submitted_at": made.get("changed_at") if made else None,
            "changes_since": changes_since(db, made) if made else None,
            "conflicts": len(store.conflicts(db)),
        }
        if own.role == "hq":
            found["offices"] = board(db, checked)
        return found


def board(db: Store, checked: Checked) -> list[dict[str, Any]]:
    """Return one line for each office that headquarters expects a report from, by code."""
    facts, on, year = checked.picture.facts, checked.on, checked.context.year
    listed = expected(db, facts)
    standing = standings(db, facts, year, on, listed)
    return [_line(checked, standing[office]) for office in listed]


def reported(db: Store, lines: Iterable[Mapping[str, Any]]) -> tuple[int, int]:
    """Return how many offices have reported, of how many; headquarters counts as one, with data of its own."""
    states = [line["state"] for line in lines]
    own = any(
        store.rows(db, kind, office=db.identity.office)
        for kind in ("staffing_snapshot", "action", "committee")
    )
    return sum(state != "not_reported" for state in states) + own, len(states) + 1


def _line(checked: Checked, standing: Standing) -> dict[str, Any]:
    office = standing.office
    there = any(row["office"] == office for rows in checked.picture.facts.values() for row in rows)
    sections = rules.filled(checked.completeness(office)) if there else None
    counted = {
        f"{level}s": checked.count(level, office) if there else None for level in ("error", "warning", "gap")
    }
    return {
        "office": office,
        "arrived_at": standing.arrived_at,
        "completeness": {"done": sections[0], "due": sections[1]} if sections else None,
        **counted,
        "late": standing.late,
        "state": "not_reported" if standing.submission is None else standing.state,
    }


def expected(db: Store, facts: Mapping[str, Iterable[Row]]) -> list[str]:
    """Return the field offices that headquarters waits for: registered, trusted or heard of; else the catalogue's."""
    units = (row for row in facts.get("office_unit", ()) if row["office"] == UNION)
    found = {
        row["code"]
        for row in units
        if row.get("code") and row.get("level") in FIELD_LEVELS and not row.get("closed_on")
    }
    found |= {row["office"] for rows in facts.values() for row in rows}
    found |= {name.removeprefix("office:") for name in _principals(db) if name.startswith("office:")}
    found -= {UNION, db.identity.office}
    return sorted(
        found or {office.code for office in reference.offices().values() if office.kind in FIELD_LEVELS}
    )


def _principals(db: Store) -> list[str]:
    lines = (line.split() for line in store.trusted_lines(db))
    return [words[0] for words in lines if words and not words[0].startswith("#")]


def standings(
    db: Store, facts: Mapping[str, Iterable[Row]], year: int, on: date, offices: Iterable[str]
) -> dict[str, Standing]:
    """Return how far each office's report for a year has come."""
    notes = store.journal(db)
    made, decided = defaultdict(list), defaultdict(list)
    for row in facts.get("submission", ()):
        if str(year) in str(row.get("period")):
            made[row["office"]].append(row)
    for row in facts.get("receipt", ()):
        decided[row["office"], str(row.get("submission")).rpartition("/")[2]].append(row)
    found = {}
    for office in offices:
        latest = max(made[office], key=_age, default=None)
        first = min(made[office], key=_age, default=None)
        receipt = max(decided[office, latest["id"]], key=_age, default=None) if latest else None
        arrived = _arrived(notes, office, year)
        state = _state(notes, latest, receipt)
        found[office] = Standing(office, state, latest, receipt, arrived, _late(first, year, on))
    return found


def _age(row: Row) -> tuple[str, str]:
    return row.get("changed_at") or "", row["id"]


def _state(notes: Iterable[Note], made: Row | None, receipt: Row | None) -> str:
    if made is None:
        return "not_submitted"
    if receipt is not None:
        return str(receipt["decision"])
    mine = (
        n
        for n in notes
        if n.kind == "submission" and n.office == made["office"] and n.period == made["period"]
    )
    at = made.get("changed_at") or ""
    states = {n.direction for n in mine if n.at >= at or n.direction == "in"}
    return "received" if "in" in states else "sent" if "out" in states else "submitted"


def _arrived(notes: Iterable[Note], office: str, year: int) -> str | None:
    held = (n for n in notes if n.direction == "in" and n.office == office and n.verdict in TAKEN)
    return max((n.at for n in held if n.kind == "submission" and str(year) in (n.period or "")), default=None)


def _late(made: Row | None, year: int, on: date) -> int | None:
    day = made.get("made_on") if made else None
    days = ((date.fromisoformat(day) if day else on) - due_on(year)).days
    return max(days, 0) if made or days > 0 else None


def changes_since(db: Store, submission: Row) -> int:
    """Return how many changes of the office's own streams a submission does not speak for yet."""
    heads = [head for head in submission.get("heads") or () if isinstance(head, dict)]
    spoken = {head.get("workspace"): head["seq"] for head in heads if isinstance(head.get("seq"), int)}
    found = 0
    for stream in store.streams(db, submission["office"]):
        if not stream.home and stream.principal == f"office:{submission['office']}":
            lines = store.stream_lines(db, stream, spoken.get(stream.workspace, 0))
            found += sum(1 for line in lines if log.parse(line).kind != "submission")
    return found
