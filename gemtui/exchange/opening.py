"""A bundle's file, as it arrived: opened, digested, decrypted where it has to be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from gemtui.exchange import limits
from gemtui.exchange.refusal import BundleRefused, ExchangeProblem

MAGIC = b"age-encryption.org/v1\n"

Identities = Callable[[], Sequence[str]]
"""Gives the age identities when a bundle needs one: opening them may ask for a passphrase."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """A bundle's file with its digest; nothing in it is known yet."""

    file: BinaryIO
    """The ZIP, decrypted where it was not plain."""
    sha256: str
    """Of the file as it arrived, encrypted or not: the journal knows it by this."""


@contextmanager
def arrived(path: Path, identities: Identities = tuple) -> Iterator[Arrived]:
    """Give the bundle of that path, open; raises BundleRefused, with the fact `sha256` where there is one.

    Raises ExchangeProblem cannot-read for a path that leads to no file.
    """
    try:
        if not path.is_file():
            raise FileNotFoundError(2, _no_file(path))
        file = path.open("rb")
    except OSError as error:
        raise ExchangeProblem("cannot-read", path=str(path), detail=error.strerror or "") from None
    with file:
        length = path.stat().st_size
        if length > limits.PACKED + limits.MIB:
            raise BundleRefused("too-large", path.name, bytes=length, limit=limits.PACKED)
        hashed = file_digest(file)
        if not is_encrypted(file):
            yield Arrived(file, hashed)
            return
        try:
            plain = _decrypted(file, identities)
        except BundleRefused as refused:
            raise BundleRefused(refused.code, path.name, **refused.facts, sha256=hashed) from None
        with plain:
            yield Arrived(plain, hashed)


def check_paths(paths: Iterable[Path]) -> None:
    """Raise ExchangeProblem cannot-read unless each path leads to a file, so that nothing is begun in vain."""
    for path in paths:
        if not path.is_file():
            raise ExchangeProblem("cannot-read", path=str(path), detail=_no_file(path))


def _no_file(path: Path) -> str:
    return "it is a folder, and a bundle is one file" if path.is_dir() else "no such file"


def is_encrypted(file: BinaryIO) -> bool:
    """Return whether the file is an age file; leaves it at its beginning."""
    file.seek(0)
    begins = file.read(len(MAGIC))
    file.seek(0)
    return begins == MAGIC


def starts_encrypted(path: Path) -> bool:
    """Return whether the file at the path is an age file; raises OSError."""
    with path.open("rb") as file:
        return is_encrypted(file)


def file_digest(file: BinaryIO) -> str:
    """Return the SHA-256 of the whole file, hex."""
    file.seek(0)
    hasher = sha256()
    while chunk := file.read(limits.CHUNK):
        hasher.update(chunk)
    return hasher.hexdigest()


def _decrypted(file: BinaryIO, identities: Identities) -> BinaryIO:
    from gemtui.exchange.encryption import decrypt  # here: a library that only encrypted bundles need

    return decrypt(file, identities())
