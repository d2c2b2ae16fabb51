"""An older store is brought up to date, whole or not at all; a newer one is left alone (spec/merge.md, reliability 23, 24)."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from pathlib import Path

import pytest

from gemtui import log, store
from gemtui.store import Edit, Saved, Store, StoreProblem
from gemtui.store.layout import VERSION
from tests.store import older
from tests.store.older import (
    BAD_FIELD,
    BAD_PRACTICE,
    BAD_STATE,
    GOOD,
    NOT_THEIRS,
    PRACTICE,
    REVIEW,
    older_program,
    older_store,
)
from tests.store.places import ACTION, add, new_store, send, shown

Old = tuple[Store, list[Saved]]


def numbered(number: int) -> str:
    return f"01900000-0000-7000-8000-{number:012x}"


def row(db: Store, kind: str, number: int) -> store.Row:
    return store.find(db, kind, f"NBO/{numbered(number)}")


@pytest.fixture
def old(tmp_path: Path) -> Old:
    return older_store(tmp_path / "old")


@pytest.fixture
def new(old: Old) -> Store:
    return store.open_store(old[0].path, old[0].around)


def schema(db: Store) -> set[str]:
    with db.reading() as connection:
        return {sql for (sql,) in connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")}


def test_the_older_program_is_older(old: Old) -> None:
    assert store.look(old[0].path) == older.VERSION < VERSION
    with older_program():
        db = store.open_store(old[0].path, old[0].around)
        assert "good_practice" not in db.kinds
        assert db.kinds["action"].question("obstacle") is None
        assert [r["title"] for r in store.rows(db, "action")].count("Action 1") == 1
        assert store.examine(db).problems == ()
        db.close()


def test_a_backup_comes_first_and_is_the_older_store(old: Old, new: Store) -> None:
    ((code, facts),) = new.notices
    assert code == "migrated"
    backup = Path(facts["backup"])
    assert backup.parent == old[0].around.backups
    assert store.look(backup) == older.VERSION
    with older_program():
        kept = store.open_store(backup, old[0].around, read_only=True)
        assert len(store.rows(kept, "action")) == 6
        kept.close()


def test_the_tables_are_those_of_a_fresh_store(new: Store, tmp_path: Path) -> None:
    fresh = new_store(tmp_path / "fresh")
    assert schema(new) == schema(fresh)
    assert dict(new.kinds) == dict(fresh.kinds)
    assert store.look(new.path) == VERSION
    fresh.close()


def test_what_was_there_is_still_there(old: Old, new: Store) -> None:
    db, saved = old
    assert new.identity == db.identity
    assert [shown(new, s)["title"] for s in saved] == ["Renamed", "Action 1", "Action 2"]
    assert store.rows(new, "person")[0]["name"] == "A. Njeri"
    assert [hit.title for hit in store.search(new, "renamed")] == ["Renamed"]


def test_a_withdrawn_choice_stays_readable(old: Old, new: Store) -> None:
    assert all(shown(new, s)["status"] == "postponed" for s in old[1])


def test_what_was_carried_unread_is_read_now(new: Store) -> None:
    good = row(new, "action", GOOD)
    assert (good["obstacle"], good["budget"], good["currency"]) == ("no quorum", "12.50", "CHF")
    assert row(new, "good_practice", PRACTICE)["title"] == "Panels in pairs"
    assert row(new, "policy_review", REVIEW)["scope"] == "all of it"
    assert {hit.id for hit in store.search(new, "quorum")} == {numbered(GOOD)}
    assert {hit.id for hit in store.search(new, "pairs")} == {numbered(PRACTICE)}


def test_what_turns_out_to_be_wrong_stays_outside_with_a_finding(new: Store) -> None:
    found = {(o.change.record, o.code, o.facts.get("field")) for o in store.outside(new)}
    assert found == {
        (numbered(BAD_FIELD), "bad-value", "obstacle"),
        (numbered(BAD_STATE), "bad-value", "budget_state"),
        (numbered(BAD_PRACTICE), "bad-value", "title"),
        (numbered(NOT_THEIRS), "not-permitted", None),
    }
    changed = row(new, "action", BAD_FIELD)
    assert (changed["title"], changed["output"], changed["obstacle"]) == ("Wrongly budgeted", None, None)
    for kind, number in (
        ("action", BAD_STATE),
        ("good_practice", BAD_PRACTICE),
        ("policy_review", NOT_THEIRS),
    ):
        assert store.row(new, kind, f"NBO/{numbered(number)}") is None


def test_the_log_keeps_all_of_it(new: Store) -> None:
    held = {entry.hash for entry in store.log_entries(new)}
    told = [*older.share_of_a_newer_laptop().told, *older.word_of_headquarters().told]
    assert {hashed for _, _, hashed in told} <= held


def test_the_tables_are_the_fold(new: Store) -> None:
    assert store.examine(new).problems == ()


def test_a_second_opening_migrates_nothing(new: Store) -> None:
    new.close()
    before = list((new.around.backups or Path()).iterdir())
    again = store.open_store(new.path, new.around)
    assert again.notices == []
    assert list((new.around.backups or Path()).iterdir()) == before
    again.close()


def test_lists_keep_their_rowids(old: Old) -> None:
    db, saved = old
    with older_program():
        before_it = store.open_store(db.path, db.around)
        before = [shown(before_it, s)["entry"] for s in saved]
        before_it.close()
    new = store.open_store(db.path, db.around)
    assert [shown(new, s)["entry"] for s in saved] == before
    new.close()


def test_a_merge_afterwards_leaves_outside_what_is_outside(new: Store) -> None:
    chain = older.share_of_a_newer_laptop()
    chain.say(BAD_FIELD, {"title": "Mended"})
    chain.say(BAD_STATE, {"budget_state": None, **ACTION})
    store.merge(new, chain.incoming)
    changed = row(new, "action", BAD_FIELD)
    assert (changed["title"], changed["output"], changed["obstacle"]) == ("Mended", None, None)
    assert row(new, "action", BAD_STATE)["title"] == ACTION["title"]
    assert store.examine(new).problems == ()


def test_a_save_afterwards_leaves_outside_what_is_outside(new: Store) -> None:
    store.save(new, Edit("action", {"title": "Mended"}, id=f"NBO/{numbered(BAD_FIELD)}"))
    assert row(new, "action", BAD_FIELD)["output"] is None
    assert store.examine(new).problems == ()


def test_outside_changes_travel_on(new: Store, tmp_path: Path) -> None:
    with older_program():
        other = new_store(tmp_path / "other", seed=5)
        send(new, other)
        assert store.digest(other).log == store.digest(new).log
        other.close()


def test_a_further_upgrade_does_not_let_in_what_was_outside(
    new: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    new.close()
    with sqlite3.connect(new.path) as connection:
        connection.execute("PRAGMA user_version=1000")
    before = store.outside
    kinds = dict(new.kinds)
    kinds["action"] = kinds["action"]._replace(questions=kinds["action"].questions[:-1])
    from gemtui.records import describe

    with sqlite3.connect(new.path) as connection:
        import json

        connection.execute("UPDATE meta SET value = ? WHERE key = 'kinds'", (json.dumps(describe(kinds)),))
        connection.execute(f'ALTER TABLE action DROP COLUMN "{new.kinds["action"].names[-1]}"')
    connection.close()
    again = store.open_store(new.path, new.around)
    assert {(o.change.record, o.code) for o in before(again)} >= {
        (numbered(BAD_FIELD), "bad-value"),
        (numbered(BAD_STATE), "bad-value"),
    }
    assert store.examine(again).problems == ()
    again.close()


def test_two_programs_that_open_it_at_once_migrate_it_once(old: Old, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second one gets its turn when the first one is done."""
    db, _ = old
    from gemtui.store import migration

    first: list[Store] = []
    backup = migration._backup_first

    def meanwhile(*given: object) -> Path:
        made = backup(*given)  # type: ignore[arg-type]
        if not first:
            first.append(store.Store)  # type: ignore[arg-type] # so that the other one does not wait for a third
            first[0] = store.open_store(db.path, db.around)
        return made

    monkeypatch.setattr(migration, "_backup_first", meanwhile)
    second = store.open_store(db.path, db.around)
    assert [code for code, _ in first[0].notices] == ["migrated"]
    assert second.notices == []
    assert store.examine(second).problems == ()
    for each in (*first, second):
        each.close()


def test_without_room_for_a_backup_nothing_changes(old: Old) -> None:
    db, _ = old
    assert db.around.backups
    shutil.rmtree(db.around.backups, ignore_errors=True)
    db.around.backups.write_text("a file where the folder should be")
    before = db.path.read_bytes()
    with pytest.raises(StoreProblem) as caught:
        store.open_store(db.path, db.around)
    assert caught.value.code == "no-backup"
    assert db.path.read_bytes() == before


def test_a_migration_that_fails_leaves_the_older_store(old: Old, monkeypatch: pytest.MonkeyPatch) -> None:
    db, _ = old
    before = content(db.path)

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr("gemtui.store.migration.write_kinds", fail)
        with pytest.raises(ZeroDivisionError):
            store.open_store(db.path, db.around)
    assert content(db.path) == before
    store.open_store(db.path, db.around).close()


def content(path: Path) -> list[str]:
    """The whole of a store file as SQL."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return [str(connection.execute("PRAGMA user_version").fetchone()), *connection.iterdump()]
    finally:
        connection.close()


def test_only_words_that_changed_need_no_backup(db: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    saved = add(db)
    db.close()
    monkeypatch.setattr("gemtui.store.migration.__version__", "9.9")
    again = store.open_store(db.path, db.around)
    assert again.notices == []
    assert not (db.around.backups or Path()).exists()
    assert shown(again, saved)["title"] == ACTION["title"]
    again.close()


def test_a_read_only_older_store_is_read_as_it_is(old: Old) -> None:
    db, saved = old
    before = db.path.read_bytes()
    kept = store.open_store(db.path, db.around, read_only=True)
    assert [code for code, _ in kept.notices] == ["read-only"]
    assert shown(kept, saved[1])["title"] == "Action 1"
    kept.close()
    assert db.path.read_bytes() == before


class TestNewer:
    def listing(self, folder: Path) -> dict[str, str]:
        return {
            str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }

    @pytest.fixture
    def newer(self, db: Store) -> Store:
        add(db)
        db.close()
        with sqlite3.connect(db.path) as connection:
            connection.execute(f"PRAGMA user_version={VERSION + 1}")
        connection.close()
        return db

    @pytest.mark.parametrize("read_only", [False, True])
    def test_it_is_refused_and_no_byte_changes(self, newer: Store, read_only: bool) -> None:
        before = self.listing(newer.path.parent)
        with pytest.raises(StoreProblem) as caught:
            store.open_store(newer.path, newer.around, read_only=read_only)
        assert caught.value.code == "newer-store"
        assert (caught.value.facts["theirs"], caught.value.facts["ours"]) == (VERSION + 1, VERSION)
        assert self.listing(newer.path.parent) == before

    def test_a_version_that_is_still_in_the_log_ahead_counts(self, db: Store, tmp_path: Path) -> None:
        add(db)
        with db.writing() as connection:
            connection.execute(f"PRAGMA user_version={VERSION + 1}")
        folder = tmp_path / "killed"
        folder.mkdir()
        for part in ("", "-wal", "-shm"):
            shutil.copy(f"{db.path}{part}", folder / f"store.gemtui{part}")
        before = self.listing(folder)
        with pytest.raises(StoreProblem) as caught:
            store.open_store(folder / "store.gemtui", db.around)
        assert caught.value.code == "newer-store"
        after = self.listing(folder)
        assert {n: h for n, h in after.items() if not n.endswith("-shm")} == {
            n: h for n, h in before.items() if not n.endswith("-shm")
        }
        assert after.keys() == before.keys()

    def test_a_newer_store_is_never_restored(self, newer: Store, tmp_path: Path) -> None:
        ours = new_store(tmp_path / "ours", seed=7)
        ours.close()
        before = self.listing(tmp_path)
        with pytest.raises(StoreProblem) as caught:
            store.restore(newer.path, ours.path, ours.around)
        assert caught.value.code == "newer-store"
        assert self.listing(tmp_path) == before


def test_the_version_moves_with_the_schema_of_the_records() -> None:
    from gemtui.records import SCHEMA
    from gemtui.store.layout import LAYOUT

    assert VERSION == LAYOUT * 1000 + SCHEMA
    assert log.ZEROS == "0" * 64
