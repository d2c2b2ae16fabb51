"""ZIP files, written so that their bytes follow from their content, and read with every doubt."""

from __future__ import annotations

import io
import random
import struct
import subprocess
import tempfile
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gemtui.exchange import BundleRefused, limits
from gemtui.exchange.archive import open_archive
from gemtui.exchange.packing import CENTRAL, END, LOCAL, Packer
from tests.exchange import forge
from tests.exchange.conftest import Keys

CONTENT = {"data/a.txt": b"hello " * 500, "data/b.bin": random.Random(1).randbytes(300_000), "c": b""}


def packed(content: dict[str, bytes] = CONTENT, base: str = "base") -> bytes:
    out = io.BytesIO()
    packer = Packer(out, len(base))
    for name, whole in content.items():
        packer.add(name, [whole[:7], whole[7:]])
    packer.finish(base)
    return out.getvalue()


def zipped(entries: list[tuple[zipfile.ZipInfo | str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return out.getvalue()


def refused(content: bytes) -> tuple[str, str]:
    """Return code and reason of the refusal, entries read too; `taken` where there is none."""
    try:
        archive = open_archive(io.BytesIO(content))
        for name in archive.entries:
            for _ in archive.chunks(name):
                pass
    except BundleRefused as problem:
        return problem.code, str(problem.facts.get("reason", ""))
    return "taken", ""


def test_what_is_packed_is_read_back_and_by_zipfile_too() -> None:
    archive = open_archive(io.BytesIO(packed()))
    assert archive.base == "base"
    assert {name: b"".join(archive.chunks(name)) for name in archive.entries} == CONTENT
    with zipfile.ZipFile(io.BytesIO(packed())) as plain:
        assert plain.testzip() is None
        assert plain.namelist() == [f"base/{name}" for name in CONTENT]


def test_unzip_finds_no_fault(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed())
    done = subprocess.run(["unzip", "-t", tmp_path / "a.zip"], capture_output=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_same_content_gives_the_same_bytes() -> None:
    assert packed() == packed()


def test_what_packs_too_well_is_stored_since_readers_refuse_the_ratio() -> None:
    content = packed({"data/zeros": bytes(5_000_000)})
    assert refused(content) == ("taken", "")
    assert zipfile.ZipFile(io.BytesIO(content)).infolist()[0].compress_type == zipfile.ZIP_STORED


def test_zipfile_and_plain_extra_times_are_accepted() -> None:
    assert refused(zipped([("base/a", b"x"), ("base/b", b"y")])) == ("taken", "")
    timed = zipfile.ZipInfo("base/a")
    timed.extra = struct.pack("<HHBl", 0x5455, 5, 1, 0)
    assert refused(zipped([(timed, b"x")])) == ("taken", "")


@pytest.mark.parametrize("mode", [0o120777, 0o040755, 0o020666, 0o060666, 0o010666])
def test_links_folders_and_devices_are_refused(mode: int) -> None:
    info = zipfile.ZipInfo("base/a")
    info.external_attr = mode << 16
    assert refused(zipped([(info, b"/etc/passwd")])) == ("unsafe-path", "not-a-plain-file")


def test_folder_entries_are_refused() -> None:
    assert refused(zipped([(zipfile.ZipInfo("base/"), b""), ("base/a", b"x")]))[0] == "unsafe-path"


def test_two_base_folders_are_refused() -> None:
    assert refused(zipped([("one/a", b"x"), ("two/a", b"y")])) == ("not-a-bundle", "base-folders")


def test_the_same_name_twice_is_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        twice = zipped([("base/a", b"x"), ("base/a", b"y")])
    assert refused(twice)[0] == "duplicate-entry"


@pytest.mark.parametrize(
    "pair", [("base/data", "base/data/x"), ("base/é", "base/e\u0301"), ("base/ß", "base/SS")]
)
def test_names_that_fall_together_on_some_disk_are_refused(pair: tuple[str, str]) -> None:
    assert refused(zipped([(pair[0], b"x"), (pair[1], b"y")]))[0] == "duplicate-entry"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_methods_are_refused(method: int) -> None:
    assert refused(zipped([("base/a", b"x" * 100)], method)) == ("not-a-bundle", "method")


def test_prefix_trailing_bytes_and_comments_are_refused() -> None:
    good = packed()
    assert refused(b"MZ" + good)[0] == "not-a-bundle"
    assert refused(good + b"\0")[0] == "not-a-bundle"
    commented = good[:-2] + struct.pack("<H", 2) + b"hi"
    assert refused(commented)[0] == "not-a-bundle"


def test_streamed_entries_with_sizes_behind_them_are_refused() -> None:
    class Unseekable(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_: int) -> int:
            raise io.UnsupportedOperation

        def tell(self) -> int:
            raise io.UnsupportedOperation

    out = Unseekable()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("base/a", b"x")
    assert refused(out.getvalue()) == ("not-a-bundle", "method")


def edited(content: bytes, at: int, value: bytes) -> bytes:
    return content[:at] + value + content[at + len(value) :]


def central_of(content: bytes) -> int:
    return END.unpack(content[-END.size :])[6]


@pytest.mark.parametrize(
    "place", ["needs", "flags", "method", "time", "date", "crc", "packed", "size", "name"]
)
def test_a_local_header_that_differs_from_the_directory_is_refused(place: str) -> None:
    at = {
        "needs": 4,
        "flags": 6,
        "method": 8,
        "time": 10,
        "date": 12,
        "crc": 14,
        "packed": 18,
        "size": 22,
        "name": LOCAL.size + 5,
    }[place]
    good = packed()
    changed = edited(good, at, bytes([good[at] ^ 2]))
    assert refused(changed)[0] == "not-a-bundle"


def test_encrypted_entries_are_refused() -> None:
    good = packed({"a": b"x"})
    marked = edited(edited(good, 6, b"\1\0"), central_of(good) + 8, b"\1\0")
    assert refused(marked) == ("not-a-bundle", "encrypted")


def test_an_unknown_extra_field_is_refused() -> None:
    info = zipfile.ZipInfo("base/a")
    info.extra = struct.pack("<HH", 0x7075, 6) + b"\x01abcde"
    assert refused(zipped([(info, b"x")])) == ("not-a-bundle", "extra-field")


def overlapping(count: int) -> bytes:
    """Return a bomb as Fifield's: many directory entries that share one run of packed bytes."""
    kernel = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = kernel.compress(bytes(20_000_000)) + kernel.flush()
    crc = zlib.crc32(bytes(20_000_000))
    out = io.BytesIO()
    starts = []
    for number in range(count):
        name = f"base/{number}".encode()
        starts.append((out.tell(), name))
        out.write(LOCAL.pack(b"PK\3\4", 20, 0, 8, 0, 33, crc, len(body), 20_000_000, len(name), 0) + name)
    out.write(body)
    begin = out.tell()
    for start, name in starts:
        numbers = (
            20,
            20,
            0,
            8,
            0,
            33,
            crc,
            len(body),
            20_000_000,
            len(name),
            0,
            0,
            0,
            0,
            0o100644 << 16,
            start,
        )
        out.write(CENTRAL.pack(b"PK\1\2", *numbers) + name)
    size = out.tell() - begin
    out.write(END.pack(b"PK\5\6", 0, 0, count, count, size, begin, 0))
    return out.getvalue()


def test_overlapping_entries_are_refused_on_any_python() -> None:
    assert refused(overlapping(40))[0] == "too-large"
    small = overlapping(2)
    # Even where the sizes told are small: the overlap itself is what counts.
    shrunk = small.replace(struct.pack("<L", 20_000_000), struct.pack("<L", 900_000))
    assert refused(shrunk) == ("not-a-bundle", "overlap")


def test_entries_that_share_their_bytes_are_refused() -> None:
    twice = packed({"a": b"x" * 100, "b": b"x" * 100})
    second = central_of(twice) + CENTRAL.size + len("base/a")
    offset_at = second + CENTRAL.size - 4
    assert refused(edited(twice, offset_at, struct.pack("<L", 0)))[0] == "not-a-bundle"


def test_a_stream_longer_than_it_says_is_stopped_at_once() -> None:
    body = zlib.compressobj(9, zlib.DEFLATED, -15)
    long = body.compress(bytes(200_000_000)) + body.flush()
    name = b"base/a"
    told = (20, 0, 8, 0, 33, 0, len(long), 1000, len(name), 0)
    head = LOCAL.pack(b"PK\3\4", *told) + name
    central = CENTRAL.pack(b"PK\1\2", 20, *told, 0, 0, 0, 0, 0) + name
    end = END.pack(b"PK\5\6", 0, 0, 1, 1, len(central), len(head) + len(long), 0)
    tracemalloc.start()
    assert refused(head + long + central + end)[0] == "too-large"
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000


def test_too_many_entries_are_refused_before_any_is_looked_at() -> None:
    assert (
        refused(zipped([(f"base/{n}", b"") for n in range(limits.ENTRIES + 1)], zipfile.ZIP_STORED))[0]
        == "too-large"
    )


def test_a_file_beyond_all_limits_is_refused_unread(tmp_path: Path, refusal: Callable[..., str]) -> None:
    path = tmp_path / "huge.gem.zip"
    with path.open("wb") as out:
        out.truncate(limits.PACKED + 2 * limits.MIB)  # sparse: it takes no place
    assert refusal(path) == "too-large"


@pytest.mark.parametrize("where", [0, 50, 500])
def test_broken_deflate_is_told_as_damage(where: int) -> None:
    good = packed({"a": random.Random(2).randbytes(500) * 4})
    start = LOCAL.size + len("base/a")
    assert refused(edited(good, start + where, bytes([good[start + where] ^ 0x5A])))[0] == "digest-mismatch"


@given(st.binary(max_size=400))
def test_any_bytes_are_refused_and_never_crash(content: bytes) -> None:
    assert refused(content)[0] == "not-a-bundle"


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_no_flipped_byte_gives_other_content(data: st.DataObject) -> None:
    good = packed({"data/a.txt": b"some text " * 40, "b": b"x"})
    at = data.draw(st.integers(0, len(good) - 1))
    changed = edited(good, at, bytes([good[at] ^ data.draw(st.integers(1, 255))]))
    try:
        archive = open_archive(io.BytesIO(changed))
        content = {name: b"".join(archive.chunks(name)) for name in archive.entries}
    except BundleRefused:
        return
    assert sorted(content.values()) == [b"some text " * 40, b"x"]


def test_nothing_is_left_in_the_temporary_folder(
    keys: Keys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refusal: Callable[..., str]
) -> None:
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    assert refusal(forge.bundle(keys.nbo, [forge.change(1)])) == "taken"
    assert refusal(forge.bundle(keys.nbo, [forge.change(1, seen={forge.OTHER: 3})])) == "bad-change"
    assert list(folder.iterdir()) == []
