"""`init`: a new store and its keys."""

from __future__ import annotations

import click

from gemtui import exchange, store
from gemtui.cli.call import FINE, Call
from gemtui.cli.command import command
from gemtui.cli.secret import asked_passphrase, new_passphrase
from gemtui.cli.tables import pairs
from gemtui.cli.world import CallProblem
from gemtui.store import Identity


@command(
    "init",
    "gemtui init --office NBO --author 'focal point'",
    "gemtui --store hq.gemtui init --office ITU --role hq",
)
@click.option(
    "--office",
    required=True,
    metavar="CODE",
    help="The office's code, like NBO or RO-ASP; headquarters is ITU.",
)
@click.option(
    "--role",
    type=click.Choice(["field", "hq"]),
    default=None,
    help="A field office (the default), or headquarters.",
)
@click.option(
    "--author",
    default="",
    metavar="NAME",
    help="Your role, as others see it beside your changes; not your name.",
)
@click.option("--passphrase", "locked", is_flag=True, help="Lock the private keys with a passphrase.")
def init(call: Call, office: str, role: str | None, author: str, locked: bool) -> int:
    """Make a store and its keys. A store that is there already is never touched."""
    identity = identified(office, role, author)
    secret = asked_passphrase(call) if locked else new_passphrase(call)
    db, key = exchange.found(call.place, identity, call.world.around(), secret)
    call.closing.callback(db.close)
    told = {
        "store": db.name, "office": db.identity.office, "role": db.identity.role, "workspace": db.identity.workspace,
        "fingerprint": key.fingerprint,
    }  # fmt: skip
    for code, facts in db.notices:
        call.tell(call.say(code, **facts))
    call.answer(told, [call.say("store-made", **told), *pairs(told.items())])
    return FINE


def identified(office: str, role: str | None, author: str) -> Identity:
    """Return whose store it is to be; raises StoreProblem bad-office, CallProblem for a role that the office can't have."""
    if not store.OFFICE.match(office):
        raise store.StoreProblem("bad-office", office=office)
    is_union = office == store.UNION
    if role is not None and (role == "hq") != is_union:
        raise CallProblem("role-and-office", office=office, role=role)
    return Identity(
        office,
        "hq" if is_union else "field",
        author.strip() or ("headquarters" if is_union else "focal point"),
    )
