"""Commitments: how a personal field stands in the log without its value (spec/merge.md, *What stays at home*)."""

from __future__ import annotations

import hmac
import re
from hashlib import sha256

from gemtui.log.change import Value, canonical

SALT_BYTES = 32

_HASH = re.compile("[0-9a-f]{64}")


def commit(value: Value, salt: bytes) -> dict[str, str] | None:
    """Return `{"sha256": H}`, H the SHA-256 of the salt and the value's canonical JSON; None stands in clear."""
    if value is None:
        return None
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes, not {len(salt)}")
    return {"sha256": sha256(salt + canonical(value)).hexdigest()}


def is_commitment(value: Value) -> bool:
    """Return whether the value is `{"sha256": 64 hex digits}` and nothing else."""
    if type(value) is not dict or len(value) != 1:
        return False
    given = value.get("sha256")
    return type(given) is str and _HASH.fullmatch(given) is not None


def matches(commitment: Value, salt: bytes, value: Value) -> bool:
    """Return whether salt and value are those that the commitment was made of; None only matches None."""
    if value is None or commitment is None:
        return value is None and commitment is None
    if not is_commitment(commitment) or len(salt) != SALT_BYTES:
        return False
    made = commit(value, salt)
    return made is not None and hmac.compare_digest(made["sha256"], commitment["sha256"])
