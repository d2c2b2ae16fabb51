"""A bundle's file, as it arrived: opened, digested, decrypted where it has to be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from gemtui.exchange import limits
from gemtui.exchange.refusal import BundleRefused

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


def is_encrypted(file: BinaryIO) -> bool:
    """Return whether the file is an age file; leaves it at its beginning."""
    file.seek(0)
    begins = file.read(len(MAGIC))
    file.seek(0)
    return begins == MAGIC


@contextmanager
def arrived(path: Path, identities: Identities = tuple) -> Iterator[Arrived]:
    """Give the bundle of that path; raises BundleRefused for what can't be opened at all."""
    try:
        file = path.open("rb")
    except IsADirectoryError:
        raise BundleRefused("not-a-bundle", path.name, reason="folder") from None
    with file:
        hashed = _digest(file)
        if not is_encrypted(file):
            yield Arrived(file, hashed)
            return
        from gemtui.exchange.encryption import decrypt  # noqa: PLC0415 - a library that only encrypted bundles need

        with decrypt(file, identities()) as plain:
            yield Arrived(plain, hashed)


def _digest(file: BinaryIO) -> str:
    hasher = sha256()
    while chunk := file.read(limits.CHUNK):
        hasher.update(chunk)
    return hasher.hexdigest()
