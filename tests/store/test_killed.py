"""kill -9 at any moment: what was acknowledged is there, nothing is half done (reliability 1, 2, 24)."""

from __future__ import annotations

import random
import shutil
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from gemtui import store
from gemtui.store import Edit, Store
from tests.store.older import older_store
from tests.store.places import ACTION, add, around, incoming, new_store
from tests.store.processes import Process, Say

REOPENS_IN = 2.0
"""Seconds (reliability 1)."""


def sql(path: Path) -> list[str]:
    """A whole store file as SQL, but for where it lives and what only numbers its rows."""
    connection = sqlite3.connect(path)
    try:
        return [line for line in connection.iterdump() if "INTO \"meta\" VALUES('place'" not in line]
    finally:
        connection.close()


def leftovers(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir() if p.name.endswith(".new"))


def save_until_killed(db: Store, seed: int) -> Callable[[Say], None]:
    """Saves, edits and deletes one after the other, each said when the store has acknowledged it."""

    def work(say: Say) -> None:
        again = store.open_store(db.path, around(db.path.parent, seed=seed + 1000))
        saved = []
        for number in range(10_000):
            saved.append(add(again, values={"title": f"{seed} {number}"}))
            say(f"{saved[-1].id} 1 {seed} {number}")
            if number % 3 == 2:
                changed = store.save(
                    again, Edit("action", {"title": f"{seed} again {number}"}, id=saved[-2].id)
                )
                say(f"{changed.id} 2 {seed} again {number}")

    return work


def killed_while_saving(tmp_path: Path, times: int, seed: int) -> None:
    chance = random.Random(seed)
    db = new_store(tmp_path)
    db.close()
    workspace = db.identity.workspace
    acknowledged: dict[str, str] = {}
    for number in range(times):
        with Process(save_until_killed(db, number)) as process:
            for _ in range(chance.randint(1, 12)):
                acknowledged |= heard(process.line())
            for _ in range(chance.randint(0, 2000)):  # somewhere into the next save
                pass
            process.kill()
            assert process.ended() < 0
            for line in process.lines():
                acknowledged |= heard(line)
        began = time.monotonic()
        db = store.open_store(db.path, db.around)
        assert time.monotonic() - began < REOPENS_IN
        assert db.identity.workspace == workspace
        titles = {row["id"]: row["title"] for row in store.rows(db, "action")}
        missing = {i: t for i, t in acknowledged.items() if titles.get(i) != t}
        # At the moment of its death one save may be on the disk that nobody was told of yet.
        assert all(
            titles.get(i, "").startswith(t.split()[0]) and "again" in titles[i] for i, t in missing.items()
        )
        assert len(missing) <= 1
        acknowledged |= {i: titles[i] for i in missing}
        with db.reading() as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        if number % 10 == 9:
            assert store.examine(db).problems == ()
        db.close()
    assert len(acknowledged) > times


def heard(line: str) -> dict[str, str]:
    identifier, _revision, *title = line.split(" ")
    return {identifier: " ".join(title)}


def test_no_acknowledged_save_is_lost(tmp_path: Path) -> None:
    killed_while_saving(tmp_path, 40, seed=1)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10))
def test_no_acknowledged_save_is_lost_in_a_thousand_kills(tmp_path: Path, seed: int) -> None:
    killed_while_saving(tmp_path, 100, seed=seed + 2)


class Stage:
    """Something big that is killed again and again, each time on a fresh copy."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.big = new_store(folder / "big", seed=1)
        records = [Edit("action", {**ACTION, "title": f"Action {n}"}) for n in range(400)]
        people = [Edit("person", {"name": f"Person {n}"}) for n in range(50)]
        store.save_all(self.big, [*records, *people], "import")
        self.bundle = incoming(self.big)
        self.big.close()
        self.small = new_store(folder / "small", seed=2)
        add(self.small)
        self.small.close()

    def fresh(self) -> Path:
        """A folder with nothing in it."""
        place = self.folder / "try"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        return place

    def copied(self, db: Store) -> Path:
        """A store and its state folder as they were at first."""
        folder = db.path.parent
        kept = folder.with_name(f"{folder.name}-kept")
        if not kept.exists():
            shutil.copytree(folder, kept)
        shutil.rmtree(folder)
        shutil.copytree(kept, folder)
        return db.path


def again_and_again(
    work: Callable[[], None], check: Callable[[bool], None], times: int, prepare: Callable[[], None]
) -> None:
    """Kill the work at moments spread over all its length; `check` hears whether it came to its end."""
    prepare()
    began = time.monotonic()
    work()
    length = time.monotonic() - began
    check(True)
    chance = random.Random(times)
    deaths = 0
    for number in range(times):
        prepare()
        moment = length * (number + chance.random()) / times * 1.1
        with Process(lambda say: work(), dies_after=max(moment, 0.001)) as process:
            ended = process.ended()
        assert ended <= 0
        deaths += ended < 0
        check(ended == 0)
    assert deaths > times / 4


TIMES = [pytest.param(12, id="some"), pytest.param(200, id="many", marks=pytest.mark.long)]


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage(tmp_path_factory.mktemp("killed"))


@pytest.mark.parametrize("times", TIMES)
def test_a_killed_backup_is_whole_or_not_there(stage: Stage, times: int) -> None:
    target = stage.folder / "try" / "backup.gemtui"

    def work() -> None:
        db = store.open_store(stage.big.path, stage.big.around)
        store.backup(db, target)
        db.close()

    def check(is_done: bool) -> None:
        assert target.exists() or not is_done
        if target.exists():
            kept = store.open_store(target, stage.big.around, read_only=True)
            assert store.examine(kept).problems == ()
            assert len(store.rows(kept, "action")) == 400
            kept.close()

    again_and_again(work, check, times, lambda: stage.fresh() and None)


@pytest.mark.parametrize("times", TIMES)
def test_a_killed_restore_leaves_the_store_before_or_after(stage: Stage, times: int) -> None:
    path = stage.small.path

    def work() -> None:
        store.restore(stage.big.path, path, stage.small.around)

    def check(is_done: bool) -> None:
        db = store.open_store(path, stage.small.around)
        assert store.examine(db).problems == ()
        found = len(store.rows(db, "action"))
        assert found == 400 if is_done else found in (1, 400)
        is_new = db.identity.workspace not in (stage.small.identity.workspace, stage.big.identity.workspace)
        assert is_new is (found == 400)
        add(db)
        db.close()

    again_and_again(work, check, times, lambda: stage.copied(stage.small) and None)


@pytest.mark.parametrize("times", TIMES)
def test_a_killed_merge_leaves_the_store_before_or_after(stage: Stage, times: int) -> None:
    path = stage.small.path

    def work() -> None:
        db = store.open_store(path, stage.small.around)
        store.merge(db, stage.bundle)
        db.close()

    def check(is_done: bool) -> None:
        db = store.open_store(path, stage.small.around)
        assert store.examine(db).problems == ()
        found = len(store.rows(db, "action"))
        assert found == 401 if is_done else found in (1, 401)
        store.index_new(db)
        assert len(store.search(db, "action", limit=500)) == (400 if found == 401 else 0)
        assert db.identity == stage.small.identity
        db.close()

    again_and_again(work, check, times, lambda: stage.copied(stage.small) and None)


@pytest.mark.parametrize("times", TIMES)
def test_a_killed_migration_leaves_the_old_store_or_the_new(tmp_path: Path, times: int) -> None:
    old, saved = older_store(tmp_path / "old", records=100)
    kept = tmp_path / "kept.gemtui"
    shutil.copy(old.path, kept)
    before = sql(kept)

    def prepare() -> None:
        for path in old.path.parent.iterdir():
            if path.is_file():
                path.unlink()
        shutil.copy(kept, old.path)

    def work() -> None:
        store.open_store(old.path, old.around).close()

    def check(is_done: bool) -> None:
        version = store.look(old.path)
        assert version > 1000 or not is_done
        if version == 1000:
            assert sql(old.path) == before
        db = store.open_store(old.path, old.around)
        assert store.examine(db).problems == ()
        assert len(store.rows(db, "action")) == len(saved) + 2
        assert len(store.outside(db)) == 4
        db.close()

    again_and_again(work, check, times, prepare)


def test_what_a_killed_backup_left_stands_in_nobodys_way(stage: Stage) -> None:
    place = stage.fresh()
    (place / ".backup.gemtui.0123abcd.new").write_bytes(b"half")
    db = store.open_store(stage.big.path, stage.big.around)
    store.backup(db, place / "backup.gemtui")
    db.close()
    assert leftovers(place) == [".backup.gemtui.0123abcd.new"]
