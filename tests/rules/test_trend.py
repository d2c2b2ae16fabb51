"""A body through time. Source: balance-rules.md, section 9."""

from datetime import date
from fractions import Fraction

import pytest

from gemtui import rules
from tests.rules.test_members_of_a_body import body, count, seat

ON = date(2027, 1, 10)


def test_a_body_changes_when_a_seat_is_taken_left_or_counted_anew():
    seated = body(
        seat("member", "man", starts_on="2024-01-01"),
        seat("member", "man", starts_on="2024-01-01", ends_on="2025-06-30"),
        seat("member", "woman", starts_on="2025-07-01"),
        seat("member", "woman", starts_on="2028-01-01"),
        on=ON,
    )
    told = [(day, then.balance.verdict) for day, then in rules.trend(seated, ON)]
    assert told == [("2024-01-01", "ONE_SEX"), ("2025-07-01", "PARITY")]


def test_two_counts_that_say_the_same_are_one_step():
    seated = body(
        count(women=1, men=3, as_of="2024-01-01"),
        count(women=1, men=3, as_of="2025-01-01"),
        count(women=2, men=2, as_of="2026-01-01"),
        on=ON,
    )
    assert [day for day, _ in rules.trend(seated, ON)] == ["2024-01-01", "2026-01-01"]


def test_a_body_of_which_nobody_tells_has_no_trend():
    assert rules.trend(body(on=ON), ON) == []


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [(300, 311, "rising"), (300, 310, "flat"), (300, 290, "flat"), (300, 289, "falling"), (None, 289, None)],
)
def test_a_share_has_moved_beyond_one_point(before, after, told):
    assert rules.direction(before and Fraction(before, 1000), Fraction(after, 1000)) == told
