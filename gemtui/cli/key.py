"""`key`: the store's own key, and whose keys it trusts."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import click

from gemtui import exchange, store
from gemtui.cli.call import FINE, Call
from gemtui.cli.command import Group, command
from gemtui.cli.tables import table
from gemtui.cli.world import CallProblem
from gemtui.exchange import Trusted
from gemtui.locale import plain
from gemtui.records import read_day

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
)
@click.argument("line", metavar="FILE|LINE", nargs=-1, required=True)
@click.option("--office", metavar="CODE", default="", help="The office that the key speaks for.")
@click.option("--hq", is_flag=True, help="The key is headquarters'.")
@click.option("--valid-after", metavar="D", default="", help="The key counts from that day on.")
@click.option("--valid-before", metavar="D", default="", help="The key counts until that day.")
def trust_key(  # noqa: PLR0913, PLR0917 - click hands over one argument an option
    call: Call, line: tuple[str, ...], office: str, hq: bool, valid_after: str, valid_before: str
) -> int:
    """Trust a key from now on: a line as `key show` prints it, or a bare public key with --office or --hq; LINE is the line itself or a file that holds it."""
    if office and hq:
        raise CallProblem("office-or-hq")
    if office and not store.OFFICE.match(office):
        raise store.StoreProblem("bad-office", office=office)
    principal = exchange.HEADQUARTERS if hq else f"office:{office}" if office else ""
    db = call.open(saves=True)
    new = exchange.read_trust(_text(" ".join(line)), principal)
    window = exchange.Window(_day(call, valid_after), _day(call, valid_before))
    return _told(call, exchange.trust(db, window.of(new)))


def _text(given: str) -> str:
    """Return the line that was given, or the one in the file of that name."""
    if "ssh-" in given:
        return given
    path = Path(given)
    if not path.is_file():
        raise CallProblem("no-key-file", path=given)
    lines = [line for line in path.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]
    kept = [line for line in lines if not line.startswith("#")]
    if len(kept) != 1:
        raise CallProblem("one-key-a-file", path=given, count=len(kept))
    return kept[0]


def _day(call: Call, text: str) -> dt.date | None:
    return dt.date.fromisoformat(read_day(text, call.world.today)) if text else None


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
