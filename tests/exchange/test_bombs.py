"""What unpacks, or is read, to far more than it weighs: refused with little memory and nothing left on the disk."""

from __future__ import annotations

import io
import os
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest

from gemtui import store
from tests.benchmarks.processes import MEGABYTE, gemtui
from tests.cli.gem import Gem
from tests.contract.hostile_archives import _with_bomb
from tests.exchange import forge
from tests.exchange.conftest import Keys
from tests.exchange.forge import change

pytestmark = pytest.mark.skipif(os.name == "nt", reason="counts memory as POSIX systems do")
SECONDS, MEGABYTES = 5, 200
WAITING = Path(__file__).parents[1] / "benchmarks" / "waiting.py"
HEAD = struct.Struct("<4s5H3L2H")


def good(keys: Keys) -> bytes:
    made = io.BytesIO()
    base, files = _files(keys)
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files.items():
            archive.writestr(f"{base}/{name}", content)
    return made.getvalue()


def _files(keys: Keys) -> tuple[str, dict[str, bytes]]:
    return "gem-nbo-2026-00000000", forge.bundle(keys.nbo, [change(1)]).payload


def quoted_overlap(_: Keys) -> bytes:
    """Fifield's bomb: each entry's stored block quotes the next one's header, and all end in one kernel."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    kernel = packer.compress(bytes(20 << 20)) + packer.flush()
    names = [f"gem-nbo-2026-00000000/data/tables/a{number:03}.csv".encode() for number in range(200)]
    headers: list[bytes] = []
    body, size, crc = kernel, 20 << 20, zlib.crc32(bytes(20 << 20))
    central: list[tuple[bytes, int, int, int]] = []
    for name in reversed(names):
        head = HEAD.pack(b"PK\x03\x04", 20, 0, 8, 0, 33, crc, len(body), size, len(name), 0) + name
        central.append((name, crc, len(body), size))
        headers.append(head)
        quote = b"\x00" + struct.pack("<HH", len(head), 0xFFFF ^ len(head)) + head
        crc, size, body = 0, size + len(head), quote + body
    text = b"".join((b"\x00" + struct.pack("<HH", len(h), 0xFFFF ^ len(h)) if n else b"") + h
                    for n, h in enumerate(reversed(headers))) + kernel  # fmt: skip
    listing, at = b"", 0
    for number, (name, told, packed, whole) in enumerate(reversed(central)):
        at = text.index(b"PK\x03\x04", at + bool(number))
        listing += struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 8, 0, 33, told, packed, whole,
                               len(name), 0, 0, 0, 0, 0, at) + name  # fmt: skip
    count = len(central)
    return (
        text
        + listing
        + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(listing), len(text), 0)
    )


def many_entries(_: Keys) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for number in range(21_000):
            archive.writestr(zipfile.ZipInfo(f"gem-nbo-2026-00000000/data/a{number}"), b"")
    return made.getvalue()


def signed(keys: Keys, name: str, content: bytes) -> bytes:
    """Return a bundle that a trusted office has signed, one of its files being too much."""
    forged = forge.bundle(keys.nbo, [change(1)])
    forged.payload[name] = content
    path = Path(os.environ.get("TMPDIR", "/tmp")) / f"bomb-{os.getpid()}.gem.zip"
    try:
        return forged.write(path).read_bytes()
    finally:
        path.unlink(missing_ok=True)


BOMBS = {
    "zeros": lambda keys: _with_bomb(good(keys), 300 << 20),
    "zeros that say they are few": lambda keys: _with_bomb(good(keys), 300 << 20, said=1000),
    "quoted overlap": quoted_overlap,
    "21,000 entries": many_entries,
    "a line without end": lambda keys: signed(keys, "data/changes.jsonl", os.urandom(1 << 19).hex().encode() * 30),
    "a cell without end": lambda keys: signed(
        keys, "data/tables/committee.csv", b'id,office\r\n"' + os.urandom(1 << 19).hex().encode() * 30
    ),
    "a manifest of a million lines": lambda keys: signed(keys, "data/seals.jsonl", b"{}\n" * 1_000_000),
    "a million tiny changes": lambda keys: signed(keys, "data/changes.jsonl", b"{}\n" * 2_000_000),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(BOMBS))
def test_a_bomb_is_refused_with_little_memory_and_leaves_nothing(
    name: str, keys: Keys, tmp_path: Path
) -> None:
    gem = Gem(tmp_path, store="hq.gemtui", env={"TMPDIR": str(tmp_path / "scratch")})
    (tmp_path / "scratch").mkdir()
    gem.json("init", "--office", "ITU")
    gem.json("key", "trust", f"office:NBO {keys.nbo.public.line}")
    bundle = tmp_path / "bomb.gem.zip"
    bundle.write_bytes(BOMBS[name](keys))
    before = gem.json("digest")
    command = gemtui("merge", bundle, "--json")
    done = subprocess.run(
        [sys.executable, "-S", WAITING, *map(str, command)],
        env={**gem.environment(), "PYTHONPATH": str(Path(store.__file__).parents[2])},
        capture_output=True,
        check=True,
        timeout=120,
    )
    code, _, peak = done.stderr.decode().split()[-3:]
    assert int(code) == 1
    assert b'"refused"' in done.stdout
    assert int(peak) / MEGABYTE < MEGABYTES
    assert list((tmp_path / "scratch").iterdir()) == []
    assert gem.json("digest") == before
