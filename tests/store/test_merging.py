"""A merge is the union of two logs, then the fold, in one transaction (spec/merge.md, *Merge*)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from gemtui import log, store
from gemtui.store import Incoming, Note, Store, StoreProblem
from tests.store.conftest import Make
from tests.store.places import (
    ACTION,
    add,
    change,
    changes,
    exchange,
    incoming,
    send,
    shown,
    total_changes,
    without_salt,
)

STRANGER = "00000000-0000-4000-8000-00000000000f"


def refused(db: Store, what: Incoming) -> str:
    """The code with which a merge stops; nothing of it may stay."""
    before = list(db.connection().iterdump())
    with pytest.raises((StoreProblem, log.BadChange)) as caught:
        store.merge(db, what)
    assert list(db.connection().iterdump()) == before
    return str(caught.value.code)


def stream(*sets: dict[str, Any], start: int = 1, prev: str = log.ZEROS, **members: Any) -> Incoming:
    """A stream of a stranger: one change a set, all about one record unless told otherwise."""
    made = []
    for seq, given in enumerate(sets, start):
        change = log.Change(
            **{
                "workspace": STRANGER, "office": "NBO", "home": False, "seq": seq, "at": "2026-11-23T12:00:00.000Z",
                "author": "alternate", "kind": "action", "record": "01900000-0000-7000-8000-000000000001",
                "seen": {}, "set": given, "why": None, "prev": prev,
            } | members
        )  # fmt: skip
        line = log.line(change)
        prev = log.digest(line)
        made.append((change, line, prev))
    return Incoming(changes=made, owners={STRANGER: "office:NBO"})


def test_a_merge_brings_the_log_and_its_rows(pair: tuple[Store, Store]) -> None:
    here, there = pair
    records = [add(here, values={"title": f"Action {n}"}) for n in range(3)]
    change(here, records[0], {"title": "B"})
    merged = send(here, there)
    assert (merged.new_changes, merged.new_records, merged.conflicts) == (4, 3, 0)
    assert [shown(there, r)["title"] for r in records] == ["B", "Action 1", "Action 2"]
    assert store.digest(there) == store.digest(here)
    assert store.examine(there).ok


def test_merging_again_brings_nothing(pair: tuple[Store, Store]) -> None:
    here, there = pair
    add(here)
    send(here, there)
    before = list(there.connection().iterdump())
    merged = send(here, there)
    assert (merged.new_changes, merged.new_records) == (0, 0)
    assert list(there.connection().iterdump()) == before


def test_only_what_is_new_counts(pair: tuple[Store, Store]) -> None:
    here, there = pair
    saved = add(here)
    send(here, there)
    change(here, saved, {"title": "B"})
    add(here)
    merged = send(here, there)
    assert (merged.new_changes, merged.new_records) == (2, 1)


def test_a_merge_goes_on_where_the_stream_stands(db: Store) -> None:
    first = stream(ACTION)
    store.merge(db, first)
    ((_, _, head),) = first.changes
    further = stream({"title": "B"}, start=2, prev=head)
    assert store.merge(db, further).new_changes == 1
    assert store.rows(db, "action")[0]["title"] == "B"


def test_a_gap_is_refused(db: Store) -> None:
    store.merge(db, stream(ACTION))
    assert refused(db, stream({"title": "B"}, start=3)) == "broken-chain"


def test_another_beginning_is_a_fork(db: Store) -> None:
    store.merge(db, stream(ACTION, {"title": "B"}))
    assert refused(db, stream(ACTION, {"title": "C"})) == "forked-history"


def test_another_forerunner_is_a_fork(db: Store) -> None:
    store.merge(db, stream(ACTION))
    assert refused(db, stream({"title": "B"}, start=2, prev="f" * 64)) == "forked-history"


def test_one_id_under_two_kinds_is_refused(db: Store) -> None:
    saved = add(db)
    what = stream({"title": "A meeting"}, kind="committee", record=saved.id)
    assert refused(db, what) == "bad-change"


def test_one_id_at_home_and_not_is_refused(db: Store) -> None:
    saved = add(db)
    assert refused(db, stream({"title": "B"}, home=True, record=saved.id)) == "bad-change"


def test_a_seen_that_names_nothing_held_is_refused(db: Store) -> None:
    saved = add(db)
    seen = {db.identity.workspace: 9}
    assert refused(db, stream({"title": "B"}, record=saved.id, seen=seen)) == "bad-change"


def test_a_refused_merge_leaves_no_journal_line_of_its_own(db: Store) -> None:
    store.merge(db, stream(ACTION))
    what = replace(stream({"title": "B"}, start=3), note=Note("in", "0" * 64, "a.gem.zip", "merged"))
    refused(db, what)
    assert store.journal(db) == []


def test_the_journal_line_is_written_with_the_merge(db: Store) -> None:
    note = Note("in", "0" * 64, "a.gem.zip", "merged", kind="submission", office="NBO", facts={"changes": 1})
    store.merge(db, replace(stream(ACTION), note=note))
    assert store.journal(db) == [replace(note, at="2026-11-23T12:00:00.000Z")]


def test_what_this_program_does_not_know_is_carried_on(make: Make) -> None:
    here, there = make(), make()
    store.merge(here, stream({**ACTION, "colour_of_hope": {"a": [1, None, "x"]}}))
    store.merge(
        here,
        stream({"what": 1}, workspace="00000000-0000-4000-8000-00000000000e", kind="gadget", record="01900000-0000-7000-8000-000000000002"),
    )  # fmt: skip
    send(here, there)
    assert store.digest(here).log == store.digest(there).log
    assert store.digest(here).tables == store.digest(there).tables
    (row,) = store.rows(there, "action")
    assert row["title"] == ACTION["title"]
    assert store.examine(there).ok
    saved = change(there, store.Saved("action", row["id"], "NBO", 1, row), {"title": "B"})
    assert "colour_of_hope" in changes(there, saved)[0].set


def test_conflicts_of_unknown_fields_are_nobodys_business_yet(db: Store) -> None:
    store.merge(db, stream({**ACTION, "colour": 1}))
    store.merge(db, stream({"colour": 2}, workspace="00000000-0000-4000-8000-00000000000e"))
    assert store.conflicts(db) == []
    assert store.examine(db).ok


def test_a_merge_never_touches_drafts_flags_settings_and_trust(pair: tuple[Store, Store]) -> None:
    here, there = pair
    saved = add(here)
    store.put_draft(there, "action", "", {"title": "half"})
    store.put_setting(there, "theme", "light")
    store.put_trusted_lines(there, ["office:NBO x"])
    store.toggle_flag(there, "action", "NBO", saved.id)
    store.toggle_flag(here, "action", "NBO", saved.id)
    send(here, there)
    assert store.drafts(there)[0].answers == {"title": "half"}
    assert store.setting(there, "theme") == "light"
    assert store.trusted_lines(there) == ["office:NBO x"]
    assert store.flags(there) == {("NBO", saved.id)}


def test_whose_a_workspace_is_comes_with_the_merge(pair: tuple[Store, Store]) -> None:
    here, there = pair
    saved = add(here)
    send(here, there)
    assert store.owners(there)[here.identity.workspace] == "office:NBO"
    assert [entry.proven for entry in store.history(there, "NBO", saved.id)] == ["office:NBO"]


def test_the_latest_seal_of_a_stream_stays(db: Store) -> None:
    place = (STRANGER, "NBO", False)
    store.merge(db, stream(ACTION, {"title": "B"}))
    for seq, line in ((2, b"two"), (1, b"one")):
        store.put_seals(db, [(place, seq, line)])
    (held,) = [s for s in store.streams(db) if s.workspace == STRANGER]
    assert held.seal == b"two"


def test_attachments_come_along_once(pair: tuple[Store, Store]) -> None:
    here, there = pair
    saved = add(here)
    store.attach(here, "action", saved.id, store.File("list.txt", b"who came"))
    send(here, there)
    send(here, there)
    ((digest, size),) = store.attachments(there).items()
    assert (store.attachment(there, digest), size) == (b"who came", 8)


class TestAtHome:
    def test_home_records_stay_unless_shared(self, make: Make) -> None:
        field, union = make(), make("ITU", "hq")
        add(field, home=True)
        add(field)
        assert send(field, union).new_changes == 1
        assert not any(s.home for s in store.streams(union))

    def test_digests_leave_them_out(self, pair: tuple[Store, Store]) -> None:
        here, there = pair
        add(here)
        send(here, there)
        before = store.digest(here)
        add(here, home=True)
        assert store.digest(here) == before == store.digest(there)

    def test_a_share_brings_them(self, pair: tuple[Store, Store]) -> None:
        here, there = pair
        saved = add(here, home=True)
        send(here, there, home=True)
        assert shown(there, saved)["home"]


class TestPersonal:
    def test_without_the_salts_only_the_commitment_is_there(self, make: Make) -> None:
        field, union = make(), make("ITU", "hq")
        saved = add(field, "person", {"name": "A. Njeri", "gender": "woman"})
        send(field, union, private=())
        row = shown(union, saved)
        assert (row["name"], row["gender"]) == (None, None)
        assert row["name_sha256"]
        assert store.digest(union, "NBO") == store.digest(field, "NBO")
        assert store.examine(union).ok

    def test_values_that_arrive_later_are_shown_and_found(self, make: Make) -> None:
        field, union = make(), make("ITU", "hq")
        saved = add(field, "person", {"name": "A. Njeri", "gender": "woman"})
        send(field, union, private=())
        assert store.search(union, "njeri") == []
        merged = send(field, union, private=("travels",))
        assert merged.new_changes == 0
        assert (shown(union, saved)["name"], shown(union, saved)["gender"]) == (None, "woman")
        send(field, union)
        assert shown(union, saved)["name"] == "A. Njeri"
        assert [hit.id for hit in store.search(union, "njeri")] == [saved.id]
        assert store.examine(union).ok

    def test_values_that_arrive_first_wait_for_their_change(self, make: Make) -> None:
        field, union = make(), make("ITU", "hq")
        saved = add(field, "person", {"gender": "woman"})
        whole = incoming(field)
        store.merge(union, replace(whole, changes=()))
        store.merge(union, replace(whole, private=()))
        assert shown(union, saved)["gender"] == "woman"

    def test_digests_are_equal_with_and_without_salts(self, db: Store) -> None:
        add(db, "person", {"name": "A. Njeri", "gender": "woman", "active": True})
        before = store.digest(db)
        without_salt(db)
        assert store.examine(db, repair=True).ok
        assert store.rows(db, "person")[0]["name"] is None
        assert store.digest(db) == before

    def test_heads_are_compared_by_commitment(self, pair: tuple[Store, Store]) -> None:
        here, there = pair
        saved = add(here, "person", {"name": "A. Njeri"})
        exchange(here, there)
        change(here, saved, {"name": "B. Otieno"})
        change(there, saved, {"name": "B. Otieno"})
        exchange(here, there)
        (conflict,) = store.conflicts(here)
        assert [head["value"] for head in conflict.heads] == ["B. Otieno", "B. Otieno"]
        assert store.conflicts(there) == [conflict]

    def test_a_side_may_be_taken_whose_value_is_not_known_here(self, make: Make) -> None:
        here, there, third = make(), make(), make()
        saved = add(here, "person", {"name": "A. Njeri"})
        exchange(here, there)
        change(here, saved, {"name": "B. Otieno"})
        change(there, saved, {"name": "C. Wanjiku"})
        send(here, third, private=())
        send(there, third, private=())
        (conflict,) = store.conflicts(third)
        assert [head["value"] for head in conflict.heads] == [None, None]
        store.resolve(third, "person", saved.id, "name", store.Choice(take=there.identity.workspace))
        send(third, there)
        assert shown(there, saved)["name"] == "C. Wanjiku"


def test_digests_name_an_office(make: Make) -> None:
    one, other, union = make("NBO"), make("ADD"), make("ITU", "hq")
    add(one)
    add(other)
    for field in (one, other):
        send(field, union)
    for field in (one, other):
        assert store.digest(union, field.identity.office) == store.digest(field)
    whole = store.digest(union)
    assert (whole.changes, whole.records) == (2, 2)
    assert total_changes(union) == 2


def test_the_order_of_merging_does_not_matter(make: Make) -> None:
    one, other = make("NBO"), make("ADD")
    saved = add(one)
    add(other)
    first, second = make("ITU", "hq"), make("ITU", "hq")
    send(one, first)
    change(one, saved, {"title": "B"})
    for field, union in ((other, first), (one, first), (one, second), (other, second)):
        send(field, union)
    assert store.digest(first) == store.digest(second)
