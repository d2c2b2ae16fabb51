"""Changes that stand in the log but not in the fold (spec/merge.md, *A change*).

An older program carried them unread, and once their kinds and fields were known they turned out to be wrong.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gemtui import log
from gemtui.log import Change
from gemtui.records import Kind, judge
from gemtui.store.connection import Connection, upsert
from gemtui.store.handle import Identity, Store
from gemtui.store.layout import STREAM
from gemtui.store.permission import may_write
from gemtui.store.problems import StoreProblem

Wrong = tuple[str, dict[str, str]]
"""(code, facts)."""

HEADQUARTERS = "hq:ITU"


@dataclass(frozen=True, slots=True)
class Outside:
    """A change that does not count, and why."""

    change: Change
    code: str
    facts: dict[str, Any]


def outside(db: Store) -> list[Outside]:
    """Return the changes that the log keeps but the tables leave out, by office, workspace and seq."""
    with db.reading() as connection:
        found = connection.execute(
            "SELECT c.line, o.code, o.facts FROM outside o JOIN change c ON c.office = o.office AND c.home = o.home "
            "AND c.workspace = o.workspace AND c.seq = o.seq ORDER BY o.office, o.home, o.workspace, o.seq"
        ).fetchall()
    return [Outside(log.parse(line), code, json.loads(facts)) for line, code, facts in found]


def put_outside(connection: Connection, old: Mapping[str, Kind], new: Mapping[str, Kind]) -> None:
    """Keep those changes of the touched records out of the fold that were carried unread and turn out to be wrong.

    What the older program knew it judged when the change came in, and is never judged again: no release may lock an
    old office out.
    """
    owners = dict(connection.execute("SELECT workspace, principal FROM workspace").fetchall())
    before = set(connection.execute("SELECT office, home, workspace, seq FROM outside").fetchall())
    lines = connection.execute(
        "SELECT c.line FROM temp.touched t CROSS JOIN change c INDEXED BY change_of_record "
        "ON c.office = t.office AND c.record = t.record"
    )
    for (line,) in lines.fetchall():
        change = log.parse(line)
        place = (change.office, change.home, change.workspace, change.seq)
        known = {} if place in before else old
        wrong = wrong_of(change, known, new, owners.get(change.workspace))
        if wrong:
            connection.execute(
                upsert("outside", (*STREAM, "seq", "record", "code", "facts"), (*STREAM, "seq")),
                (*place, change.record, wrong[0], json.dumps(wrong[1])),
            )
        elif place in before:
            connection.execute(
                "DELETE FROM outside WHERE office = ? AND home = ? AND workspace = ? AND seq = ?", place
            )


def wrong_of(
    change: Change, old: Mapping[str, Kind], new: Mapping[str, Kind], principal: str | None
) -> Wrong | None:
    """Return what type or author of the fields say against a change that only now became known, else None."""
    kind, before = new.get(change.kind), old.get(change.kind)
    if kind is None:
        return None
    if before is None and principal and not _may_say(change, kind, principal):
        return "not-permitted", {"kind": kind.name, "office": change.office, "own": principal}
    for name, value in change.set.items():
        question = kind.question(name)
        if question is None or value is None or (before and before.question(name)):
            continue
        if question.personal:
            if not log.is_commitment(value):
                return "bad-value", {"field": name, "reason": "not-a-commitment"}
        elif (wrong := judge(question, value)) is not None:
            return "bad-value", {"field": name, "reason": wrong.code}
    return None


def _may_say(change: Change, kind: Kind, principal: str) -> bool:
    role = "hq" if principal == HEADQUARTERS else "field"
    try:
        may_write(Identity(principal.partition(":")[2], role, ""), kind, change.office)
    except StoreProblem:
        return False
    return True
