"""A store file used in two places never says two things under one number (spec/merge.md, *Copies*)."""

from __future__ import annotations

import json
import random
import shutil
import sys
from pathlib import Path

import pytest

from gemtui import store
from gemtui.store import Around, Store, StoreProblem
from tests.store.places import ACTION, add, around, new_store, send


def opened(path: Path, world: Around) -> Store:
    return store.open_store(path, world)


def elsewhere(folder: Path, machine: str = "another laptop") -> Around:
    """Another machine, with a state folder of its own."""
    return around(folder, machine, seed=99)


def said(db: Store) -> str:
    """Why the store says that it goes on as another workspace, or ""."""
    return next((facts["why"] for code, facts in db.notices if code == "new-workspace"), "")


@pytest.fixture
def closed(db: Store) -> Store:
    """A store with one record, closed."""
    add(db)
    db.close()
    return db


def copy_of(db: Store, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(db.path, path)
    return path


def test_a_store_that_stayed_where_it_is_says_nothing(closed: Store) -> None:
    again = opened(closed.path, closed.around)
    assert again.identity == closed.identity
    assert again.notices == []
    again.close()


def test_a_moved_file_stays_the_same_workspace(closed: Store, tmp_path: Path) -> None:
    path = tmp_path / "moved" / "store.gemtui"
    path.parent.mkdir()
    closed.path.rename(path)
    for _ in range(2):
        again = opened(path, closed.around)
        assert (again.identity, said(again)) == (closed.identity, "")
        add(again)
        again.close()


def test_a_copy_beside_the_original_is_another_workspace(closed: Store, tmp_path: Path) -> None:
    copy = opened(copy_of(closed, tmp_path / "copy" / "store.gemtui"), closed.around)
    assert said(copy) == "copied"
    assert copy.identity.workspace != closed.identity.workspace
    original = opened(closed.path, closed.around)
    assert (original.identity, said(original)) == (closed.identity, "")
    copy.close()
    original.close()


def test_it_says_so_once(closed: Store, tmp_path: Path) -> None:
    path = copy_of(closed, tmp_path / "copy" / "store.gemtui")
    opened(path, closed.around).close()
    again = opened(path, closed.around)
    assert said(again) == ""
    again.close()


def test_a_copy_on_another_machine_is_another_workspace(closed: Store, tmp_path: Path) -> None:
    path = copy_of(closed, tmp_path / "there" / "store.gemtui")
    copy = opened(path, elsewhere(tmp_path / "there"))
    assert said(copy) == "copied"
    copy.close()


def test_a_copy_in_another_persons_hands_on_the_same_machine_is_another_workspace(
    closed: Store, tmp_path: Path
) -> None:
    path = copy_of(closed, tmp_path / "hers" / "store.gemtui")
    hers = around(tmp_path / "hers", closed.around.machine, seed=99)
    copy = opened(path, hers)
    assert said(copy) == "copied"
    copy.close()


def test_a_copy_of_a_store_that_never_saved_is_another_workspace_too(db: Store, tmp_path: Path) -> None:
    db.close()
    copy = opened(copy_of(db, tmp_path / "copy" / "store.gemtui"), db.around)
    assert said(copy) == "copied"
    copy.close()


def test_a_copy_put_where_the_moved_store_had_been_is_another_workspace(
    closed: Store, tmp_path: Path
) -> None:
    kept = copy_of(closed, tmp_path / "kept.gemtui")
    moved = tmp_path / "moved.gemtui"
    closed.path.rename(moved)
    opened(moved, closed.around).close()
    shutil.copy(kept, closed.path)
    copy = opened(closed.path, closed.around)
    assert said(copy) == "copied"
    copy.close()


def test_an_older_file_put_in_its_own_place_is_another_workspace(db: Store, tmp_path: Path) -> None:
    add(db)
    db.close()
    kept = copy_of(db, tmp_path / "kept.gemtui")
    again = opened(db.path, db.around)
    add(again)
    again.close()
    shutil.copy(kept, db.path)
    older = opened(db.path, db.around)
    assert said(older) == "behind"
    older.close()


def test_a_file_that_lost_its_log_ahead_is_another_workspace(db: Store, tmp_path: Path) -> None:
    add(db)
    db.close()
    again = opened(db.path, db.around)
    add(again)
    only_the_file = copy_of(again, tmp_path / "kept.gemtui")
    again.close()
    shutil.copy(only_the_file, db.path)
    older = opened(db.path, db.around)
    assert (said(older), len(store.rows(older, "action"))) == ("behind", 1)
    older.close()


def test_another_machine_with_the_same_home_is_another_workspace(closed: Store) -> None:
    world = closed.around
    moved = opened(closed.path, Around(world.clock, world.ids, world.state, "new laptop"))
    assert said(moved) == "copied"
    moved.close()


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b'{"path": 1}', b'{"heads": []}', b"\xff\xfe"]
)
def test_a_torn_outside_file_only_counts_as_missing(closed: Store, content: bytes) -> None:
    (file,) = (closed.around.state / "heads").iterdir()
    file.write_bytes(content)
    again = opened(closed.path, closed.around)
    assert (again.identity, said(again)) == (closed.identity, "")
    again.close()
    assert json.loads(file.read_text())["heads"]["NBO/0"][0] == 1


def test_a_state_folder_that_cannot_be_written_stops_no_save(db: Store) -> None:
    shutil.rmtree(db.around.state)
    db.around.state.write_text("a file where the folder should be")
    add(db)
    assert len(store.rows(db, "action")) == 1


def test_the_outside_file_holds_no_values_and_is_the_owners_alone(closed: Store) -> None:
    (file,) = (closed.around.state / "heads").iterdir()
    assert file.stat().st_mode & 0o077 == 0
    assert set(json.loads(file.read_text())) == {"path", "heads"}
    assert ACTION["title"] not in file.read_text()


def test_where_a_store_lives_is_only_kept_hashed(closed: Store) -> None:
    again = opened(closed.path, closed.around)
    with again.reading() as connection:
        everything = "\n".join(connection.iterdump())
    again.close()
    assert str(closed.path) not in everything
    assert closed.around.machine not in everything


def test_a_symbolic_link_is_no_copy(closed: Store, tmp_path: Path) -> None:
    link = tmp_path / "link.gemtui"
    link.symlink_to(closed.path)
    again = opened(link, closed.around)
    assert (again.identity, said(again)) == (closed.identity, "")
    add(again)
    again.close()


def test_reading_a_copy_draws_nothing(closed: Store, tmp_path: Path) -> None:
    path = copy_of(closed, tmp_path / "copy.gemtui")
    before = path.read_bytes()
    store.open_store(path, closed.around, read_only=True).close()
    assert path.read_bytes() == before


def test_two_processes_that_open_a_copy_at_once_draw_one_workspace(closed: Store, tmp_path: Path) -> None:
    path = copy_of(closed, tmp_path / "copy.gemtui")
    one = opened(path, closed.around)
    other = opened(path, closed.around)
    assert one.identity == other.identity
    one.close()
    other.close()


def test_a_folder_that_others_copy_is_said(tmp_path: Path) -> None:
    db = new_store(tmp_path / "Dropbox" / "gem")
    assert [code for code, _ in db.notices] == ["synced-folder"]
    db.close()


class TestRestoring:
    def test_a_restored_backup_is_another_workspace(self, db: Store, tmp_path: Path) -> None:
        add(db)
        kept = store.backup(db, tmp_path / "backup.gemtui")
        add(db)
        db.close()
        aside = store.restore(kept, db.path, db.around)
        again = opened(db.path, db.around)
        assert again.identity.workspace != db.identity.workspace
        assert len(store.rows(again, "action")) == 1
        again.close()
        assert aside
        old = opened(aside, db.around)
        assert len(store.rows(old, "action")) == 2
        assert said(old) == "copied"
        old.close()

    def test_what_both_said_can_be_merged(self, db: Store, tmp_path: Path) -> None:
        add(db)
        kept = store.backup(db, tmp_path / "backup.gemtui")
        union = new_store(tmp_path / "union", "ITU", "hq")
        add(db)
        send(db, union)
        db.close()
        store.restore(kept, db.path, db.around)
        again = opened(db.path, db.around)
        add(again)
        send(again, union)
        assert len(store.rows(union, "action")) == 3
        again.close()
        union.close()

    def test_a_backup_restored_on_a_new_laptop(self, db: Store, tmp_path: Path) -> None:
        add(db)
        kept = store.backup(db, tmp_path / "backup.gemtui")
        world = elsewhere(tmp_path / "new")
        target = tmp_path / "new" / "store.gemtui"
        target.parent.mkdir(exist_ok=True)
        assert store.restore(kept, target, world) is None
        again = opened(target, world)
        assert again.identity.workspace != db.identity.workspace
        again.close()


def test_forks_never_happen(tmp_path: Path) -> None:
    """Whatever is copied, moved, put back or carried to another machine: one number, one change."""
    for seed in range(6):
        Play(tmp_path / str(seed), seed).run()


@pytest.mark.long
def test_forks_never_happen_in_many_plays(tmp_path: Path) -> None:
    for seed in range(12, 200):
        Play(tmp_path / str(seed), seed).run()


class Play:
    """A person who handles store files carelessly, on two machines."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.random = random.Random(seed)
        self.folder = folder
        self.worlds = [around(folder / "a", "a", seed), around(folder / "b", "b", seed + 1000)]
        db = new_store(folder / "a", machine="a", seed=seed)
        db.close()
        self.files = [(db.path, 0)]
        self.held: dict[tuple[str, str, bool, int], str] = {}

    def run(self) -> None:
        for _ in range(40):
            self.random.choice(
                (self.save, self.save, self.save, self.copy, self.move, self.put_back, self.restore)
            )()

    def save(self) -> None:
        path, machine = self.random.choice(self.files)
        db = store.open_store(path, self.worlds[machine])
        for _ in range(self.random.randint(0, 2)):
            add(db)
        for entry in store.log_entries(db):
            c = entry.change
            before = self.held.setdefault((c.workspace, c.office, c.home, c.seq), entry.hash)
            assert before == entry.hash, "one number, two changes"
        db.close()

    def new_place(self) -> tuple[Path, int]:
        machine = self.random.randint(0, 1)
        path = self.folder / "ab"[machine] / f"{len(self.files)}-{self.random.random()}.gemtui"
        path.parent.mkdir(exist_ok=True)
        return path, machine

    def copy(self) -> None:
        place = self.new_place()
        shutil.copy(self.random.choice(self.files)[0], place[0])
        self.files.append(place)

    def move(self) -> None:
        place, old = self.new_place(), self.random.choice(self.files)
        old[0].rename(place[0])
        self.files[self.files.index(old)] = place

    def put_back(self) -> None:
        """Copy one file over another."""
        one, other = self.random.choice(self.files), self.random.choice(self.files)
        if one != other:
            shutil.copy(one[0], other[0])

    def restore(self) -> None:
        one, (path, machine) = self.random.choice(self.files), self.random.choice(self.files)
        if one[0] != path:
            aside = store.restore(one[0], path, self.worlds[machine])
            assert aside
            self.files.append((aside, machine))


def test_a_store_in_use_is_not_replaced(db: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(db)
    kept = store.backup(db, tmp_path / "backup.gemtui")
    add(db)
    monkeypatch.setattr(sys.modules["gemtui.store.backup"], "PATIENCE_MS", 50)
    with pytest.raises(StoreProblem) as caught:
        store.restore(kept, db.path, db.around)
    assert caught.value.code == "busy"
    assert len(store.rows(db, "action")) == 2
    assert sorted(p.suffix for p in db.path.parent.iterdir() if p.is_file()) == [
        ".gemtui",
        ".gemtui-shm",
        ".gemtui-wal",
    ]
