"""age over the whole ZIP, streamed: the plain bundle is never in a file that has a name (spec/bundle.md, *Encryption*)."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import pyrage  # type: ignore[import-untyped]  # it ships no stubs

from gemtui.exchange import limits
from gemtui.exchange.opening import MAGIC
from gemtui.exchange.refusal import BundleRefused, ExchangeProblem
from gemtui.exchange.target import whole_file

_OVERHEAD = limits.MIB
"""age adds a header, and 16 bytes to every 64 KiB."""


def check_recipient(recipient: str) -> str:
    """Return the recipient, blanks around it removed; raises ExchangeProblem bad-recipient unless it is `age1…`."""
    try:
        pyrage.x25519.Recipient.from_str(recipient.strip())
    except pyrage.RecipientError:
        raise ExchangeProblem("bad-recipient", recipient=recipient) from None
    return recipient.strip()


def encrypt(source: BinaryIO, target: BinaryIO, recipients: Sequence[str]) -> None:
    """Write the source, encrypted to these recipients, into the target; raises ExchangeProblem bad-recipient."""
    keys = [pyrage.x25519.Recipient.from_str(check_recipient(recipient)) for recipient in recipients]
    source.seek(0)
    watched = _Watched(target)
    try:
        pyrage.encrypt_io(source, watched, keys)
    except pyrage.EncryptError:
        raise watched.error or OSError("encryption failed") from None


def encrypt_file(source: Path, target: Path, recipients: Sequence[str]) -> Path:
    """Write a file encrypted to these recipients, whole or not at all; raises ExchangeProblem."""
    with whole_file(target) as whole, source.open("rb") as plain:
        encrypt(plain, whole.file, recipients)
        return whole.finish(target.name)[0]


def decrypt(source: BinaryIO, identities: Sequence[str]) -> BinaryIO:
    """Return an anonymous temporary file with the decrypted bundle; raises BundleRefused.

    `not-for-me` where none of the identities opens it, `digest-mismatch` where it was cut or changed, `too-large`.
    """
    length = source.seek(0, io.SEEK_END)
    if length > limits.PACKED + _OVERHEAD:
        raise BundleRefused("too-large", bytes=length, limit=limits.PACKED)
    source.seek(0)
    keys = [pyrage.x25519.Identity.from_str(identity) for identity in identities]
    if not keys:
        raise BundleRefused("not-for-me", reason="encrypted")
    plain: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115 - handed to the caller, gone when closed
    watched = _Watched(plain)
    try:
        pyrage.decrypt_io(source, watched, keys)
    except (pyrage.DecryptError, OSError) as error:
        plain.close()
        if watched.error:
            raise watched.error from None
        words = str(error).lower()
        if "no matching" in words:
            raise BundleRefused("not-for-me", reason="encrypted") from None
        raise BundleRefused("digest-mismatch", reason="decryption", detail=str(error)) from None
    plain.seek(0)
    return plain


class _Watched:
    """A file that remembers why a write failed: the library tells a full disk as if the bundle were damaged."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.error: OSError | None = None

    def write(self, content: bytes) -> int:
        """Write, and remember a failure."""
        try:
            return self._file.write(content)
        except OSError as error:
            self.error = error
            raise

    def flush(self) -> None:
        """Flush the file."""
        self._file.flush()


def read_identity(path: Path, passphrase: str | None = None) -> str:
    """Return the secret `AGE-SECRET-KEY-1…` of an identity file; raises ExchangeProblem.

    Codes: `no-key`, `passphrase-needed`, `wrong-passphrase`, `bad-key-file`.
    """
    try:
        content = path.read_bytes()
    except OSError:
        raise ExchangeProblem("no-key", path=str(path)) from None
    if content.startswith(MAGIC):
        if not passphrase:
            raise ExchangeProblem("passphrase-needed", path=str(path))
        try:
            content = pyrage.passphrase.decrypt(content, passphrase)
        except pyrage.DecryptError:
            raise ExchangeProblem("wrong-passphrase", path=str(path)) from None
    secrets = [
        line for line in content.decode("utf-8", "replace").split() if line.startswith("AGE-SECRET-KEY-1")
    ]
    if not secrets:
        raise ExchangeProblem("bad-key-file", path=str(path))
    return secrets[0]
