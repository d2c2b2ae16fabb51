"""Which clause of the policy is answered by which records in a year. Source: policy-matrix.md, *Completeness check*."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gemtui.records import Kind
from gemtui.reference import Clause, clauses
from gemtui.rules.finding import Finding, finding
from gemtui.rules.membership import CLAUSES, clause_of
from gemtui.rules.picture import Picture
from gemtui.rules.references import UNION, Places
from gemtui.rules.terms import Row, months_later, overlaps, year_span
from gemtui.rules.within.staff import BY_TYPE

MADE_BY_PROGRAM = {"log": "log", "report": "submission"}
"""Kinds that nobody enters: the log is always there, a report once the year's submission is made."""

CAN_BE_GAP = frozenset({"objective", "duty"})

FIELD_ROLES = ("field", "staff", "HR", "programme", "manage")
"""Who has to answer for a clause to be asked of a field office; *senior management* is asked everywhere."""

BODIES = frozenset({"OA-C2a", "OA-C2b", "OA-C2c"})
"""Clauses that bodies answer by their type; one whose type nobody has said may be any."""

LINKED_BY_ACTION = ("RESP-7", "PUR-3", "RESP-2")
"""What every action answers: it has a date, a responsible and an accountable role. The rest it has to name."""

RATED = ("indicator_entry", "entity_rating")
SAID = ("rating", "requirements", "value", "explanation", "justification")
"""An entry that says none of these, as one that opening a year makes, is no answer yet."""

TERMS: dict[str, tuple[str, str]] = {
    "focal_point": ("appointed_on", "ends_on"),
    "gem_group": ("established_on", "ends_on"),
    "committee": ("established_on", "ends_on"),
    "office_unit": ("opened_on", "closed_on"),
    "action_plan": ("starts_on", "ends_on"),
    "action": ("starts_on", "delivery_on"),
    "programme": ("starts_on", "ends_on"),
    "hr_measure": ("starts_on", "ends_on"),
    "group_member": ("starts_on", "ends_on"),
    "seat": ("starts_on", "ends_on"),
}
"""Kinds that belong to every year that they last into; all others belong to the year of their date."""


LASTING = {"monitoring_round": 24, "culture_survey": 24, "policy_review": 48, "legal_basis": 12_000}
"""Months for which what is done every few years answers its clause."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One clause in one store in one year."""

    clause: Clause
    state: str
    """`answered`, `gap`, or the clause's own kind where nothing has to be entered: `principle`, `reference`."""
    records: tuple[tuple[str, str, str], ...]
    """Kind, office and id of the records that answer it."""


def of_year(kind: str, about: Mapping[str, Kind], rows: Iterable[Row], year: int) -> Iterator[Row]:
    """Yield the records of a kind that are more than a draft and belong to a year; an undated one belongs to all."""
    first, last = year_span(year)
    dated = about[kind].about.dated if kind in about else ""
    starts, ends = TERMS.get(kind, ("", ""))
    for row in rows:
        if row.get("status") == "draft" or (kind in RATED and not any(row.get(name) for name in SAID)):
            continue
        day = row.get(dated) if dated else None
        if starts:
            belongs = overlaps(row, first, last, starts, ends)
        elif day is None:
            belongs = True
        elif kind in LASTING:
            belongs = str(day) <= last and first <= months_later(str(day), LASTING[kind])
        else:  # a submission's period may be several years, as 2025-2026
            belongs = str(day)[:4] == first[:4] or (kind == "submission" and first[:4] in str(day))
        if belongs:
            yield row


def answers(picture: Picture, office: str) -> list[Answer]:
    """Return every clause with the records that answer it in the year: an office's, or all where none is named."""
    kinds, year = picture.context.kinds, picture.context.year
    held: dict[str, list[tuple[str, Row]]] = {}
    for kind, rows in picture.facts.items():
        own = (row for row in rows if office in ("", row["office"]))
        held[kind] = [(kind, row) for row in of_year(kind, kinds, own, year)]
    return [_answer(clause, held, picture.places) for clause in clauses().values()]


def _answer(clause: Clause, held: Mapping[str, list[tuple[str, Row]]], places: Places) -> Answer:
    found = []
    for named in clause.answered_by:
        rows = held.get(MADE_BY_PROGRAM.get(named, named), ())
        found += [(k, row["office"], row["id"]) for k, row in rows if _answers(k, row, clause.id, places)]
    answered = bool(found) or "log" in clause.answered_by
    state = ("answered" if answered else "gap") if clause.kind in CAN_BE_GAP else clause.kind
    return Answer(clause, state, tuple(found))


def _answers(kind: str, row: Row, clause: str, places: Places) -> bool:
    if kind == "action":
        return row.get("status") != "cancelled" and (
            clause in LINKED_BY_ACTION or clause in (row.get("clauses") or ())
        )
    if kind == "hr_measure":
        return clause in BY_TYPE.get(row.get("type") or "", (clause,)) or clause == "RESP-10"
    if kind in ("committee", "composition") and clause in BODIES:
        body = row if kind == "committee" else places.row(row, row.get("committee")) or {}
        return clause_of(body) == clause or not (body.get("type") or body.get("body"))
    return True


def begins_with(clause: str, kind: str) -> dict[str, Any]:
    """Return what a new record of a kind begins with so that it answers a clause; empty where its kind is enough."""
    if kind == "action":
        return {"clauses": [clause]}
    fitting = {"hr_measure": BY_TYPE, "committee": {name: (own,) for name, own in CLAUSES.items()}}
    types = [name for name, answered in fitting.get(kind, {}).items() if clause in answered]
    return {"type": types[0]} if types else {}


def asked_of(clause: Clause, office: str) -> bool:
    """Return whether a clause is asked of an office: what only headquarters can answer is no field office's gap."""
    return office == UNION or any(role in clause.who for role in FIELD_ROLES)


def gaps(picture: Picture) -> Iterator[Finding]:
    """Yield the clauses that an office has to answer and does not, in the year."""
    year = picture.context.year
    for office, answered in _answered(picture).items():
        for clause in clauses().values():
            if clause.kind in CAN_BE_GAP and clause.id not in answered and asked_of(clause, office):
                facts = {"clause_of": clause.id, "clause": clause.id, "title": clause.title, "year": year}
                yield finding("clause-unanswered", clause.answered_by[0], {"office": office}, "", **facts)


def _answered(picture: Picture) -> dict[str, set[str]]:
    """Return the clauses that each judged office answers, without asking which records do."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for clause in clauses().values():
        for named in clause.answered_by:
            by_kind[MADE_BY_PROGRAM.get(named, named)].append(clause.id)
    always, places = by_kind.pop("log", []), picture.places
    found = {office: set(always) for office in picture.offices}
    for kind, asked in by_kind.items():
        for row in of_year(kind, picture.context.kinds, picture.rows(kind), picture.context.year):
            answered = found[row["office"]]
            if not answered.issuperset(asked):
                answered.update(clause for clause in asked if _answers(kind, row, clause, places))
    return found
