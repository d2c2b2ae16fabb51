"""Who sits in a body until when, who follows, and which seats fall vacant: what a *what if* is tried on.

Source: spec/records.md, *seat* (`ends_on` is the last day in force); balance-rules.md, section 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from gemtui.rules.balance import Balance, judge
from gemtui.rules.bands import Counts
from gemtui.rules.membership import BY_GENDER, LEADING, VOTING, Body, rule_of
from gemtui.rules.terms import Row, in_force, months_later

GENDER_OF = {"women": "woman", "men": "man", "other": "other", "undisclosed": "undisclosed"}


@dataclass(frozen=True, slots=True)
class Term:
    """Somebody's time in a seat; both days are ISO dates or empty, the last one is in force."""

    gender: str
    starts_on: str = ""
    ends_on: str = ""

    def holds(self, day: str) -> bool:
        """Return whether it is in force on a day."""
        return self.starts_on <= day and (not self.ends_on or day <= self.ends_on)


@dataclass(frozen=True, slots=True)
class Place:
    """One vote in a body: who has it, who is known to follow, and from when it is free."""

    seat: str
    """Id of the seat held last; empty where only a head-count, or the size of the body, tells of it."""
    name: str
    role: str
    terms: tuple[Term, ...]
    """Earliest first; none for a seat that is open."""
    vacant_from: str
    """The day after the last known term; empty where that term has no end."""
    is_expected: bool = False
    """The end was worked out from the body's length of term, nobody typed it."""

    def gender(self, day: str) -> str | None:
        """Return who has the vote on a day, None where nobody is known to."""
        return next((term.gender for term in self.terms if term.holds(day)), None)

    @property
    def leaves(self) -> str | None:
        """Return the gender of whoever has it last, None for an open seat."""
        return self.terms[-1].gender if self.terms else None


@dataclass(frozen=True, slots=True)
class Trial:
    """Appointments that are only tried."""

    followers: Mapping[int, str] = field(default_factory=dict)
    """By the number of a place: the gender of who follows, from the day on which it falls vacant."""
    at_once: frozenset[int] = frozenset()
    """The places in which somebody follows today; those without an end are among them anyway."""
    joining: tuple[str, ...] = ()
    """Genders of people who join today."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A body from one date of change to the next."""

    day: str
    balance: Balance
    vacant: int
    """Seats in which nobody sits then, as far as it is known or tried."""


def places(body: Body, on: date) -> list[Place]:
    """Return the votes of a body on a date: those that fall vacant first in order of time, then those without an end.

    Seats are followed by those who are known to come. Members of whom only a head-count tells have no end. Where
    fewer sit than the body's size says, the rest are open seats, vacant on the day itself.
    """
    day = on.isoformat()
    seats = [s for s in body.records.seats if (s.get("role") or "member") in VOTING]
    sitting = [s for s in seats if in_force(s, day)]
    if body.source == "composition":
        sitting = [s for s in sitting if s.get("role") in LEADING]
    coming = [s for s in seats if (s.get("starts_on") or "") > day]
    found = [_place(body, group, day) for group in _by_person(sitting)]
    if body.source == "composition":
        found += _uncounted(body.members, found)
        coming = [s for s in coming if s.get("role") in LEADING]
    found = _with_successors(found, sorted(coming, key=_order), body)
    size = body.committee.get("size") or 0
    if body.source:
        found += [Place("", "", "member", (), day) for _ in range(size - len(found))]
    return sorted(found, key=_turn)


def course(held: Sequence[Place], trial: Trial, body: Body, on: date) -> list[Moment]:
    """Return a body on a date and on each date on which a seat falls vacant or is taken, if a trial came true.

    A vacant seat for which nobody is tried stays empty.
    """
    today = on.isoformat()
    days = sorted({today, *(p.vacant_from for p in held if p.vacant_from >= today), *_comings(held, today)})
    rule, joined = rule_of(body.committee), sum(map(_one, trial.joining), Counts())
    found = []
    for day in days:
        people = [_occupant(number, place, trial, day) for number, place in enumerate(held)]
        counts = sum((_one(gender) for gender in people if gender), joined)
        vacant = sum(1 for n, place in enumerate(held) if not people[n] and _has_begun(place, day))
        found.append(Moment(day, judge(counts, rule, body.bands), vacant))
    return found


def heads(held: Sequence[Place], day: str) -> Counts:
    """Return who sits on a day as far as it is known, vacant seats counting nobody."""
    return sum((_one(gender) for place in held if (gender := place.gender(day))), Counts())


def day_after(day: str) -> str:
    """Return the next ISO date; the last date of the calendar follows itself."""
    return day if day == date.max.isoformat() else (date.fromisoformat(day) + timedelta(1)).isoformat()


def day_before(day: str) -> str:
    """Return the ISO date before."""
    return day if day == date.min.isoformat() else (date.fromisoformat(day) - timedelta(1)).isoformat()


def _occupant(number: int, place: Place, trial: Trial, day: str) -> str | None:
    follower = trial.followers.get(number)
    begins = "" if number in trial.at_once else place.vacant_from
    return follower if follower and begins <= day else place.gender(day)


def _has_begun(place: Place, day: str) -> bool:
    return not place.terms or place.terms[0].starts_on <= day


def _turn(place: Place) -> tuple[object, ...]:
    return (
        not place.vacant_from,
        place.vacant_from,
        place.role not in LEADING,
        place.name.casefold(),
        place.seat,
    )


def _one(gender: str) -> Counts:
    return BY_GENDER.get(gender, Counts(undisclosed=1))


def _comings(held: Sequence[Place], today: str) -> set[str]:
    return {term.starts_on for place in held for term in place.terms if term.starts_on > today}


def _by_person(seats: Sequence[Row]) -> list[list[Row]]:
    """Return the seats so that one person's stand together: nobody has two votes."""
    held: dict[str, list[Row]] = {}
    for seat in seats:
        held.setdefault(str(seat.get("person") or f"seat {seat['id']}"), []).append(seat)
    return list(held.values())


def _place(body: Body, seats: Sequence[Row], day: str) -> Place:
    leading = min(seats, key=lambda seat: seat.get("role") not in LEADING)
    ends = [_end(body.committee, seat, day) for seat in seats]
    last, is_expected = max(ends, key=lambda end: (not end[0], end[0]))
    term = Term(body.records.gender(seats[0]), "", last)
    return Place(
        leading["id"],
        str(leading.get("place") or ""),
        str(leading.get("role") or "member"),
        (term,),
        day_after(last) if last else "",
        is_expected,
    )


def _end(committee: Row, seat: Row, day: str) -> tuple[str, bool]:
    """Return the last day of a seat's term, empty for none, and whether it was worked out from the length of a term."""
    if seat.get("ends_on"):
        return seat["ends_on"], False
    months, began = committee.get("term_months"), seat.get("starts_on")
    if not months or not began or seat.get("ends_on_state") == "n/a":
        return "", False
    expected = day_before(months_later(began, months))
    return (expected, True) if expected >= day else ("", False)


def _uncounted(members: Counts, seated: Sequence[Place]) -> Iterator[Place]:
    """Yield a place for each counted member of whom no seat tells."""
    known = [place.leaves for place in seated]
    for name, gender in GENDER_OF.items():
        for _ in range(getattr(members, name) - known.count(gender)):
            yield Place("", "", "member", (Term(gender),), "")


def _order(seat: Row) -> tuple[str, str]:
    return seat["starts_on"], seat["id"]


def _with_successors(held: Sequence[Place], coming: Sequence[Row], body: Body) -> list[Place]:
    found = list(held)
    for seat in coming:
        end, is_expected = _end(body.committee, seat, seat["starts_on"])
        term = Term(body.records.gender(seat), seat["starts_on"], end)
        free = day_after(end) if end else ""
        number = _followed(found, seat)
        before = found[number] if number is not None else None
        name, role = str(seat.get("place") or ""), str(seat.get("role") or "member")
        place = Place(seat["id"], name, role, (*(before.terms if before else ()), term), free, is_expected)
        if number is None:
            found.append(place)
        else:
            found[number] = place
    return found


def _followed(held: Sequence[Place], seat: Row) -> int | None:
    """Return whose seat somebody takes over: the one of the same name, else the one that has been free longest."""
    free = [n for n, p in enumerate(held) if p.vacant_from and p.vacant_from <= seat["starts_on"]]
    name, role = seat.get("place"), seat.get("role") or "member"
    for same in (lambda p: name and p.name == name, lambda p: p.role == role, lambda p: True):
        fitting = [n for n in free if same(held[n])]
        if fitting:
            return min(fitting, key=lambda n: held[n].vacant_from)
    return None
