"""`private.jsonl`: salts and values that must match the commitments which the log names (spec/merge.md)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import orjson

from gemtui import log
from gemtui.exchange.chains import Log
from gemtui.exchange.refusal import BundleRefused
from gemtui.exchange.resources import PRIVATE
from gemtui.records import Kind, judge

Private = dict[str, tuple[str, Any]]
"""(salt in hex, value) by the commitment's hash."""

_SALT = re.compile("[0-9a-f]{64}")


def read_private(read: Log, kinds: Mapping[str, Kind]) -> Private:
    """Return the personal values that the bundle brings; raises BundleRefused (bad-package, bad-value)."""
    found: Private = {}
    last = ""
    for number, line in enumerate(read.package.lines(PRIVATE), 1):
        try:
            hashed, salt, value = _parse(line)
            if hashed <= last:
                raise BundleRefused("bad-package", reason="order")
            _check(read, kinds, hashed, salt, value)
        except BundleRefused as refused:
            raise BundleRefused(refused.code, f"{PRIVATE}:{number}", **refused.facts) from None
        found[hashed] = (salt, value)
        last = hashed
    return found


def private_line(hashed: str, salt: str, value: Any) -> bytes:
    """Return the line, without its line feed, that carries a personal value."""
    # Both are hex digits, so that only the value can hold anything to be escaped.
    return f'{{"salt":"{salt}","sha256":"{hashed}","value":'.encode() + log.canonical(value) + b"}"


def _parse(line: bytes) -> tuple[str, str, Any]:
    try:
        document = orjson.loads(line)
    except ValueError:
        document = None
    if not isinstance(document, dict) or tuple(document) != ("salt", "sha256", "value"):
        raise BundleRefused("bad-package", reason="private-line")
    salt, hashed, value = document.values()
    if not all(isinstance(text, str) and _SALT.fullmatch(text) for text in (salt, hashed)):
        raise BundleRefused("bad-package", reason="private-line")
    try:
        canonical = log.canonical(document)
    except log.BadChange as bad:
        raise BundleRefused("bad-value", reason=str(bad.facts["reason"])) from None
    if canonical != line:
        raise BundleRefused("bad-package", reason="private-line")
    return hashed, salt, value


def _check(read: Log, kinds: Mapping[str, Kind], hashed: str, salt: str, value: Any) -> None:
    named = read.commitments.get(hashed)
    if not named:
        raise BundleRefused("bad-value", reason="not-named")
    if not log.matches({"sha256": hashed}, bytes.fromhex(salt), value):
        raise BundleRefused("bad-value", reason="no-match")
    for kind, field in named:
        question = kinds[kind].question(field)
        wrong = judge(question, value) if question else None
        if wrong is not None:
            raise BundleRefused("bad-value", kind=kind, field=field, reason=wrong.code)
