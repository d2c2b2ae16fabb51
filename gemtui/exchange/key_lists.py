"""Keys as they arrive at headquarters: one line, or a list of two hundred offices', judged line by line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from gemtui import store
from gemtui.exchange.allowed_signers import HEADQUARTERS, Trusted, has_window, with_key
from gemtui.exchange.keyring import Window, read_trust, trusted_keys
from gemtui.exchange.refusal import ExchangeProblem
from gemtui.store import Store

LARGEST = 2**20
"""Bytes of a file with keys: some 5,000 lines."""
PRIVATE = ("PRIVATE KEY-----", "AGE-SECRET-KEY-")
"""What a private key says of itself, OpenSSH's and age's."""


@dataclass(frozen=True, slots=True)
class KeyLine:
    """One line that may name a key."""

    text: str
    number: int
    file: str = ""
    """Where it stands; nothing for a line that was typed."""


@dataclass(frozen=True, slots=True)
class Untrusted:
    """A line whose key is not trusted, and why."""

    line: KeyLine
    problem: ExchangeProblem


def typed_keys(text: str) -> list[KeyLine]:
    """Return the lines of a text that was typed or pasted; raises ExchangeProblem private-key."""
    return _lines(text, "")


def keys_in(paths: Iterable[Path]) -> list[KeyLine]:
    """Return the lines of files that may name keys, without remarks; raises ExchangeProblem private-key, no-key-in-file."""
    found: list[KeyLine] = []
    for path in paths:
        if path.stat().st_size > LARGEST:
            raise ExchangeProblem("no-key-in-file", path=str(path))
        lines = _lines(path.read_bytes().decode("utf-8-sig", errors="replace"), str(path))
        if not any("ssh-" in line.text for line in lines):
            raise ExchangeProblem("no-key-in-file", path=str(path))
        found += lines
    return found


def _lines(text: str, file: str) -> list[KeyLine]:
    if any(sign in text for sign in PRIVATE):
        raise ExchangeProblem("private-key", path=file or "–")
    numbered = ((number, line.strip()) for number, line in enumerate(text.splitlines(), 1))
    return [KeyLine(line, number, file) for number, line in numbered if line and not line.startswith("#")]


def trust_list(
    db: Store, lines: Sequence[KeyLine], principal: str, window: Window
) -> tuple[list[Trusted], list[Untrusted]]:
    """Trust each key of a list that names its office, in one step; returns those, and the lines that were left out, with why.

    Headquarters' own key is never taken from among others: whoever slips it in would speak for the Union.
    """
    keys, taken, left = trusted_keys(db), list[Trusted](), list[Untrusted]()
    for line in lines:
        try:
            new = window.of(read_trust(line.text, principal))
            if new.principal == HEADQUARTERS != principal:
                raise ExchangeProblem("headquarters-alone", fingerprint=new.key.fingerprint)
            if not has_window(new):
                raise ExchangeProblem("no-such-window", after=new.valid_after, before=new.valid_before)
            keys = with_key(keys, new)
        except ExchangeProblem as problem:
            left.append(Untrusted(line, problem))
        else:
            taken.append(new)
    if taken:
        store.put_trusted_lines(db, [t.line for t in keys])
    return taken, left
