"""Passphrases: asked at a terminal, else read from the file that GEMTUI_PASSPHRASE_FILE names."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gemtui.cli.call import Call
from gemtui.cli.world import CallProblem

if TYPE_CHECKING:
    from gemtui.exchange import Signer

VARIABLE = "GEMTUI_PASSPHRASE_FILE"


def new_passphrase(call: Call) -> str:
    """Return the passphrase for new keys; none where no file names one."""
    return _from_file(call) or ""


def asked_passphrase(call: Call) -> str:
    """Return a new passphrase, from the file or typed twice; raises CallProblem no-passphrase, passphrases-differ."""
    known = _from_file(call)
    if known is not None:
        return known
    if not call.world.stdin.isatty():
        raise CallProblem("no-passphrase", path=str(call.path), variable=VARIABLE)
    first, again = (
        getpass.getpass(call.say(code) + " ", call.world.stderr)
        for code in ("new-passphrase", "again-passphrase")
    )
    if not first or first != again:
        raise CallProblem("passphrases-differ")
    return first


def passphrase(call: Call, path: Path) -> str:
    """Return the passphrase of a key file; raises CallProblem no-passphrase where there is nobody to ask."""
    known = _from_file(call)
    if known is not None:
        return known
    if not call.world.stdin.isatty():
        raise CallProblem("no-passphrase", path=str(path), variable=VARIABLE)
    return getpass.getpass(call.say("ask-passphrase", path=str(path)) + " ", call.world.stderr)


def signer(call: Call, store_path: Path) -> Signer:
    """Return the store's own key, opened; raises ExchangeProblem, CallProblem no-passphrase."""
    from gemtui import exchange  # cryptography, which only few commands need

    key = exchange.key_files(store_path).key
    try:
        return exchange.load_key(key)
    except exchange.ExchangeProblem as problem:
        if problem.code != "passphrase-needed":
            raise
    return exchange.load_key(key, passphrase(call, key))


def identities(call: Call, store_path: Path) -> Sequence[str]:
    """Return the store's age identities, opened; raises ExchangeProblem, CallProblem no-passphrase."""
    from gemtui import exchange  # as above

    path = exchange.key_files(store_path).identity
    try:
        return [exchange.read_identity(path)]
    except exchange.ExchangeProblem as problem:
        if problem.code != "passphrase-needed":
            raise
    return [exchange.read_identity(path, passphrase(call, path))]


def _from_file(call: Call) -> str | None:
    named = call.world.env.get(VARIABLE)
    if not named:
        return None
    try:
        return Path(named).read_text(encoding="utf-8").splitlines()[0]
    except (OSError, UnicodeDecodeError, IndexError):
        raise CallProblem("no-passphrase-file", path=named, variable=VARIABLE) from None
