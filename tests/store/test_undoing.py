"""Undo and redo: one action at a time, one's own only, whole or not at all, across restarts (spec/merge.md, *Undo*)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gemtui import log, store
from gemtui.store import Choice, Edit, Store, StoreProblem
from tests.store.places import ACTION, add, change, changes, exchange, reopened, send, shown, total_changes


def said(db: Store, saved: store.Saved, name: str = "title") -> object:
    return shown(db, saved)[name]


def code_of(call: object, *given: object) -> str:
    with pytest.raises(StoreProblem) as caught:
        call(*given)  # type: ignore[operator]
    return caught.value.code


def test_undo_gives_the_values_from_before_and_redo_the_ones_after(db: Store) -> None:
    saved = add(db)
    change(db, saved, {"title": "B", "output": "A note"})
    undone = store.undo(db)
    assert (said(db, saved), said(db, saved, "output")) == (ACTION["title"], None)
    assert undone.label == "edit"
    assert undone.records == (("action", "NBO", saved.id),)
    store.redo(db)
    assert (said(db, saved), said(db, saved, "output")) == ("B", "A note")


def test_undo_is_a_change_with_its_reason(db: Store) -> None:
    saved = add(db)
    change(db, saved, {"title": "B"})
    store.undo(db)
    _, second, third = changes(db, saved)
    assert dict(third.set) == {"title": ACTION["title"]}
    assert third.why == f"undo {log.digest(log.line(second))[:12]}"


def test_a_second_undo_goes_one_action_further_back(db: Store) -> None:
    saved = add(db)
    for title in "BCD":
        change(db, saved, {"title": title})
    assert [(store.undo(db), said(db, saved))[1] for _ in range(3)] == ["C", "B", ACTION["title"]]
    assert [(store.redo(db), said(db, saved))[1] for _ in range(3)] == ["B", "C", "D"]
    assert [(store.undo(db), said(db, saved))[1] for _ in range(3)] == ["C", "B", ACTION["title"]]


def test_undoing_a_first_save_deletes_the_record_and_redo_brings_it_back(db: Store) -> None:
    saved = add(db)
    store.undo(db)
    assert shown(db, saved)["deleted"]
    assert code_of(store.undo, db) == "nothing-to-undo"
    store.redo(db)
    assert not shown(db, saved)["deleted"]
    assert code_of(store.redo, db) == "nothing-to-redo"


def test_undo_and_redo_to_and_fro(db: Store) -> None:
    saved = add(db)
    change(db, saved, {"title": "B"})
    for _ in range(5):
        store.undo(db)
        assert said(db, saved) == ACTION["title"]
        store.redo(db)
        assert said(db, saved) == "B"
    store.undo(db)
    store.undo(db)
    assert shown(db, saved)["deleted"]


def test_undo_works_across_restarts(db: Store) -> None:
    saved = add(db)
    change(db, saved, {"title": "B"})
    again = reopened(db)
    store.undo(again)
    assert said(again, saved) == ACTION["title"]
    once_more = reopened(again)
    store.redo(once_more)
    assert said(once_more, saved) == "B"
    once_more.close()


def test_a_new_action_ends_what_could_be_redone(db: Store) -> None:
    saved = add(db)
    change(db, saved, {"title": "B"})
    store.undo(db)
    change(db, saved, {"title": "C"})
    assert code_of(store.redo, db) == "nothing-to-redo"
    store.undo(db)
    assert said(db, saved) == ACTION["title"]


def test_an_undone_deletion_restores(db: Store) -> None:
    saved = add(db)
    store.delete(db, "action", saved.id)
    store.undo(db)
    assert not shown(db, saved)["deleted"]
    store.redo(db)
    assert shown(db, saved)["deleted"]


def test_a_bulk_edit_is_one_step(db: Store) -> None:
    records = [add(db) for _ in range(4)]
    store.save_all(db, [Edit("action", {"status": "in_progress"}, id=r.id) for r in records], "mark done")
    undone = store.undo(db)
    assert undone.label == "mark done"
    assert len(undone.records) == 4
    assert [said(db, r, "status") for r in records] == [None] * 4


def test_one_action_that_edits_one_record_twice_is_undone_to_its_beginning(db: Store) -> None:
    saved = add(db)
    store.save_all(db, [Edit("action", {"title": t}, id=saved.id) for t in "BC"], "paste")
    store.undo(db)
    assert said(db, saved) == ACTION["title"]
    store.redo(db)
    assert said(db, saved) == "C"


def test_half_an_action_is_never_undone(db: Store) -> None:
    one, other = add(db), add(db)
    store.save_all(db, [Edit("action", {"title": "B"}, id=r.id) for r in (one, other)], "rename")
    with db.writing() as connection:
        connection.execute("UPDATE user_action SET state = 'final' WHERE label != 'rename'")
    other_author = as_author(db, "alternate")
    change(other_author, other, {"title": "Theirs"})
    before = total_changes(db)
    with pytest.raises(StoreProblem) as caught:
        store.undo(db)
    assert caught.value.code == "undo-blocked"
    assert caught.value.facts["fields"] == "title"
    assert caught.value.facts["record"] == other.id
    assert (said(db, one), said(db, other), total_changes(db)) == ("B", "Theirs", before)


def as_author(db: Store, author: str) -> Store:
    """The same store in the hands of somebody else."""
    again = store.open_store(db.path, db.around)
    again.identity = replace(again.identity, author=author)
    return again


def test_another_authors_action_is_not_undone(db: Store) -> None:
    saved = add(db)
    alternate = as_author(db, "alternate")
    assert code_of(store.undo, alternate) == "nothing-to-undo"
    change(alternate, saved, {"output": "Theirs"})
    change(db, saved, {"title": "B"})
    store.undo(db)
    assert (said(db, saved), said(db, saved, "output")) == (ACTION["title"], "Theirs")
    store.undo(alternate)
    assert said(db, saved, "output") is None
    alternate.close()


def test_another_workspaces_action_is_not_undone(pair: tuple[Store, Store]) -> None:
    here, there = pair
    saved = add(here)
    send(here, there)
    assert code_of(store.undo, there) == "nothing-to-undo"
    change(there, saved, {"title": "There"})
    send(there, here)
    assert code_of(store.undo, here) == "undo-blocked"
    assert said(here, saved) == "There"


def test_a_field_that_moved_on_blocks_and_is_named(pair: tuple[Store, Store]) -> None:
    here, there = pair
    saved = add(here)
    change(here, saved, {"title": "B", "output": "B"})
    exchange(here, there)
    change(there, saved, {"title": "There"})
    send(there, here)
    with pytest.raises(StoreProblem) as caught:
        store.undo(here)
    assert (caught.value.code, caught.value.facts["fields"]) == ("undo-blocked", "title")
    assert said(here, saved, "output") == "B"


def test_a_field_in_conflict_blocks(pair: tuple[Store, Store]) -> None:
    here, there = pair
    saved = add(here)
    exchange(here, there)
    change(here, saved, {"title": "Here"})
    change(there, saved, {"title": "There"})
    send(there, here)
    assert code_of(store.undo, here) == "undo-blocked"


def test_undoing_a_settlement_gives_the_value_that_was_shown(pair: tuple[Store, Store]) -> None:
    here, there = pair
    saved = add(here)
    exchange(here, there)
    change(here, saved, {"title": "Here"})
    change(there, saved, {"title": "There"})
    send(there, here)
    before = said(here, saved)
    store.resolve(here, "action", saved.id, "title", Choice(value="Agreed"))
    store.undo(here)
    assert said(here, saved) == before
    assert store.conflicts(here) == []
    assert len(changes(here, saved)) == 5


def test_what_was_sent_can_be_undone_and_says_so(db: Store) -> None:
    saved = add(db)
    assert not store.undo(db).exported
    store.redo(db)
    (stream,) = store.streams(db)
    store.put_seals(db, [((stream.workspace, "NBO", False), stream.seq, b"{}")])
    change(db, saved, {"title": "B"})
    assert not store.undo(db).exported
    assert store.undo(db).exported


def test_a_new_workspace_undoes_nothing_of_the_old(db: Store) -> None:
    add(db)
    copy = reopened(db, machine="another laptop")
    assert copy.identity.workspace != db.identity.workspace
    assert code_of(store.undo, copy) == "nothing-to-undo"
    assert code_of(store.redo, copy) == "nothing-to-redo"
    copy.close()


def test_a_year_s_day_is_taken_back_in_turn_with_what_was_saved_around_it(db: Store) -> None:
    """The day is no record, and stands in the same line of actions."""
    from gemtui import reference

    try:
        saved = add(db)
        store.set_year(db, 2026, "2027-02-05")
        change(db, saved, {"title": "B"})
        store.undo(db)
        assert reference.set_for(2026) == ("2027-02-05", "")
        undone = store.undo(db)
        assert (reference.set_for(2026), undone.records) == (("", ""), ())
        store.redo(db)
        assert reference.set_for(2026) == ("2027-02-05", "")
        store.redo(db)
        assert said(db, saved) == "B"
    finally:
        reference.use(reference.PACKAGED)


def test_a_year_that_somebody_set_otherwise_since_is_not_taken_back(db: Store) -> None:
    from gemtui import reference

    try:
        store.set_year(db, 2026, "2027-02-05")
        own, db.identity = db.identity, replace(db.identity, author="colleague")
        store.set_year(db, 2026, "2027-02-06")
        db.identity = own
        assert code_of(store.undo, db) == "undo-blocked"
        assert reference.set_for(2026) == ("2027-02-06", "")
    finally:
        reference.use(reference.PACKAGED)
