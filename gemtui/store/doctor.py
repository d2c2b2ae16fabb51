"""Examining a store: SQLite's own integrity, every hash and chain, tables against the fold, attachments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gemtui import __version__
from gemtui.store import wording
from gemtui.store.examined_log import log_problems
from gemtui.store.examined_tables import table_problems
from gemtui.store.handle import Store, told
from gemtui.store.layout import create_index, write_kinds
from gemtui.store.problems import Problem, StoreProblem
from gemtui.store.refolding import Rows, fold_touched, nothing_touched

MENDABLE = frozenset(
    {
        "conflict-differs",
        "entry-differs",
        "head-differs",
        "kinds-differ",
        "search-differs",
        "stray-row",
        "table-differs",
    }
)
"""What can be derived again from the log."""

LOG_IS_UNSOUND = frozenset({"line-differs", "chain-differs", "hash-differs", "integrity", "seal-differs"})
"""What a repair would only carve in stone: here a backup is the cure."""


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found, and what was mended."""

    problems: tuple[Problem, ...]
    mended: tuple[Problem, ...] = ()

    @property
    def ok(self) -> bool:
        """Return whether nothing is left that is wrong."""
        return not self.problems


def examine(db: Store, *, repair: bool = False) -> Examination:
    """Return everything that is wrong with the store; with `repair`, derives again what can be derived."""
    found = _found(db)
    codes = {problem.code for problem in found}
    if not repair or not codes & MENDABLE or codes & LOG_IS_UNSOUND:
        return Examination(found)
    _mend(db)
    left = _found(db)
    return Examination(left, tuple(problem for problem in found if problem not in left))


def _found(db: Store) -> tuple[Problem, ...]:
    try:
        return tuple(_problems(db))
    except StoreProblem as problem:
        if problem.code not in ("damaged-store", "disk-error", "not-a-store", "store-failed"):
            raise
        return (Problem("", "integrity", problem.facts),)


def _problems(db: Store) -> Iterator[Problem]:
    with db.reading() as connection, told(db.path):
        faults = connection.faults()
        if faults:
            yield from (Problem("", "integrity", {"detail": detail}) for detail in faults)
            return
        yield from log_problems(db, connection)
        yield from table_problems(db, connection)


def _mend(db: Store) -> None:
    """Write kinds, heads, entries, tables, conflicts and the search index anew from the log."""
    from gemtui.records import kinds  # here: only a repair needs the record classes

    with db.writing() as connection:
        db.kinds = kinds()
        write_kinds(connection, db.kinds, __version__)
        connection.execute("DELETE FROM stream")
        connection.execute(
            "INSERT INTO stream SELECT office, home, workspace, seq, hash FROM change c WHERE seq = "
            "(SELECT max(seq) FROM change d WHERE d.office = c.office AND d.home = c.home AND d.workspace = c.workspace)"
        )
        for name in db.kinds:
            connection.execute(f'DELETE FROM "{name}"')
        for name in ("conflict", "entry", "unsearched"):
            connection.execute(f"DELETE FROM {name}")
        create_index(connection)
        nothing_touched(connection)
        connection.execute(
            "INSERT INTO temp.touched (office, record) SELECT DISTINCT office, record FROM change ORDER BY office, record"
        )
        fold_touched(Rows(connection, db.kinds))
    wording.index_new(db)
