"""A bundle's archive, opened without trust: entries are inflated as a stream and counted, nothing is extracted."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from gemtui.exchange import limits
from gemtui.exchange.directory import Entry, read_directory
from gemtui.exchange.packing import STORED
from gemtui.exchange.refusal import BundleRefused


@dataclass(frozen=True, slots=True)
class Archive:
    """A ZIP file whose structure is sound; its content is not believed yet."""

    file: BinaryIO
    base: str
    """Name of the one folder that everything lies in."""
    entries: dict[str, Entry]
    """By path below the base folder."""

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield an entry's content; raises BundleRefused where it is not what the directory says."""
        entry = self.entries[name]
        crc = count = 0
        for chunk in self._stored(entry) if entry.method == STORED else self._inflated(entry):
            count += len(chunk)
            if count > entry.size:
                raise BundleRefused("too-large", name, bytes=count, limit=entry.size)
            crc = zlib.crc32(chunk, crc)
            yield chunk
        if count != entry.size or crc != entry.crc:
            raise BundleRefused("digest-mismatch", name)

    def content(self, name: str) -> bytes:
        """Return a small entry's whole content; raises BundleRefused."""
        if self.entries[name].size > limits.TAG_FILE:
            raise BundleRefused("too-large", name, bytes=self.entries[name].size, limit=limits.TAG_FILE)
        return b"".join(self.chunks(name))

    def _stored(self, entry: Entry) -> Iterator[bytes]:
        place, end = entry.start, entry.start + entry.packed
        while place < end:
            self.file.seek(place)
            chunk = self.file.read(min(limits.CHUNK, end - place))
            if not chunk:
                raise BundleRefused("digest-mismatch", entry.name)
            place += len(chunk)
            yield chunk

    def _inflated(self, entry: Entry) -> Iterator[bytes]:
        reader = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            for packed in self._stored(entry):
                if reader.eof:
                    raise BundleRefused("digest-mismatch", entry.name)
                rest = packed
                while rest and not reader.eof:
                    chunk = reader.decompress(rest, limits.CHUNK)
                    rest = reader.unconsumed_tail
                    if chunk:
                        yield chunk
            while not reader.eof:
                chunk = reader.decompress(b"", limits.CHUNK)
                if not chunk:
                    break
                yield chunk
        except zlib.error as error:
            raise BundleRefused("digest-mismatch", entry.name, detail=str(error)) from None
        if not reader.eof or reader.unused_data:
            raise BundleRefused("digest-mismatch", entry.name)


def open_archive(file: BinaryIO) -> Archive:
    """Return the archive that a seekable binary file holds; raises BundleRefused."""
    base, entries = read_directory(file)
    return Archive(file, base, entries)
