"""What must hold between one record's changes before they are merged."""

from __future__ import annotations

from itertools import permutations

import pytest
from log_model import change, record_id, uuid

from gemtui.log import BadChange, check_record, in_order, leads_in_a_circle, seen_known


def refused(*changes):
    for order in permutations(changes):
        with pytest.raises(BadChange) as caught:
            check_record(list(order))
        assert caught.value.code == "bad-change"
    return caught.value.facts


def test_one_change_or_none_is_fine():
    check_record([])
    check_record([change(1, 1)])


def test_histories_of_several_workspaces_are_fine_in_any_order():
    changes = [
        change(1, 1),
        change(2, 4, seen={1: 1}),
        change(1, 7, seen={1: 1, 2: 4}),
        change(3, 1, seen={1: 1}),
    ]
    for order in permutations(changes):
        check_record(list(order))


def test_seen_names_a_change_that_is_there():
    assert refused(change(1, 1, seen={2: 1}))["reason"] == "unknown-change"
    assert refused(change(1, 1), change(3, 1, seen={2: 1}))["seq"] == 1
    assert refused(change(1, 1), change(2, 1, seen={1: 1000}))["workspace"] == uuid(2)


def test_seen_names_changes_to_this_very_record():
    # Workspace 1 has a change 2, but to another record.
    assert refused(change(1, 1), change(1, 3, seen={1: 1}), change(2, 1, seen={1: 2}))["member"] == "seen"


def test_seen_never_leads_in_a_circle():
    assert refused(change(1, 1, seen={2: 1}), change(2, 1, seen={1: 1}))["reason"] == "circle"


def test_nor_over_three_workspaces():
    assert (
        refused(change(1, 1, seen={2: 1}), change(2, 1, seen={3: 1}), change(3, 1, seen={1: 1}))["reason"]
        == "circle"
    )


def test_nor_over_a_workspaces_own_order():
    changes = [change(1, 1, seen={2: 2}), change(1, 2), change(2, 1, seen={1: 2}), change(2, 2)]
    assert refused(*changes)["reason"] == "circle"
    assert leads_in_a_circle(changes)
    assert not leads_in_a_circle(changes[1:])


def test_one_id_is_of_one_kind():
    assert refused(change(1, 1), change(2, 1, kind="seat"))["reason"] == "two-kinds"


def test_one_id_is_home_or_not():
    assert refused(change(1, 1), change(2, 1, home=True))["reason"] == "home-and-not"


def test_changes_of_another_record_do_not_belong_here():
    assert refused(change(1, 1), change(1, 2, record=record_id(2)))["reason"] == "other-record"
    assert refused(change(1, 1), change(2, 1, office="BKK"))["reason"] == "other-record"


def test_a_forms_seen_is_known_or_not():
    changes = [change(1, 1), change(2, 4)]
    assert seen_known(changes, {})
    assert seen_known(changes, {uuid(1): 1, uuid(2): 4})
    assert not seen_known(changes, {uuid(2): 3})
    assert not seen_known(changes, {uuid(3): 1})


def test_in_order_puts_each_after_what_it_had_seen_whatever_the_clocks_say():
    first, second, third = (
        change(2, 1, at="2036-01-01T00:00:00.000Z"),
        change(1, 1, seen={2: 1}, at="2016-01-01T00:00:00.000Z"),
        change(3, 1, seen={1: 1, 2: 1}, at="2026-01-01T00:00:00.000Z"),
    )
    for order in permutations((first, second, third)):
        assert in_order(order) == [first, second, third]


def test_in_order_goes_by_the_clock_where_nobody_had_seen_the_other():
    early, late = change(2, 1, at="2016-01-01T00:00:00.000Z"), change(1, 1, at="2036-01-01T00:00:00.000Z")
    assert in_order([late, early]) == [early, late]
