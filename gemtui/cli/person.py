"""`person`: what is held about a person, where and why; gives it; erases it."""

from __future__ import annotations

from collections.abc import Iterator

import click

from gemtui import exchange, store
from gemtui.cli.call import FINE, Call
from gemtui.cli.command import Group, command
from gemtui.cli.tables import pairs
from gemtui.cli.world import CallProblem
from gemtui.exchange import Whereabouts
from gemtui.locale import plain

person = Group(
    "person",
    places={name: f"person:{name}_person" for name in ("show", "export", "erase")},
    example=("gemtui person show 0192f0c1-7c1e-7b3a-9c52-0c1d2e3f4a5b",),
    help="What is held about a person: where, why; give it to them, or erase it.",
    subcommand_metavar="COMMAND …",
)

PERSON = "gemtui person {} 0192f0c1-7c1e-7b3a-9c52-0c1d2e3f4a5b"


@command("show", PERSON.format("show"))
@click.argument("identifier", metavar="ID")
def show_person(call: Call, identifier: str) -> int:
    """Say what is held about a person, where it stands, and what it is for."""
    found = exchange.whereabouts(call.open(), identifier, call.world.dirs.backups)
    call.answer(found.document(), _lines(call, found))
    return FINE


@command("export", PERSON.format("export"))
@click.argument("identifier", metavar="ID")
def export_person(call: Call, identifier: str) -> int:
    """Print all that is held about a person, every change of it too, to be handed to them."""
    found = exchange.whereabouts(call.open(), identifier, call.world.dirs.backups)
    document = found.document() | {"history": found.history}
    call.answer(document, [*_lines(call, found), *(plain(f"{h['at']}  {h['set']}") for h in found.history)])
    return FINE


@command("erase", PERSON.format("erase"))
@click.argument("identifier", metavar="ID")
def erase_person(call: Call, identifier: str) -> int:
    """Erase a person's name, contact, gender, grade and notes here, for good; the log stays provable without them."""
    db = call.open(saves=True)
    found = exchange.whereabouts(db, identifier, call.world.dirs.backups)
    _ask(call, found)
    done = store.erase_person(db, identifier, call.say("erase-request"))
    document = found.document() | {"erased": done.held.values, "request": done.request or None}
    lines = [call.say("person-erased", count=done.held.values)]
    lines += [call.say("person-elsewhere", count=len(found.bundles) + len(found.backups))]
    lines += [plain(f"  {one['bundle']}  {one['at'][:10]}") for one in found.bundles]
    lines += [plain(f"  {path}") for path in found.backups]
    lines += [plain(f"  {m['kind']} {m['id']}: {call.say('person-mentioned')}") for m in found.mentions]
    call.answer(document, lines)
    return FINE


def _ask(call: Call, found: Whereabouts) -> None:
    """Let a person at a terminal type a sentence, since nothing brings the values back."""
    if not call.world.stdin.isatty():
        return
    sentence = call.say("erase-sentence")
    call.tell(call.say("erase-asks", sentence=sentence, count=found.values))
    if call.world.stdin.readline().strip() != sentence:
        raise CallProblem("not-erased")


def _lines(call: Call, found: Whereabouts) -> Iterator[str]:
    yield from pairs(
        (one["label"], one["value"] if one["here"] else call.say("not-here")) for one in found.fields
    )
    yield ""
    yield call.say("person-values", count=found.values, all=found.commitments)
    for name, each in (("person-records", found.records), ("person-mentions", found.mentions)):
        if each:
            yield call.say(name, count=len(each))
            yield from (plain(f"  {one['kind']} {one['id']}  {one['title']}") for one in each)
    if found.bundles or found.backups:
        yield call.say("person-elsewhere", count=len(found.bundles) + len(found.backups))
        yield from (plain(f"  {one['bundle']}  {one['at'][:10]}") for one in found.bundles)
        yield from (plain(f"  {path}") for path in found.backups)
