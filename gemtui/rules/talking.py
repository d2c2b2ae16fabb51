"""Remarks as threads: what was said, what was answered, and whether it is still open. Source: clause REP-1."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gemtui.rules.terms import Row

DEEPEST = 6
"""Answers to answers beyond this stand beside each other: a line has only so much room."""


@dataclass(frozen=True)
class Thread:
    """A remark with all that was answered to it."""

    words: tuple[tuple[Row, int], ...]
    """Each remark with how deep it stands: the first one 0, its answers 1; each below what it answers."""

    @property
    def root(self) -> Row:
        """Return the remark that began it."""
        return self.words[0][0]

    @property
    def last(self) -> Row:
        """Return what was said or changed last."""
        return max(
            (row for row, _ in self.words), key=lambda row: (str(row.get("changed_at") or ""), row["id"])
        )

    @property
    def state(self) -> str:
        """Return `open`, `answered` or `settled`: the last word decides, and an answer that says nothing of it answers."""
        return str(self.last.get("status") or ("answered" if self.last.get("reply_to") else "open"))


def threads(rows: Iterable[Row]) -> list[Thread]:
    """Return the threads of these remarks, the oldest first; an answer whose question is missing begins one of its own."""
    by_id = {(row["office"], row["id"]): row for row in rows}
    answers: dict[tuple[str, str], list[Row]] = {}
    roots: list[Row] = []
    for row in sorted(by_id.values(), key=lambda row: str(row["id"])):
        above = _above(row)
        if above in by_id and above != (row["office"], row["id"]):
            answers.setdefault(above, []).append(row)
        else:
            roots.append(row)
    told: set[tuple[str, str]] = set()
    found = [Thread(tuple(_words(root, answers, told))) for root in roots]
    # Answers that lead in a circle have no first one; the oldest begins.
    found += [
        Thread(tuple(_words(row, answers, told))) for key, row in sorted(by_id.items()) if key not in told
    ]
    return found


def _above(row: Row) -> tuple[str, str]:
    office, _, identifier = str(row.get("reply_to") or "").rpartition("/")
    return office or row["office"], identifier


def _words(
    root: Row, answers: dict[tuple[str, str], list[Row]], told: set[tuple[str, str]]
) -> Iterator[tuple[Row, int]]:
    waiting = [(root, 0)]
    while waiting:
        row, depth = waiting.pop()
        key = (row["office"], row["id"])
        if key in told:
            continue
        told.add(key)
        yield row, depth
        waiting += [(each, min(depth + 1, DEEPEST)) for each in reversed(answers.get(key, ()))]
