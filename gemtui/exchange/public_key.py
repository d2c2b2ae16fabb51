"""An Ed25519 public key as OpenSSH writes it, and what such keys may sign here; needs no cryptography."""

from __future__ import annotations

import base64
import re
import struct
from dataclasses import dataclass
from hashlib import sha256

BUNDLE = "gemtui-bundle@1"
SEAL = "gemtui-seal@1"
NAMESPACES = (BUNDLE, SEAL)
"""What a signature is for: one made for a git commit, or for the other of these, is none here."""

ALGORITHM = b"ssh-ed25519"
_LINE = re.compile(r"ssh-ed25519 ([A-Za-z0-9+/]{68})(?:[ \t]+[^\r\n]*)?")


@dataclass(frozen=True, slots=True)
class PublicKey:
    """An Ed25519 public key as OpenSSH names it."""

    raw: bytes

    @property
    def blob(self) -> bytes:
        """Return the key in SSH's wire format."""
        return wire(ALGORITHM) + wire(self.raw)

    @property
    def line(self) -> str:
        """Return `ssh-ed25519 AAAA…`, as in a `.pub` file without its comment."""
        return f"ssh-ed25519 {base64.b64encode(self.blob).decode('ascii')}"

    @property
    def fingerprint(self) -> str:
        """Return `SHA256:…` as `ssh-keygen -l` prints it."""
        return "SHA256:" + base64.b64encode(sha256(self.blob).digest()).decode("ascii").rstrip("=")

    @property
    def spoken(self) -> str:
        """Return eight groups of five digits that two people compare on the phone: of the same SHA-256."""
        digest = sha256(self.blob).digest()
        groups = (int.from_bytes(digest[at : at + 4]) % 100_000 for at in range(0, 32, 4))
        return " ".join(f"{group:05}" for group in groups)


def read_public(text: str) -> PublicKey | None:
    """Return the key of a line `ssh-ed25519 AAAA… comment`, or None for anything else."""
    found = _LINE.fullmatch(text.strip())
    if found is None:
        return None
    blob = base64.b64decode(found[1])
    key = PublicKey(blob[-32:])
    return key if key.blob == blob else None


def wire(value: bytes) -> bytes:
    """Return the bytes with their length before them, as SSH sends strings."""
    return struct.pack(">I", len(value)) + value
