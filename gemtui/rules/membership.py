"""Who sits in each committee on a date, from its seats or its latest head-count, and how that is judged.

Source: balance-rules.md, sections 1 and 6; clauses OA-C2a, OA-C2b, OA-C2c.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from gemtui import reference
from gemtui.rules.balance import Balance, judge
from gemtui.rules.bands import DEFAULT, Bands, Counts, counted
from gemtui.rules.references import Facts, Places
from gemtui.rules.terms import Row, in_force

LEADING = ("chair", "vice_chair")
VOTING = frozenset({*LEADING, "member"})
"""Alternates, secretaries and observers are kept with their role and left out."""

BY_GENDER = {"woman": Counts(women=1), "man": Counts(men=1), "other": Counts(other=1)}

CLAUSES = {"statutory": "OA-C2b", "study_group": "OA-C2c"}
"""The clause of the types of body that have one of their own; all others answer OA-C2a."""

TERMS_FOR_HINT = reference.thresholds()["same_chair_terms"]
"""So many chairs of one sex in a row, and rotating the chair is suggested."""


@dataclass(frozen=True, slots=True)
class Records:
    """All seats and head-counts of one committee, and how to tell who sits where."""

    seats: Sequence[Row]
    counts: Sequence[Row]
    gender: Callable[[Row], str]
    """The gender of whoever sits in a seat."""


@dataclass(frozen=True)
class Body:
    """One committee on one date; its verdicts are made when they are asked for."""

    committee: Row
    members: Counts
    leaders: Counts
    source: str
    """`seats`, `composition`, or empty where nobody has been entered."""
    as_of: str
    """The date of the head-count; empty where seats were counted."""
    chairs: tuple[str, ...]
    """Genders of the chairs so far, earliest first."""
    records: Records
    """The seats and head-counts behind it, of whatever date."""
    bands: Bands = DEFAULT
    day: str = ""
    """The ISO date that it is seen on."""

    @cached_property
    def balance(self) -> Balance:
        """Return the verdict on the members, by the body's own rule."""
        return judge(self.members, rule_of(self.committee), self.bands)

    @cached_property
    def leadership(self) -> Balance:
        """Return the verdict on chair and vice-chairs, a body of their own: never averaged with the members."""
        return judge(self.leaders, "band", self.bands)

    def beside(self, role: str) -> Counts:
        """Return who is there without a vote, as `alternate` or `participant`: never among members or leadership."""
        seated = [s for s in self.records.seats if s.get("role") == role and in_force(s, self.day)]
        if seated:
            return _seated(seated, frozenset({role}), self.records.gender)
        return _sum(_latest(self.records.counts, self.day), (role,))

    @property
    def never_rotates(self) -> bool:
        """Return whether the last three chairs were all women or all men."""
        return never_rotates(self.chairs)

    def on(self, day: str) -> Body:
        """Return the same committee on another ISO date."""
        return _body(self.committee, self.records, day, self.bands)


def never_rotates(held: Sequence[str]) -> bool:
    """Return whether the last three of these chairs, earliest first, were all women or all men."""
    last = held[-TERMS_FOR_HINT:]
    return len(last) == TERMS_FOR_HINT and len(set(last)) == 1 and last[0] in ("woman", "man")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many bodies meet their rule."""

    bodies: int
    judged: int
    meet: int
    fail: int
    unknown: int


def tally(balances: Iterable[Balance]) -> Tally:
    """Return how many bodies are judged, and how they fare; an undetermined one is judged and listed apart."""
    meets = [balance.meets for balance in balances]
    met, failed, unknown = (meets.count(word) for word in ("yes", "no", "unknown"))
    return Tally(len(meets), met + failed + unknown, met, failed, unknown)


def bodies(facts: Facts, on: date, places: Places | None = None, bands: Bands = DEFAULT) -> list[Body]:
    """Return every committee in force on a date, in order of name, with its verdicts."""
    places, day = places or Places(facts), on.isoformat()
    gender = genders(places)
    seats = by_committee(facts.get("seat", ()), places)
    counts = by_committee(facts.get("composition", ()), places)
    found = []
    for row in facts.get("committee", ()):
        if in_force(row, day, "established_on"):
            key = (row["office"], row["id"])
            records = Records(seats.get(key, ()), counts.get(key, ()), gender)
            found.append(_body(row, records, day, bands))
    return sorted(found, key=lambda body: (body.committee.get("name") or "", body.committee["id"]))


def genders(places: Places) -> Callable[[Row], str]:
    """Return a function from a seat to the gender of whoever sits there: its own, else the person's."""

    def gender(seat: Row) -> str:
        person = places.row(seat, seat.get("person"))
        return seat.get("gender") or (person or {}).get("gender") or "undisclosed"

    return gender


def rule_of(committee: Row) -> str:
    """Return the rule that a committee is judged by.

    Where it names none, bodies whose members States send are only reported: their leadership is judged.
    """
    listed = reference.bodies().get(committee.get("body") or "")
    sent = listed.balance_scope != "members" if listed else committee.get("type") == "delegation"
    return committee.get("rule") or ("report_only" if sent else "band")


def clause_of(committee: Row | None) -> str:
    """Return the clause that a body answers, by its type, else by what the Union's catalogue says of it."""
    given = committee or {}
    listed = reference.bodies().get(given.get("body") or "")
    return CLAUSES.get(given.get("type") or (listed.kind if listed else ""), "OA-C2a")


def _body(committee: Row, records: Records, day: str, bands: Bands) -> Body:
    sitting = [seat for seat in records.seats if in_force(seat, day)]
    voting = [line for line in records.counts if (line.get("role") or "member") in VOTING]
    lines = _latest(voting, day)
    named = any((seat.get("role") or "member") == "member" for seat in sitting)
    from_seats = bool(sitting) and (named or not lines)
    members = _seated(sitting, VOTING, records.gender) if from_seats else _counted_members(committee, lines)
    leaders = [seat for seat in sitting if seat.get("role") in LEADING]
    leading = _seated(leaders, VOTING, records.gender) if leaders else _sum(lines, LEADING)
    return Body(
        committee,
        members,
        leading,
        "seats" if from_seats else "composition" if lines else "",
        "" if from_seats else max((row["as_of"] for row in lines.values()), default=""),
        chairs(records.seats, day, records.gender),
        records,
        bands,
        day,
    )


def _latest(counts: Sequence[Row], day: str) -> dict[str, Row]:
    """Return the last count not after a day for each role; a blank role counts all members together."""
    lines: dict[str, Row] = {}
    for row in sorted((row for row in counts if row.get("as_of")), key=_age):
        if row["as_of"] <= day:
            lines[row.get("role") or ""] = row
    newest = max((row["as_of"] for row in lines.values()), default="")
    whole = lines.get("")
    if whole and whole["as_of"] < newest and "member" in lines:
        del lines[""]  # counted role by role since: the older total no longer holds
    return lines


def _age(row: Row) -> tuple[str, str, str]:
    return row["as_of"], row.get("changed_at") or "", row["id"]


def _counted_members(committee: Row, lines: dict[str, Row]) -> Counts:
    if "" in lines:
        return counted(lines[""])
    members, leaders = _sum(lines, ("member",)), _sum(lines, LEADING)
    apart = members + leaders
    if "member" not in lines or _chairs_stand_apart(committee.get("size"), members, leaders):
        return apart
    return members


def _chairs_stand_apart(size: int | None, members: Counts, leaders: Counts) -> bool:
    """Return whether a count of members leaves the chairs out.

    The chair is a member (balance-rules.md, section 1), so a count of members has the chair in it, unless the
    size of the body, or a chair of whose gender no member was counted, shows that it has not.
    """
    if leaders.women > members.women or leaders.men > members.men:
        return True
    return size is not None and size != members.total and size == members.total + leaders.total


def _sum(lines: dict[str, Row], roles: Iterable[str]) -> Counts:
    return sum((counted(lines[role]) for role in roles if role in lines), Counts())


def _seated(seats: Iterable[Row], roles: frozenset[str], gender: Callable[[Row], str]) -> Counts:
    total, known = Counts(), set()
    for seat in seats:
        person = seat.get("person")
        if (seat.get("role") or "member") not in roles or (person and person in known):
            continue
        known.add(person)
        total += BY_GENDER.get(gender(seat), Counts(undisclosed=1))
    return total


def chairs(seats: Iterable[Row], day: str, gender: Callable[[Row], str]) -> tuple[str, ...]:
    """Return the genders of a body's chairs up to a day, earliest first."""
    held = [seat for seat in seats if seat.get("role") == "chair" and (seat.get("starts_on") or "") <= day]
    held.sort(key=lambda seat: (seat.get("starts_on") or "", seat["id"]))
    return tuple(map(gender, held))


def by_committee(rows: Iterable[Row], places: Places) -> dict[tuple[str, str], list[Row]]:
    """Return seats or head-counts by office and id of their committee."""
    held: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        held[places.key(row, row.get("committee"))].append(row)
    return held
