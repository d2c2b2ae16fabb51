"""What others have done since somebody was last here: told by how far each stream had come, not by clocks."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from gemtui import log, store
from gemtui.log import Change
from gemtui.store import Store


@dataclass(frozen=True, slots=True)
class News:
    """Changes that were saved by others, or came in, since a visit."""

    since: str = ""
    """When that visit was, an ISO time; empty where there was none."""
    authors: tuple[tuple[str, int], ...] = ()
    """Who saved how many changes, by name."""
    remarks: int = 0
    """Remarks of headquarters among them."""


def marks(db: Store) -> str:
    """Return how far each stream has come, as text to be kept until the next visit."""
    return json.dumps({_key(each): each.seq for each in store.streams(db)})


def news(db: Store, since: str, kept: str = "") -> News:
    """Return what is new since a visit; `kept` is what `marks` gave then.

    Without it the changes' own times tell, which overlooks what was saved earlier and came in later.
    """
    if not since:
        return News()
    own = db.identity
    found: Counter[str] = Counter()
    remarks = 0
    for change, principal in _changes(db, since, kept):
        if change.workspace == own.workspace and change.author == own.author:
            continue
        author = change.author if principal in ("", own.principal) else principal
        found[author] += 1
        remarks += change.kind == "remark" and author.startswith("hq:")
    return News(since, tuple(sorted(found.items())), remarks)


def _changes(db: Store, since: str, kept: str) -> Iterator[tuple[Change, str]]:
    if kept:
        yield from _beyond(db, json.loads(kept))
        return
    proven = store.owners(db)
    for _, changes in store.changed_between(db, since, "9999"):
        yield from ((c, proven.get(c.workspace, "")) for c in changes if c.at >= since)


def _beyond(db: Store, kept: Mapping[str, int]) -> Iterator[tuple[Change, str]]:
    for each in store.streams(db):
        lines: Iterable[bytes] = store.stream_lines(db, each, kept.get(_key(each), 0))
        yield from ((log.parse(line), each.principal or "") for line in lines)


def _key(stream: store.Stream) -> str:
    return f"{stream.workspace} {stream.office} {int(stream.home)}"
