"""Seals: who vouches for a stream, whoever packed the bundle (spec/bundle.md, *Seals*)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from gemtui import log
from gemtui.exchange.bag_info import OFFICE
from gemtui.exchange.known import Place
from gemtui.exchange.public_key import SEAL, PublicKey
from gemtui.exchange.refusal import BundleRefused
from gemtui.exchange.resources import SEALS
from gemtui.exchange.signature import BadSignature, sign, verify

if TYPE_CHECKING:
    from gemtui.exchange.keys import Signer

_MEMBERS = ("hash", "home", "office", "seq", "signature", "workspace")
_HASH = re.compile("[0-9a-f]{64}")
_UUID = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Seal:
    """Somebody's signature over the head that a stream had."""

    place: Place
    seq: int
    hash: str
    key: PublicKey
    """The key that made it, which may be trusted or not."""
    line: bytes


def make_seal(signer: Signer, place: Place, seq: int, head: str) -> Seal:
    """Return the seal of a stream's head; the same key and head always give the same line."""
    office, home, workspace = place
    document: dict[str, Any] = {
        "hash": head,
        "home": home,
        "office": office,
        "seq": seq,
        "workspace": workspace,
    }
    document["signature"] = sign(signer.private, SEAL, log.canonical(document))
    return Seal(place, seq, head, signer.public, log.canonical(document))


def read_seal(line: bytes) -> Seal:
    """Return the seal that a line holds, its signature checked against the key inside it.

    Raises BundleRefused: `bad-package` for a line that is no seal, `not-sealed` for one that signs something else.
    """
    try:
        document = orjson.loads(line)
        if log.canonical(document) != line or tuple(document) != _MEMBERS:
            raise ValueError
        head, home, office, seq, signature, workspace = document.values()
        fits = (
            isinstance(head, str) and _HASH.fullmatch(head), isinstance(home, bool),
            isinstance(office, str) and OFFICE.fullmatch(office), type(seq) is int and 1 <= seq <= log.LARGEST,
            isinstance(signature, str), isinstance(workspace, str) and _UUID.fullmatch(workspace),
        )  # fmt: skip
    except (ValueError, TypeError, AttributeError, log.BadChange):
        raise BundleRefused("bad-package", SEALS, reason="seal") from None
    if not all(fits):
        raise BundleRefused("bad-package", SEALS, reason="seal")
    del document["signature"]
    try:
        key = verify(signature, SEAL, log.canonical(document))
    except BadSignature as error:
        raise BundleRefused("not-sealed", SEALS, workspace=workspace, reason=error.reason) from None
    return Seal((office, home, workspace), seq, head, key, line)


def read_seals(lines: Iterable[bytes], streams: Iterable[Place]) -> dict[Place, Seal]:
    """Return the seals of a bundle, each stream's at most once and of this bundle's streams only."""
    there = set(streams)
    found: dict[Place, Seal] = {}
    for number, line in enumerate(lines, 1):
        try:
            seal = read_seal(line)
        except BundleRefused as refused:
            raise BundleRefused(refused.code, f"{SEALS}:{number}", **refused.facts) from None
        if seal.place not in there or (found and seal.place <= next(reversed(found))):
            raise BundleRefused("bad-package", f"{SEALS}:{number}", reason="seal-order")
        found[seal.place] = seal
    return found
