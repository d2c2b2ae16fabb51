"""`demo`: a living office at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from gemtui import exchange
from gemtui.cli.call import FINE, Call
from gemtui.cli.command import command
from gemtui.cli.tables import pairs
from gemtui.exchange import Demo


@command("demo", "gemtui demo", "gemtui demo --to try/ --no-open")
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    metavar="FOLDER",
    help="Where to make it.",
)
@click.option("--no-open", is_flag=True, help="Only make it.")
def demo(call: Call, folder: Path | None, no_open: bool) -> int:
    """Make invented offices with a full cycle of data, a headquarters and bundles, and open one of them."""
    place = folder or call.world.dirs.data / "demo"
    made = exchange.existing_demo(place) or _make(call, place)
    call.answer(made.document(), _lines(call, made))
    if no_open or call.json or call.world.interface is None or not call.world.is_terminal:
        return FINE
    call.world.stdout.flush()
    return call.world.interface(made.field)


def _make(call: Call, place: Path) -> Demo:
    world = call.world
    return exchange.make_demo(
        place, world.dirs.state, world.machine, lambda code: call.progress(call.say(code))
    )


def _lines(call: Call, made: Demo) -> Iterator[str]:
    yield call.say("demo-made", folder=made.folder)
    told = made.document()
    yield from pairs((name, told[name]) for name in ("field", "second", "headquarters"))
    yield from pairs((f"  {name}", path) for name, path in told["bundles"].items())
    yield call.say("demo-next", field=made.field, headquarters=made.headquarters)
