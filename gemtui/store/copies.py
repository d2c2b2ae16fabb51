"""Noticing that a store was copied, moved or restored (spec/merge.md, *Copies*)."""

from __future__ import annotations

import hashlib
import json
import os
import uuid
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from gemtui.store.connection import Connection
from gemtui.store.handle import Around, Store
from gemtui.store.layout import meta, put_meta


def place_of(around: Around, path: Path) -> dict[str, str]:
    """Return where a store lives, hashed so that a bundle or a backup gives no machine away."""
    return {
        "machine": hashlib.sha256(around.machine.encode()).hexdigest(),
        "path": hashlib.sha256(str(path.resolve()).encode()).hexdigest(),
    }


def heads_file(around: Around, workspace: str) -> Path:
    """Return the small file outside the store that remembers the latest own heads."""
    return around.state / "heads" / f"{workspace}.json"


def own_heads(connection: Connection, workspace: str) -> dict[str, list[int | str]]:
    """Return the head of each own stream: {"OFFICE/home": [seq, hash]}."""
    found = connection.execute("SELECT office, home, seq, hash FROM stream WHERE workspace = ?", (workspace,))
    return {f"{office}/{int(home)}": [seq, hashed] for office, home, seq, hashed in found}


def note_heads(db: Store) -> None:
    """Write the own heads outside the store, after a save is on the disk; a failure here loses nothing."""
    connection, noted = db.connection(), None
    # Another process may save and note between our look and our writing: the last to write looks again.
    while (heads := own_heads(connection, db.identity.workspace)) != noted:
        _write_outside(db.around, db.path, db.identity.workspace, heads)
        noted = heads


def _write_outside(around: Around, path: Path, workspace: str, heads: dict[str, list[int | str]]) -> None:
    """Write the file over in one go: a torn one only counts as missing, and a rename would slow each save down."""
    target = heads_file(around, workspace)
    content = json.dumps({"path": str(path.absolute()), "heads": heads}).encode()
    try:
        try:
            file = os.open(target, os.O_WRONLY | os.O_CREAT, 0o600)
        except FileNotFoundError:
            target.parent.mkdir(parents=True, exist_ok=True)
            file = os.open(target, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            os.write(file, content)
            os.ftruncate(file, len(content))
        finally:
            os.close(file)
    except OSError:
        return


def settle(connection: Connection, db: Store) -> None:
    """Go on as another workspace where the file turns out to be a copy, and remember where it lives.

    Forks come from two files with one workspace, so what is not certain counts as a copy: a workspace more costs nothing.
    """
    why = _why(connection, db, db.identity.workspace)
    if why or _remembered(connection) != here_of(db):
        connection.begin_writing()
        # Another process may have settled the file while this one waited for its turn.
        workspace = str(meta(connection, "workspace"))
        why = _why(connection, db, workspace)
        if why:
            workspace = new_workspace(connection, db.identity.principal)
            db.notices.append(("new-workspace", {"why": why}))
        put_meta(connection, "place", json.dumps(here_of(db)))
        connection.execute("COMMIT")
        db.identity = replace(db.identity, workspace=workspace)
    outside = _outside(heads_file(db.around, db.identity.workspace))
    heads = own_heads(connection, db.identity.workspace)
    if outside is None or outside != {"path": str(db.path.absolute()), "heads": heads}:
        _write_outside(db.around, db.path, db.identity.workspace, heads)


def here_of(db: Store) -> Mapping[str, str]:
    """Return where the store lives: a file on a machine, or a database on a server."""
    return db.place or place_of(db.around, db.path)


def _why(connection: Connection, db: Store, workspace: str) -> str:
    if db.place is None:
        return is_another(connection, db.around, db.path, workspace)
    known, outside = _remembered(connection), _outside(heads_file(db.around, workspace))
    if outside and is_behind(connection, outside, workspace):
        return "behind"
    return "copied" if known is not None and known != db.place else ""


def is_behind(connection: Connection, outside: Mapping[str, Any], workspace: str) -> bool:
    """Return whether this machine has seen own changes that the store no longer has."""
    inside = own_heads(connection, workspace)
    return any(_ahead(head, inside.get(stream)) for stream, head in outside["heads"].items())


def is_another(connection: Connection, around: Around, path: Path, workspace: str) -> str:
    """Return why this file must go on as another workspace (`copied`, `behind`), or "" where it is the one it was."""
    known, here = _remembered(connection), place_of(around, path)
    if known is None:
        return ""
    outside = _outside(heads_file(around, workspace))
    if outside is None:
        return "copied" if known != here or not around.machine else ""
    if is_behind(connection, outside, workspace):
        return "behind"
    if known.get("machine") != here["machine"] or _still_there(outside["path"], path):
        return "copied"
    return ""


def new_workspace(connection: Connection, principal: str) -> str:
    """Draw a new workspace for this store and return it; the old one's changes stay as they are."""
    workspace = str(uuid.uuid4())
    put_meta(connection, "workspace", workspace)
    connection.execute("INSERT INTO workspace VALUES (?, ?)", (workspace, principal))
    connection.execute("UPDATE user_action SET state = 'final'")
    return workspace


def _outside(target: Path) -> dict[str, Any] | None:
    try:
        noted = json.loads(target.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if (
        not isinstance(noted, dict)
        or noted.keys() != {"path", "heads"}
        or not isinstance(noted["heads"], dict)
    ):
        return None
    return noted


def _ahead(outside: list[int | str], inside: list[int | str] | None) -> bool:
    if inside is None or int(outside[0]) > int(inside[0]):
        return True
    return int(outside[0]) == int(inside[0]) and outside[1] != inside[1]


def _still_there(before: str, path: Path) -> bool:
    """Return whether another file stands where this workspace was last used: then this one is no move."""
    try:
        return not path.samefile(before)
    except FileNotFoundError:
        return False
    except OSError:
        return True


def is_here(connection: Connection, around: Around, path: Path) -> bool:
    """Return whether the store remembers living on this machine and path."""
    return _remembered(connection) == place_of(around, path)


def _remembered(connection: Connection) -> dict[str, str] | None:
    """Return where the store last lived, None for one that was just made; a torn note is nowhere."""
    noted = meta(connection, "place")
    try:
        known = json.loads(noted) if noted else None
    except ValueError:
        known = {}
    return known if known is None or isinstance(known, dict) else {}
