"""Writing a ZIP file whose bytes follow from its content: one base folder, fixed times, plain files."""

from __future__ import annotations

import struct
import zlib
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from typing import BinaryIO

from gemtui.exchange import limits

LOCAL = struct.Struct("<4s5H3L2H")
CENTRAL = struct.Struct("<4s6H3L5H2L")
END = struct.Struct("<4s4H2LH")
LOCAL_SIGN, CENTRAL_SIGN, END_SIGN = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"

STORED, DEFLATED = 0, 8
_PIECE = 256 * 1024
"""Bytes that go to the other thread at a time: each time it comes back, it waits for the interpreter."""
_AHEAD = 4
"""Pieces that wait for it."""
_LEVEL = 1  # measured: a third less time than level 6 for 8 % more bytes (perf.md, section 4)
_VERSION = 20
_MADE_BY = 3 << 8 | _VERSION  # Unix, so that readers take the mode below for what it is
_PLAIN_FILE = 0o100644 << 16
_DATE = 1 << 5 | 1  # 1 January 1980, the first day that ZIP knows: nobody may take it for a fact


@dataclass(slots=True)
class Packed:
    """One file as it was written."""

    name: str
    offset: int
    method: int
    size: int = 0
    packed: int = 0
    crc: int = 0
    sha256: str = ""


class _Pressed:
    """One file's bytes on their way: deflated, digested, counted, written."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
        self.hasher, self.crc, self.size = sha256(), 0, 0

    def take(self, piece: bytes) -> None:
        self.hasher.update(piece)
        self.crc = zlib.crc32(piece, self.crc)
        self.size += len(piece)
        self._out.write(self._packer.compress(piece))

    def end(self) -> None:
        self._out.write(self._packer.flush())


def _pieces(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the chunks' bytes in pieces of at least _PIECE, the last one shorter."""
    some: list[bytes] = []
    size = 0
    for chunk in chunks:
        some.append(chunk)
        size += len(chunk)
        if size >= _PIECE:
            yield b"".join(some)
            some, size = [], 0
    if some:
        yield b"".join(some)


class Packer:
    """Writes entries one after the other into a seekable file; the base folder's name comes at the end."""

    def __init__(self, out: BinaryIO, base_length: int) -> None:
        """`base_length` is the length of the base folder's name, known before its digits are."""
        self._out = out
        self._base_length = base_length
        self.entries: list[Packed] = []

    def add(self, name: str, chunks: Iterable[bytes]) -> Packed:
        """Write one file and return its entry with size and SHA-256."""
        entry = Packed(name, self._out.tell(), DEFLATED)
        self._out.write(self._local(entry, b"-" * self._base_length))
        start, pressed = self._out.tell(), _Pressed(self._out)
        pieces = _pieces(chunks)
        first = next(pieces, b"")
        pressed.take(first)
        if len(first) >= _PIECE:
            # Deflate, digest and the disk need no interpreter: they go on while the next piece is made.
            with ThreadPoolExecutor(1) as other:
                queue: deque[Future[None]] = deque()
                for piece in pieces:
                    queue.append(other.submit(pressed.take, piece))
                    if len(queue) > _AHEAD:
                        queue.popleft().result()
                for waiting in queue:
                    waiting.result()
        pressed.end()
        entry.size, entry.crc, entry.sha256 = pressed.size, pressed.crc, pressed.hasher.hexdigest()
        entry.packed = self._out.tell() - start
        if entry.size > limits.RATIO_FROM and entry.size > limits.RATIO * entry.packed:
            self._store_instead(entry, start)
        self.entries.append(entry)
        return entry

    def finish(self, base: str) -> int:
        """Name the base folder, write the central directory and return the file's length in bytes."""
        folder = base.encode("ascii")
        if len(folder) != self._base_length:
            raise ValueError(f"base folder {base!r} has not {self._base_length} letters")
        end = self._out.tell()
        for entry in self.entries:
            self._out.seek(entry.offset)
            self._out.write(self._local(entry, folder))
        self._out.seek(end)
        for entry in self.entries:
            self._out.write(self._central(entry, folder))
        size, count = self._out.tell() - end, len(self.entries)
        self._out.write(END.pack(END_SIGN, 0, 0, count, count, size, end, 0))
        return self._out.tell()

    def _local(self, entry: Packed, folder: bytes) -> bytes:
        name = folder + b"/" + entry.name.encode("ascii")
        numbers = (_VERSION, 0, entry.method, 0, _DATE, entry.crc, entry.packed, entry.size, len(name), 0)
        return LOCAL.pack(LOCAL_SIGN, *numbers) + name

    def _central(self, entry: Packed, folder: bytes) -> bytes:
        name = folder + b"/" + entry.name.encode("ascii")
        numbers = (_VERSION, 0, entry.method, 0, _DATE, entry.crc, entry.packed, entry.size, len(name), 0)
        return CENTRAL.pack(CENTRAL_SIGN, _MADE_BY, *numbers, 0, 0, 0, _PLAIN_FILE, entry.offset) + name

    def _store_instead(self, entry: Packed, start: int) -> None:
        """Write an entry again without deflate: our own readers refuse what unpacks to so many times its size."""
        self._out.seek(start)
        packed = self._out.read(entry.packed)
        self._out.seek(start)
        self._out.truncate()
        reader = zlib.decompressobj(-zlib.MAX_WBITS)
        rest = packed
        while not reader.eof:
            self._out.write(reader.decompress(rest, limits.CHUNK))
            rest = reader.unconsumed_tail
        entry.method, entry.packed = STORED, entry.size
