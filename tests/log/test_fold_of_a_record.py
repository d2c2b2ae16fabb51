"""The fold, one sentence of spec/merge.md at a time; workspaces are numbered, so 3 is greater than 2."""

from __future__ import annotations

from itertools import permutations
from random import Random

import pytest
from log_model import GROUPS, as_literal, change, in_any_order, literal_fold, uuid

from gemtui.log import fold, heads, saw, seen_of, started_from, values_at

EARLY, NOON, LATE = (f"2026-11-23T{hour}:00:00.000Z" for hour in ("08", "12", "20"))


def sides(folded, name):
    return [(head.workspace[-1], head.value) for head in folded.conflicts[name]]


def test_a_record_saved_once_says_what_was_saved():
    folded = fold([change(2, 7, {"title": "A", "percent": None})])
    assert folded.values == {"title": "A", "percent": None}
    assert (folded.deleted, folded.revision, folded.conflicts) == (False, 1, {})
    assert (folded.changed_at, folded.changed_by) == (NOON, "focal point")
    assert folded.seen == {uuid(2): 7}


def test_the_same_workspace_supersedes_by_a_higher_seq_though_its_clock_went_back():
    first, second = change(1, 1, {"title": "A"}, at=LATE), change(1, 2, {"title": "B"}, at=EARLY)
    assert saw(second, first)
    assert not saw(first, second)
    assert fold([first, second]).values == {"title": "B"}


def test_another_workspace_supersedes_what_it_had_seen_though_its_clock_is_behind():
    first, second = change(2, 3, {"title": "A"}, at=LATE), change(1, 1, {"title": "B"}, at=EARLY, seen={2: 3})
    folded = fold([first, second])
    assert folded.values == {"title": "B"}
    assert not folded.conflicts
    assert (folded.changed_at, folded.revision) == (LATE, 2)


def test_what_a_change_had_not_seen_it_does_not_supersede():
    changes = [
        change(2, 3, {"title": "A"}),
        change(2, 4, {"title": "C"}),
        change(1, 1, {"title": "B"}, seen={2: 3}),
    ]
    assert sides(fold(changes), "title") == [("2", "C"), ("1", "B")]


def test_a_change_that_sets_another_field_supersedes_nothing():
    changes = [
        change(1, 1, {"title": "A"}),
        change(2, 1, {"note": "n"}, seen={1: 1}),
        change(3, 1, {"title": "B"}, seen={1: 1}),
    ]
    folded = fold(changes)
    assert folded.values == {"title": "B", "note": "n"}
    assert not folded.conflicts


def test_a_head_that_was_superseded_stays_so_when_its_successor_is_superseded_too():
    changes = [
        change(1, 1, {"title": "A"}),
        change(2, 1, {"title": "B"}, seen={1: 1}),
        change(3, 1, {"title": "C"}, seen={2: 1}),
    ]
    assert fold(changes).values == {"title": "C"}
    assert [c.workspace for c in heads(changes, "title")] == [uuid(3)]


def test_heads_that_agree_are_no_conflict():
    folded = fold([change(1, 1, {"title": "A"}), change(2, 1, {"title": "A"})])
    assert folded.values == {"title": "A"}
    assert not folded.conflicts


@pytest.mark.parametrize(
    ("left", "right"), [(True, 1), (False, 0), (None, 0), ("", None), ([1], [True]), ("1", 1)]
)
def test_values_that_only_python_takes_for_the_same_are_a_conflict(left, right):
    folded = fold([change(1, 1, {"title": left}), change(2, 1, {"title": right})])
    assert [head.value for head in folded.conflicts["title"]] == [right, left]


def test_objects_agree_whatever_the_order_of_their_members():
    changes = [change(1, 1, {"x": {"a": 1, "b": 2}}), change(2, 1, {"x": {"b": 2, "a": 1}})]
    assert not fold(changes).conflicts


def test_personal_fields_are_compared_by_their_commitments():
    same, other = {"sha256": "a" * 64}, {"sha256": "b" * 64}
    assert not fold([change(1, 1, {"name": same}), change(2, 1, {"name": dict(same)})]).conflicts
    assert fold([change(1, 1, {"name": same}), change(2, 1, {"name": other})]).conflicts.keys() == {"name"}


def test_a_conflict_shows_the_head_with_the_latest_clock():
    folded = fold([change(1, 1, {"title": "A"}, at=LATE), change(2, 1, {"title": "B"}, at=EARLY)])
    assert folded.values == {"title": "A"}
    assert sides(folded, "title") == [("1", "A"), ("2", "B")]


def test_at_the_same_time_it_shows_that_of_the_greater_workspace():
    folded = fold([change(3, 1, {"title": "B"}, author="B"), change(2, 9, {"title": "A"}, author="A")])
    assert (folded.values, folded.changed_by) == ({"title": "B"}, "B")


def test_a_head_says_who_and_when():
    folded = fold([change(1, 4, {"title": "A"}, author="alternate"), change(2, 9, {"title": "B"}, at=EARLY)])
    first, second = folded.conflicts["title"]
    assert (first.value, first.at, first.author, first.workspace, first.seq) == (
        "A",
        NOON,
        "alternate",
        uuid(1),
        4,
    )
    assert (second.value, second.at, second.seq) == ("B", EARLY, 9)


def test_saving_the_field_again_having_seen_them_all_resolves_it():
    changes = [change(1, 1, {"title": "A"}, at=LATE), change(2, 1, {"title": "B"})]
    folded = fold([*changes, change(3, 1, {"title": "B"}, at=EARLY, seen={1: 1, 2: 1})])
    assert folded.values == {"title": "B"}
    assert not folded.conflicts


def test_saving_it_having_seen_one_side_only_does_not():
    changes = [
        change(1, 1, {"title": "A"}),
        change(2, 1, {"title": "B"}),
        change(3, 1, {"title": "C"}, seen={1: 1}),
    ]
    assert sides(fold(changes), "title") == [("3", "C"), ("2", "B")]


def test_a_conflict_of_three_lists_all_three():
    changes = [change(n, 1, {"title": str(n)}) for n in (1, 2, 3)]
    assert sides(fold(changes), "title") == [("3", "3"), ("2", "2"), ("1", "1")]


def test_changed_is_said_of_the_change_with_the_greatest_time_then_workspace_then_seq():
    changes = [
        change(1, 1, {"title": "A"}, author="one"),
        change(2, 1, {"note": "A"}, author="two"),
        change(2, 2, {"note": "B"}, author="three", seen={2: 1}),
        change(3, 1, {"percent": 1}, author="four", at=EARLY),
    ]
    folded = fold(changes)
    assert (folded.changed_at, folded.changed_by, folded.revision) == (NOON, "three", 4)


def test_the_order_of_arrival_and_repetition_never_matter():
    changes = [
        change(1, 1, {"title": "A", "percent": 1}),
        change(2, 1, {"title": "B"}, at=LATE),
        change(2, 2, {"deleted": True}, seen={2: 1}),
        change(3, 1, {"title": "C", "percent": True}, seen={1: 1}),
    ]
    results = {repr(fold(list(order))) for order in permutations(changes)}
    results |= {repr(fold(in_any_order(Random(seed), changes))) for seed in range(50)}
    assert len(results) == 1
    assert as_literal(fold(changes)) == literal_fold(changes)


def test_a_fold_may_be_given_any_iterable():
    assert fold(iter([change(1, 1), change(1, 2, {"title": "B"})])).values == {"title": "B"}


# deleted


def test_a_deletion_that_had_seen_everything_deletes():
    changes = [
        change(1, 1),
        change(2, 1, {"title": "B"}, seen={1: 1}),
        change(3, 1, {"deleted": True}, seen={1: 1, 2: 1}),
    ]
    folded = fold(changes)
    assert folded.deleted
    assert not folded.conflicts
    assert folded.values == {"title": "B"}


def test_an_edit_that_the_deletion_had_not_seen_keeps_the_record_alive():
    changes = [
        change(1, 1, {"title": "A", "percent": 1}),
        change(2, 1, {"deleted": True}, seen={1: 1}, at=LATE),
        change(3, 1, {"title": "C", "note": "n"}, seen={1: 1}),
    ]
    folded = fold(changes)
    assert not folded.deleted
    assert sides(folded, "deleted") == [("2", True), ("3", False)]
    assert [head.fields for head in folded.conflicts["deleted"]] == [(), ("note", "title")]
    assert folded.values == {"title": "C", "percent": 1, "note": "n"}


def test_the_latest_unseen_edit_of_each_stands_for_the_ones_before_it():
    changes = [
        change(1, 1),
        change(2, 1, {"deleted": True}, seen={1: 1}),
        change(3, 1, {"title": "C"}, seen={1: 1}),
        change(3, 2, {"note": "n"}, seen={1: 1, 3: 1}),
        change(4, 1, {"percent": 2}, seen={1: 1}, at=EARLY),
    ]
    shown = fold(changes).conflicts["deleted"]
    assert [(h.workspace[-1], h.seq, h.value, h.fields) for h in shown] == [
        ("2", 1, True, ()),
        ("3", 2, False, ("note",)),
        ("4", 1, False, ("percent",)),
    ]


@pytest.mark.parametrize("answer", [True, False])
def test_a_person_who_has_seen_both_settles_it(answer):
    changes = [
        change(1, 1),
        change(2, 1, {"deleted": True}, seen={1: 1}, at=LATE),
        change(3, 1, {"title": "C"}, seen={1: 1}),
        change(1, 2, {"deleted": answer}, seen={1: 1, 2: 1, 3: 1}, at=EARLY),
    ]
    folded = fold(changes)
    assert folded.deleted is answer
    assert not folded.conflicts


def test_another_edit_does_not_settle_it():
    changes = [
        change(1, 1),
        change(2, 1, {"deleted": True}, seen={1: 1}),
        change(3, 1, {"title": "C"}, seen={1: 1}),
        change(1, 2, {"title": "D"}, seen={1: 1, 2: 1, 3: 1}),
    ]
    assert sides(fold(changes), "deleted") == [("2", True), ("3", False)]


def test_both_sides_deleting_is_no_conflict():
    changes = [
        change(1, 1),
        change(2, 1, {"deleted": True}, seen={1: 1}),
        change(3, 1, {"deleted": True}, seen={1: 1}),
    ]
    folded = fold(changes)
    assert folded.deleted
    assert not folded.conflicts


def test_both_sides_deleting_after_edits_of_their_own_is_no_conflict_about_the_deletion():
    changes = [
        change(1, 1),
        change(2, 1, {"title": "B"}, seen={1: 1}),
        change(2, 2, {"deleted": True}, seen={1: 1, 2: 1}),
        change(3, 1, {"note": "n"}, seen={1: 1}),
        change(3, 2, {"deleted": True}, seen={1: 1, 3: 1}),
    ]
    folded = fold(changes)
    assert folded.deleted
    assert "deleted" not in folded.conflicts


def test_a_change_that_had_seen_the_deletion_does_not_bring_the_record_back():
    changes = [
        change(1, 1),
        change(2, 1, {"deleted": True}, seen={1: 1}),
        change(3, 1, {"note": "n"}, seen={1: 1, 2: 1}),
    ]
    assert fold(changes).deleted


def test_a_change_that_had_seen_one_of_two_deletions_does():
    changes = [
        change(1, 1),
        change(2, 1, {"deleted": True}, seen={1: 1}),
        change(3, 1, {"deleted": True}, seen={1: 1}),
        change(4, 1, {"note": "n"}, seen={1: 1, 2: 1}),
    ]
    folded = fold(changes)
    assert not folded.deleted
    assert sides(folded, "deleted") == [("3", True), ("2", True), ("4", False)]


def test_a_restored_record_is_alive():
    changes = [
        change(1, 1),
        change(2, 1, {"deleted": True}, seen={1: 1}),
        change(1, 2, {"deleted": False}, seen={1: 1, 2: 1}),
    ]
    folded = fold(changes)
    assert not folded.deleted
    assert not folded.conflicts
    assert "deleted" not in folded.values


def test_a_restoration_and_a_deletion_unknown_to_each_other_are_a_conflict():
    changes = [
        change(1, 1),
        change(2, 1, {"deleted": True}, seen={1: 1}),
        change(1, 2, {"deleted": False}, seen={1: 1, 2: 1}),
        change(3, 1, {"deleted": True}, seen={1: 1}, at=LATE),
    ]
    folded = fold(changes)
    assert not folded.deleted
    assert sides(folded, "deleted") == [("3", True), ("1", False)]


def test_a_record_that_begins_deleted_is_deleted():
    assert fold([change(1, 1, {"deleted": True})]).deleted


# groups


def test_a_conflict_in_a_group_says_for_each_side_what_the_whole_group_had():
    changes = [
        change(1, 1, {"women": 5, "men": 3}),
        change(2, 1, {"women": 6, "men": 2}, seen={1: 1}),
        change(3, 1, {"women": 7, "men": 2}, seen={1: 1}, at=LATE),
    ]
    folded = fold(changes, GROUPS)
    assert folded.values == {"women": 7, "men": 2}
    assert folded.conflicts.keys() == {"women"}
    assert [dict(h.together) for h in folded.conflicts["women"]] == [
        {"women": 7, "men": 2},
        {"women": 6, "men": 2},
    ]


def test_a_part_of_a_group_is_completed_by_what_its_writer_had_seen():
    changes = [
        change(1, 1, {"women": 5, "men": 3}),
        change(2, 1, {"women": 6}, seen={1: 1}),
        change(3, 1, {"women": 7, "men": 2}, seen={1: 1}),
    ]
    first, second = fold(changes, GROUPS).conflicts["women"]
    assert (dict(first.together), dict(second.together)) == ({"women": 7, "men": 2}, {"women": 6, "men": 3})


def test_groups_never_choose_a_value():
    changes = [
        change(1, 1, {"women": 5, "men": 3}),
        change(2, 1, {"women": 6}),
        change(3, 1, {"men": 9}, at=EARLY),
    ]
    assert fold(changes, GROUPS).values == fold(changes).values


def test_a_field_outside_a_group_stands_alone():
    changes = [change(1, 1, {"title": "A"}), change(2, 1, {"title": "B"})]
    assert not fold(changes, GROUPS).conflicts["title"][0].together


# what else is asked of a record's changes


def test_heads_of_a_field_that_nobody_set_are_none():
    assert heads([change(1, 1)], "note") == ()


def test_seen_is_the_highest_seq_of_each_workspace():
    assert seen_of([change(2, 3), change(1, 9), change(2, 8), change(1, 4)]) == {uuid(1): 9, uuid(2): 8}
    assert list(seen_of([change(2, 3), change(1, 9)])) == [uuid(1), uuid(2)]


def test_what_both_sides_started_from_is_the_value_that_both_had_seen():
    changes = [
        change(1, 1, {"title": "A"}),
        change(1, 2, {"title": "B"}, seen={1: 1}),
        change(2, 1, {"title": "C"}, seen={1: 2}),
        change(3, 1, {"title": "D"}, seen={1: 1}),
    ]
    assert started_from(changes, "title") == "A"
    assert started_from([change(1, 1), change(2, 1)], "title") is None
    assert started_from([], "title") is None


def test_values_at_a_change_are_those_it_had_seen():
    late = change(2, 1, {"title": "C"}, seen={1: 1})
    changes = [change(1, 1, {"title": "A"}), change(1, 2, {"title": "B", "note": "n"}), late]
    assert values_at(changes, late, ["title", "note"]) == {"title": "A", "note": None}
