"""Processes that examine bundles ahead of the one writer: each holds one verified bundle until its turn comes.

What a process finds holds for the store as it was then, so it says what it asked of the store, and the writer asks
again (`asking`). It is a fresh Python that talks over its standard streams, on every system alike: no fork, no socket,
and nothing of the caller's own script runs twice. It leaves when the writer does.
"""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from gemtui import log
from gemtui.exchange.asking import Asked, noted
from gemtui.exchange.inspecting import inspected
from gemtui.exchange.receiver import known_of
from gemtui.exchange.refusal import ExchangeProblem
from gemtui.exchange.taking import incoming_of, refused_note
from gemtui.exchange.verifying import Verdict, verdict_of
from gemtui.log import Change
from gemtui.store import Around, Identity, Incoming, Note, Server, Store, StoreProblem

if TYPE_CHECKING:
    from gemtui.records import Kind
    from gemtui.store.server import Server

_LINES = 1_000
"""Change lines in a message."""
_PROGRAM = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from gemtui.exchange.examiners import serve; serve(sys.stdin.buffer, sys.stdout.buffer)"
)


@dataclass(frozen=True, slots=True)
class Examined:
    """What a process found of one bundle; its changes and files stay there until they are fetched."""

    verdict: Verdict
    incoming: Incoming | None
    """What the store is to take, without changes and files; None for a refused bundle."""
    note: Note | None
    """The journal's line about a refused one."""
    asked: Asked = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Place:
    """What a process needs to read the writer's store."""

    path: Path
    state: Path
    machine: str
    kinds: Mapping[str, Kind]
    identity: Identity
    server: Server | None
    """The database that it is in, if it is no file."""


@dataclass(frozen=True, slots=True)
class _Wish:
    """One bundle to examine."""

    path: Path
    now: datetime
    recover: bool
    identities: tuple[str, ...]


class Examiner:
    """The writer's end of one process."""

    def __init__(self, db: Store) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - this very Python, and nothing that anybody typed
            [sys.executable, "-c", _PROGRAM, json.dumps(sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            **_own_group(),
        )
        self._tell(
            _Place(db.path, db.around.state, db.around.machine, dict(db.kinds), db.identity, db.server)
        )

    def ask(self, db: Store, path: Path, *, recover: bool, identities: Sequence[str]) -> None:
        """Have a bundle examined."""
        self._tell(_Wish(path, db.around.clock.now(), recover, tuple(identities)))

    def answer(self) -> Examined | None:
        """Return what it found, or None where it could not say: then the writer looks for itself."""
        try:
            found = self._hear()
        except EOFError:
            return None
        return found if isinstance(found, Examined) else None

    def fetch(self, incoming: Incoming) -> Incoming:
        """Return what the store is to take, its changes and files coming from the process as they are asked for.

        Taking them raises EOFError where the process is gone.
        """
        self._tell(True)
        return replace(incoming, changes=self._changes(), attachments=self._files())

    def let_go(self) -> None:
        """Have the bundle closed, whose changes nobody wants."""
        self._tell(False)

    def stop(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # what was never sent is not missed
                _of(stream).close()

    def _tell(self, message: object) -> None:
        with suppress(OSError):  # a process that is gone is noticed by its missing answer
            _say(_of(self._process.stdin), message)

    def _hear(self) -> Any:
        """Return the next message; raises EOFError."""
        try:
            return pickle.load(_of(self._process.stdout))  # noqa: S301 - our own process made it
        except (OSError, pickle.UnpicklingError):
            raise EOFError from None

    def _changes(self) -> Iterator[tuple[Change, bytes, str]]:
        while batch := self._hear():
            for line in batch:
                yield log.reread(line), line, sha256(line).hexdigest()

    def _files(self) -> Iterator[tuple[str, bytes]]:
        while file := self._hear():
            yield file


def _own_group() -> dict[str, Any]:
    """Return how a process starts that Ctrl+C does not reach: the writer hears it, and ends the others."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}


def _of(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None  # all are pipes
    return stream


def _say(stream: IO[bytes], message: object) -> None:
    pickle.dump(message, stream)
    stream.flush()


def serve(incoming: IO[bytes], outgoing: IO[bytes]) -> None:
    """Examine one bundle after the other until the writer goes away: what the process runs."""
    sys.stdout = sys.stderr  # the stream is for answers
    with suppress(EOFError, OSError):
        place: _Place = pickle.load(incoming)  # noqa: S301 - the writer made it, and all that follow
        while True:
            wish: _Wish = pickle.load(incoming)  # noqa: S301 - as above
            try:
                _examine(incoming, outgoing, place, wish)
            except (ExchangeProblem, StoreProblem):
                _say(outgoing, None)  # the writer meets the same problem, and tells of it


def _examine(incoming: IO[bytes], outgoing: IO[bytes], place: _Place, wish: _Wish) -> None:
    clock = log.FixedClock(wish.now)
    around = Around(clock=clock, ids=log.Ids(clock), state=place.state, machine=place.machine)
    # The writer has looked at the file and holds it open; this is one more reader of it.
    db = Store(place.path, around, place.kinds, place.identity, read_only=True, server=place.server)
    asked: Asked = []
    try:
        known = noted(known_of(db, recover=wish.recover), asked)
        with inspected(wish.path, known, lambda: wish.identities) as inspection:
            verdict = verdict_of(inspection)
            if inspection.refused or not inspection.checked:
                _say(outgoing, Examined(verdict, None, refused_note(inspection), asked))
                return
            given = incoming_of(inspection, inspection.checked)
            _say(outgoing, Examined(verdict, replace(given, changes=(), attachments=()), None, asked))
            if pickle.load(incoming):  # noqa: S301 - as above
                _send(outgoing, given)
    finally:
        db.close()


def _send(outgoing: IO[bytes], given: Incoming) -> None:
    """Send what is new, some lines at a time, then the files; an empty message ends either."""
    lines = (line for _, line, _ in given.changes)
    while batch := list(islice(lines, _LINES)):
        _say(outgoing, batch)
    _say(outgoing, [])
    for file in given.attachments:
        _say(outgoing, file)
    _say(outgoing, ())
