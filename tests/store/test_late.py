"""What an office changes after headquarters accepted it: found by the log alone, with the reason that was given."""

from __future__ import annotations

from typing import Any

import pytest

from gemtui import store
from gemtui.records import kinds
from gemtui.store import Edit, Store, StoreProblem
from gemtui.store.lateness import moving
from tests.store.accepted import accept, answer, asks


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


def test_the_latest_reason_is_told_and_a_new_record_without_a_day_is_not_late(db: Store):
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


def training(db: Store, held_on: str, why: str | None = None) -> str:
    values = {
        "title": "Bias in selection",
        "held_on": held_on,
        "women": 3,
        "men": 4,
        "other": 0,
        "undisclosed": 0,
    }
    return store.save(db, Edit("training_record", values, why=why)).id


def money(db: Store, year: int) -> str:
    return store.save(db, Edit("resource_line", {"year": year, "title": "Courses", "purpose": "training"})).id


def test_a_new_record_of_a_day_that_an_accepted_report_spoke_about_is_late(db: Store):
    accept(db, "received", period="2023")
    training(db, "2023-06-01")
    assert found(db) == []
    accept(db, period="2024-2025")
    training(db, "2023-12-31")
    inside = [training(db, "2024-01-01", "The list came now"), training(db, "2025-12-31")]
    training(db, "2026-01-01")
    inside += [money(db, 2024)]
    money(db, 2023)
    late = {one.id: one for one in store.late(db)}
    assert sorted(late) == sorted(inside)
    assert [(late[i].dated, late[i].fields, late[i].why) for i in inside] == [
        ("2024-01-01", ("held_on",), "The list came now"),
        ("2025-12-31", ("held_on",), None),
        (2024, ("year",), None),
    ]
    assert {one.id for one in store.late(db, "NBO", inside[1:])} == set(inside[1:])


def test_what_came_after_a_report_was_made_could_not_stand_in_it(db: Store):
    accept(db, period="2026", made_on="2026-11-15")
    training(db, "2026-11-16")
    missed = training(db, "2026-11-15")
    assert [one.id for one in store.late(db)] == [missed]


def test_a_new_record_that_is_taken_back_or_dated_elsewhere_is_late_no_more(db: Store):
    accept(db)
    gone, moved, undone = (training(db, "2023-05-02") for _ in range(3))
    store.undo(db)
    store.delete(db, "training_record", gone)
    change(db, "training_record", moved, "A typing error", held_on="2024-05-02")
    assert found(db) == []
    change(db, "training_record", moved, "It was right before", held_on="2023-05-02")
    assert found(db) == [(moved, ("held_on",), "It was right before")]
    assert undone not in {one.id for one in store.late(db)}


def test_the_next_accepted_report_speaks_for_the_new_record(db: Store):
    accept(db)
    training(db, "2023-05-02")
    accept(db, period="2024")
    assert found(db) == []


def test_remarks_evidence_and_reports_themselves_are_never_late(db: Store):
    record = body(db)
    accept(db, period="2026")
    about = {"subject_kind": "committee", "subject": record}
    store.save(
        db, Edit("remark", {**about, "text": "Here it is", "status": "answered", "due_on": "2026-02-01"})
    )
    store.save(db, Edit("evidence", {**about, "title": "Minutes", "on": "2026-02-01", "reference": "DM-1"}))
    assert found(db) == []


def remark(db: Store, record: str, text: str) -> str:
    return store.save(db, Edit("remark", {"subject_kind": "committee", "subject": record, "text": text})).id


def test_a_remark_of_the_office_since_says_why_where_no_change_does(db: Store):
    one, other, third = (body(db, name=name) for name in ("One", "Other", "Third"))
    remark(db, one, "Asked before the report")
    accept(db)
    for record in (one, other, third):
        change(db, "committee", record, size=6)
    asks(db, "committee", one, "Why six?")
    assert [why for *_, why in found(db)] == [None, None, None], (
        "neither an older remark nor headquarters' says it"
    )
    said = remark(db, one, "One place more")
    remark(db, f"NBO/{other}", "Counted again")
    assert {record: why for record, _, why in found(db)} == {
        one: "One place more",
        other: "Counted again",
        third: None,
    }
    assert store.late(db, "NBO", [one])[0].why == "One place more"
    change(db, "committee", one, "The change says it itself", size=7)
    assert {record: why for record, _, why in found(db)}[one] == "The change says it itself"
    store.delete(db, "remark", said)
    change(db, "committee", other, size=7)
    assert {record: why for record, _, why in found(db)}[other] == "Counted again"


def test_a_person_is_asked_once_why_a_new_record_comes_only_now(db: Store):
    accept(db)
    db.asks_why = True
    before = store.digest(db)
    with pytest.raises(StoreProblem) as problem:
        training(db, "2023-05-02")
    assert (problem.value.code, problem.value.facts["dated"]) == ("why-needed-new", "2023-05-02")
    assert store.digest(db) == before
    record = training(db, "2023-05-02", "The list came now")
    change(db, "training_record", record, women=5)  # said once, it holds for what is mended in it
    training(db, "2024-05-02")
    assert found(db) == [(record, ("held_on",), "The list came now")]
    assert len(store.late_seqs(db, "NBO", record)) == 1
