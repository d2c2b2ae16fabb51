"""Which next appointments bring a body into balance, and what a trial of some makes of it."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gemtui import rules
from gemtui.rules.balance import judge
from gemtui.rules.bands import Counts
from tests.rules.offices import row
from tests.rules.test_members_of_a_body import body, count, seat

ON = date(2027, 1, 10)
SPRING, WINTER = "2027-03-31", "2027-12-31"


def man(**more):
    return seat("member", "man", **more)


def woman(**more):
    return seat("member", "woman", **more)


def plan(*lines, **committee):
    return rules.options(body(*lines, on=ON, **committee), ON)


def ways(found, way):
    return [option for option in found if option.way == way]


def asked(option):
    return [(a.appoint, a.by) for a in option.appointments]


def test_two_seats_fall_vacant_in_march_and_one_of_them_has_to_go_to_a_woman():
    found = plan(woman(), man(), man(), man(ends_on=SPRING), man(ends_on=SPRING))
    first = found[0]
    assert (first.way, first.holds_from, first.latest) == ("vacancies", "2027-04-01", SPRING)
    assert asked(first) == [("woman", SPRING), ("either", SPRING)]
    assert first.splits == ("2-3", "3-2")
    assert (first.balance.counts.women, first.balance.counts.men) == (2, 3)
    assert first.balance.verdict == "BALANCED"
    assert first.is_certain


def test_a_date_on_which_too_few_seats_fall_vacant_is_no_option_but_the_next_one_is():
    found = plan(man(ends_on=SPRING), man(ends_on=WINTER), man(), man(), man())
    assert [(o.holds_from, asked(o)) for o in ways(found, "vacancies")] == [
        ("2028-01-01", [("woman", SPRING), ("woman", WINTER)]),
    ]


def test_all_five_terms_end_together_and_the_seats_are_shared_out():
    found = plan(*(man(ends_on="2027-02-28") for _ in range(5)))
    first = found[0]
    assert (first.count("woman"), first.count("man"), first.count("either")) == (2, 2, 1)
    assert (first.holds_from, first.latest, first.splits) == ("2027-03-01", "2027-02-28", ("2-3", "3-2"))


def test_a_balanced_body_needs_nothing_now_and_hears_what_keeps_it_so():
    found = plan(woman(), woman(ends_on=SPRING), man(), man())
    assert [o.way for o in found] == ["none", "vacancies"]
    assert (asked(found[0]), found[0].holds_from) == ([], ON.isoformat())
    assert asked(found[1]) == [("woman", SPRING)]


def test_men_are_asked_for_where_men_are_few():
    found = plan(woman(ends_on=SPRING), woman(), woman(), woman(), man())
    assert asked(found[0]) == [("man", SPRING)]
    assert asked(ways(found, "replacement")[0]) == [("man", "")]


@pytest.mark.parametrize(("women", "men", "grow"), [(1, 4, 2), (2, 8, 4), (0, 2, 1)])
def test_growth_as_worked_out_in_the_balance_rules(women, men, grow):
    option = ways(plan(count(women=women, men=men)), "growth")[0]
    assert option.count("woman") == grow
    assert option.holds_from == option.latest == ""


@pytest.mark.parametrize(("women", "men", "replace"), [(1, 5, 2), (2, 5, 1), (3, 7, 1), (0, 3, 1), (2, 8, 2)])
def test_replacement_as_worked_out_in_the_balance_rules(women, men, replace):
    option = ways(plan(count(women=women, men=men)), "replacement")[0]
    assert option.count("woman") == len(option.appointments) == replace
    assert all(a.leaves == "man" for a in option.appointments)


def test_an_undisclosed_member_asks_for_what_is_enough_either_way():
    found = plan(
        *(woman() for _ in range(2)), *(man() for _ in range(3)), seat("member"), man(ends_on=SPRING)
    )
    first = found[0]
    assert asked(first) == [("woman", SPRING)]
    assert first.is_certain
    assert first.balance.meets == "yes"
    assert [str(end) for end in first.balance.range] == ["3/7", "4/7"]


def test_where_only_some_ways_of_the_undisclosed_would_do_the_option_says_so():
    found = ways(plan(man(), seat("member"), seat("member"), man(ends_on=SPRING)), "vacancies")
    assert not found[0].is_certain
    assert found[0].balance.meets == "unknown"


def test_an_open_seat_is_vacant_today():
    found = plan(woman(), man(), man(), man(), size=5)
    assert (found[0].holds_from, asked(found[0])) == (ON.isoformat(), [("woman", "")])


def test_a_known_successor_leaves_no_vacancy():
    body_ = (
        woman(),
        man(place="Law", ends_on=SPRING),
        woman(place="Law", starts_on="2027-04-01"),
        man(),
        man(),
    )
    held = rules.places(body(*body_, on=ON), ON)
    assert not any(place.vacant_from for place in held)
    moments = rules.course(held, rules.Trial(), body(*body_, on=ON), ON)
    assert [(m.day, m.balance.verdict) for m in moments] == [
        (ON.isoformat(), "LOW"), ("2027-04-01", "PARITY"),
    ]  # fmt: skip


def test_the_end_of_a_term_without_one_follows_from_the_length_of_terms():
    held = rules.places(body(man(starts_on="2026-04-01"), woman(), on=ON, term_months=12), ON)
    assert (held[0].vacant_from, held[0].is_expected) == ("2027-04-01", True)


def test_one_person_on_two_seats_has_one_vote_until_the_later_end():
    seats = (
        seat("chair", person="him", ends_on=SPRING),
        seat("member", person="him", ends_on=WINTER),
        woman(),
    )
    held = rules.places(body(*seats, on=ON), ON)
    assert [(p.role, p.vacant_from) for p in held] == [("chair", "2028-01-01"), ("member", "")]


def test_a_head_count_with_a_seated_chair_knows_one_end_of_a_term():
    held = rules.places(
        body(count(women=1, men=3, as_of="2026-01-01"), seat("chair", "man", ends_on=SPRING), on=ON), ON
    )
    assert [(p.role, p.leaves, p.vacant_from) for p in held] == [
        ("chair", "man", "2027-04-01"), ("member", "woman", ""), ("member", "man", ""), ("member", "man", ""),
    ]  # fmt: skip


@pytest.mark.parametrize("rule", ["report_only", "band"])
def test_who_is_not_judged_has_no_options(rule):
    assert plan(count(women=1 if rule == "band" else 0, men=0 if rule == "band" else 9), rule=rule) == []


def test_both_present_asks_for_one_of_the_missing_sex():
    found = plan(man(ends_on=SPRING), man(), man(), rule="both_present")
    assert asked(found[0]) == [("woman", SPRING)]
    assert found[0].balance.verdict == "BOTH_PRESENT"


def test_a_trial_moves_the_verdict_from_the_day_of_the_vacancy():
    held = rules.places(body(*(man() for _ in range(3)), woman(), man(ends_on=SPRING), on=ON), ON)
    assert held[0].vacant_from == "2027-04-01"
    tried = rules.course(held, rules.Trial({0: "woman"}), body(woman(), man(), on=ON), ON)
    assert [(m.balance.counts.women, m.balance.counts.men) for m in tried] == [(1, 4), (2, 3)]
    empty = rules.course(held, rules.Trial(), body(woman(), man(), on=ON), ON)
    assert [(m.balance.counts.women, m.balance.counts.men) for m in empty] == [(1, 4), (1, 3)]
    joined = rules.course(held, rules.Trial(joining=("woman",)), body(woman(), man(), on=ON), ON)
    assert joined[0].balance.counts.women == 2


def test_who_has_no_end_is_replaced_at_once_in_a_trial():
    seated = body(*(man() for _ in range(3)), woman(), on=ON)
    held = rules.places(seated, ON)
    number = next(n for n, place in enumerate(held) if place.leaves == "man")
    moments = rules.course(held, rules.Trial({number: "woman"}), seated, ON)
    assert [(m.balance.counts.women, m.balance.counts.men) for m in moments] == [(2, 2)]


GENDERS = st.sampled_from(["woman", "man", "other", "undisclosed"])
ENDS = st.sampled_from([None, SPRING, WINTER])


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(GENDERS, ENDS), min_size=1, max_size=9), st.sampled_from(["band", "both_present"]))
def test_every_option_leads_where_it_says_and_no_smaller_set_does(members, rule):
    lines = [seat("member", gender, ends_on=end) for gender, end in members]
    seated = body(*lines, on=ON, rule=rule)
    for option in rules.options(seated, ON):
        assert option.balance.meets == ("yes" if option.is_certain else "unknown")
        assert option.latest <= option.holds_from or not option.holds_from
        if option.way == "vacancies" and option.is_certain:
            free = len(option.appointments)
            sitting = rules.course(rules.places(seated, ON), rules.Trial(), seated, ON)
            here = next(m.balance.counts for m in sitting if m.day == option.holds_from)
            good = [w for w in range(free + 1) if judge(here + Counts(w, free - w), rule).meets == "yes"]
            low, high = option.count("woman"), free - option.count("man")
            assert list(range(low, high + 1)) == good


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(GENDERS, ENDS), min_size=2, max_size=8))
def test_a_way_that_is_tried_ends_where_it_says(members):
    seated = body(*(seat("member", gender, ends_on=end) for gender, end in members), on=ON)
    held = rules.places(seated, ON)
    for option in rules.options(seated, ON):
        moments = rules.course(held, rules.trial_of(option, held), seated, ON)
        day = option.holds_from or ON.isoformat()
        assert next(m.balance.counts for m in moments if m.day == day) == option.balance.counts


def test_several_bodies_of_an_office_are_planned_one_by_one():
    facts = {
        "committee": [row("committee", "a", name="A"), row("committee", "b", name="B")],
        "composition": [
            row("composition", "x", committee="a", as_of="2026-01-01", women=1, men=4),
            row("composition", "y", committee="b", as_of="2026-01-01", women=2, men=2),
        ],
    }
    found = {one.committee["name"]: rules.options(one, ON) for one in rules.bodies(facts, ON)}
    assert [o.way for o in found["A"]] == ["replacement", "growth"]
    assert [o.way for o in found["B"]] == ["none"]
