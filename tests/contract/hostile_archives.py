"""Files that are no ZIP, or a ZIP that no bundle is, by name, each with the codes that may refuse it.

They are made of a good bundle's bytes, so that a careless reader would find a good signature inside.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

Entries = list[tuple[zipfile.ZipInfo, bytes]]
CASES: dict[str, tuple[set[str], Callable[[bytes], bytes]]] = {}
STRUCTURE = {"not-a-bundle", "unsafe-path", "duplicate-entry"}


def whole(name: str, *codes: str) -> Callable[[Callable[[bytes], bytes]], Callable[[bytes], bytes]]:
    """List a file made of a good bundle's bytes."""

    def noted(spoil: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
        assert name not in CASES
        CASES[name] = (set(codes), spoil)
        return spoil

    return noted


def entries(name: str, *codes: str) -> Callable[[Callable[[Entries], object]], None]:
    """List a ZIP made of a good bundle's entries."""

    def noted(spoil: Callable[[Entries], object]) -> None:
        def made(content: bytes) -> bytes:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                found = [(_info(one.filename), archive.read(one)) for one in archive.infolist()]
            spoil(found)
            return packed(found)

        whole(name, *codes)(made)

    return noted


def _info(name: str) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, (2026, 11, 23, 9, 0, 0))


def packed(found: Iterable[tuple[zipfile.ZipInfo, bytes]]) -> bytes:
    """Return a ZIP file of these entries, whatever they are."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for info, content in found:
            archive.NameToInfo.pop(info.filename, None)  # no warning about duplicates
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def base(found: Entries) -> str:
    """Return the base folder's name."""
    return found[0][0].filename.split("/")[0]


whole("an empty file", "not-a-bundle")(lambda _: b"")
whole("a text file named like a bundle", "not-a-bundle")(lambda _: b"Dear colleagues,\n")
whole("a picture", "not-a-bundle")(lambda _: b"\x89PNG\r\n\x1a\n" + bytes(1000))
whole("an empty ZIP", "not-a-bundle")(lambda _: packed([]))
whole("a ZIP cut off", "not-a-bundle")(lambda content: content[: len(content) // 2])
whole("a ZIP without its last byte", "not-a-bundle")(lambda content: content[:-1])
whole("bytes before the ZIP", "not-a-bundle")(lambda content: b"#!/bin/sh\n" + content)
whole("bytes after the ZIP", "not-a-bundle")(lambda content: content + b"x")
whole("two ZIPs in one", "not-a-bundle", "duplicate-entry")(lambda content: content + content)
whole("a comment that hides something", "not-a-bundle")(
    lambda content: content[:-2] + struct.pack("<H", 4) + b"more"
)
whole("a ZIP of a ZIP", "not-a-bundle", "bad-bag", "missing-file", "unlisted-file")(
    lambda content: packed([(_info("gem-nbo-2026-00000000/data.zip"), content)])
)

for _name, _path in {
    "a path above the folder": "../evil",
    "a path above from inside": "{}/data/../../evil",
    "an absolute path": "/etc/evil",
    "a drive letter": "C:/evil",
    "a drive letter and no slash": "c:evil",
    "a backslash": "{}\\data\\evil",
    "a path on a share": "//server/evil",
    "a dot folder": "{}/./evil",
    "a double slash": "{}//evil",
    "a control character in a name": "{}/data/ev\x1b[2Jil",
    "a line end in a name": "{}/data/ev\nil",
    "a right-to-left override in a name": "{}/data/\u202egnp.exe",
    "a name that is not ASCII": "{}/data/é",
    "a space in a name": "{}/data/a b",
    "a device of Windows": "{}/data/con:",
    "a stream of NTFS": "{}/data/a:b",
    "a tilde": "{}/data/~root",
}.items():
    entries(_name, "unsafe-path")(
        lambda found, path=_path: found.append((_info(path.format(base(found))), b"x"))
    )  # type: ignore[misc]
entries("a second base folder", "not-a-bundle", "unsafe-path", "unlisted-file", "bad-bag")(
    lambda found: found.append((_info("other/evil"), b"x"))
)
entries("a file beside the base folder", "not-a-bundle", "unsafe-path", "unlisted-file", "bad-bag")(
    lambda found: found.append((_info("evil"), b"x"))
)
entries("a name twice", "duplicate-entry")(lambda found: found.append(found[0]))
entries("a name twice by case", "duplicate-entry", "unsafe-path")(
    lambda found: found.append((_info(found[0][0].filename.upper()), b"x"))
)
entries("a name twice, as file and folder", *STRUCTURE, "unlisted-file")(
    lambda found: found.append((_info(found[0][0].filename + "/x"), b"x"))
)


def _of_mode(found: Entries, mode: int) -> None:
    info, content = found.pop()
    info.create_system, info.external_attr = 3, mode << 16
    found.append((info, content))


for _name, _mode in {
    "a link": 0o120777,
    "a device": 0o060644,
    "a pipe": 0o010644,
    "a socket": 0o140644,
}.items():
    entries(_name, "unsafe-path")(lambda found, mode=_mode: _of_mode(found, mode))  # type: ignore[misc]


def _field(content: bytes, at: int, form: str, value: int, *, of: str = "both") -> bytes:
    """Return the ZIP with a field of its first entry changed: `at` counts in the central directory's record."""
    made = bytearray(content)
    start = made.rindex(b"PK\x05\x06")
    central = struct.unpack_from("<I", made, start + 16)[0]
    if of in ("both", "central"):
        struct.pack_into(form, made, central + at, value)
    if of in ("both", "local"):
        struct.pack_into(form, made, at - 2, value)  # the local header has the same fields, two bytes earlier
    return bytes(made)


whole("an encrypted entry", "not-a-bundle", "unsafe-path")(lambda c: _field(c, 8, "<H", 1))
whole("an entry of another method", "not-a-bundle", "unsafe-path")(lambda c: _field(c, 10, "<H", 12))
whole("a method unheard of", "not-a-bundle", "unsafe-path")(lambda c: _field(c, 10, "<H", 97))
whole("a size that lies in the directory", "not-a-bundle", "digest-mismatch")(
    lambda c: _field(c, 24, "<I", 7, of="central")
)
whole("a size that lies in both places", "not-a-bundle", "digest-mismatch", "too-large")(
    lambda c: _field(c, 24, "<I", 7)
)
whole("a size beyond all limits", "too-large", "not-a-bundle")(lambda c: _field(c, 24, "<I", 0xFFFFFFF0))
whole("another checksum", "not-a-bundle", "digest-mismatch")(lambda c: _field(c, 16, "<I", 1))


@whole("two names for one entry", "not-a-bundle", "unsafe-path")
def _renamed(content: bytes) -> bytes:
    made = bytearray(content)
    length = struct.unpack_from("<H", made, 26)[0]
    made[30 + length - 1 : 30 + length] = b"x" if made[30 + length - 1 : 30 + length] != b"x" else b"y"
    return bytes(made)


@whole("an entry that begins inside another", "not-a-bundle")
def _overlapping(content: bytes) -> bytes:
    """Let the second entry of the directory point at the first one's bytes (CVE-2024-0450)."""
    made = bytearray(content)
    end = made.rindex(b"PK\x05\x06")
    central = struct.unpack_from("<I", made, end + 16)[0]
    second = made.index(b"PK\x01\x02", central + 4)
    struct.pack_into("<I", made, second + 42, 0)
    return bytes(made)


@whole("a bomb: 300 MB of zeros", "too-large")
def _bomb(content: bytes) -> bytes:
    return _with_bomb(content, 300 << 20)


@whole("a bomb that says it is small", "too-large", "not-a-bundle", "unlisted-file")
def _modest_bomb(content: bytes) -> bytes:
    return _with_bomb(content, 300 << 20, said=1000)


def _with_bomb(content: bytes, size: int, said: int | None = None) -> bytes:
    """Return a ZIP whose last entry unpacks to that many zeros."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        found = [(_info(one.filename), archive.read(one)) for one in archive.infolist()]
    made = io.BytesIO()
    path = f"{base(found)}/data/tables/zero.csv"
    with zipfile.ZipFile(made, "w") as archive:
        for info, text in found:
            archive.writestr(info, text, zipfile.ZIP_DEFLATED)
        with archive.open(zipfile.ZipInfo(path, (2026, 11, 23, 9, 0, 0)), "w") as entry:
            entry._zinfo.compress_type = zipfile.ZIP_STORED  # type: ignore[attr-defined]
            packer = zlib.compressobj(9, zlib.DEFLATED, -15)
            crc = 0
            for _ in range(size >> 20):
                crc = zlib.crc32(bytes(1 << 20), crc)
                entry.write(packer.compress(bytes(1 << 20)))
            entry.write(packer.flush())
    text = bytearray(made.getvalue())
    at = text.index(path.encode())
    directory = text.rindex(path.encode())
    for start, shift in ((at - 30, 0), (directory - 46, 2)):
        struct.pack_into("<H", text, start + 8 + shift, 8)
        struct.pack_into("<I", text, start + 14 + shift, crc)
        struct.pack_into("<I", text, start + 22 + shift, size if said is None else said)
    return bytes(text)


@whole("20,001 entries", "too-large")
def _many(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        found = [(_info(one.filename), archive.read(one)) for one in archive.infolist()]
    name = base(found)
    return packed(
        [*found, *((_info(f"{name}/data/attachments/{number:064x}"), b"") for number in range(20_001))]
    )


def too_large(path: Path) -> Path:
    """Write a file of 257 MiB, all of it a hole."""
    with path.open("wb") as file:
        file.truncate(257 << 20)
    return path
