"""A save: one change appended, one row written, or nothing at all (spec/merge.md)."""

from __future__ import annotations

import sqlite3

import pytest

from gemtui import log, store
from gemtui.store import Edit, Refused, Stale, Store, StoreProblem
from tests.store.conftest import Make
from tests.store.places import (
    ACTION,
    COUNTS,
    TRAINING,
    add,
    change,
    changes,
    shown,
    total_changes,
)


def everything(db: Store) -> list[str]:
    """The whole store as SQL, but for where it lives."""
    return [line for line in db.connection().iterdump() if "'place'" not in line]


def refused(problem: Refused) -> set[tuple[str, str]]:
    return {(p.field, p.code) for p in problem.problems}


def test_a_new_record_says_all_that_has_a_value(db: Store) -> None:
    saved = add(db, values={"output": None})
    (only,) = changes(db, saved)
    assert dict(only.set) == ACTION
    assert (only.office, only.home, only.seq, only.prev) == ("NBO", False, 1, log.ZEROS)
    assert (only.author, only.seen, only.why, only.workspace) == (
        "focal point",
        {},
        None,
        db.identity.workspace,
    )
    assert only.at == "2026-11-23T12:00:00.000Z"


def test_a_further_save_says_only_what_changed(db: Store) -> None:
    saved = add(db)
    change(db, saved, {**ACTION, "title": "Brief all panels", "output": None})
    assert dict(changes(db, saved)[1].set) == {"title": "Brief all panels"}


def test_a_further_save_names_what_it_had_seen_and_the_change_before_it(db: Store) -> None:
    saved = add(db)
    other = add(db)
    again = change(db, saved, {"title": "Brief all panels"})
    first, second = changes(db, saved)
    assert (second.seq, second.seen) == (3, {db.identity.workspace: 1})
    assert second.prev == log.digest(log.line(changes(db, other)[0]))
    assert first.seq == 1
    assert again.revision == 2


def test_the_row_says_what_the_changes_say(db: Store) -> None:
    saved = add(db, values={"clauses": ["OA-A1", "OA-A2"]})
    row = shown(db, saved)
    assert {name: row[name] for name in ACTION} == ACTION
    assert row["clauses"] == ["OA-A1", "OA-A2"]
    assert (row["id"], row["office"], row["home"], row["deleted"]) == (saved.id, "NBO", False, False)
    assert (row["revision"], row["changed_at"], row["changed_by"]) == (
        1,
        "2026-11-23T12:00:00.000Z",
        "focal point",
    )
    assert row == saved.row


def test_a_save_that_changes_nothing_writes_nothing(db: Store) -> None:
    saved = add(db)
    before = everything(db)
    again = change(db, saved, ACTION)
    assert not again.changed
    assert again.row == saved.row
    assert everything(db) == before


def test_clearing_a_field_writes_null(db: Store) -> None:
    saved = add(db, values={"output": "A note"})
    change(db, saved, {"output": None})
    assert dict(changes(db, saved)[1].set) == {"output": None}
    assert shown(db, saved)["output"] is None


@pytest.mark.parametrize("name", COUNTS)
def test_one_count_of_a_head_count_brings_all_four(db: Store, name: str) -> None:
    saved = add(db, "training_record")
    change(db, saved, {name: 9})
    assert dict(changes(db, saved)[1].set) == {**{n: TRAINING[n] for n in COUNTS}, name: 9}


def test_a_new_head_count_says_its_blanks_too(db: Store) -> None:
    values = {"title": "Gender in telecoms", "held_on": "2026-03-08", "women": 5}
    saved = store.save(db, Edit("training_record", values))
    told = changes(db, saved)[0].set
    assert {n: told[n] for n in COUNTS} == {"women": 5, "men": None, "other": None, "undisclosed": None}


def test_a_field_and_its_state_are_written_together(db: Store) -> None:
    saved = add(db, values={"starts_on": "2027-01-01"})
    change(db, saved, {"starts_on": None, "starts_on_state": "pending"})
    assert dict(changes(db, saved)[1].set) == {"starts_on": None, "starts_on_state": "pending"}


def test_a_field_beside_its_state_is_refused(db: Store) -> None:
    with pytest.raises(Refused) as caught:
        add(db, values={"starts_on": "2027-01-01", "starts_on_state": "pending"})
    assert {code for _, code in refused(caught.value)} == {"state-and-value"}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"title": None}, {("title", "required")}),
        ({"title": ""}, {("title", "bad-text")}),
        ({"title": "x" * 20_001}, {("title", "too-long")}),
        ({"title": "half \ud800"}, {("title", "bad-text")}),
        ({"title": 3}, {("title", "not-text")}),
        ({"delivery_on": "2027-02-30"}, {("delivery_on", "not-a-date")}),
        ({"status": "finished"}, {("status", "not-a-choice")}),
        ({"percent": 101}, {("percent", "too-large")}),
        ({"percent": True}, {("percent", "not-whole")}),
        ({"percent": 5.5}, {("percent", "not-whole")}),
        ({"action_plan": "the plan"}, {("action_plan", "not-a-reference")}),
        ({"clauses": "OA-A1"}, {("clauses", "not-a-list")}),
        ({"budget": "12,50"}, {("budget", "not-decimal")}),
        ({"colour": "red"}, {("colour", "unknown-field")}),
        ({"id": "x"}, {("id", "unknown-field")}),
        ({"deleted": True}, {("deleted", "unknown-field")}),
        ({"revision": 7}, {("revision", "unknown-field")}),
        ({"title": 3, "percent": 101}, {("title", "not-text"), ("percent", "too-large")}),
    ],
)
def test_a_refused_save_names_each_field_and_leaves_nothing(
    db: Store, values: dict[str, object], expected: set[tuple[str, str]]
) -> None:
    add(db)
    before = everything(db)
    with pytest.raises(Refused) as caught:
        add(db, values=values)
    assert refused(caught.value) == expected
    assert everything(db) == before


def test_a_record_with_nothing_in_it_is_refused(db: Store) -> None:
    with pytest.raises(Refused) as caught:
        store.save(db, Edit("person", {}))
    assert refused(caught.value) == {("", "nothing-entered")}


def test_one_refused_record_takes_the_whole_action_back(db: Store) -> None:
    saved = add(db)
    before = everything(db)
    edits = [Edit("action", {"title": "A"}, id=saved.id), Edit("person", {"name": "B"}), Edit("action", {})]
    with pytest.raises(Refused):
        store.save_all(db, edits, "import")
    assert everything(db) == before


def test_records_of_one_action_may_point_to_each_other(db: Store) -> None:
    plan = db.around.ids.uuid7()
    values = {**ACTION, "action_plan": plan}
    store.save_all(
        db,
        [
            Edit("action_plan", {"title": "P", "starts_on": "2026-01-01", "ends_on": "2026-12-31", "policy_version": "2021"}, new_id=plan),
            Edit("action", values),
        ],
        "paste",
    )  # fmt: skip
    assert [kind for kind, _ in store.children(db, "action_plan", "NBO", plan)] == ["action"]


def test_an_id_that_is_taken_is_not_used_again(db: Store) -> None:
    saved = add(db)
    with pytest.raises(StoreProblem) as caught:
        add(db, new_id=saved.id)
    assert caught.value.code == "record-exists"


def test_an_id_of_another_form_is_refused(db: Store) -> None:
    with pytest.raises(StoreProblem) as caught:
        add(db, new_id="1")
    assert caught.value.code == "bad-change"


@pytest.mark.parametrize(
    "reference", ["0192f0c1-7c1e-7b3a-9c52-0c1d2e3f4a5b", "nonsense", "\udcff", "NBO/\udcff"]
)
def test_what_is_not_there_cannot_be_changed(db: Store, reference: str) -> None:
    with pytest.raises(StoreProblem) as caught:
        store.save(db, Edit("action", {"title": "A"}, id=reference))
    assert caught.value.code in ("unknown-record", "bad-text")


def test_the_reason_of_a_late_change_stands_in_the_log(db: Store) -> None:
    saved = add(db)
    change(db, saved, {"title": "B"}, why="the panel met later")
    assert changes(db, saved)[1].why == "the panel met later"


def test_a_home_record_lives_in_the_home_stream(db: Store) -> None:
    saved = add(db, home=True)
    change(db, saved, {"title": "B"})
    assert [(c.home, c.seq) for c in changes(db, saved)] == [(True, 1), (True, 2)]
    assert shown(db, saved)["home"]


def test_undo_and_history_know_a_home_record(db: Store) -> None:
    saved = add(db, home=True)
    store.undo(db)
    assert shown(db, saved)["deleted"]
    assert [entry.change.home for entry in store.history(db, "NBO", saved.id)] == [True, True]


class TestPersonal:
    def test_the_line_holds_a_commitment_and_the_store_the_salt_beside_it(self, db: Store) -> None:
        saved = add(db, "person", {"name": "A. Njeri", "gender": "woman"})
        told = changes(db, saved)[0].set
        for name, value in (("name", "A. Njeri"), ("gender", "woman")):
            assert log.is_commitment(told[name])
            salt, kept = store.private_items(db)[told[name]["sha256"]]
            assert kept == value
            assert log.matches(told[name], bytes.fromhex(salt), value)
        assert shown(db, saved)["name"] == "A. Njeri"

    def test_no_line_holds_a_personal_value_in_the_clear(self, db: Store) -> None:
        add(db, "person", {"name": "A. Njeri", "contact": "anjeri@example.org", "note": "on leave"})
        lines = b"".join(line for s in store.streams(db) for line in store.stream_lines(db, s))
        assert not any(word in lines for word in (b"Njeri", b"example.org", b"on leave"))

    def test_equal_values_have_unequal_commitments(self, db: Store) -> None:
        one, other = (add(db, "person", {"name": "A. Njeri"}) for _ in range(2))
        assert changes(db, one)[0].set != changes(db, other)[0].set

    def test_an_unchanged_save_repeats_nothing(self, db: Store) -> None:
        saved = add(db, "person", {"name": "A. Njeri", "active": True})
        assert not change(db, saved, {"name": "A. Njeri", "active": True}).changed
        assert len(store.private_items(db)) == 1

    def test_null_stands_in_the_clear(self, db: Store) -> None:
        saved = add(db, "person", {"name": "A. Njeri"})
        change(db, saved, {"name": None})
        assert dict(changes(db, saved)[1].set) == {"name": None}
        assert shown(db, saved)["name"] is None
        assert shown(db, saved)["name_sha256"] is None

    def test_undo_repeats_the_old_commitment(self, db: Store) -> None:
        saved = add(db, "person", {"name": "A. Njeri"})
        change(db, saved, {"name": "B. Otieno"})
        store.undo(db)
        first, _, third = changes(db, saved)
        assert third.set == first.set
        assert shown(db, saved)["name"] == "A. Njeri"


class TestTwoWindows:
    def opened(self, db: Store) -> tuple[store.Saved, dict[str, int]]:
        saved = add(db)
        return saved, store.seen(db, "NBO", saved.id)

    def test_fields_that_only_one_of_them_changed_both_stay(self, db: Store) -> None:
        saved, seen = self.opened(db)
        change(db, saved, {"title": "First window"}, seen=seen)
        change(db, saved, {"output": "Second window"}, seen=seen)
        row = shown(db, saved)
        assert (row["title"], row["output"]) == ("First window", "Second window")

    def test_a_form_that_sends_all_its_fields_does_not_take_back_what_it_left_alone(self, db: Store) -> None:
        saved, seen = self.opened(db)
        change(db, saved, {**ACTION, "title": "First window"}, seen=seen)
        change(db, saved, {**ACTION, "output": "Second window"}, seen=seen)
        row = shown(db, saved)
        assert (row["title"], row["output"]) == ("First window", "Second window")
        assert dict(changes(db, saved)[2].set) == {"output": "Second window"}

    def test_a_field_that_both_changed_asks_and_leaves_nothing(self, db: Store) -> None:
        saved, seen = self.opened(db)
        change(db, saved, {"title": "First window"}, seen=seen)
        before = everything(db)
        with pytest.raises(Stale) as caught:
            change(db, saved, {"title": "Second window", "output": "B"}, seen=seen)
        assert caught.value.fields == {"title": "First window"}
        assert everything(db) == before

    def test_saving_again_after_having_seen_it_is_a_decision(self, db: Store) -> None:
        saved, seen = self.opened(db)
        change(db, saved, {"title": "First window"}, seen=seen)
        change(db, saved, {"title": "Second window"}, seen=store.seen(db, "NBO", saved.id))
        assert shown(db, saved)["title"] == "Second window"

    def test_a_field_that_both_changed_to_the_same_is_no_question(self, db: Store) -> None:
        saved, seen = self.opened(db)
        change(db, saved, {"title": "The same"}, seen=seen)
        again = change(db, saved, {"title": "The same", "output": "B"}, seen=seen)
        assert dict(changes(db, saved)[2].set) == {"output": "B"}
        assert again.changed

    def test_two_parts_of_one_head_count_are_one_question(self, db: Store) -> None:
        saved = add(db, "training_record")
        seen = store.seen(db, "NBO", saved.id)
        change(db, saved, {"women": 6}, seen=seen)
        with pytest.raises(Stale) as caught:
            change(db, saved, {"men": 7}, seen=seen)
        assert caught.value.fields == {"women": 6, "men": 5}

    def test_the_change_speaks_from_what_the_form_had_seen(self, db: Store) -> None:
        saved, seen = self.opened(db)
        change(db, saved, {"title": "First window"}, seen=seen)
        change(db, saved, {"output": "Second window"}, seen=seen)
        assert changes(db, saved)[2].seen == seen

    def test_a_personal_field_is_compared_as_the_form_showed_it(self, db: Store) -> None:
        saved = add(db, "person", {"name": "A. Njeri", "contact": "1"})
        seen = store.seen(db, "NBO", saved.id)
        change(db, saved, {"name": "B. Otieno"}, seen=seen)
        change(db, saved, {"name": "A. Njeri", "contact": "2"}, seen=seen)
        row = shown(db, saved)
        assert (row["name"], row["contact"]) == ("B. Otieno", "2")

    def test_a_record_that_was_deleted_meanwhile_is_not_edited(self, db: Store) -> None:
        saved, seen = self.opened(db)
        store.delete(db, "action", saved.id)
        with pytest.raises(StoreProblem) as caught:
            change(db, saved, {"title": "B"}, seen=seen)
        assert caught.value.code == "deleted-record"

    def test_what_a_form_claims_to_have_seen_and_nobody_said_is_left_out(self, db: Store) -> None:
        saved, seen = self.opened(db)
        stranger = "00000000-0000-4000-8000-000000000001"
        change(db, saved, {"title": "B"}, seen={**seen, stranger: 7, db.identity.workspace: 900})
        assert changes(db, saved)[1].seen == seen


class TestPermission:
    def test_a_field_office_writes_about_itself_only(self, db: Store) -> None:
        with pytest.raises(StoreProblem) as caught:
            add(db, office="RO-ASP")
        assert caught.value.code == "not-permitted"

    def test_a_field_office_does_not_write_what_headquarters_writes(self, db: Store) -> None:
        with pytest.raises(StoreProblem) as caught:
            store.save(db, Edit("policy_review", {"on": "2026-01-01"}))
        assert caught.value.code == "not-permitted"

    def test_headquarters_writes_about_the_union(self, make: Make) -> None:
        union = make("ITU", "hq")
        assert add(union, "action_plan").office == "ITU"
        assert add(union, "committee", {"name": "Council"}).office == "ITU"

    def test_headquarters_writes_remarks_about_any_office_and_nothing_else_of_theirs(
        self, make: Make
    ) -> None:
        union = make("ITU", "hq")
        assert add(union, "remark", {"text": "Please add the evidence"}, office="NBO").office == "NBO"
        with pytest.raises(StoreProblem) as caught:
            add(union, office="NBO")
        assert caught.value.code == "not-permitted"

    def test_headquarters_own_kinds_are_written_about_any_office(self, make: Make) -> None:
        union = make("ITU", "hq")
        values = {"framework": "un-swap-3", "indicator": "SWAP3-14", "period": 2026}
        assert add(union, "entity_rating", values, office="NBO").office == "NBO"

    def test_an_office_code_of_another_form_is_refused(self, make: Make) -> None:
        union = make("ITU", "hq")
        with pytest.raises(StoreProblem) as caught:
            add(union, "remark", {"text": "A"}, office="nairobi!")
        assert caught.value.code == "bad-office"

    @pytest.mark.parametrize("verb", ["save", "delete", "restore", "resolve"])
    def test_another_offices_record_is_read_only(self, make: Make, verb: str) -> None:
        field, union = make("NBO"), make("ITU", "hq")
        saved = add(field)
        if verb == "restore":
            store.delete(field, "action", saved.id)
        from tests.store.places import send

        send(field, union)
        verbs = {
            "save": lambda: change(union, saved, {"title": "B"}),
            "delete": lambda: store.delete(union, "action", saved.id),
            "restore": lambda: store.restore_record(union, "action", saved.id),
            "resolve": lambda: store.resolve(union, "action", saved.id, "title", store.Choice(value="B")),
        }
        with pytest.raises(StoreProblem) as caught:
            verbs[verb]()
        assert caught.value.code == "not-permitted"


def test_a_save_inside_a_reading_is_a_fault_of_the_program_and_never_lost_silently(db: Store) -> None:
    with db.reading(), pytest.raises(RuntimeError):
        add(db)


def test_nothing_is_believed_saved_that_sqlite_did_not_commit(db: Store) -> None:
    saved = add(db)

    def fail() -> None:
        with db.writing():
            change(db, saved, {"title": "B"})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert shown(db, saved)["title"] == ACTION["title"]
    assert total_changes(db) == 1


def test_an_interrupted_save_leaves_the_connection_usable(db: Store) -> None:
    with pytest.raises(KeyboardInterrupt), db.writing():
        raise KeyboardInterrupt
    add(db)
    assert isinstance(db.connection(), sqlite3.Connection)
    assert total_changes(db) == 1


def test_what_no_bundle_could_carry_is_not_saved(db: Store) -> None:
    much = {"title": "P", "countries": ["a" * 20_000] * 53}
    with pytest.raises(Refused) as problem:
        store.save(db, Edit("programme", much))
    assert refused(problem.value) == {("countries", "record-too-long")}
    assert total_changes(db) == 0
    store.save(db, Edit("programme", much | {"countries": ["a" * 20_000] * 50}))


def test_what_headquarters_says_of_an_office_s_record_is_about_that_office(make: Make) -> None:
    hq = make("ITU", "hq")
    submission = "AO-PAZ/018cf299-9280-7000-8000-000000000000"
    receipt = store.save(hq, Edit("receipt", {"submission": submission, "decision": "accepted"}))
    remark = store.save(
        hq,
        Edit(
            "remark", {"subject_kind": "submission", "subject": submission, "text": "Who?", "status": "open"}
        ),
    )
    own = store.save(hq, Edit("remark", {"text": "Of our own", "status": "open"}))
    assert [saved.office for saved in (receipt, remark, own)] == ["AO-PAZ", "AO-PAZ", "ITU"]
