"""`key`: the store's own key, and whose keys it trusts."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from gemtui import exchange, store
from gemtui.cli.call import FINE, FOUND, Call
from gemtui.cli.checking import typed_day
from gemtui.cli.command import Group, command
from gemtui.cli.tables import pairs, table
from gemtui.cli.world import CallProblem
from gemtui.exchange import KeyLine, Trusted, Untrusted
from gemtui.locale import plain

PASTED = re.compile(r"PRIVATE KEY-|AGE-SECRET-KEY-|(?:^|\s)(?:sk-)?(?:ssh|ecdsa)-\S+\s+A")
"""What a key's line looks like, and no path: its algorithm, then the key, whose first byte is always this. A private
key that was pasted must be known as one, too, before anything repeats it."""

key = Group(
    "key",
    places={name: f"key:{name}_key" for name in ("show", "trust", "revoke", "list", "recipient")},
    example=("gemtui key show", "gemtui key trust nbo.pub --office NBO"),
    help="The store's own key, and whose keys it trusts.",
    subcommand_metavar="COMMAND …",
)


@command("show", "gemtui key show")
def show_key(call: Call) -> int:
    """Print the line with which others trust this store's key."""
    db = call.open(read_only=True)
    own = exchange.public_of(exchange.key_files(db.path).key)
    return _told(call, Trusted(db.identity.principal, own))


def _told(call: Call, trusted: Trusted) -> int:
    call.answer(_document(trusted), [trusted.line])
    if not call.json and call.world.stderr.isatty():
        call.tell(call.say("compare-key", spoken=trusted.key.spoken))
    return FINE


def _document(trusted: Trusted) -> dict[str, Any]:
    return {"principal": trusted.principal, "fingerprint": trusted.key.fingerprint, "line": trusted.line}


@command(
    "trust",
    "gemtui key trust 'office:NBO namespaces=\"gemtui-bundle@1,gemtui-seal@1\" ssh-ed25519 AAAA…'",
    "gemtui key trust nbo.pub --office NBO --valid-before 2028-01-01",
    "gemtui key trust all-offices.txt",
)
@click.argument("words", metavar="FILE|LINE", nargs=-1, required=True)
@click.option("--office", metavar="CODE", default="", help="The office that the key speaks for.")
@click.option("--hq", is_flag=True, help="The key is headquarters'.")
@click.option("--valid-after", metavar="D", default="", help="The key counts from that day on.")
@click.option("--valid-before", metavar="D", default="", help="The key counts until that day.")
def trust_key(  # noqa: PLR0913, PLR0917 - click hands over one argument an option
    call: Call, words: tuple[str, ...], office: str, hq: bool, valid_after: str, valid_before: str
) -> int:
    """Trust a key from now on: a line as `key show` prints it, or a bare public key with --office or --hq; LINE is the line itself or a file that holds it.

    A file may hold the lines of many offices, each naming its own, and several files may be given: every line is judged by itself, and exit 1 says that some were left out.
    """
    if office and hq:
        raise CallProblem("office-or-hq")
    if office and not store.OFFICE.match(office):
        raise store.StoreProblem("bad-office", office=office)
    principal = exchange.HEADQUARTERS if hq else f"office:{office}" if office else ""
    db = call.open(saves=True)
    lines = _lines(words)
    window = exchange.Window(_day(call, valid_after), _day(call, valid_before))
    if len(lines) == 1:
        new = exchange.read_trust(lines[0].text, principal)
        return _told(call, exchange.trust(db, window.of(new)))
    return _told_all(call, *exchange.trust_list(db, lines, principal, window))


def _lines(words: Sequence[str]) -> list[KeyLine]:
    """Return the line that was typed, or those in the files of these names."""
    text = " ".join(words)
    if PASTED.search(text):
        return exchange.typed_keys(text)
    for word in words:
        if not Path(word).is_file():
            raise CallProblem("no-key-file", path=word)
    return exchange.keys_in(map(Path, words))


def _told_all(call: Call, taken: Sequence[Trusted], left: Sequence[Untrusted]) -> int:
    """Say of a list whose key is trusted, and which line is left out and why."""
    refused = [
        {
            "file": one.line.file or None, "line": one.line.number, "code": one.problem.code,
            "message": call.say(f"left-out-{one.problem.code}", **one.problem.facts),
        }
        for one in left
    ]  # fmt: skip
    lines = [call.say("keys-trusted", count=len(taken), left=len(left))]
    lines += [f"  {line}" for line in pairs((t.principal, t.key.fingerprint) for t in taken)]
    for one in refused:
        where = {"file": one["file"] or "–", "line": one["line"]}
        lines.append(plain(f"  {call.say('key-left-out', **where)}: {one['message']} [{one['code']}]"))
    call.answer({"trusted": [_document(t) for t in taken], "refused": refused}, lines)
    if not call.json and call.world.stderr.isatty():
        for t in taken:
            call.tell(f"{t.principal}  {call.say('compare-key', spoken=t.key.spoken)}")
    return FOUND if left else FINE


def _day(call: Call, text: str) -> dt.date | None:
    return dt.date.fromisoformat(typed_day(call, text)) if text else None


@command("revoke", "gemtui key revoke SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU --from 2026-01-02")
@click.argument("fingerprint")
@click.option(
    "--from", "since", metavar="D", default="", help="The day from which it counts no longer (today)."
)
def revoke_key(call: Call, fingerprint: str, since: str) -> int:
    """Trust a key no longer; it stays listed, as revoked."""
    db = call.open(saves=True)
    revoked = exchange.revoke_key(db, fingerprint, _day(call, since) or call.world.today)
    merged = [
        {"bundle": note.bundle, "office": note.office, "at": note.at}
        for note in exchange.merged_with(db, fingerprint)
    ]
    lines = [revoked.line, *(plain(call.say("signed-by-it", **note)) for note in merged)]
    call.answer({**_document(revoked), "bundles": merged}, lines)
    return FINE


@command("list", "gemtui key list")
def list_key(call: Call) -> int:
    """List the keys that this store trusts, or trusted once."""
    found = [_listed(t) for t in exchange.trusted_keys(call.open())]
    names = ("principal", "fingerprint", "valid_after", "valid_before", "revoked")
    call.answer(found, table(names, [[each[name] for name in names] for each in found]))
    return FINE


def _listed(trusted: Trusted) -> dict[str, Any]:
    return {
        "principal": trusted.principal,
        "fingerprint": trusted.key.fingerprint,
        "valid_after": _iso(trusted.valid_after),
        "valid_before": _iso(trusted.valid_before),
        "revoked": trusted.revoked or None,
    }


def _iso(written: str) -> str | None:
    """Return the day, or the time, that a line says without separators, in ISO 8601; None where it says none."""
    if not written:
        return None
    day, time = written.removesuffix("Z")[:8], written.removesuffix("Z")[8:]
    return dt.date.fromisoformat(day).isoformat() + (
        f"T{time[:2]}:{time[2:4]}:{time[4:6] or '00'}Z" if time else ""
    )


@command("recipient", "gemtui key recipient")
def recipient_key(call: Call) -> int:
    """Print the recipient to which others encrypt for this store."""
    db = call.open(read_only=True)
    recipient = exchange.recipient_of(exchange.key_files(db.path).identity)
    call.answer({"principal": db.identity.principal, "recipient": recipient}, [recipient])
    return FINE
