"""What a person keeps beside the log: drafts, flags, settings, trust, the journal. Nothing of it travels."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gemtui import store
from gemtui.store import File, Note, Store, StoreProblem
from tests.store.places import add, exchange, reopened, shown


class TestDrafts:
    def test_what_is_typed_is_kept_as_typed(self, db: Store) -> None:
        typed = {"title": "[/] half \udcff", "delivery_on": "32.13.", "percent": "many"}
        store.put_draft(db, "action", "", typed, {"w": 3})
        (draft,) = store.drafts(db)
        assert (draft.kind, draft.id, draft.answers, draft.seen) == ("action", "", typed, {"w": 3})
        assert draft.at == "2026-11-23T12:00:00.000Z"

    def test_a_draft_is_there_after_a_restart(self, db: Store) -> None:
        store.put_draft(db, "action", "", {"title": "half"})
        again = reopened(db)
        assert store.drafts(again)[0].answers == {"title": "half"}
        again.close()

    def test_one_draft_a_form(self, db: Store) -> None:
        for title in "ABC":
            store.put_draft(db, "action", "", {"title": title})
        assert [d.answers["title"] for d in store.drafts(db)] == ["C"]

    def test_by_kind_and_record_the_newest_first(self, db: Store) -> None:
        for kind, identifier in (("action", ""), ("action", "x"), ("meeting", "")):
            store.put_draft(db, kind, identifier, {})
            db.around.clock.advance(timedelta(seconds=1))  # type: ignore[attr-defined]
        assert [d.kind for d in store.drafts(db)] == ["meeting", "action", "action"]
        assert [d.id for d in store.drafts(db, "action")] == ["x", ""]
        assert [d.id for d in store.drafts(db, "action", "x")] == ["x"]
        store.drop_draft(db, "action", "x")
        assert store.drafts(db, "action", "x") == []

    def test_a_draft_makes_no_change(self, db: Store) -> None:
        store.put_draft(db, "action", "", {"title": "half"})
        assert store.streams(db) == []


def test_flags_go_on_and_off_and_stay_here(pair: tuple[Store, Store]) -> None:
    here, there = pair
    saved = add(here)
    assert store.toggle_flag(here, "action", "NBO", saved.id)
    exchange(here, there)
    assert store.flags(here) == {("NBO", saved.id)}
    assert store.flags(there) == set()
    assert not store.toggle_flag(here, "action", "NBO", saved.id)
    assert store.flags(here) == set()


def test_settings_are_kept_and_dropped(db: Store) -> None:
    assert store.setting(db, "theme", "dark") == "dark"
    store.put_setting(db, "theme", "light")
    assert store.setting(db, "theme") == "light"
    store.put_setting(db, "theme", None)
    assert store.setting(db, "theme") == ""


@pytest.mark.parametrize(
    "key", ["office", "role", "author", "workspace", "place", "kinds", "program", "journal"]
)
def test_no_setting_overwrites_the_stores_own_notes(db: Store, key: str) -> None:
    with pytest.raises(KeyError):
        store.put_setting(db, key, "x")


def test_trusted_lines_keep_their_order(db: Store) -> None:
    lines = ["# first", "office:NBO a", "office:ADD b", "office:NBO a"]
    store.put_trusted_lines(db, lines)
    assert store.trusted_lines(db) == lines
    store.put_trusted_lines(db, lines[::-1])
    assert store.trusted_lines(db) == lines[::-1]


class TestJournal:
    def test_every_bundle_leaves_a_line(self, db: Store) -> None:
        notes = [
            Note("in", "a" * 64, "a.gem.zip", "merged", "submission", "NBO", "2026", "office:NBO", "SHA256:x", {"n": 1}),
            Note("in", "b" * 64, "b.gem.zip", "bad-signature"),
            Note("out", "c" * 64, "c.gem.zip", "exported", kind="submission"),
        ]  # fmt: skip
        for note in notes:
            store.note_bundle(db, note)
        kept = store.journal(db)
        assert [(n.digest, n.verdict, n.facts, n.at) for n in kept] == [
            (n.digest, n.verdict, n.facts, "2026-11-23T12:00:00.000Z") for n in notes
        ]
        assert [n.bundle for n in store.journal(db, digest="b" * 64)] == ["b.gem.zip"]
        assert [n.bundle for n in store.journal(db, direction="out")] == ["c.gem.zip"]

    def test_a_file_name_that_is_no_text_is_noted_too(self, db: Store) -> None:
        store.note_bundle(db, Note("in", "a" * 64, "bad\udcffname.zip", "not-a-bundle"))
        assert store.journal(db)[0].bundle == r"bad\udcffname.zip"


class TestAttachments:
    def test_a_file_is_kept_with_its_evidence(self, db: Store) -> None:
        action = add(db)
        saved = store.attach(
            db, "action", action.id, File("list.txt", b"who came", "text/plain", "Attendance")
        )
        row = shown(db, saved)
        assert (row["subject_kind"], row["subject"], row["title"]) == ("action", action.id, "Attendance")
        assert (row["media_type"], row["bytes"]) == ("text/plain", 8)
        assert store.attachment(db, row["sha256"]) == b"who came"
        assert store.attachments(db) == {row["sha256"]: 8}
        assert store.holds_files(db, [row["sha256"], "0" * 64]) == {row["sha256"]}

    def test_the_same_file_twice_is_kept_once(self, db: Store) -> None:
        action = add(db)
        for name in ("a.txt", "b.txt"):
            store.attach(db, "action", action.id, File(name, b"who came"))
        assert len(store.attachments(db)) == 1
        assert len(store.rows(db, "evidence")) == 2

    def test_evidence_of_another_office_names_it(self, make: object) -> None:
        field, union = make(), make("ITU", "hq")  # type: ignore[operator]
        plan = add(union, "action_plan")
        exchange(field, union)
        saved = store.attach(field, "action_plan", plan.id, File("a.txt", b"a"))
        assert shown(field, saved)["subject"] == f"ITU/{plan.id}"

    def test_a_file_too_large_to_send_is_not_taken(self, db: Store) -> None:
        action = add(db)
        with pytest.raises(StoreProblem) as caught:
            store.attach(db, "action", action.id, File("film.mp4", bytes(store.LARGEST_ATTACHMENT + 1)))
        assert caught.value.code == "too-large"
        assert store.attachments(db) == {}

    def test_a_refused_evidence_leaves_no_file(self, db: Store) -> None:
        with pytest.raises(StoreProblem):
            store.attach(db, "action", add(db).id, File("\udcff", b"a"))
        assert store.attachments(db) == {}
