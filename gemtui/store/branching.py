"""A store used in two places: headquarters' branch of the own stream is kept, the local rest goes on as a new workspace.

Two copies of one store that nobody noticed have saved different changes under the same numbers (spec/merge.md, *Copies*).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gemtui import log
from gemtui.log import Change
from gemtui.store.connection import Connection
from gemtui.store.copies import new_workspace
from gemtui.store.folding import changes_of, refold
from gemtui.store.handle import Store
from gemtui.store.layout import PUT_HEAD
from gemtui.store.problems import StoreProblem

Place = tuple[str, str, bool]
"""(workspace, office, home): which stream."""


def cut(connection: Connection, place: Place, keep: int) -> list[Change]:
    """Take what a stream says beyond its first `keep` changes out of the log, and return it in order.

    Raises StoreProblem forked-history where another workspace has gone on from it: its words would hang in the air.
    """
    workspace, office, home = place
    where, given = "office = ? AND home = ? AND workspace = ? AND seq > ?", (office, home, workspace, keep)
    lines = connection.execute(f"SELECT line FROM change WHERE {where} ORDER BY seq", given).fetchall()
    rest = [log.parse(line) for (line,) in lines]
    for record in dict.fromkeys(change.record for change in rest):
        for other in changes_of(connection, office, record):
            if other.workspace != workspace and other.seen.get(workspace, 0) > keep:
                facts = {"workspace": workspace, "office": office, "seq": other.seen[workspace]}
                raise StoreProblem("forked-history", **facts, theirs="", ours=other.workspace)
    for table in ("change", "outside"):
        connection.execute(f"DELETE FROM {table} WHERE {where}", given)
    connection.execute(
        "DELETE FROM seal WHERE office = ? AND home = ? AND workspace = ?", (office, home, workspace)
    )
    # What was undone of it is undone, what was not stays: nothing older than a new workspace can be taken back.
    connection.execute(
        "DELETE FROM user_action_change WHERE office = ? AND home = ? AND seq > ? "
        "AND action IN (SELECT id FROM user_action WHERE workspace = ?)",
        (office, home, keep, workspace),
    )
    kept = connection.execute(
        "SELECT hash FROM change WHERE office = ? AND home = ? AND workspace = ? AND seq = ?",
        (office, home, workspace, keep),
    ).fetchone()
    if kept is None:
        connection.execute(
            "DELETE FROM stream WHERE office = ? AND home = ? AND workspace = ?", (office, home, workspace)
        )
    else:
        connection.execute(PUT_HEAD, (office, home, workspace, keep, kept[0]))
    return rest


def graft(
    db: Store, connection: Connection, place: Place, keep: int, rest: Sequence[Change]
) -> tuple[str, int]:
    """Append what was cut off as the first changes of a new workspace of this store; returns it, and how many conflicts its records have.

    Time, author and reason stay. What a change had seen of the cut rest it has seen of the new stream.
    """
    workspace, office, home = place
    drawn = new_workspace(connection, db.identity.principal)
    seqs: dict[int, int] = {}
    head = log.ZEROS
    for seq, change in enumerate(rest, 1):
        seen = {name: reached for name, reached in change.seen.items() if name != workspace}
        own = change.seen.get(workspace, 0)
        if own > keep:
            seen[drawn] = seqs[own]
            own = _last_before(connection, change, keep)
        if own:
            seen[workspace] = own
        moved = replace(change, workspace=drawn, seq=seq, seen=seen, prev=head)
        line = log.line(moved)
        head = log.digest(line)
        connection.execute(
            "INSERT INTO change VALUES (?, ?, ?, ?, ?, ?, ?)",
            (office, home, drawn, seq, change.record, head, line),
        )
        seqs[change.seq] = seq
    if rest:
        connection.execute(PUT_HEAD, (office, home, drawn, len(rest), head))
    conflicts = 0
    for record in dict.fromkeys(change.record for change in rest):
        refold(connection, db.kinds, office, record)
        counted = "SELECT count(*) FROM conflict WHERE office = ? AND record = ?"
        conflicts += int(connection.execute(counted, (office, record)).fetchone()[0])
    db.appended()
    return drawn, conflicts


def _last_before(connection: Connection, change: Change, keep: int) -> int:
    """Return the last change of the record among those that both branches share, 0 where there is none."""
    found = connection.execute(
        "SELECT max(seq) FROM change WHERE office = ? AND home = ? AND workspace = ? AND record = ? AND seq <= ?",
        (change.office, change.home, change.workspace, change.record, keep),
    ).fetchone()
    return int(found[0] or 0)
