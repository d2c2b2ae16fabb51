"""Which next appointments bring a body into balance, and by when.

Source: the splits that meet, balance-rules.md, section 5; clauses OA-C2a, OA-C2b, OA-C2c.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gemtui.rules.balance import Balance, judge
from gemtui.rules.bands import Bands, Counts
from gemtui.rules.membership import BY_GENDER, Body, rule_of
from gemtui.rules.splits import highest_meeting, lowest_meeting
from gemtui.rules.vacancies import Place, Trial, day_before, heads, places

WOMAN, MAN, EITHER = "woman", "man", "either"
LISTED = 50
"""Dates for which an option is worked out: what lies behind as many vacancies is not planned today."""


@dataclass(frozen=True, slots=True)
class Appointment:
    """One seat to be filled."""

    seat: str
    """Id of the seat that falls vacant; empty where only a head-count tells of it, or where somebody joins."""
    place: str
    role: str
    leaves: str | None
    """Gender of whoever had it last, None where nobody leaves."""
    by: str
    """The last day of the term before: whoever is appointed by then follows the next day. Empty: at any time."""
    appoint: str
    """`woman`, `man` or `either`."""


@dataclass(frozen=True, slots=True)
class Option:
    """One way into balance."""

    way: str
    """`none` (it meets already), `vacancies`, `replacement` or `growth`."""
    appointments: tuple[Appointment, ...]
    holds_from: str
    """The first day on which the rule is met; empty where that is the day of the appointments, whenever it is."""
    latest: str
    """The day by which the last of the appointments has to be made for that; empty where no term ends."""
    splits: tuple[str, ...]
    """The splits (women-men, of those known) that these appointments can end in."""
    balance: Balance
    """The body then, wherever it is free to choose filled as it was."""
    is_certain: bool
    """Whatever the undisclosed people are; else it can be reached only with some of the ways in which they fall."""

    def count(self, gender: str) -> int:
        """Return how many of the appointments ask for `woman`, `man` or `either`."""
        return sum(1 for each in self.appointments if each.appoint == gender)


def options(body: Body, on: date) -> list[Option]:
    """Return the ways into balance, soonest first; none where the body is not judged, or no way is known.

    First, for each date on which seats fall vacant, the smallest set of appointments with which the rule is met from
    that day on; all seats vacant until then have to be filled anyway. Then replacement of sitting members, and
    growth, both at any time. A body that meets its rule has an option without appointments, and those that keep it.
    """
    rule = rule_of(body.committee)
    if rule == "report_only" or not body.source:
        return []
    held, day = places(body, on), on.isoformat()
    found = [_filled(held, vacant, rule, body.bands) for vacant in _vacancies(held, day)[:LISTED]]
    ways = [option for option in found if option is not None]
    if body.balance.meets == "yes":
        return [_nothing_to_do(body, day), *ways]
    if body.balance.meets == "n/a":
        return ways
    more = (_replaced(body.members, rule, body.bands), _grown(body.members, rule, body.bands))
    return [*ways, *(option for option in more if option is not None)]


def trial_of(option: Option, held: Sequence[Place]) -> Trial:
    """Return a way into balance as a trial on the places that it was worked out from.

    Where it is free who is appointed, the seats are filled so that the body becomes the one that the option shows.
    """
    if option.way == "growth":
        return Trial(joining=tuple(each.appoint for each in option.appointments))
    if option.way == "replacement":
        leaves = [each.leaves for each in option.appointments]
        going = sorted(
            (n for n, p in enumerate(held) if p.leaves == leaves[0]), key=lambda n: bool(held[n].vacant_from)
        )
        chosen = going[: len(leaves)]
        return Trial(dict.fromkeys(chosen, option.appointments[0].appoint), frozenset(chosen))
    women = option.balance.counts.women - heads(held, option.holds_from).women - option.count(WOMAN)
    followers = {}
    for number, each in enumerate(option.appointments):  # places that fall vacant stand first, in this order
        followers[number] = each.appoint
        if each.appoint == EITHER:
            followers[number] = WOMAN if women > 0 else MAN
            women -= 1
    return Trial(followers)


def _vacancies(held: Sequence[Place], today: str) -> list[str]:
    return sorted({max(place.vacant_from, today) for place in held if place.vacant_from})


def _room(counts: Counts, vacant: int, rule: str, bands: Bands) -> tuple[range, bool]:
    """Return how many of the vacant seats may go to women so that the rule is met, and whether that is certain.

    The numbers of women that meet a rule have no gap between them, so the undisclosed people only move both ends.
    """
    size = counts.base + counts.undisclosed + vacant
    low, high = lowest_meeting(size, rule, bands), highest_meeting(size, rule, bands)
    if low is None or high is None:
        return range(0), False
    certain = range(max(0, low - counts.women), min(vacant, high - counts.women - counts.undisclosed) + 1)
    if certain or not counts.undisclosed:
        return certain, True
    first = max(0, low - counts.women - counts.undisclosed)
    return range(first, min(vacant, high - counts.women) + 1), False


def _filled(held: Sequence[Place], day: str, rule: str, bands: Bands) -> Option | None:
    vacant = [place for place in held if place.vacant_from and place.vacant_from <= day]
    sitting = heads(held, day)
    room, is_certain = _room(sitting, len(vacant), rule, bands)
    if not room:
        return None
    leaving = Counter(place.leaves for place in vacant)
    middle = room[len(room) // 2]
    women = max(room[0], min(leaving[WOMAN], room[-1])) if is_certain else middle
    asked = (room[0], len(vacant) - room[-1]) if is_certain else (women, len(vacant) - women)
    after = sitting + Counts(women=women, men=len(vacant) - women)
    return Option(
        "vacancies",
        tuple(_appointments(vacant, *asked, sitting)),
        day,
        max(_by(place) for place in vacant),
        _splits(sitting, room, len(vacant)),
        judge(after, rule, bands),
        is_certain,
    )


def _appointments(vacant: Sequence[Place], women: int, men: int, sitting: Counts) -> list[Appointment]:
    """Return who is to be appointed, seat by seat as they fall vacant: those of whom there are fewer come first."""
    wanted = [WOMAN] * women + [MAN] * men
    if sitting.men < sitting.women:
        wanted.reverse()
    wanted += [EITHER] * (len(vacant) - len(wanted))
    return [
        Appointment(place.seat, place.name, place.role, place.leaves, _by(place), appoint)
        for place, appoint in zip(vacant, wanted, strict=True)
    ]


def _by(place: Place) -> str:
    return day_before(place.vacant_from) if place.terms else ""


def _splits(sitting: Counts, room: range, vacant: int) -> tuple[str, ...]:
    return tuple(f"{sitting.women + women}-{sitting.men + vacant - women}" for women in room)


def _nothing_to_do(body: Body, day: str) -> Option:
    split = f"{body.members.women}-{body.members.men}"
    return Option("none", (), day, "", (split,), body.balance, is_certain=True)


def _replaced(counts: Counts, rule: str, bands: Bands) -> Option | None:
    """Return the fewest replacements of women by men, or of men by women, that meet the rule for certain."""
    size = counts.base + counts.undisclosed
    low, high = lowest_meeting(size, rule, bands), highest_meeting(size, rule, bands)
    if low is None or high is None or low > high - counts.undisclosed:
        return None
    change = max(low - counts.women, 0) or min(high - counts.undisclosed - counts.women, 0)
    after = Counts(counts.women + change, counts.men - change, counts.other, counts.undisclosed)
    if not change or after.men < 0:
        return None
    leaves, appoint = (MAN, WOMAN) if change > 0 else (WOMAN, MAN)
    asked = (Appointment("", "", "member", leaves, "", appoint),) * abs(change)
    return Option("replacement", asked, "", "", _split(after), judge(after, rule, bands), is_certain=True)


def _grown(counts: Counts, rule: str, bands: Bands) -> Option | None:
    """Return the fewest people of one sex who have to join, nobody leaving, for the rule to be met for certain."""
    for joining in range(1, 2 * (counts.base + counts.undisclosed) + 3):
        for gender in (WOMAN, MAN) if counts.women <= counts.men else (MAN, WOMAN):
            after = counts + Counts(*(joining * n for n in _columns(gender)))
            found = judge(after, rule, bands)
            if found.meets == "yes":
                asked = (Appointment("", "", "member", None, "", gender),) * joining
                return Option("growth", asked, "", "", _split(after), found, is_certain=True)
    return None


def _columns(gender: str) -> tuple[int, int]:
    one = BY_GENDER[gender]
    return one.women, one.men


def _split(after: Counts) -> tuple[str, ...]:
    return (f"{after.women}-{after.men}",)
