"""A bundle is written whole or not at all, and encrypted ones leave nothing in the clear."""

from __future__ import annotations

import errno
import os
import random
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gemtui import exchange, store
from gemtui.exchange import ExchangeProblem, Order, target
from gemtui.exchange.encryption import read_identity
from gemtui.store import Edit
from tests.exchange.offices import Office, Offices


@pytest.fixture
def nbo(offices: Offices) -> Office:
    office = offices.office("NBO")
    store.save_all(office.db, [Edit("committee", {"name": f"C{n}"}) for n in range(50)], "many")
    return office


def bundles(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if ".gem" in path.name and "store" not in path.name)


def refused(call: Callable[[], Any]) -> ExchangeProblem:
    with pytest.raises(ExchangeProblem) as caught:
        call()
    return caught.value


def test_a_folder_gets_the_bundle_under_its_own_name(nbo: Office) -> None:
    exported = nbo.export()
    assert exported.bundle is not None
    assert exported.bundle.parent == nbo.folder
    assert bundles(nbo.folder) == [exported.bundle.name]
    assert exported.bundle.name.startswith("gem-nbo-2026-")
    assert exported.bundle.name.endswith(".gem.zip")


def test_a_file_gets_the_bundle_whatever_it_held_before(nbo: Office) -> None:
    path = nbo.folder / "for headquarters.zip"
    path.write_bytes(b"old")
    exported = exchange.export(nbo.db, Order(despite="x"), path, nbo.signer)
    assert exported.bundle == path
    assert path.stat().st_size == exported.bytes


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_bundle_is_as_readable_as_any_file_that_the_person_writes(nbo: Office) -> None:
    exported = nbo.export()
    other = nbo.folder / "other"
    other.touch()
    assert exported.bundle is not None
    assert stat.S_IMODE(exported.bundle.stat().st_mode) == stat.S_IMODE(other.stat().st_mode)


def test_a_folder_that_is_not_there_is_told_so(nbo: Office) -> None:
    problem = refused(lambda: exchange.export(nbo.db, Order(), nbo.folder / "gone" / "x.zip", nbo.signer))
    assert problem.code == "no-folder"


class FullDisk:
    """A file on a disk that fills up after so many bytes."""

    def __init__(self, file: Any, room: int) -> None:
        self._file, self._room = file, room

    def write(self, content: bytes) -> int:
        self._room -= len(content)
        if self._room < 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        return int(self._file.write(content))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


@pytest.mark.parametrize("room", [0, 100, 2_000])
@pytest.mark.parametrize("encrypted", [False, True])
def test_a_full_disk_leaves_no_part_of_a_bundle(
    nbo: Office, monkeypatch: pytest.MonkeyPatch, room: int, encrypted: bool
) -> None:
    made = target.Target.__init__

    def limited(self: target.Target, file: Any, part: Path, to: Path) -> None:
        made(self, FullDisk(file, room), part, to)  # type: ignore[arg-type]

    monkeypatch.setattr(target.Target, "__init__", limited)
    recipients = (exchange.recipient_of(exchange.key_files(nbo.db.path).identity),) if encrypted else ()
    assert refused(lambda: nbo.export(recipients=recipients)).code == "export-disk-full"
    assert bundles(nbo.folder) == []
    monkeypatch.undo()
    assert nbo.export().bundle is not None


def test_an_interrupted_export_leaves_no_part_of_a_bundle(
    nbo: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(store, "attachment", interrupted)
    store.attach(nbo.db, "committee", store.rows(nbo.db, "committee")[0]["id"], store.File("a", b"x"))
    with pytest.raises(KeyboardInterrupt):
        nbo.export()
    assert bundles(nbo.folder) == []
    assert [note.verdict for note in store.journal(nbo.db)] == []


def test_file_and_folder_are_on_the_disk_before_the_export_says_so(
    nbo: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    if os.name == "nt":
        return  # a folder can't be synced there, and need not be
    steps: list[str] = []
    sync, replace = os.fsync, Path.replace

    def synced(handle: int) -> None:
        steps.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        sync(handle)

    def renamed(self: Path, to: Path) -> Path:
        steps.append("rename")
        return replace(self, to)

    exchange.submit(nbo.db, "2026", "x")
    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", renamed)
    nbo.export()
    assert steps[:3] == ["file", "rename", "folder"]


EXPORT = """
import sys, datetime as dt
from pathlib import Path
from gemtui import exchange, log, store
path = Path(sys.argv[1])
clock = log.SystemClock()
db = store.open_store(path, store.Around(clock=clock, ids=log.Ids(clock), state=path.parent / "state", machine="m1"))
signer = exchange.load_key(exchange.key_files(path).key)
while True:
    exchange.export(db, exchange.Order("share"), path.parent, signer)
    print("ready", flush=True)
"""


def kill_exports(nbo: Office, hq: Office, kills: int) -> None:
    """Kill an export that runs again and again; whatever has a bundle's name must be whole."""
    drawn = random.Random(3)
    path = nbo.db.path
    nbo.db.close()
    whole = 0
    for _ in range(kills):
        runs = subprocess.Popen([sys.executable, "-c", EXPORT, str(path)], stdout=subprocess.PIPE)
        assert runs.stdout is not None
        assert runs.stdout.readline() == b"ready\n"
        deadline = time.monotonic() + drawn.random() * 0.2
        while time.monotonic() < deadline:
            pass
        runs.send_signal(signal.SIGKILL)
        runs.wait()
        runs.stdout.close()
        for bundle in path.parent.glob("gem-*.gem.zip"):
            assert hq.verify(bundle).ok
            bundle.unlink()
            whole += 1
    assert whole


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
def test_a_killed_export_leaves_only_whole_bundles(nbo: Office, offices: Offices) -> None:
    second = offices.office("NBO")
    second.trusts(nbo)
    kill_exports(nbo, second, 5)


@pytest.mark.long
def test_two_hundred_killed_exports_leave_only_whole_bundles(nbo: Office, offices: Offices) -> None:
    second = offices.office("NBO")
    second.trusts(nbo)
    kill_exports(nbo, second, 200)


def test_what_no_reader_would_take_is_not_written(nbo: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange.limits, "PACKED", 5_000)
    problem = refused(nbo.export)
    assert problem.code == "bundle-too-large"
    assert "data/changes.jsonl" in problem.facts["biggest"]
    assert bundles(nbo.folder) == []


def test_a_line_longer_than_readers_take_is_not_written(nbo: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange.limits, "LINE", 200)
    assert refused(nbo.export).code == "line-too-long"


def test_an_encrypted_bundle_is_opened_by_its_recipients_only(offices: Offices, nbo: Office) -> None:
    hq, acc = offices.office("ITU"), offices.office("ACC")
    hq.trusts(nbo)
    recipient = exchange.recipient_of(exchange.key_files(hq.db.path).identity)
    exported = nbo.export(recipients=(recipient,))
    assert exported.bundle is not None
    assert exported.bundle.name.endswith(".gem.zip.age")
    assert b"committee" not in exported.bundle.read_bytes()
    identity = read_identity(exchange.key_files(hq.db.path).identity)
    other = read_identity(exchange.key_files(acc.db.path).identity)
    assert hq.verify(exported).refused.code == "not-for-me"  # type: ignore[union-attr]
    wrong = next(iter(exchange.verify(hq.db, [exported.bundle], lambda: [other])))
    assert wrong.refused is not None
    assert wrong.refused.code == "not-for-me"
    outcome = hq.merge(exported, identities=lambda: [identity])[0]
    assert outcome.merged is not None
    assert hq.digest() == nbo.digest()
    assert [note.digest for note in store.journal(hq.db)] == [exported.sha256]


def test_a_recipient_that_is_none_stops_the_export_first(nbo: Office) -> None:
    assert refused(lambda: nbo.export(recipients=("age1nobody",))).code == "bad-recipient"
    assert bundles(nbo.folder) == []


def test_no_byte_of_a_damaged_encrypted_bundle_is_used_or_left(
    offices: Offices, nbo: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hq = offices.office("ITU")
    hq.trusts(nbo)
    files = exchange.key_files(hq.db.path)
    exported = nbo.export(recipients=(exchange.recipient_of(files.identity),))
    assert exported.bundle is not None
    good, identity = exported.bundle.read_bytes(), read_identity(files.identity)
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    drawn = random.Random(5)
    for number in range(100):
        at = drawn.randrange(len(good))
        changed = (
            good[:at]
            if number % 2
            else good[:at] + bytes([good[at] ^ 1 << drawn.randrange(8)]) + good[at + 1 :]
        )
        exported.bundle.write_bytes(changed)
        verdict = next(iter(exchange.verify(hq.db, [exported.bundle], lambda: [identity])))
        assert verdict.refused is not None
        assert verdict.refused.code in ("digest-mismatch", "not-for-me", "not-a-bundle")
        assert list(folder.iterdir()) == []
    assert store.digest(hq.db).changes == 0
