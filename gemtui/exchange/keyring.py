"""A store's keys and the keys that it trusts: where they lie, how a store gets its own (spec/cli.md, `init`, `key`)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from gemtui import store
from gemtui.exchange.allowed_signers import (
    Trusted,
    day_option,
    has_window,
    parse_line,
    parse_lines,
    with_key,
    with_revoked,
)
from gemtui.exchange.public_key import PublicKey, read_public
from gemtui.exchange.refusal import ExchangeProblem
from gemtui.store import Around, Identity, Note, Server, Store


@dataclass(frozen=True, slots=True)
class KeyFiles:
    """Where a store's private keys lie; each has its public half beside it, as `.pub`."""

    key: Path
    """Ed25519, OpenSSH's format: signs bundles and seals."""
    identity: Path
    """age: opens what was encrypted for this store."""


def key_files(path: Path) -> KeyFiles:
    """Return where the keys of the store at that path lie: beside it, never inside, so that no backup has them."""
    return KeyFiles(path.with_name(f"{path.name}.key"), path.with_name(f"{path.name}.age"))


def found(
    place: Path | Server, identity: Identity, around: Around, passphrase: str = ""
) -> tuple[Store, PublicKey]:
    """Make a store with its keys, which it trusts itself; returns the open store and its public key.

    Raises StoreProblem store-exists, ExchangeProblem key-exists: nothing is ever written over, or left half made.
    """
    from gemtui.exchange.keys import make_identity, make_key  # here: cryptography, which only keys need

    path = place if isinstance(place, Path) else place.path
    if path.exists():
        raise store.StoreProblem("store-exists", path=str(path))
    files = key_files(path)
    with _undone_on_failure(files):
        key = make_key(files.key, passphrase)
        make_identity(files.identity, passphrase)
        db = store.create(place, identity, around)
    store.put_trusted_lines(db, [Trusted(db.identity.principal, key).line])
    return db, key


def trusted_keys(db: Store) -> tuple[Trusted, ...]:
    """Return the keys that the store trusts, revoked ones included."""
    return parse_lines(store.trusted_lines(db))


def read_trust(text: str, principal: str = "") -> Trusted:
    """Return the key of an `allowed_signers` line, or of a bare public key for the principal that is named.

    Raises ExchangeProblem: `bad-trust-line`, `principal-needed`, `other-principal` where line and name differ.
    """
    bare = read_public(text)
    if bare is not None:
        if not principal:
            raise ExchangeProblem("principal-needed", fingerprint=bare.fingerprint)
        return parse_line(Trusted(principal, bare, comment=" ".join(text.split()[2:])).line)
    trusted = parse_line(text)
    if principal and principal != trusted.principal:
        raise ExchangeProblem("other-principal", principal=trusted.principal, expected=principal)
    return trusted


def published_recipients(db: Store) -> tuple[str, ...]:
    """Return the age recipients that headquarters has published: to whom an office's report is best encrypted."""
    return tuple(store.setting(db, "recipients").split())


@dataclass(frozen=True, slots=True)
class Window:
    """The days between which a key counts."""

    after: dt.date | None = None
    before: dt.date | None = None

    def of(self, trusted: Trusted) -> Trusted:
        """Return the key with this window, where it has one; else with its own."""
        after, before = day_option(self.after), day_option(self.before)
        return replace(
            trusted, valid_after=after or trusted.valid_after, valid_before=before or trusted.valid_before
        )


def trust(db: Store, new: Trusted) -> Trusted:
    """Trust a key from now on and return it; raises ExchangeProblem key-revoked, key-of-another, no-such-window."""
    if not has_window(new):
        raise ExchangeProblem("no-such-window", after=new.valid_after, before=new.valid_before)
    _put(db, with_key(trusted_keys(db), new))
    return new


def revoke_key(db: Store, fingerprint: str, day: dt.date) -> Trusted:
    """Revoke a key from that day on and return it; raises ExchangeProblem no-such-key."""
    keys = with_revoked(trusted_keys(db), fingerprint, day)
    _put(db, keys)
    return next(t for t in keys if t.key.fingerprint == fingerprint)


def merged_with(db: Store, fingerprint: str) -> list[Note]:
    """Return the journal's lines of the bundles that were merged on that key's word, the oldest first."""
    return [
        note
        for note in store.journal(db, direction="in")
        if note.fingerprint == fingerprint and note.verdict == "merged"
    ]


def _put(db: Store, keys: tuple[Trusted, ...]) -> None:
    store.put_trusted_lines(db, [t.line for t in keys])


@contextmanager
def _undone_on_failure(files: KeyFiles) -> Iterator[None]:
    """Take away key files that were made for a store which then could not be."""
    there = {path for path in _all(files) if path.exists()}
    try:
        yield
    except BaseException:
        for path in _all(files):
            if path not in there:
                path.unlink(missing_ok=True)
        raise


def _all(files: KeyFiles) -> tuple[Path, ...]:
    return tuple(
        p for path in (files.key, files.identity) for p in (path, path.with_name(f"{path.name}.pub"))
    )
