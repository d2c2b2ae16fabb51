"""What was said about a record: its threads, with who is proven to have said it, and when."""

from __future__ import annotations

from dataclasses import dataclass

from gemtui import rules, store
from gemtui.rules import Row, Thread
from gemtui.store import UNION, Store


@dataclass(frozen=True, slots=True)
class Said:
    """One remark of a thread."""

    row: Row
    depth: int
    """0 for the one that began the thread; answers are deeper."""
    by: str
    """The stream's proven author and the writer's own label: `NBO · focal point`; `?` where nobody proves it."""
    at: str
    """When it was first said, an ISO time."""
    state: str
    """The thread's: `open`, `answered` or `settled`; only on the remark that began it."""


def talk(db: Store, kind: str, office: str, identifier: str) -> list[Said]:
    """Return what was said about a record, thread by thread, answers below what they answer.

    For a remark, the whole thread that it belongs to.
    """
    with db.reading():
        own = db.identity.office
        places = [office] if UNION not in (office, own) or office == own else [None]
        rows = [r for place in dict.fromkeys([*places, own]) for r in store.rows(db, "remark", office=place)]
        found = [each for each in rules.threads(rows) if _is_about(each, kind, office, identifier)]
        return [
            Said(row, depth, *_who(db, row), each.state if depth == 0 else "")
            for each in found
            for row, depth in each.words
        ]


def _is_about(thread: Thread, kind: str, office: str, identifier: str) -> bool:
    if kind == "remark":
        return any((row["office"], row["id"]) == (office, identifier) for row, _ in thread.words)
    for row, _ in thread.words:
        code, _, about = str(row.get("subject") or "").rpartition("/")
        if about == identifier and (code or row["office"]) == office:
            return True
    return False


def _who(db: Store, row: Row) -> tuple[str, str]:
    entries = store.history(db, row["office"], row["id"])
    if not entries:
        return "?", ""
    first = entries[-1]
    return author(db, first), first.change.at


def author(db: Store, entry: store.Entry) -> str:
    """Return who is proven to have made a change, then what the writer calls himself."""
    own = entry.change.workspace == db.identity.workspace
    proven = db.identity.principal if own else entry.proven
    return f"{(proven or '?').rpartition(':')[2]} · {entry.change.author}"
