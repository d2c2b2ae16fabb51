"""Merging with several jobs: bundles are verified ahead, each in a process, and taken in order by one writer.

The outcome is that of one after another: where the store would answer otherwise by now than when a bundle was
examined (an earlier bundle brought something on it), the writer examines it again by itself.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from gemtui import log, store
from gemtui.exchange.asking import holds_still
from gemtui.exchange.examiners import Examined, Examiner
from gemtui.exchange.merging import Choices, Outcome, merge_one, taken_before
from gemtui.exchange.opening import starts_encrypted
from gemtui.exchange.receiver import known_of
from gemtui.exchange.refusal import BundleRefused, ExchangeProblem
from gemtui.store import Store, StoreProblem

ALONE = frozenset({"plan"})
"""Kinds that bring more than a log: the writer takes them by itself."""


def merge_ahead(db: Store, paths: Sequence[Path], choices: Choices, jobs: int) -> Iterator[Outcome]:
    """Yield what became of each bundle, in order; raises like `merge`."""
    choices = replace(choices, identities=cache(choices.identities))  # a passphrase is asked for once
    waiting, begun = deque(paths), deque[tuple[Path, Examiner | None]]()
    with ExitStack() as closing:
        team = _Team(db, choices, closing)
        while waiting or begun:
            while waiting and len(begun) < jobs:
                path = waiting.popleft()
                begun.append((path, team.begin(path)))
            path, examiner = begun.popleft()
            outcome = team.finish(path, examiner) if examiner else None
            yield outcome or merge_one(db, path, choices)


@dataclass
class _Team:
    """The processes, started at need."""

    db: Store
    choices: Choices
    closing: ExitStack
    idle: list[Examiner] = field(default_factory=list)

    def begin(self, path: Path) -> Examiner | None:
        """Have a bundle examined; None leaves it to the writer, who then meets what is odd about it at its turn."""
        try:
            if taken_before(self.db, path, known_of(self.db), self.choices):
                return None
            identities = self.choices.identities() if starts_encrypted(path) else ()
        except (ExchangeProblem, OSError):
            return None
        examiner = self.idle.pop() if self.idle else self._new()
        examiner.ask(self.db, path, recover=self.choices.recover, identities=identities)
        return examiner

    def _new(self) -> Examiner:
        examiner = Examiner(self.db)
        self.closing.callback(examiner.stop)
        return examiner

    def finish(self, path: Path, examiner: Examiner) -> Outcome | None:
        """Take what was examined; None where it does not stand any more, and has to be examined again."""
        found = examiner.answer()
        if found is None:
            examiner.stop()
            return None
        known = known_of(self.db, recover=self.choices.recover)
        if found.verdict.kind in ALONE or not holds_still(known, found.asked):
            if found.incoming:
                examiner.let_go()
            self.idle.append(examiner)
            return None
        try:
            outcome = self._taken(found, examiner)
        except (BundleRefused, log.BadChange, StoreProblem, EOFError, OSError):
            examiner.stop()  # in the middle of its sending
            return None
        self.idle.append(examiner)
        return outcome

    def _taken(self, found: Examined, examiner: Examiner) -> Outcome:
        if found.incoming:
            return Outcome(found.verdict, store.merge(self.db, examiner.fetch(found.incoming)))
        if found.note:
            store.note_bundle(self.db, found.note)
        return Outcome(found.verdict, None)
