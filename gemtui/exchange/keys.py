"""A store's own keys: an Ed25519 key as OpenSSH keeps it, and an age identity, in files that only their owner reads."""

from __future__ import annotations

import base64
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization as to
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from gemtui.exchange.public_key import PublicKey, read_public
from gemtui.exchange.refusal import ExchangeProblem

_PRIVATE = 0o600


@dataclass(frozen=True, slots=True)
class Signer:
    """A private key that has been opened; its repr shows nothing of it."""

    private: Ed25519PrivateKey
    public: PublicKey

    def __repr__(self) -> str:
        return f"Signer({self.public.fingerprint})"


def make_key(path: Path, passphrase: str = "") -> PublicKey:
    """Write a new private key, and its public half beside it as `.pub`; returns the public half.

    Raises ExchangeProblem `key-exists` rather than ever writing over a key, `key-unwritable` where the folder refuses.
    """
    private = Ed25519PrivateKey.generate()
    lock = to.BestAvailableEncryption(passphrase.encode()) if passphrase else to.NoEncryption()
    _write(path, private.private_bytes(to.Encoding.PEM, to.PrivateFormat.OpenSSH, lock))
    public = PublicKey(private.public_key().public_bytes_raw())
    _public_path(path).write_text(f"{public.line}\n", encoding="ascii")
    return public


def load_key(path: Path, passphrase: str | None = None) -> Signer:
    """Return the private key of an OpenSSH file, ready to sign.

    Raises ExchangeProblem: `no-key`, `passphrase-needed` (none was given), `wrong-passphrase`, `bad-key-file`.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise ExchangeProblem("no-key", path=str(path)) from None
    except OSError as error:
        raise ExchangeProblem("bad-key-file", path=str(path), detail=error.strerror) from None
    given = passphrase.encode() if passphrase and _is_encrypted(content) else None
    try:
        private = to.load_ssh_private_key(content, given)
    except TypeError:
        raise ExchangeProblem("passphrase-needed", path=str(path)) from None
    except (ValueError, UnsupportedAlgorithm) as error:
        code = "wrong-passphrase" if passphrase and "checksum" in str(error).lower() else "bad-key-file"
        raise ExchangeProblem(code, path=str(path)) from None
    if not isinstance(private, Ed25519PrivateKey):
        raise ExchangeProblem("bad-key-file", path=str(path))
    return Signer(private, PublicKey(private.public_key().public_bytes_raw()))


def public_of(path: Path) -> PublicKey:
    """Return the public half that lies beside a private key, without opening the latter; raises ExchangeProblem."""
    try:
        key = read_public(_public_path(path).read_text(encoding="ascii"))
    except (OSError, ValueError):
        key = None
    if key is None:
        raise ExchangeProblem("no-key", path=str(_public_path(path)))
    return key


def make_identity(path: Path, passphrase: str = "") -> str:
    """Write a new age identity, encrypted where a passphrase is given; returns its recipient `age1…`.

    Raises ExchangeProblem `key-exists` and `key-unwritable`.
    """
    import pyrage  # type: ignore[import-untyped]  # only a new store needs it, none that signs; it ships no stubs

    identity = pyrage.x25519.Identity.generate()
    recipient = str(identity.to_public())
    content = f"# public key: {recipient}\n{identity}\n".encode()
    _write(path, pyrage.passphrase.encrypt(content, passphrase) if passphrase else content)
    _public_path(path).write_text(f"{recipient}\n", encoding="ascii")
    return recipient


def recipient_of(path: Path) -> str:
    """Return the recipient `age1…` that lies beside an identity; raises ExchangeProblem no-key."""
    try:
        return _public_path(path).read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        raise ExchangeProblem("no-key", path=str(_public_path(path))) from None


def _is_encrypted(content: bytes) -> bool:
    """Return whether an OpenSSH private key asks for a passphrase: its cipher is named right after the magic word."""
    body = b"".join(line for line in content.splitlines() if not line.startswith(b"-"))
    try:
        return b"\0\0\0\x04none" not in base64.b64decode(body)[:32]
    except ValueError:
        return True


def _public_path(path: Path) -> Path:
    return path.with_name(f"{path.name}.pub")


def _write(path: Path, content: bytes) -> None:
    """Write a file that nobody else can read at any moment, and that was not there before."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        target = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), _PRIVATE)
    except FileExistsError:
        raise ExchangeProblem("key-exists", path=str(path)) from None
    except OSError as error:
        raise ExchangeProblem("key-unwritable", path=str(path), detail=error.strerror) from None
    with os.fdopen(target, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
