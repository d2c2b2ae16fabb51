"""Several processes on one store: each waits its turn, nothing is lost, nobody reads 'locked' (reliability 18, 19, 29)."""

from __future__ import annotations

import sqlite3
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from gemtui import store
from gemtui.store import Around, Stale, Store, StoreProblem
from tests.store.places import ACTION, add, around, change, shown, total_changes
from tests.store.processes import Process, Say, done


def worlds(db: Store, number: int) -> Around:
    """The same machine and folders, with ids of its own."""
    return around(db.path.parent, db.around.machine, seed=1000 + number)


def test_two_writers_with_five_hundred_saves_each_lose_none(db: Store) -> None:
    def writer(number: int) -> object:
        def work(say: Say) -> None:
            own = store.open_store(db.path, worlds(db, number))
            for turn in range(500):
                say(add(own, values={"title": f"{number} {turn}"}).id)
            own.close()

        return work

    db.close()
    with Process(writer(1)) as one, Process(writer(2)) as other:  # type: ignore[arg-type]
        said = [*one.lines(), *other.lines()]
        assert (one.ended(), other.ended()) == (0, 0)
    again = store.open_store(db.path, db.around)
    assert {row["id"] for row in store.rows(again, "action")} == set(said)
    assert len(said) == total_changes(again) == 1000
    assert len(store.streams(again)) == 1
    assert again.identity == db.identity
    assert store.examine(again).problems == ()
    again.close()


def test_one_record_edited_by_two_processes_asks_and_loses_nothing(db: Store) -> None:
    saved = add(db)
    seen = store.seen(db, "NBO", saved.id)

    def work(say: Say) -> None:
        own = store.open_store(db.path, worlds(db, 1))
        change(own, saved, {"title": "The other process"}, seen=seen)
        own.close()

    done(work)
    with pytest.raises(Stale) as caught:
        change(db, saved, {"title": "This process"}, seen=seen)
    assert caught.value.fields == {"title": "The other process"}
    change(db, saved, {"output": "This process"}, seen=seen)
    row = shown(db, saved)
    assert (row["title"], row["output"]) == ("The other process", "This process")


def holding(db: Store, release: int) -> Process:
    """A process that has the store locked until it is told to let go."""

    def work(say: Say) -> None:
        with sqlite3.connect(db.path, isolation_level=None) as connection:
            connection.execute("BEGIN IMMEDIATE")
            say("locked")
            with open(release, closefd=False) as told:
                told.readline()
            connection.execute("ROLLBACK")

    return Process(work)


def pipe() -> tuple[int, int]:
    import os

    return os.pipe()


def test_a_save_waits_until_another_program_lets_go(db: Store) -> None:
    import os

    told, tell = pipe()
    titles: list[str] = []

    def save() -> None:
        titles.append(add(db, values={"title": "Waited"}).row["title"])

    with holding(db, told) as holder:
        assert holder.line() == "locked"
        waiting = threading.Thread(target=save)
        waiting.start()
        waiting.join(0.5)
        assert waiting.is_alive()
        assert store.rows(db, "action") == []  # reading goes on meanwhile
        os.write(tell, b"let go\n")
        waiting.join(30)
    assert titles == ["Waited"]
    for end in (told, tell):
        os.close(end)


def test_who_waits_too_long_is_told_and_loses_nothing(db: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    saved = add(db)
    db.close()
    monkeypatch.setattr(sys.modules["gemtui.store.handle"], "BUSY_MS", 100)
    told, tell = pipe()
    with holding(db, told) as holder:
        assert holder.line() == "locked"
        own = store.open_store(db.path, db.around)
        with pytest.raises(StoreProblem) as caught:
            change(own, saved, {"title": "B"})
        assert caught.value.code == "busy"
        assert shown(own, saved)["title"] == ACTION["title"]
        os.write(tell, b"let go\n")
        assert holder.ended() == 0
    change(own, saved, {"title": "B"})
    assert shown(own, saved)["title"] == "B"
    own.close()
    for end in (told, tell):
        os.close(end)


def test_a_store_is_used_from_many_threads(db: Store) -> None:
    def work(number: int) -> None:
        for turn in range(20):
            saved = add(db, values={"title": f"{number} {turn}"})
            change(db, saved, {"output": "A note"})
            store.search(db, "note")
            store.facts(db)

    with ThreadPoolExecutor(6) as threads:
        for ended in [threads.submit(work, number) for number in range(6)]:
            ended.result()
    assert total_changes(db) == 240
    assert store.examine(db).problems == ()


def test_undo_of_one_process_is_redone_by_another(db: Store) -> None:
    saved = add(db)
    change(db, saved, {"title": "B"})

    def work(say: Say) -> None:
        own = store.open_store(db.path, worlds(db, 1))
        say(store.undo(own).label)
        own.close()

    assert done(work) == ["edit"]
    assert shown(db, saved)["title"] == ACTION["title"]
    store.redo(db)
    assert shown(db, saved)["title"] == "B"


def test_no_socket_is_opened(tmp_path: Path) -> None:
    """A whole session in a process of its own, since an audit hook can't be taken away again."""

    def work(say: Say) -> None:
        def hear(event: str, arguments: tuple[object, ...]) -> None:
            if event.startswith("socket."):
                raise RuntimeError(event)

        sys.addaudithook(hear)
        from tests.store.places import new_store, send

        one, other = new_store(tmp_path / "one", seed=1), new_store(tmp_path / "other", seed=2)
        saved = add(one)
        store.attach(one, "action", saved.id, store.File("a.txt", b"a"))
        send(one, other)
        store.search(other, "brief")
        store.undo(one)
        kept = store.backup(one, tmp_path / "kept.gemtui")
        one.close()
        store.restore(kept, one.path, one.around)
        assert store.examine(other).ok
        other.close()
        say("no socket")

    assert done(work) == ["no socket"]
