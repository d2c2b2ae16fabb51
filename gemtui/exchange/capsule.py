"""The capsule of a hand-over: the store, encrypted for whoever goes on with it, without its keys."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from gemtui import store
from gemtui.exchange.encryption import check_recipient, encrypt_file
from gemtui.exchange.target import put_whole
from gemtui.store import Store


def hand_over(db: Store, note: Path, text: str, recipients: Sequence[str] = ()) -> Path | None:
    """Write the note and, where there are recipients, the store beside it, encrypted to them; returns the capsule's path.

    Raises ExchangeProblem bad-recipient before anything is written.
    """
    keys = [check_recipient(each) for each in recipients]
    put_whole(note, text.encode("utf-8"))
    if not keys:
        return None
    capsule = note.with_name(f"{note.stem}.gemtui.age")
    with tempfile.TemporaryDirectory(dir=note.parent) as folder:  # on the same disk, and gone at the end
        copy = store.backup(db, Path(folder) / "store.gemtui")
        encrypt_file(copy, capsule, keys)
    return capsule
