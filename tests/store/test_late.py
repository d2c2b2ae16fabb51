"""What an office changes after headquarters accepted it: found by the log alone, with the reason that was given."""

from __future__ import annotations

from typing import Any

import pytest

from gemtui import store
from gemtui.records import kinds
from gemtui.store import Edit, Store, StoreProblem
from gemtui.store.lateness import moving
from tests.store.accepted import accept, answer


def body(db: Store, **values: Any) -> str:
    return store.save(db, Edit("committee", {"name": "Contracts", "size": 5, "rule": "band", **values})).id


def change(db: Store, kind: str, record: str, why: str | None = None, **values: Any) -> None:
    store.save(db, Edit(kind, values, id=record, why=why))


def found(db: Store) -> list[tuple[str, tuple[str, ...], str | None]]:
    return [(one.id, one.fields, one.why) for one in store.late(db)]


def test_nothing_is_late_before_headquarters_has_accepted_it(db: Store):
    record = body(db)
    made = accept(db, "received")
    change(db, "committee", record, size=6)
    assert found(db) == []
    answer(db, made, "accepted")
    assert found(db) == [(record, ("size",), None)]


def test_a_later_word_of_headquarters_counts(db: Store):
    record = body(db)
    made = accept(db)
    change(db, "committee", record, size=6)
    answer(db, made, "returned")
    assert found(db) == []


def test_the_latest_reason_is_told_and_a_new_record_is_no_late_change(db: Store):
    record = body(db)
    accept(db)
    change(db, "committee", record, "One place more", size=6)
    change(db, "committee", record, "And one more", size=7)
    body(db, name="A new one")
    assert found(db) == [(record, ("size",), "And one more")]
    assert [c.why for c in store.late(db)[0].changes] == ["And one more", "One place more"]


def test_what_says_again_what_was_accepted_is_late_no_more(db: Store):
    record = body(db)
    accept(db)
    change(db, "committee", record, size=6)
    store.undo(db)
    assert found(db) == []


def test_the_next_accepted_report_speaks_for_the_change(db: Store):
    record = body(db)
    accept(db)
    change(db, "committee", record, size=6)
    accept(db)
    assert found(db) == []


def test_what_goes_on_after_a_report_is_not_late(db: Store):
    plan = store.save(
        db,
        Edit(
            "action_plan",
            {"title": "Plan", "starts_on": "2026-01-01", "ends_on": "2027-12-31", "policy_version": "2013"},
        ),
    ).id
    action = store.save(
        db,
        Edit("action", {"action_plan": plan, "title": "Note", "area": "A", "clauses": ["OA-A1"], "responsible": "Head", "accountable": "Director",
                        "delivery_on": "2026-12-31", "status": "planned"}),
    ).id  # fmt: skip
    accept(db)
    change(db, "action", action, status="in_progress", percent=20)
    assert found(db) == []
    change(db, "action", action, delivery_on="2027-06-30")
    assert found(db) == [(action, ("delivery_on",), None)]


def test_the_trash_is_a_late_change(db: Store):
    record = body(db)
    accept(db)
    with store.because(db, "It was counted twice"):
        store.delete(db, "committee", record)
    assert found(db) == [(record, ("deleted",), "It was counted twice")]


def test_a_person_at_the_keyboard_is_asked_and_nothing_is_written_without_an_answer(db: Store):
    record = body(db)
    accept(db)
    db.asks_why = True
    before = store.digest(db)
    for deed in (
        lambda: change(db, "committee", record, size=6),
        lambda: store.delete(db, "committee", record),
        lambda: store.save_table(db, [Edit("committee", {"size": 6}, id=record)], [], "table"),
    ):
        with pytest.raises(StoreProblem) as problem:
            deed()
        assert problem.value.code == "why-needed"
    assert store.digest(db) == before
    with store.because(db, "One place more"):
        change(db, "committee", record, size=6)
    assert db.reason is None
    assert found(db) == [(record, ("size",), "One place more")]
    store.undo(db)  # says by itself what it takes back
    change(db, "committee", record, ends_on="2026-12-31")  # goes on, and no report said that it would not


def test_a_value_that_is_only_repeated_asks_nothing(db: Store):
    record = store.save(
        db, Edit("person", {"name": "Wanjiru", "gender": "woman", "grade": "P-3", "active": True})
    ).id
    accept(db)
    db.asks_why = True
    change(db, "person", record, name="Wanjiru", active=False)
    with pytest.raises(StoreProblem):
        change(db, "person", record, name="Wanjiru Kamau")


@pytest.mark.parametrize(
    "heads", ["x", 5, [5], [{"seq": "a"}], [{"workspace": 1, "seq": 10**12}], [[]], None]
)
def test_heads_that_mean_nothing_make_nothing_late(db: Store, heads: Any):
    record = body(db)
    made = store.save(
        db, Edit("submission", {"period": "2026", "heads": heads if isinstance(heads, list) else None})
    )
    answer(db, made.id, "accepted")
    change(db, "committee", record, size=6)
    assert found(db) == []


def test_fields_that_go_on_are_fields():
    for kind in kinds().values():
        assert set(kind.about.moves) <= set(kind.names), kind.name
        assert moving(kind) <= {*kind.names, "deleted", *(f"{name}_state" for name in kind.about.moves)}


def test_late_changes_are_found_among_many_by_their_ids_alone(db: Store):
    ids = [body(db, name=f"Body {n}") for n in range(5)]
    accept(db)
    for record in ids[:3]:
        change(db, "committee", record, size=6)
    assert {one.id for one in store.late(db, "NBO", ids[2:])} == {ids[2]}
    assert {one.id for one in store.late(db, "NBO")} == set(ids[:3])
