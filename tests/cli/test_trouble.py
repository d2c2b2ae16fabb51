"""A store that is read-only, newer, damaged, not one, on a full disk, or held by others: one sentence, data whole."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from tests.cli.gem import PROGRAM, Answer, Gem, lines

WRITES = (
    ("add", "committee", "name=A"),
    ("undo",),
    ("import", "committee", "rows.csv"),
    ("submit", "--period", "2026"),
)
ALL_WRITES = (
    *WRITES,
    ("set", "committee", "{id}", "name=Contracts"),
    ("delete", "committee", "{id}"),
    ("restore-record", "committee", "{id}"),
    ("redo",),
    ("attach", "committee", "{id}", "rows.csv"),
    ("diary", "add", "11: said"),
    ("diary", "take", "11"),
    ("period", "open", "2026"),
    ("period", "set", "2026", "--due", "2027-01-21"),
    ("entry", "committee"),
    ("walk",),
    ("resolve", "committee", "{id}", "name", "--value", "A"),
    ("export", "--to", "."),
    ("export", "--kind", "share", "--to", "."),
    ("merge", "rows.csv"),
    ("key", "trust", "office.gemtui.key.pub", "--office", "ACC"),
    ("key", "revoke", "SHA256:x"),
    ("person", "erase", "{id}"),
    ("doctor", "--repair"),
)
READS = (
    ("list", "committee"),
    ("check",),
    ("balance",),
    ("log",),
    ("digest",),
    ("status",),
    ("conflicts",),
    ("where",),
    ("key", "show"),
)


def refused(answer: Answer, code: str) -> None:
    """Check that a call ended with 2 and one sentence that says what to do."""
    assert (answer.code, answer.out) == (2, ""), answer
    assert answer.err.rstrip().endswith(f"[{code}]"), answer.err
    assert "Traceback" not in answer.err


@pytest.fixture
def filled(gem: Gem) -> Gem:
    """A store with a committee, closed."""
    gem.add("committee", "name=Contracts")
    (gem.home / "rows.csv").write_text("name\nA\n", encoding="utf-8")
    return gem


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
@pytest.mark.parametrize("place", ["file", "folder"])
def test_a_read_only_store_is_read_and_never_written(
    filled: Gem, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(filled.home)
    before, there = filled.path.read_bytes(), sorted(filled.home.iterdir())
    record = filled.json("list", "committee")[0]["id"]
    target = filled.path if place == "file" else filled.home
    mode = target.stat().st_mode
    target.chmod(0o444 if place == "file" else 0o555)
    try:
        for call in READS:
            assert filled(*call, "--json").code in (0, 1), call
        assert "[/]" not in filled("list", "committee").err
        for call in ALL_WRITES:
            answer = filled(*(part.format(id=record) for part in call))
            refused(answer, "read-only")
            assert answer.err.count("\n") == 1, (call, answer.err)
    finally:
        target.chmod(mode)
    assert sorted(filled.home.iterdir()) == there
    assert filled.path.read_bytes() == before


@pytest.mark.parametrize("version", [99, 999, 99_000])
def test_a_newer_store_is_not_touched(filled: Gem, version: int) -> None:
    with sqlite3.connect(filled.path) as db:
        db.execute(f"PRAGMA user_version={version}")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    before = filled.path.read_bytes()
    for call in (*READS[:3], *WRITES, ("doctor",), ("backup", "--to", filled.home / "b.gemtui")):
        refused(filled(*call), "newer-store")
    assert filled.path.read_bytes() == before


NO_STORES = {
    "empty": b"", "picture": b"\x89PNG\r\n\x1a\n" * 200, "archive": b"PK\x03\x04", "database": "sqlite",
    "database of another program": "application",
}  # fmt: skip


@pytest.mark.parametrize("content", NO_STORES.values(), ids=NO_STORES)
def test_what_is_no_store_is_refused_before_any_write(bare: Gem, content: bytes | str) -> None:
    if isinstance(content, bytes):
        bare.path.write_bytes(content)
    else:
        with sqlite3.connect(bare.path) as db:
            db.execute("CREATE TABLE meta (key, value)")
            db.execute("CREATE VIEW v AS SELECT 1")
            if content == "application":
                db.execute("PRAGMA application_id=12345")
        db.close()
    before = bare.path.read_bytes()
    for call in (*READS[:3], WRITES[0], ("doctor",)):
        refused(bare(*call), "not-a-store")
    assert bare.path.read_bytes() == before
    bare.path.unlink()
    bare.path.mkdir()
    refused(bare("list", "committee"), "not-a-store")


def test_a_damaged_store_is_named_and_a_backup_brings_it_back(filled: Gem) -> None:
    saved = filled.home / "saved.gemtui"
    filled.json("backup", "--to", saved)
    content = bytearray(filled.path.read_bytes())
    content[4096:] = bytes(byte ^ 0x5A for byte in content[4096:])
    filled.path.write_bytes(content)
    for call in (("list", "committee"), ("add", "committee", "name=B")):
        answer = filled(*call)
        assert (answer.code, answer.out) == (2, "")
        assert "Traceback" not in answer.err
    examined = filled("doctor", "--json")
    assert (examined.code, examined.json["ok"]) == (1, False)
    filled.json("restore", saved)
    assert [row["name"] for row in filled.json("list", "committee")] == ["Contracts"]
    assert filled.json("doctor")["ok"]


def test_two_programs_save_five_hundred_records_each_at_once(gem: Gem) -> None:
    given = lines([{"name": f"C{number}"} for number in range(500)]).encode()
    answers: list[Answer] = []

    def write() -> None:
        answers.append(gem.real("add", "committee", "--from", "-", stdin=given))

    writers = [threading.Thread(target=write) for _ in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [(answer.code, answer.err) for answer in answers] == [(0, ""), (0, "")]
    printed = {identifier for answer in answers for identifier in answer.out.split()}
    assert {row["id"] for row in gem.json("list", "committee")} == printed
    assert len(printed) == 1000
    assert gem.json("digest")["changes"] == 1000
    assert gem.json("doctor")["ok"]


def test_a_save_waits_while_another_program_holds_the_store(gem: Gem) -> None:
    holder = sqlite3.connect(gem.path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    process = subprocess.Popen(
        [*PROGRAM, "add", "committee", "name=A"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=gem.environment(),
    )
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(3)
    holder.execute("ROLLBACK")
    holder.close()
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, b"")
    assert [row["id"] for row in gem.json("list", "committee")] == [out.decode().strip()]


@pytest.mark.skipif(os.name == "nt", reason="Windows limits no file's size")
def test_on_a_full_disk_a_save_fails_visibly_and_the_store_stays_sound(filled: Gem) -> None:
    resource = pytest.importorskip("resource")
    most = sum(side.stat().st_size for side in filled.home.glob("office.gemtui*")) + 40_000

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    given = lines([{"name": f"C{number}", "mandate": "x" * 5000} for number in range(2000)]).encode()
    process = subprocess.run(
        [*PROGRAM, "add", "committee", "--from", "-"], input=given, capture_output=True, env=filled.environment(),
        preexec_fn=small, timeout=120, check=False,
    )  # fmt: skip
    said = process.stderr.decode()
    assert process.returncode == 1
    assert "disk-full" in said or "disk-error" in said
    assert "Traceback" not in said
    kept = {row["id"] for row in filled.json("list", "committee")}
    assert set(process.stdout.decode().split()) <= kept
    assert filled.json("doctor")["ok"]
    filled.add("committee", "name=When there is room again")


@pytest.fixture
def full_disk(tmp_path: Path) -> Path:
    """A small file system of its own."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = shutil.which("mount") and os.name == "posix" and os.geteuid() == 0
    made = mounted and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", place], check=False, capture_output=True
    )
    if not made or made.returncode:
        pytest.skip("no right to mount a file system; RLIMIT_FSIZE stands for it in the test above")
    yield place
    subprocess.run(["umount", place], check=True)


def test_an_export_to_a_full_disk_leaves_nothing_behind(demo: Path, full_disk: Path) -> None:
    (full_disk / "filler").write_bytes(b"x" * (3 * 2**20 - 8192))
    machine = Gem(demo.parent, store="demo/ao-paz.gemtui")
    answer = machine.on("2024-01-10")("export", "--to", full_disk, "--period", "2023", "--despite", "a test")
    assert (answer.code, answer.out) == (2, "")
    assert [path.name for path in full_disk.iterdir()] == ["filler"]


def test_a_store_on_a_full_disk_is_whole_and_never_told_as_damaged(full_disk: Path) -> None:
    gem = Gem(full_disk)
    gem.json("init", "--office", "NBO")
    gem.add("committee", "name=Contracts")
    with suppress(OSError), (full_disk / "filler").open("wb", buffering=0) as filler:
        while filler.write(b"x" * 4096):
            pass
    assert shutil.disk_usage(full_disk).free == 0
    for call in (("list", "committee"), ("doctor",), ("add", "committee", "name=B")):
        refused(gem(*call), "disk-full")
    (full_disk / "filler").unlink()
    assert gem.json("doctor")["ok"]
    assert [row["name"] for row in gem.json("list", "committee")] == ["Contracts"]


def test_a_copied_store_goes_on_as_a_workspace_of_its_own_and_says_so(filled: Gem) -> None:
    before = filled.json("log")[0]["workspace"]
    shutil.copy(filled.path, filled.home / "copy.gemtui")
    copy = filled.at("copy.gemtui")
    answer = copy("add", "committee", "name=On the copy")
    assert (answer.code, answer.err.count("\n")) == (0, 1)
    assert {entry["workspace"] for entry in copy.json("log")} > {before}
    assert copy("add", "committee", "name=Again").err == ""
    assert filled("add", "committee", "name=On the first").err == ""


def test_a_store_that_was_moved_is_the_same(filled: Gem) -> None:
    before = filled.json("log")[0]["workspace"]
    filled.path.rename(filled.home / "moved.gemtui")
    moved = filled.at("moved.gemtui")
    answer = moved("add", "committee", "name=B")
    assert (answer.code, answer.err) == (0, "")
    assert {entry["workspace"] for entry in moved.json("log")} == {before}


def test_nothing_of_a_key_is_ever_shown_or_carried(filled: Gem, monkeypatch: pytest.MonkeyPatch) -> None:
    key = (filled.home / "office.gemtui.key").read_text("ascii").split("-----")[2].split()
    age = (filled.home / "office.gemtui.age").read_text("ascii").splitlines()[1]
    filled.json("backup", "--to", filled.home / "b.gemtui")
    filled("export", "--to", filled.home / "b.gem.zip", "--period", "2026", "--despite", "a test")
    shown = [
        filled(*call, *more)
        for call in (*READS, ("doctor",), ("key", "recipient"), ("key", "list"))
        for more in ((), ("--json",))
    ]
    content = b"".join(
        (filled.home / name).read_bytes() for name in ("office.gemtui", "b.gemtui", "b.gem.zip")
    )
    text = "".join(answer.out + answer.err for answer in shown)
    for secret in (key[1], key[2], age):
        assert secret not in text
        assert secret.encode() not in content
    if os.name == "posix":
        assert {(filled.home / f"office.gemtui.{end}").stat().st_mode & 0o777 for end in ("key", "age")} == {
            0o600
        }
    assert sys.executable


def test_a_store_in_nobody_s_home_is_one_that_is_not_there(gem: Gem) -> None:
    refused(gem("--store", "~~/office.gemtui", "status"), "no-store")
