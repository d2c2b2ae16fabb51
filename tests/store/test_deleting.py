"""Deleting leaves a tombstone and a history, takes the parts along, and can be taken back (spec/merge.md, spec/cli.md)."""

from __future__ import annotations

import pytest

from gemtui import store
from gemtui.store import Store, StoreProblem
from tests.store.conftest import Make
from tests.store.places import ACTION, add, change, send, shown, total_changes


@pytest.fixture
def tree(db: Store) -> dict[str, store.Saved]:
    """A plan with two actions, one of them with an update and evidence."""
    plan = add(db, "action_plan")
    first = add(db, values={"action_plan": plan.id})
    second = add(db, values={"action_plan": plan.id})
    update = add(db, "action_progress", {"action": first.id, "on": "2026-11-01", "note": "Begun"})
    proof = store.attach(db, "action", first.id, store.File("list.txt", b"who came"))
    return {"plan": plan, "first": first, "second": second, "update": update, "proof": proof}


def test_a_deleted_record_keeps_its_row_and_history(db: Store) -> None:
    saved = add(db)
    store.delete(db, "action", saved.id)
    row = shown(db, saved)
    assert row["deleted"]
    assert row["title"] == ACTION["title"]
    assert len(store.history(db, "NBO", saved.id)) == 2
    assert store.rows(db, "action") == []
    assert store.rows(db, "action", deleted=True) == [row]


def test_a_deleted_record_is_in_no_list_search_or_count(db: Store) -> None:
    saved = add(db)
    store.delete(db, "action", saved.id)
    assert store.search(db, "brief") == []
    assert list(store.rowids(db, "action")) == []
    assert store.counts(db)["action"] == 0
    assert store.facts(db)["action"] == []


@pytest.mark.parametrize("verb", ["edit", "delete"])
def test_a_deleted_record_is_restored_not_edited(db: Store, verb: str) -> None:
    saved = add(db)
    store.delete(db, "action", saved.id)
    verbs = {
        "edit": lambda: change(db, saved, {"title": "B"}),
        "delete": lambda: store.delete(db, "action", saved.id),
    }
    with pytest.raises(StoreProblem) as caught:
        verbs[verb]()
    assert caught.value.code == "deleted-record"
    assert total_changes(db) == 2


def test_a_restored_record_is_as_it_was(db: Store) -> None:
    saved = add(db)
    store.delete(db, "action", saved.id)
    back = store.restore_record(db, "action", saved.id)
    assert back.revision == 3
    assert {n: back.row[n] for n in ACTION} == ACTION
    assert not back.row["deleted"]
    assert [hit.id for hit in store.search(db, "brief")] == [saved.id]
    with pytest.raises(StoreProblem) as caught:
        store.restore_record(db, "action", saved.id)
    assert caught.value.code == "not-deleted"


def test_a_record_with_parts_is_not_deleted_alone(db: Store, tree: dict[str, store.Saved]) -> None:
    before = total_changes(db)
    with pytest.raises(StoreProblem) as caught:
        store.delete(db, "action_plan", tree["plan"].id)
    assert caught.value.code == "has-children"
    assert caught.value.facts["count"] == 4
    assert {identifier for _, identifier in caught.value.facts["children"]} == {
        saved.id for name, saved in tree.items() if name != "plan"
    }
    assert total_changes(db) == before


def test_with_its_parts_it_goes_as_one_action(db: Store, tree: dict[str, store.Saved]) -> None:
    gone = store.delete(db, "action_plan", tree["plan"].id, with_children=True)
    assert {row["id"] for _, row in gone} == {saved.id for saved in tree.values()}
    assert gone[-1][1]["id"] == tree["plan"].id
    assert all(shown(db, saved)["deleted"] for saved in tree.values())
    store.undo(db)
    assert not any(shown(db, saved)["deleted"] for saved in tree.values())
    store.redo(db)
    assert all(shown(db, saved)["deleted"] for saved in tree.values())


def test_parts_that_are_deleted_already_stand_in_no_way(db: Store, tree: dict[str, store.Saved]) -> None:
    store.delete(db, "action_plan", tree["plan"].id, with_children=True)
    store.restore_record(db, "action_plan", tree["plan"].id)
    assert store.delete(db, "action_plan", tree["plan"].id) != []


def test_records_that_are_part_of_each_other_do_not_go_round_for_ever(db: Store) -> None:
    outer = add(db, "office_unit", {"code": "A", "name": "Outer"})
    inner = add(db, "office_unit", {"code": "B", "name": "Inner", "part_of": outer.id})
    change(db, outer, {"part_of": inner.id})
    assert [row["id"] for _, row in store.children(db, "office_unit", "NBO", outer.id)] == [inner.id]
    gone = store.delete(db, "office_unit", outer.id, with_children=True)
    assert sorted(row["id"] for _, row in gone) == sorted([outer.id, inner.id])


def test_a_record_that_is_part_of_itself_is_deleted_once(db: Store) -> None:
    unit = add(db, "office_unit", {"code": "A", "name": "Odd"})
    change(db, unit, {"part_of": unit.id})
    assert len(store.delete(db, "office_unit", unit.id)) == 1


def test_a_part_may_name_its_whole_with_the_office(db: Store) -> None:
    plan = add(db, "action_plan")
    action = add(db, values={"action_plan": f"NBO/{plan.id}"})
    assert [row["id"] for _, row in store.children(db, "action_plan", "NBO", plan.id)] == [action.id]


def test_evidence_belongs_to_the_kind_it_names(db: Store, tree: dict[str, store.Saved]) -> None:
    change(db, tree["proof"], {"subject_kind": "meeting"})
    found = store.children(db, "action", "NBO", tree["first"].id)
    assert [kind for kind, _ in found] == ["action_progress"]


def test_several_records_go_as_one_action(db: Store, tree: dict[str, store.Saved]) -> None:
    both = [("action", tree["first"].id), ("action", tree["second"].id)]
    store.delete_all(db, both)
    assert not shown(db, tree["plan"])["deleted"]
    store.undo(db)
    assert not shown(db, tree["first"])["deleted"]
    assert not shown(db, tree["second"])["deleted"]


def test_what_headquarters_said_is_not_deleted_along(make: Make) -> None:
    field, union = make("NBO"), make("ITU", "hq")
    report = add(field, "submission", {"period": "2026"})
    send(field, union)
    add(union, "receipt", {"submission": report.id, "decision": "received"}, office="NBO")
    send(union, field)
    with pytest.raises(StoreProblem) as caught:
        store.delete(field, "submission", report.id, with_children=True)
    assert caught.value.code == "not-permitted"
    assert not shown(field, report)["deleted"]


def test_what_is_not_there_cannot_be_deleted(db: Store) -> None:
    with pytest.raises(StoreProblem) as caught:
        store.delete(db, "action", "0192f0c1-7c1e-7b3a-9c52-0c1d2e3f4a5b")
    assert caught.value.code == "unknown-record"
