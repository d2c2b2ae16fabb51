"""Signatures as OpenSSH makes and checks them (SSHSIG, PROTOCOL.sshsig), Ed25519 and SHA-512 only."""

from __future__ import annotations

import base64
import binascii
import re
import struct
from hashlib import sha512

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from gemtui.exchange.public_key import ALGORITHM, PublicKey, wire

_MAGIC = b"SSHSIG"
_BEGIN, _END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"
_ARMOR = re.compile(f"{_BEGIN}\r?\n([A-Za-z0-9+/=\r\n]{{64,4096}}){_END}(?:\r?\n)?")
_WIDTH = 70


class BadSignature(Exception):
    """A signature that is malformed, of another sort, or not over this message; `reason` says which."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def sign(key: Ed25519PrivateKey, namespace: str, message: bytes) -> str:
    """Return the armored signature; the same key, namespace and message always give the same text."""
    public = PublicKey(key.public_key().public_bytes_raw())
    signature = wire(ALGORITHM) + wire(key.sign(_signed(namespace, message)))
    head = _MAGIC + struct.pack(">I", 1) + wire(public.blob)
    blob = head + wire(namespace.encode()) + wire(b"") + wire(b"sha512") + wire(signature)
    text = base64.b64encode(blob).decode("ascii")
    lines = [text[at : at + _WIDTH] for at in range(0, len(text), _WIDTH)]
    return "\n".join((_BEGIN, *lines, _END, ""))


def verify(armored: str, namespace: str, message: bytes) -> PublicKey:
    """Return the key that made this signature over the message in this namespace; raises BadSignature.

    The key is proven to have signed, not to be anybody's: that is for the trust lines to say.
    """
    public, given_namespace, signature = _read(armored)
    if given_namespace != namespace:
        raise BadSignature("namespace")
    try:
        Ed25519PublicKey.from_public_bytes(public.raw).verify(signature, _signed(namespace, message))
    except (InvalidSignature, ValueError):
        raise BadSignature("not-over-this") from None
    return public


def _read(armored: str) -> tuple[PublicKey, str, bytes]:
    """Return key, namespace and signature bytes; anything but one Ed25519 signature with SHA-512 is refused."""
    found = _ARMOR.fullmatch(armored)
    if found is None:
        raise BadSignature("armor")
    try:
        blob = base64.b64decode("".join(found[1].split()), validate=True)
    except binascii.Error:
        raise BadSignature("armor") from None
    if blob[:10] != _MAGIC + struct.pack(">I", 1):
        raise BadSignature("version")
    key, namespace, reserved, hashing, signature = _strings(blob[10:], 5)
    algorithm, raw = _strings(key, 2)
    signed_with, value = _strings(signature, 2)
    if algorithm != ALGORITHM or signed_with != ALGORITHM or len(raw) != 32 or len(value) != 64:
        raise BadSignature("algorithm")
    if reserved or hashing != b"sha512":
        raise BadSignature("hash")
    return PublicKey(raw), namespace.decode("utf-8", "replace"), value


def _signed(namespace: str, message: bytes) -> bytes:
    hashed = sha512(message).digest()
    return _MAGIC + wire(namespace.encode()) + wire(b"") + wire(b"sha512") + wire(hashed)


def _strings(blob: bytes, count: int) -> list[bytes]:
    """Return exactly so many strings of SSH's wire format, with nothing after them."""
    found: list[bytes] = []
    place = 0
    for _ in range(count):
        if len(blob) - place < 4:
            raise BadSignature("cut")
        length = int.from_bytes(blob[place : place + 4])
        place += 4 + length
        if place > len(blob):
            raise BadSignature("cut")
        found.append(blob[place - length : place])
    if place != len(blob):
        raise BadSignature("longer")
    return found
