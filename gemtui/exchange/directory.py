"""A ZIP file's directory, read and doubted: what `zipfile` believes is checked here byte by byte.

CPython's `zipfile` accepts overlapping entries up to 3.11.7 (CVE-2024-0450), prefixes, gaps and trailing bytes, so
none of it is used. Whatever a strict reader could see in two ways is refused.
"""

from __future__ import annotations

import io
import re
import stat
import struct
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

from gemtui.exchange import limits
from gemtui.exchange.packing import CENTRAL, CENTRAL_SIGN, DEFLATED, END, END_SIGN, LOCAL, LOCAL_SIGN, STORED
from gemtui.exchange.refusal import BundleRefused

_NAME = re.compile(rb"[a-z0-9_-][a-z0-9_.-]*(?:/[a-z0-9_-][a-z0-9_.-]*)+")
_LONGEST_NAME = 255
_SPECIAL = stat.S_ISUID | stat.S_ISGID | stat.S_ISVTX
_HARMLESS = 0xA1
"""DOS attributes of a plain file: read-only, archive, normal."""
_ENCRYPTED = 0x2041
_HINTS = 0x0806
"""Flags that change nothing: how hard deflate tried, and UTF-8 names."""
_TIMES = frozenset({0x5455, 0x7875, 0x000A})
"""Extra fields that only tell times and owners; any other could give an entry a second name or size."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One plain file of the archive: where its packed bytes lie and what they must unpack to."""

    name: str
    """Path without the base folder."""
    start: int
    method: int
    packed: int
    size: int
    crc: int


@dataclass(frozen=True, slots=True)
class _Listed:
    """An entry as the central directory lists it."""

    raw: bytes
    told: tuple[int, ...]
    """Version needed, flags, method, time, date, CRC, packed and unpacked size: a local header must tell the same."""
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int


def read_directory(file: BinaryIO) -> tuple[str, dict[str, Entry]]:
    """Return the base folder's name and the entries by path below it; raises BundleRefused."""
    length = file.seek(0, io.SEEK_END)
    if length > limits.PACKED:
        raise BundleRefused("too-large", bytes=length, limit=limits.PACKED)
    count, size, offset = _end(file, length)
    listed = list(_listed(_central(file, size, offset), count))
    _check_sizes(listed)
    _check_names(listed)
    base = listed[0].raw.partition(b"/")[0].decode("ascii")
    entries: dict[str, Entry] = {}
    expected = 0
    for one in sorted(listed, key=lambda one: one.offset):
        entry, expected = _located(file, one, base, expected)
        entries[entry.name] = entry
    if expected != offset:
        raise _odd("gap", offset=expected)
    return base, entries


def _end(file: BinaryIO, length: int) -> tuple[int, int, int]:
    """Return count, size and offset of the central directory; the file must end with its end record."""
    if length < END.size:
        raise BundleRefused("not-a-bundle", reason="no-zip")
    file.seek(length - END.size)
    sign, disk, start_disk, here, count, size, offset, comment = END.unpack(file.read(END.size))
    if sign != END_SIGN:
        raise BundleRefused("not-a-bundle", reason="no-zip")
    if disk or start_disk or here != count or comment or offset + size != length - END.size:
        raise _odd("end-record")
    if count > limits.ENTRIES:
        raise BundleRefused("too-large", entries=count, limit=limits.ENTRIES)
    if not count:
        raise _odd("empty")
    if size > count * (CENTRAL.size + 4 * _LONGEST_NAME):
        raise _odd("directory-size")
    return count, size, offset


def _central(file: BinaryIO, size: int, offset: int) -> bytes:
    file.seek(offset)
    return file.read(size)


def _listed(directory: bytes, count: int) -> Iterable[_Listed]:
    place = 0
    for _ in range(count):
        if len(directory) - place < CENTRAL.size:
            raise _odd("directory-size")
        fields = CENTRAL.unpack_from(directory, place)
        sign, flags, method, crc, packed, size = fields[0], fields[3], fields[4], *fields[7:10]
        name, extra, comment, disk, internal, attributes, offset = fields[10:]
        start = place + CENTRAL.size
        place = start + name + extra + comment
        if sign != CENTRAL_SIGN or place > len(directory):
            raise _odd("directory-entry")
        raw = directory[start : start + name]
        where = _shown(raw)
        if comment or disk or internal:
            raise _odd("comment", where)
        _check_extra(directory[start + name : start + name + extra], where)
        _check_plain(attributes, raw, where)
        yield _Listed(raw, fields[2:10], flags, method, crc, packed, size, offset)
    if place != len(directory):
        raise _odd("directory-size")


def _check_plain(attributes: int, raw: bytes, where: str) -> None:
    """Refuse folders, links, devices and odd permissions, whichever system's signs they carry."""
    mode, dos = attributes >> 16, attributes & 0xFFFF
    if (
        stat.S_IFMT(mode) not in (0, stat.S_IFREG)
        or mode & _SPECIAL
        or dos & ~_HARMLESS
        or raw.endswith(b"/")
    ):
        raise BundleRefused("unsafe-path", where, reason="not-a-plain-file")


def _check_extra(extra: bytes, where: str) -> None:
    place = 0
    while place < len(extra):
        if len(extra) - place < 4:
            raise _odd("extra-field", where)
        tag, size = struct.unpack_from("<HH", extra, place)
        place += 4 + size
        if tag not in _TIMES or place > len(extra):
            raise _odd("extra-field", where)


def _check_sizes(listed: list[_Listed]) -> None:
    total = 0
    for one in listed:
        where = _shown(one.raw)
        total += one.size
        name = one.raw.partition(b"/")[2].decode("ascii", "replace")
        if one.size > limits.most(name):
            raise BundleRefused("too-large", where, bytes=one.size, limit=limits.most(name))
        if one.size > limits.RATIO_FROM and one.size > limits.RATIO * one.packed:
            raise BundleRefused("too-large", where, ratio=one.size // max(1, one.packed), limit=limits.RATIO)
    if total > limits.UNPACKED:
        raise BundleRefused("too-large", bytes=total, limit=limits.UNPACKED)


def _check_names(listed: list[_Listed]) -> None:
    seen: set[str] = set()
    for one in listed:
        name = one.raw.decode("utf-8" if one.flags & 0x800 else "cp437", "replace")
        same = unicodedata.normalize("NFC", name).casefold()
        if same in seen:
            raise BundleRefused("duplicate-entry", _shown(one.raw))
        seen.add(same)
    bases = {one.raw.partition(b"/")[0] for one in listed}
    for one in listed:
        if len(one.raw) > _LONGEST_NAME or _NAME.fullmatch(one.raw) is None:
            raise BundleRefused("unsafe-path", _shown(one.raw), reason="name")
    if len(bases) != 1:
        raise _odd("base-folders")
    folders = {one.raw[:at] for one in listed for at, sign in enumerate(one.raw) if sign == ord("/")}
    for one in listed:
        if one.raw in folders:
            raise BundleRefused("duplicate-entry", _shown(one.raw))


def _located(file: BinaryIO, one: _Listed, base: str, expected: int) -> tuple[Entry, int]:
    """Return the entry, its local header agreeing with the directory, and the place where the next one must begin."""
    where = _shown(one.raw)
    if one.offset != expected:
        raise _odd("overlap" if one.offset < expected else "gap", where)
    if one.flags & _ENCRYPTED:
        raise _odd("encrypted", where)
    if one.flags & ~_HINTS or one.method not in (STORED, DEFLATED):
        raise _odd("method", where)
    if one.method == STORED and one.packed != one.size:
        raise _odd("stored-size", where)
    file.seek(one.offset)
    header = file.read(LOCAL.size)
    if len(header) < LOCAL.size:
        raise _odd("local-header", where)
    sign, *told, name, extra = LOCAL.unpack(header)
    rest = file.read(name + extra)
    if sign != LOCAL_SIGN or tuple(told) != one.told or rest[:name] != one.raw:
        raise _odd("local-header", where)
    _check_extra(rest[name:], where)
    start = one.offset + LOCAL.size + name + extra
    path = one.raw.decode("ascii")[len(base) + 1 :]
    return Entry(path, start, one.method, one.packed, one.size, one.crc), start + one.packed


def _odd(reason: str, where: str = "", **facts: object) -> BundleRefused:
    return BundleRefused("not-a-bundle", where, reason=reason, **facts)


def _shown(raw: bytes) -> str:
    return raw.decode("utf-8", "backslashreplace")[:_LONGEST_NAME]
