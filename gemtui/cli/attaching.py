"""`attach`: a file as evidence behind a record."""

from __future__ import annotations

import mimetypes
from pathlib import Path

import click

from gemtui import store
from gemtui.cli.call import FINE, Call
from gemtui.cli.command import command
from gemtui.store import File


@command(
    "attach",
    "gemtui attach indicator_entry 0192f0c1-7c1e-7b3a-9c52-0c1d2e3f4a5b memo.pdf --title 'Memo of 12 May'",
)
@click.argument("kind")
@click.argument("identifier", metavar="ID")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--title", default="", help="What the file is; else its name.")
def attach(call: Call, kind: str, identifier: str, file: Path, title: str) -> int:
    """Keep a file as evidence for a record."""
    db = call.open(saves=True)
    most = store.LARGEST_ATTACHMENT
    if file.stat().st_size > most:
        raise store.StoreProblem("too-large", name=file.name, bytes=file.stat().st_size, most=most)
    media_type = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    saved = store.attach(db, kind, identifier, File(file.name, file.read_bytes(), media_type, title))
    call.answer(
        {"id": saved.id, "sha256": saved.row["sha256"]}, [call.say("attached", name=file.name, id=saved.id)]
    )
    return FINE
