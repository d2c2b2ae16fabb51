"""Who counts as a member on a date, from seats or from head-counts. Source: balance-rules.md, sections 1 and 6."""

from datetime import date

import pytest

from gemtui import rules
from gemtui.rules import bodies
from tests.rules.offices import row

ON = date(2024, 1, 10)


def body(*lines, on=ON, **committee):
    facts = {"committee": [row("committee", "c", name="Panel", **committee)]}
    for kind, fields in lines:
        facts.setdefault(kind, []).append(
            row(kind, f"{kind}-{len(facts.get(kind, []))}", **{"committee": "c"} | fields)
        )
    facts.setdefault("person", []).extend(PEOPLE)
    return next(iter(bodies(facts, on)), None)


PEOPLE = [row("person", "her", gender="woman"), row("person", "him", gender="man"), row("person", "erased")]


def seat(role=None, gender=None, **more):
    return "seat", {"role": role, "gender": gender, **more}


def count(role=None, women=0, men=0, **more):
    return "composition", {"role": role, "women": women, "men": men, "as_of": "2023-09-01", **more}


def heads(balance):
    counts = balance.counts
    return counts.women, counts.men, counts.other, counts.undisclosed


def test_chairs_and_members_count_and_others_do_not():
    found = body(
        seat("chair", "man"), seat("vice_chair", "woman"), seat("member", "woman"), seat(None, "other"),
        seat("alternate", "woman"), seat("secretary", "woman"), seat("observer", "man"),
    )  # fmt: skip
    assert heads(found.balance) == (2, 1, 1, 0)
    assert heads(found.leadership) == (1, 1, 0, 0)
    assert found.source == "seats"


def test_a_seat_s_own_gender_comes_before_its_person_s_and_an_unknown_one_is_undisclosed():
    found = body(
        seat("member", person="her"),
        seat("member", "man", person="him"),
        seat("member", person="erased"),
        seat(),
    )
    assert heads(found.balance) == (1, 1, 0, 2)


def test_one_person_counts_once_though_in_two_seats():
    found = body(seat("chair", person="her"), seat("member", person="her"), seat("member", person="him"))
    assert heads(found.balance) == (1, 1, 0, 0)
    assert heads(found.leadership) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    ("on", "women"),
    [(date(2023, 1, 31), 0), (date(2023, 2, 1), 1), (date(2024, 1, 31), 1), (date(2024, 2, 1), 0)],
)
def test_a_seat_is_in_force_from_its_first_to_its_last_day(on, women):
    held = seat("member", "woman", starts_on="2023-02-01", ends_on="2024-01-31")
    assert body(held, seat("member", "man"), on=on).balance.counts.women == women


@pytest.mark.parametrize(
    ("on", "men"),
    [(date(2022, 12, 31), 0), (date(2023, 1, 1), 5), (date(2023, 8, 31), 5), (date(2023, 9, 1), 3)],
)
def test_a_head_count_holds_until_the_next_one(on, men):
    found = body(count(men=5, as_of="2023-01-01"), count(women=2, men=3), on=on)
    assert found.balance.counts.men == men
    assert found.source == ("composition" if men else "")


def test_seats_come_before_head_counts_but_a_lone_chair_does_not_stand_for_the_body():
    assert heads(body(seat("member", "woman"), count(men=3)).balance) == (1, 0, 0, 0)
    lone = body(seat("chair", "man"), count(women=1, men=3))
    assert heads(lone.balance) == (1, 3, 0, 0)
    assert heads(lone.leadership) == (0, 1, 0, 0)


def test_a_total_has_the_chair_in_it():
    found = body(count(women=1, men=3), count("chair", men=1), count("observer", women=9))
    assert heads(found.balance) == (1, 3, 0, 0)
    assert heads(found.leadership) == (0, 1, 0, 0)


@pytest.mark.parametrize(
    ("size", "members", "chair", "expected"),
    [
        (None, (1, 3), (0, 1), (1, 3)),  # the chair is a member
        (4, (1, 3), (0, 1), (1, 3)),
        (5, (1, 3), (0, 1), (1, 4)),  # the size says that the line of members leaves the chair out
        (None, (0, 3), (1, 0), (1, 3)),  # a woman chairs, and no woman was counted among the members
        (9, (1, 3), (0, 1), (1, 3)),
    ],
)
def test_lines_by_role_are_added_up_only_where_the_chair_stands_apart(size, members, chair, expected):
    found = body(count("member", *members), count("chair", *chair), size=size)
    assert heads(found.balance)[:2] == expected


def test_an_older_total_gives_way_to_a_newer_count_by_role():
    found = body(count(women=5, men=5, as_of="2022-01-01"), count("member", 1, 2), count("chair", men=1))
    assert heads(found.balance) == (1, 2, 0, 0)


def test_of_two_counts_of_one_day_the_one_saved_last_is_shown():
    early, late = "2024-01-01T00:00:00.000Z", "2024-01-02T00:00:00.000Z"
    found = body(count(women=1, men=3, changed_at=late), count(women=2, men=3, changed_at=early))
    assert heads(found.balance) == (1, 3, 0, 0)


@pytest.mark.parametrize(
    ("seats", "verdict"),
    [
        (
            [("chair", "woman"), ("vice_chair", "woman"), ("vice_chair", "man"), ("vice_chair", "man")],
            "PARITY",
        ),
        ([("chair", "man")], "SINGLE"),
        ([], "EMPTY"),
    ],
)
def test_leadership_is_a_body_of_its_own(seats, verdict):
    assert (
        body(*(seat(role, gender) for role, gender in seats), seat("member", "man")).leadership.verdict
        == verdict
    )


def test_a_balanced_body_can_have_a_leadership_of_one_sex():
    found = body(count(women=5, men=5), count("chair", men=1), count("vice_chair", men=2))
    assert (found.balance.verdict, found.leadership.verdict) == ("PARITY", "ONE_SEX")


@pytest.mark.parametrize(
    ("terms", "hint"),
    [
        (["man", "man", "man"], True),
        (["man", "woman", "man"], False),
        (["woman", "woman"], False),
        (["woman", "man", "man", "man"], True),
    ],
)
def test_three_chairs_of_one_sex_in_a_row_suggest_rotating(terms, hint):
    held = [
        seat("chair", gender, starts_on=f"{2020 + n}-01-01", ends_on=f"{2020 + n}-12-31")
        for n, gender in enumerate(terms)
    ]
    assert body(*held).never_rotates == hint


def test_delegations_are_reported_and_their_leadership_is_judged():
    found = body(
        count(women=14, men=34), count("chair", women=1), count("vice_chair", men=1), type="delegation"
    )
    assert (found.balance.verdict, found.balance.meets) == (None, "n/a")
    assert found.leadership.meets == "yes"
    assert rules.tally([found.balance]) == rules.Tally(1, 0, 0, 0, 0)


def test_a_body_that_has_ended_is_left_out():
    assert body(count(women=1, men=1), ends_on="2024-01-09") is None
    assert body(count(women=1, men=1), ends_on="2024-01-10") is not None
    assert body(count(women=1, men=1), established_on="2024-01-11") is None


def test_seats_of_another_office_s_body_of_the_same_id_stay_apart():
    facts = {
        "committee": [row("committee", "c", office, name=office) for office in ("AO-PAZ", "RO-NVL")],
        "seat": [row("seat", "s", "RO-NVL", committee="c", gender="man", role="member")],
    }
    assert [found.balance.counts.total for found in bodies(facts, ON)] == [0, 1]


def test_participants_and_alternates_stand_beside_and_never_among_the_members():
    group = body(
        count("member", 5, 8), count("chair", 0, 1), count("participant", 40, 60, as_of="2023-10-01"), seat("alternate", "woman")
    )  # fmt: skip
    assert heads(group.balance) == (5, 8, 0, 0)
    assert heads(group.leadership) == (0, 1, 0, 0)
    assert (group.beside("participant").women, group.beside("participant").men) == (40, 60)
    assert group.beside("alternate").women == 1
    assert group.as_of == "2023-09-01"


def test_a_count_of_participants_alone_says_nothing_of_the_members():
    group = body(count("participant", 40, 60))
    assert (group.source, group.as_of) == ("", "")
    assert group.beside("participant").total == 100


def test_of_a_delegation_only_the_leadership_is_judged():
    council = body(count("", 10, 38), count("chair", 1, 0), count("vice_chair", 0, 2), type="delegation")
    assert (council.balance.verdict, council.balance.meets) == (None, "n/a")
    assert (council.leadership.verdict, council.leadership.meets) == ("BALANCED", "yes")
