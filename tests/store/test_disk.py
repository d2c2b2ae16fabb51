"""A full disk, a file or folder that can't be written, what reaches the disk and when (reliability 3, 16, 17, 22)."""

from __future__ import annotations

import errno
import os
import re
import resource
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from gemtui import store
from gemtui.store import Edit, Store, StoreProblem
from tests.store.places import ACTION, add, around, change, new_store, reopened, send, shown
from tests.store.processes import Say, done


def test_each_save_is_on_the_disk_before_it_is_acknowledged(db: Store) -> None:
    for each in (db, reopened(db)):
        assert each.connection().execute("PRAGMA synchronous").fetchone() == (2,)
        assert each.connection().execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_backup_opened_as_a_store_saves_in_the_same_way(db: Store, tmp_path: Path) -> None:
    kept = store.open_store(store.backup(db, tmp_path / "backup.gemtui"), db.around)
    assert kept.connection().execute("PRAGMA journal_mode").fetchone() == ("wal",)
    kept.close()


@pytest.mark.skipif(shutil.which("strace") is None, reason="looks at system calls with strace (Linux)")
def test_a_backup_and_its_folder_are_synced_before_it_has_its_name(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    script = (
        "import sys; sys.path.insert(0, '.')\n"
        "from pathlib import Path\n"
        "from tests.store.places import *\n"
        f"db = new_store(Path({str(tmp_path)!r}) / 'a'); add(db)\n"
        f"store.backup(db, Path({str(tmp_path)!r}) / 'b' / 'backup.gemtui')\n"
    )
    calls = "fsync,fdatasync,rename,renameat,renameat2,open,openat,close"
    root = Path(__file__).parents[2]
    subprocess.run(
        ["strace", "-f", "-y", "-e", f"trace={calls}", "-o", str(trace), sys.executable, "-c", script],
        check=True,
        cwd=root,
    )
    told = trace.read_text(errors="replace").splitlines()
    named = next(n for n, line in enumerate(told) if "rename" in line and "backup.gemtui" in line)
    before = [line for line in told[:named] if re.search(r"fsync\(\d+<.*backup\.gemtui\.\w+\.new>\)", line)]
    after = [line for line in told[named:] if re.search(r"fsync\(\d+</[^>]*/b>\)", line)]
    assert before
    assert after


@contextmanager
def limited(room: int) -> Iterator[None]:
    """No file may grow beyond so many bytes, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def until_full(db: Store) -> tuple[list[str], str]:
    """Save until the disk takes no more; returns the ids saved and the code that said so."""
    saved = []
    while True:
        try:
            saved.append(add(db, values={"obstacle": "x" * 10_000}).id)
        except StoreProblem as problem:
            return saved, problem.code


def check_after(db: Store, saved: list[str], say: Say) -> None:
    """What was saved is there, the store is sound, and it goes on once there is room."""
    assert {row["id"] for row in store.rows(db, "action")} == set(saved)
    assert store.examine(db).problems == ()
    add(db)
    again = reopened(db)
    assert len(store.rows(again, "action")) == len(saved) + 1
    assert store.examine(again).problems == ()
    again.close()
    say("sound")


def test_a_file_that_cannot_grow_stops_the_save_and_nothing_else(tmp_path: Path) -> None:
    def work(say: Say) -> None:
        db = new_store(tmp_path)
        with limited(db.path.stat().st_size + 200_000):
            saved, code = until_full(db)
            assert code in ("disk-full", "disk-error")
            assert until_full(db)[0] == []
            store.rows(db, "action")
        assert saved
        check_after(db, saved, say)

    assert done(work) == ["sound"]


def can_mount(folder: Path) -> bool:
    """Whether this user may mount a small file system (root in a container may)."""
    tried = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1500k", "tmpfs", str(folder)], check=False, capture_output=True
    )
    return tried.returncode == 0


def test_a_full_disk_is_named_and_harmless(tmp_path: Path) -> None:
    """On a disk of its own where one can be mounted; else the same by a limit on every file."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = sys.platform == "linux" and can_mount(folder)

    def work(say: Say) -> None:
        world = around(tmp_path)
        db = store.create(folder / "store.gemtui", store.Identity("NBO", "field", "focal point"), world)
        if mounted:
            with (folder / "filler").open("wb") as filler:
                filler.write(
                    bytes(max(0, os.statvfs(folder).f_bavail * os.statvfs(folder).f_bsize - 300_000))
                )
            saved, code = until_full(db)
            assert code == "disk-full"
            (folder / "filler").unlink()
        else:
            with limited(db.path.stat().st_size + 200_000):
                saved, code = until_full(db)
        check_after(db, saved, say)

    try:
        assert done(work) == ["sound"]
    finally:
        if mounted:
            subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize("what", ["backup", "restore", "merge", "create"])
def test_what_finds_no_room_leaves_nothing_half_done(tmp_path: Path, what: str) -> None:
    def work(say: Say) -> None:
        big, small = new_store(tmp_path / "big", seed=1), new_store(tmp_path / "small", seed=2)
        store.save_all(
            big, [Edit("action", {**ACTION, "obstacle": "x" * 9_000}) for _ in range(60)], "import"
        )
        add(small)
        kept = store.backup(big, tmp_path / "kept.gemtui")
        small.close()
        names = sorted(p.name for p in (tmp_path / "small").iterdir())
        verbs = {
            "backup": lambda: store.backup(big, tmp_path / "small" / "backup.gemtui"),
            "restore": lambda: store.restore(kept, small.path, small.around),
            "merge": lambda: merged(big, small),
            "create": lambda: new_store(tmp_path / "small" / "new"),
        }
        room = 100_000 if what == "create" else small.path.stat().st_size + 100_000
        with limited(room), pytest.raises(StoreProblem) as caught:
            verbs[what]()
        assert caught.value.code in ("disk-full", "disk-error", "no-backup", "cannot-open")
        assert [n for n in sorted(p.name for p in (tmp_path / "small").iterdir()) if n != "new"] == names
        assert not list((tmp_path / "small").glob("new/*.gemtui*"))
        again = store.open_store(small.path, small.around)
        assert len(store.rows(again, "action")) == 1
        assert store.examine(again).problems == ()
        say("sound")

    assert done(work) == ["sound"]


def merged(giver: Store, taker: Store) -> None:
    opened = store.open_store(taker.path, taker.around)
    try:
        send(giver, opened)
    finally:
        opened.close()


class TestReadOnly:
    @pytest.fixture
    def saved(self, db: Store) -> store.Saved:
        saved = add(db)
        store.put_draft(db, "action", "", {"title": "half"})
        return saved

    @pytest.fixture(params=["file", "folder", "both"])
    def locked(self, db: Store, saved: store.Saved, request: pytest.FixtureRequest) -> Iterator[Store]:
        """The closed store, with its file, its folder or both made read-only."""
        db.close()
        places = {"file": [db.path], "folder": [db.path.parent], "both": [db.path, db.path.parent]}[
            request.param
        ]
        before = [(place, stat.S_IMODE(place.stat().st_mode)) for place in places]
        for place, mode in before:
            place.chmod(mode & ~0o222)
        yield db
        for place, mode in before:
            place.chmod(mode)

    def test_it_opens_and_says_so(self, locked: Store, saved: store.Saved) -> None:
        before = locked.path.read_bytes()
        db = store.open_store(locked.path, locked.around)
        assert db.read_only
        assert [code for code, _ in db.notices] == ["read-only"]
        assert shown(db, saved)["title"] == ACTION["title"]
        assert len(store.search(db, "brief")) == 1
        assert store.drafts(db)[0].answers == {"title": "half"}
        assert store.examine(db).problems == ()
        db.close()
        assert locked.path.read_bytes() == before

    def test_nothing_can_be_written(self, locked: Store, saved: store.Saved) -> None:
        db = store.open_store(locked.path, locked.around)
        verbs = [
            lambda: add(db),
            lambda: change(db, saved, {"title": "B"}),
            lambda: store.delete(db, "action", saved.id),
            lambda: store.undo(db),
            lambda: store.redo(db),
            lambda: store.put_draft(db, "action", "", {}),
            lambda: store.drop_draft(db, "action", ""),
            lambda: store.put_setting(db, "theme", "light"),
            lambda: store.toggle_flag(db, "action", "NBO", saved.id),
            lambda: store.put_trusted_lines(db, []),
            lambda: store.merge(db, store.Incoming(())),
            lambda: store.rebuild(db),
        ]
        for verb in verbs:
            with pytest.raises(StoreProblem) as caught:
                verb()
            assert caught.value.code == "read-only"
        db.close()

    def test_a_backup_can_be_made_of_it(self, locked: Store, tmp_path: Path) -> None:
        db = store.open_store(locked.path, locked.around)
        kept = store.backup(db, tmp_path / "backup.gemtui")
        db.close()
        again = store.open_store(kept, locked.around)
        assert len(store.rows(again, "action")) == 1
        again.close()


def killed_copy(db: Store, folder: Path) -> Path:
    """The files of a store as a kill would leave them: what was saved last is beside the file only."""
    folder.mkdir()
    for part in ("", "-wal", "-shm"):
        shutil.copy(f"{db.path}{part}", folder / f"store.gemtui{part}")
    return folder / "store.gemtui"


def test_what_waits_beside_a_read_only_file_is_read_too(db: Store, tmp_path: Path) -> None:
    saved = add(db)
    path = killed_copy(db, tmp_path / "killed")
    path.chmod(0o444)
    opened = store.open_store(path, db.around)
    assert opened.read_only
    assert shown(opened, saved)["title"] == ACTION["title"]
    opened.close()
    assert path.with_name("store.gemtui-wal").stat().st_size > 0
    path.chmod(0o644)


def as_nobody(work: object) -> object:
    """The same work, by a user who owns nothing."""

    def run(say: Say) -> None:
        if os.geteuid() == 0:
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
        work(say)  # type: ignore[operator]

    return run


def test_somebody_elses_folder_is_read_with_what_waits_in_it(db: Store, tmp_path: Path) -> None:
    add(db)
    path = killed_copy(db, tmp_path / "theirs")
    open_to_all(path, 0o555)

    def work(say: Say) -> None:
        opened = store.open_store(path, db.around)
        say(f"{opened.read_only} {len(store.rows(opened, 'action'))}")

    try:
        assert done(as_nobody(work)) == ["True 1"]  # type: ignore[arg-type]
    finally:
        path.parent.chmod(0o755)


@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_may_not_be_read_is_named(db: Store, tmp_path: Path, what: str) -> None:
    add(db)
    db.close()
    path = tmp_path / "theirs" / "store.gemtui"
    path.parent.mkdir()
    shutil.copy(db.path, path)
    open_to_all(path, 0o755)
    (path if what == "file" else path.parent).chmod(0)

    def work(say: Say) -> None:
        try:
            store.open_store(path, db.around)
        except StoreProblem as problem:
            say(problem.code)

    try:
        assert done(as_nobody(work)) == ["cannot-open"]  # type: ignore[arg-type]
    finally:
        path.parent.chmod(0o755)


def open_to_all(path: Path, mode: int) -> None:
    """Let everybody come as far as this file, and read what lies beside it."""
    for part in path.parent.iterdir():
        part.chmod(0o644)
    path.parent.chmod(mode)
    for above in path.parents[1:]:
        if above.stat().st_uid == os.geteuid() and above != Path("/"):
            above.chmod(above.stat().st_mode | 0o055)


def test_a_folder_that_is_missing_is_made_and_one_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    new_store(tmp_path / "a" / "b" / "c").close()
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreProblem) as caught:
        new_store(tmp_path / "file" / "store")
    assert caught.value.code == "cannot-open"


class TestBesideTheFile:
    """The parts that SQLite keeps beside a store: lost, left over, or somebody else's (reliability 22)."""

    def test_a_lost_log_ahead_loses_the_last_saves_and_says_another_workspace(
        self, db: Store, tmp_path: Path
    ) -> None:
        add(db)
        again = reopened(db)
        add(again)
        path = killed_copy(again, tmp_path / "killed")
        again.close()
        path.with_name("store.gemtui-wal").unlink()
        path.with_name("store.gemtui-shm").unlink()
        shutil.copy(path, db.path)
        left = store.open_store(db.path, db.around)
        assert [code for code, _ in left.notices] == ["new-workspace"]
        assert len(store.rows(left, "action")) == 1
        assert store.examine(left).problems == ()
        left.close()

    def test_a_foreign_log_ahead_is_never_taken_for_sound(self, make: object, tmp_path: Path) -> None:
        one, other = make(), make()  # type: ignore[operator]
        store.save_all(one, [Edit("action", {**ACTION, "title": f"One {n}"}) for n in range(300)], "import")
        one.close()
        for n in range(200):
            add(other, values={"title": f"Other {n}"})
        path = killed_copy(other, tmp_path / "mixed")
        shutil.copy(one.path, path)
        path.with_name("store.gemtui-shm").unlink()
        assert fate(path, one) in ("damaged-store", "not-a-store", "found")

    @pytest.mark.parametrize("end", ["-wal", "-journal", "-shm"])
    @pytest.mark.parametrize("verb", ["create", "backup", "restore"])
    def test_a_new_file_is_not_put_beside_leftovers(
        self, db: Store, tmp_path: Path, end: str, verb: str
    ) -> None:
        add(db)
        target = tmp_path / "new" / "store.gemtui"
        target.parent.mkdir()
        target.with_name(f"store.gemtui{end}").write_bytes(b"left over")
        kept = store.backup(db, tmp_path / "kept.gemtui")
        verbs = {
            "create": lambda: new_store(target.parent),
            "backup": lambda: store.backup(db, target),
            "restore": lambda: store.restore(kept, target, db.around),
        }
        with pytest.raises(StoreProblem) as caught:
            verbs[verb]()
        assert caught.value.code == "leftovers"
        assert [p.name for p in target.parent.iterdir()] == [f"store.gemtui{end}"]

    def test_a_damaged_store_is_kept_with_all_its_parts_when_another_is_restored(
        self, db: Store, tmp_path: Path
    ) -> None:
        add(db)
        kept = store.backup(db, tmp_path / "kept.gemtui")
        add(db)
        path = killed_copy(db, tmp_path / "killed")
        with path.open("r+b") as file:
            file.write(bytes(4096))
        aside = store.restore(kept, path, db.around)
        assert aside
        assert aside.read_bytes()[:4096] == bytes(4096)
        assert aside.with_name(f"{aside.name}-wal").exists()
        again = store.open_store(path, db.around)
        assert len(store.rows(again, "action")) == 1
        assert store.examine(again).problems == ()
        again.close()

    @pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
    def test_a_half_copied_file_is_named(self, db: Store, tmp_path: Path, share: float) -> None:
        store.save_all(db, [Edit("action", ACTION) for _ in range(200)], "import")
        db.close()
        whole = db.path.read_bytes()
        path = tmp_path / "half.gemtui"
        path.write_bytes(whole[: int(len(whole) * share)])
        with pytest.raises(StoreProblem) as caught:
            store.open_store(path, db.around)
        assert caught.value.code == "damaged-store"
        with pytest.raises(StoreProblem):
            store.restore(path, tmp_path / "new.gemtui", db.around)
        assert not (tmp_path / "new.gemtui").exists()


def fate(path: Path, db: Store) -> str:
    """What becomes of a file that somebody mixed up: refused with a code, or found by an examination."""
    try:
        opened = store.open_store(path, db.around)
    except StoreProblem as problem:
        return problem.code
    problems = store.examine(opened).problems
    opened.close()
    return "found" if problems else "taken for sound"


class TestBackup:
    def test_a_backup_of_a_busy_store_is_whole(self, db: Store, tmp_path: Path) -> None:
        add(db)
        with db.reading():
            other = store.open_store(db.path, db.around)
            add(other)
            kept = store.backup(other, tmp_path / "kept.gemtui")
            other.close()
        again = store.open_store(kept, db.around, read_only=True)
        assert len(store.rows(again, "action")) == 2
        assert store.examine(again).problems == ()
        again.close()

    def test_it_is_one_file_for_its_owner_only(self, db: Store, tmp_path: Path) -> None:
        kept = store.backup(db, tmp_path / "new folder" / "kept.gemtui")
        assert [p.name for p in kept.parent.iterdir()] == ["kept.gemtui"]
        assert kept.stat().st_mode & 0o077 == 0
        assert db.path.stat().st_mode & 0o077 == 0

    def test_no_file_is_written_over(self, db: Store, tmp_path: Path) -> None:
        target = tmp_path / "kept.gemtui"
        target.write_text("mine")
        with pytest.raises(StoreProblem) as caught:
            store.backup(db, target)
        assert caught.value.code == "store-exists"
        assert target.read_text() == "mine"

    def test_a_folder_that_takes_no_file_is_named(self, db: Store, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        with pytest.raises(StoreProblem) as caught:
            store.backup(db, tmp_path / "file" / "kept.gemtui")
        assert caught.value.code == "no-backup"

    def test_names_with_signs_of_their_own_are_names(self, db: Store, tmp_path: Path) -> None:
        for name in ("a [1] *.gemtui", "a?b#c%20.gemtui", "ünï 中.gemtui", "-x.gemtui"):
            kept = store.backup(db, tmp_path / "odd" / name)
            store.open_store(kept, db.around).close()
        assert len(list((tmp_path / "odd").iterdir())) == 4

    def test_a_restore_of_nothing_is_named(self, db: Store, tmp_path: Path) -> None:
        with pytest.raises(StoreProblem) as caught:
            store.restore(tmp_path / "none", db.path, db.around)
        assert caught.value.code == "no-such-backup"

    def test_restoring_over_what_is_no_store_keeps_it_aside(self, db: Store, tmp_path: Path) -> None:
        kept = store.backup(db, tmp_path / "kept.gemtui")
        target = tmp_path / "there" / "store.gemtui"
        target.parent.mkdir()
        target.write_bytes(b"\x89PNG")
        aside = store.restore(kept, target, around(tmp_path / "there"))
        assert aside
        assert aside.read_bytes() == b"\x89PNG"


def test_disk_errors_have_their_names() -> None:
    from gemtui.store.problems import from_sqlite

    for name, code in (
        ("SQLITE_FULL", "disk-full"),
        ("SQLITE_IOERR_WRITE", "disk-error"),
        ("SQLITE_BUSY_SNAPSHOT", "busy"),
    ):
        error = sqlite3.OperationalError(name)
        error.sqlite_errorcode = getattr(sqlite3, name)
        assert from_sqlite(error, "x").code == code
    assert from_sqlite(sqlite3.OperationalError("?"), "x").code == "store-failed"
    assert errno.ENOSPC
