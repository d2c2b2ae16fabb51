"""Undo gives back what was there before, and refuses what is no longer one's own to take back."""

from __future__ import annotations

from datetime import timedelta

from log_model import NOON, Store, change, uuid

from gemtui.log import blocked_fields, fold, stale_fields, values_before

FIRST = change(1, 1, {"title": "A"})
SECOND = change(1, 2, {"title": "B", "note": "n"}, seen={1: 1})


def test_undo_gives_the_fields_the_values_they_had_before():
    assert values_before([FIRST, SECOND], SECOND) == {"title": "A", "note": None}
    assert blocked_fields([FIRST, SECOND], SECOND) == ()


def test_undoing_a_first_save_deletes_the_record():
    assert values_before([FIRST], FIRST) == {"deleted": True}
    assert blocked_fields([FIRST], FIRST) == ()


def test_undoing_a_deletion_restores_the_record():
    deletion = change(1, 2, {"deleted": True}, seen={1: 1})
    assert values_before([FIRST, deletion], deletion) == {"deleted": False}
    assert blocked_fields([FIRST, deletion], deletion) == ()


def test_undoing_a_restoration_deletes_it_again():
    changes = [
        FIRST,
        change(1, 2, {"deleted": True}, seen={1: 1}),
        change(1, 3, {"deleted": False}, seen={1: 2}),
    ]
    assert values_before(changes, changes[2]) == {"deleted": True}


def test_undoing_the_settlement_of_a_conflict_gives_the_value_shown_before_it():
    changes = [FIRST, change(2, 1, {"title": "X"}, at="2036-01-01T00:00:00.000Z")]
    settlement = change(1, 2, {"title": "A"}, seen={1: 1, 2: 1})
    assert fold(changes).values == {"title": "X"}
    assert values_before([*changes, settlement], settlement) == {"title": "X"}


def test_what_had_not_been_seen_does_not_count_as_before():
    other = change(2, 1, {"title": "X"}, at="2036-01-01T00:00:00.000Z")
    assert values_before([FIRST, other, SECOND], SECOND)["title"] == "A"


def test_a_field_that_moved_on_blocks_and_says_which():
    other = change(2, 1, {"note": "m"}, seen={1: 2})
    assert blocked_fields([FIRST, SECOND, other], SECOND) == ("note",)


def test_a_field_in_conflict_blocks():
    other = change(2, 1, {"title": "X"}, seen={1: 1})
    assert blocked_fields([FIRST, SECOND, other], SECOND) == ("title",)


def test_a_field_that_somebody_else_gave_the_same_value_blocks_too():
    other = change(2, 1, {"title": "B"}, seen={1: 1})
    assert blocked_fields([FIRST, SECOND, other], SECOND) == ("title",)


def test_fields_that_others_set_beside_it_do_not_block():
    other = change(2, 1, {"percent": 5}, seen={1: 2})
    assert blocked_fields([FIRST, SECOND, other], SECOND) == ()


def test_a_first_save_that_somebody_built_upon_is_not_taken_back():
    other = change(2, 1, {"percent": 5}, seen={1: 1})
    assert blocked_fields([FIRST, other], FIRST) == ("percent",)


def test_an_edit_of_a_record_that_was_deleted_since_is_not_taken_back():
    deletion = change(2, 1, {"deleted": True}, seen={1: 2})
    assert blocked_fields([FIRST, SECOND, deletion], SECOND) == ("deleted",)


def test_a_deletion_in_conflict_is_not_taken_back():
    deletion = change(1, 2, {"deleted": True}, seen={1: 1})
    other = change(2, 1, {"title": "X"}, seen={1: 1})
    assert blocked_fields([FIRST, deletion, other], deletion) == ("deleted",)


def test_what_was_undone_already_does_not_block_one_action_further_back():
    undo = change(1, 3, {"title": "A", "note": None}, seen={1: 2})
    third = [FIRST, SECOND, undo]
    assert blocked_fields(third, FIRST) != ()
    assert blocked_fields(third, FIRST, {(uuid(1), 3): (uuid(1), 2)}) == ()


def test_somebody_elses_save_between_blocks_though_the_own_ones_were_undone():
    undo = change(1, 3, {"title": "A", "note": None}, seen={1: 2})
    other = change(2, 1, {"title": "X"}, seen={1: 2})
    assert blocked_fields([FIRST, SECOND, undo, other], FIRST, {(uuid(1), 3): (uuid(1), 2)}) == ("title",)


def test_three_saves_are_undone_and_redone_one_by_one():
    store = Store(1, timedelta(days=-3650))
    record = store.create({"title": "A"})
    store.save(record, {"title": "B"})
    store.clock.set(NOON - timedelta(days=7000))
    store.save(record, {"title": "C", "note": "n"})
    shown = []
    for turn in (store.undo, store.undo, store.undo, store.redo, store.redo, store.redo, store.undo):
        assert turn() is not None
        folded = store.fold(record)
        shown.append(None if folded.deleted else (folded.values["title"], folded.values.get("note")))
    assert shown == [("B", None), ("A", None), None, ("A", None), ("B", None), ("C", "n"), ("B", None)]
    assert store.redo() is not None
    assert store.redo() is None


def test_an_undo_travels_and_wins_at_the_other_end():
    here, there = Store(1), Store(2, timedelta(days=3650))
    record = here.create({"title": "A"})
    here.save(record, {"title": "B"})
    there.receive(here)
    here.undo()
    there.receive(here)
    assert there.fold(record).values == {"title": "A"}
    assert there.undo() is None


def test_a_form_is_stale_in_the_fields_that_moved_since_it_was_opened():
    changes = [FIRST, SECOND, change(2, 1, {"percent": 5}, seen={1: 2})]
    assert stale_fields(changes, {uuid(1): 1}) == ("note", "percent", "title")
    assert stale_fields(changes, {uuid(1): 1}, {"title", "percent", "men"}) == ("percent", "title")
    assert stale_fields(changes, {uuid(1): 2}, {"title"}) == ()
    assert stale_fields(changes, {uuid(1): 2, uuid(2): 1}) == ()


def test_another_window_of_the_same_workspace_makes_a_form_stale_too():
    assert stale_fields([FIRST, SECOND], {uuid(1): 1}, ["title"]) == ("title",)


def test_a_save_that_somebody_else_redid_counts_again_and_blocks():
    changes = [
        FIRST,
        change(1, 2, {"title": "B"}, seen={1: 1}, author="alternate"),
        change(1, 3, {"title": "A"}, seen={1: 2}, author="alternate"),
        change(1, 4, {"title": "B"}, seen={1: 3}, author="alternate"),
    ]
    own = uuid(1)
    assert blocked_fields(changes[:3], FIRST, {(own, 3): (own, 2)}) == ()
    assert blocked_fields(changes, FIRST, {(own, 3): (own, 2), (own, 4): (own, 3)}) == ("title",)
