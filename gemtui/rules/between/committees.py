"""Rules between committees, their seats and their head-counts. Source: clauses OA-C2a to OA-C2c, OA-A5."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from gemtui.rules.bands import Counts, counted
from gemtui.rules.between.people import clashing
from gemtui.rules.finding import Finding, finding
from gemtui.rules.membership import (
    LEADING,
    VOTING,
    by_committee,
    chairs,
    clause_of,
    genders,
    never_rotates,
)
from gemtui.rules.picture import Picture
from gemtui.rules.terms import Row, in_force


def committees(picture: Picture) -> Iterator[Finding]:
    """Yield bodies of which nobody knows who sits there, and chairs that never rotate."""
    seats = by_committee(picture.facts.get("seat", ()), picture.places)
    counts = by_committee(picture.facts.get("composition", ()), picture.places)
    gender = genders(picture.places)
    for row in picture.rows("committee"):
        if not in_force(row, picture.day, "established_on"):
            continue
        key = (row["office"], row["id"])
        counted = any((count.get("as_of") or "9999") <= picture.day for count in counts.get(key, ()))
        if not counted and not any(in_force(seat, picture.day) for seat in seats.get(key, ())):
            yield finding("body-without-members", "committee", row, clause_of=clause_of(row))
        held = chairs(seats.get(key, ()), picture.day, gender)
        if never_rotates(held):
            yield finding("chair-never-rotates", "committee", row, "", gender=held[-1])


def compositions(picture: Picture) -> Iterator[Finding]:
    """Yield counts dated before the body was set up, and roles that differ from the total of the same day."""
    days: dict[tuple[str, str, str], dict[str, Row]] = defaultdict(dict)
    for row in picture.rows("composition"):
        committee = picture.places.row(row, row.get("committee"))
        began = committee.get("established_on") if committee else None
        if began and row["as_of"] < began:
            facts = {"clause_of": clause_of(committee), "day": row["as_of"], "began": began}
            yield finding("composition-before-body", "composition", row, "as_of", **facts)
        days[(*picture.places.key(row, row.get("committee")), row["as_of"])][row.get("role") or ""] = row
    for roles in days.values():
        if "" in roles and "member" in roles and not _agree(roles):
            clause = _clause(picture, roles[""])
            yield finding("roles-differ-from-total", "composition", roles[""], "women", clause_of=clause)


def _clause(picture: Picture, part: Row) -> str:
    """Return the clause of the body that a seat or a count belongs to."""
    return clause_of(picture.places.row(part, part.get("committee")))


def _agree(roles: dict[str, Row]) -> bool:
    whole, members = counted(roles[""]), counted(roles["member"])
    leaders = sum((counted(roles[role]) for role in LEADING if role in roles), Counts())
    return whole in (members, members + leaders)  # the chair may stand in the line of members or beside it


def meetings(picture: Picture) -> Iterator[Finding]:
    """Yield meetings whose head-count has the chair in it, who stands in the body's leadership too. Source: OA-C2c."""
    led = by_committee(picture.facts.get("seat", ()), picture.places)
    counts = by_committee(picture.facts.get("composition", ()), picture.places)
    for row in picture.rows("meeting"):
        if not (row.get("chair_counted") and row.get("committee")):
            continue
        key, day = picture.places.key(row, row["committee"]), row["held_on"]
        seated = any(seat.get("role") == "chair" and in_force(seat, day) for seat in led.get(key, ()))
        if seated or any(c.get("role") == "chair" and c["as_of"] <= day for c in counts.get(key, ())):
            yield finding("chair-counted-twice", "meeting", row, "chair_counted")


def seats(picture: Picture) -> Iterator[Finding]:
    """Yield a place that two people hold at once, and a person who votes in two roles at once."""
    held = list(picture.rows("seat"))

    def place(row: Row) -> object:
        return (*picture.places.key(row, row.get("committee")), row["place"]) if row.get("place") else None

    for first, second in clashing(held, place):
        facts = {"place": second["place"], "since": first.get("starts_on")}
        yield finding(
            "seat-held-twice", "seat", second, "starts_on", clause_of=_clause(picture, second), **facts
        )
    roles: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in held:
        role = row.get("role") or "member"
        if row.get("person") and role in VOTING and in_force(row, picture.day):
            key = (*picture.places.key(row, row.get("committee")), row["person"])
            if roles[key] - {role}:
                facts = {
                    "clause_of": _clause(picture, row),
                    "roles": ", ".join(sorted({role, *roles[key]})),
                }
                yield finding("person-in-two-roles", "seat", row, "person", **facts)
            roles[key].add(role)
