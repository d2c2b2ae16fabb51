"""Where an export is written: nowhere by name until it is whole and on the disk."""

from __future__ import annotations

import errno
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from gemtui.exchange.opening import file_digest
from gemtui.exchange.refusal import ExchangeProblem

_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))  # Windows knows no quotas here


FILE_ENDS = (".zip", ".age")
"""How the name of a bundle's file ends; another name, where nothing is yet, is a folder's."""


@dataclass(slots=True)
class Target:
    """A file that is being written beside its place."""

    file: BinaryIO
    part: Path
    to: Path

    def finish(self, name: str) -> tuple[Path, str, int]:
        """Put the file in its place, under this name if that is a folder; returns path, SHA-256 and length."""
        self.file.flush()
        digest = file_digest(self.file)
        length = self.file.tell()
        os.fsync(self.file.fileno())
        self.file.close()  # Windows renames no open file
        place = self.to / name if _is_folder(self.to) else self.to
        if place.parent != self.part.parent:
            self.to.mkdir(exist_ok=True)
            _sync_folder(self.to.parent)
        self.part.replace(place)
        _sync_folder(place.parent)
        return place, digest, length


def _is_folder(to: Path) -> bool:
    """Return whether a place is a folder, there or still to be made: a file that is not there yet ends like a bundle."""
    return to.is_dir() or not (to.exists() or to.suffix.lower() in FILE_ENDS)


@contextmanager
def whole_file(to: Path) -> Iterator[Target]:
    """Give a file that gets its name by `finish`, or is gone; raises ExchangeProblem no-folder, cannot-write, disk-full."""
    folder = to if to.is_dir() else to.parent
    if not folder.is_dir():
        raise ExchangeProblem("no-folder", path=str(folder))
    try:
        part = folder / f".gem-{secrets.token_hex(8)}.part"
        file = part.open("x+b")
    except OSError as error:
        raise _unwritable(error, folder) from None
    try:
        with file:
            yield Target(file, part, to)
    except OSError as error:
        raise _unwritable(error, folder) from None
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def put_whole(to: Path, content: bytes) -> Path:
    """Write a document under its name, in place of an older one, whole or not at all; raises ExchangeProblem as above."""
    with whole_file(to) as target:
        if to.is_dir():
            raise ExchangeProblem("cannot-write", path=str(to), detail=os.strerror(errno.EISDIR))
        target.file.write(content)
        target.file.flush()
        os.fsync(target.file.fileno())
        target.file.close()  # Windows renames no open file
        target.part.replace(to)
        _sync_folder(to.parent)
    return to


@contextmanager
def temporary() -> Iterator[BinaryIO]:
    """Give a file without a name, gone when it is closed, also after a kill."""
    with tempfile.TemporaryFile() as file:
        yield file


def _sync_folder(folder: Path) -> None:
    """Make the name last a power cut; Windows has no such call, and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno != errno.EINVAL:  # some sticks and shares sync no folders; the file itself is on them
            raise
    finally:
        os.close(handle)


def _unwritable(error: OSError, folder: Path) -> ExchangeProblem:
    if error.errno in _FULL:
        return ExchangeProblem("export-disk-full", path=str(folder))
    return ExchangeProblem("cannot-write", path=str(folder), detail=error.strerror or str(error))
