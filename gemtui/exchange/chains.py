"""The log of a bundle: every line canonical, every stream unbroken and continuing what is held (spec/merge.md)."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, BinaryIO

from gemtui import log
from gemtui.exchange.judging import Judge, judge_of
from gemtui.exchange.known import NO_HEAD, Head, Known, Place
from gemtui.exchange.package import Package
from gemtui.exchange.refusal import BundleRefused, Caution
from gemtui.exchange.resources import CHANGES
from gemtui.log import Change
from gemtui.records import Kind

EARLIEST = "2013"
"""Before this year the clock was wrong: the policy is of 2013 (spec/merge.md, *Merge*)."""
AHEAD = dt.timedelta(hours=24)

Told = tuple[Change, bytes, str]
"""A change with its line and its hash."""

KEPT = 2 << 20
"""Bytes of lines whose changes are kept in memory, which takes some six times as much; the others are read again."""

Key = tuple[str, str]
"""A record: (id, office), in the order of the tables' rows."""


@dataclass(slots=True)
class Stream:
    """One stream of the bundle, read to its end."""

    place: Place
    held: Head
    """What the receiving store holds of it."""
    line: int
    """The line of its first change."""
    seq: int = 0
    hash: str = log.ZEROS
    kinds: set[str] = field(default_factory=set)
    """Kinds that it writes."""
    new_kinds: set[str] = field(default_factory=set)
    """Kinds that its changes not held yet write."""

    @property
    def new(self) -> int:
        """Return how many changes the receiving store does not hold."""
        return max(0, self.seq - self.held[0])


@dataclass(frozen=True, slots=True)
class Log:
    """A bundle's changes: each canonical and of its type, every stream unbroken; whose they are is not proven yet."""

    package: Package
    spool: BinaryIO
    """The lines in an anonymous temporary file."""
    streams: tuple[Stream, ...]
    kept: dict[int, Told]
    """The first changes as they were read, by where they begin: of most bundles all of them."""
    read_on: int
    """Where in the spool the others begin."""
    records: dict[Key, int | list[int]]
    """Where in the spool each record's changes begin."""
    commitments: dict[str, list[tuple[str, str]]]
    """The (kind, field) of each personal value that a change names, by its hash."""
    warnings: tuple[Caution, ...]

    @property
    def changes(self) -> int:
        """Return how many changes the bundle holds."""
        return sum(stream.seq for stream in self.streams)

    @property
    def new(self) -> int:
        """Return how many changes the receiving store does not hold."""
        return sum(stream.new for stream in self.streams)

    def read(self, key: Key) -> list[Change]:
        """Return a record's changes, in no order."""
        places = self.records[key]
        return [self._at(place) for place in ((places,) if isinstance(places, int) else places)]

    def _at(self, place: int) -> Change:
        if told := self.kept.get(place):
            return told[0]
        self.spool.seek(place)
        return log.reread(self.spool.readline())

    def new_changes(self) -> Iterator[Told]:
        """Yield (change, line, hash) of what the receiving store does not hold, each stream's in order."""
        kept = iter(self.kept.values())
        self.spool.seek(self.read_on)
        for stream in self.streams:
            for seq in range(1, stream.seq + 1):
                told = next(kept, None)
                if told is None:
                    line = self.spool.readline()[:-1]
                    told = log.reread(line), line, sha256(line).hexdigest()
                if seq > stream.held[0]:
                    yield told


def read_log(package: Package, known: Known) -> Log:
    """Return the bundle's changes, checked line by line; raises BundleRefused.

    Codes: `bad-change`, `broken-chain`, `forked-history`, `bad-value`, `wrong-office`, `not-permitted`, `too-large`.
    """
    reader = _Reader(package, known)
    reader.read()
    return reader.done()


_NO_STREAM = Stream(("", False, ""), NO_HEAD, 0)
"""What is open before the first line."""


class _Reader:
    def __init__(self, package: Package, known: Known) -> None:
        self._package, self._known = package, known
        self._spool: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the Log that is made here
        self._streams: list[Stream] = []
        self._kept: dict[int, Told] = {}
        self._read_on = 0
        self._records: dict[Key, int | list[int]] = {}
        self._commitments: dict[str, list[tuple[str, str]]] = {}
        self._warnings: dict[tuple[str, str, str], Caution] = {}
        self._judges: dict[str, Judge] = {name: judge_of(kind) for name, kind in known.kinds.items()}
        self._personal = _personal_fields(known.kinds)
        self._latest = log.stamp(known.now + AHEAD)

    def read(self) -> None:
        """Read all lines."""
        number = [0]
        try:
            self._read(number)
        except log.BadChange as bad:
            raise BundleRefused(bad.code, f"{CHANGES}:{number[0]}", **bad.facts) from None
        except BundleRefused as refused:
            raise BundleRefused(
                refused.code, refused.where or f"{CHANGES}:{number[0]}", **refused.facts
            ) from None

    def _read(self, number: list[int]) -> None:
        """Read all lines: one loop without layers, since this is where a bundle's time goes."""
        stream = _NO_STREAM
        place: Place | None = None
        held = offset = seq = 0
        prev = held_hash = ""
        parse, records, judges, personal = log.parse, self._records, self._judges, self._personal
        latest, outside, kept = self._latest, self._known.outside, self._kept
        for number[0], line in enumerate(self._package.lines(CHANGES, self._spool), 1):
            change = parse(line)
            kind = change.kind
            if (change.office, change.home, change.workspace) != place:
                self._close(stream, seq, prev)
                place = (change.office, change.home, change.workspace)
                stream = self._open(place, number[0])
                held, held_hash = stream.held
                seq, prev = 0, log.ZEROS
            seq += 1
            if change.seq != seq or change.prev != prev:
                log.check_link(change, seq, prev)
            prev = sha256(line).hexdigest()
            if offset < KEPT:
                kept[offset] = change, line, prev
                self._read_on = offset + len(line) + 1
            if seq == held and prev != held_hash:
                raise self._forked(stream, seq, prev, held_hash)
            if kind not in stream.kinds:
                stream.kinds.add(kind)
            if seq > held:
                if kind not in stream.new_kinds:
                    stream.new_kinds.add(kind)
                judge = judges.get(kind)
                if judge is None or judge(change.set) or not EARLIEST <= change.at <= latest:
                    self._caution(change)
            if kind in personal:
                self._note_commitments(change)
            key = (change.record, change.office)
            if key not in records and (place, seq) not in outside:
                records[key] = offset
            elif (place, seq) not in outside:
                self._index_again(key, offset)
            offset += len(line) + 1
        self._close(stream, seq, prev)

    def done(self) -> Log:
        """Return what was read."""
        return Log(
            self._package, self._spool, tuple(self._streams), self._kept, self._read_on, self._records, self._commitments,
            (*self._package.warnings, *self._warnings.values()),
        )  # fmt: skip

    def _open(self, place: Place, number: int) -> Stream:
        """Begin a stream, which must stand after the one before it and be of a sort that this bundle may hold."""
        if self._streams and place <= self._streams[-1].place:
            raise BundleRefused("bad-change", reason="order", office=place[0], workspace=place[2])
        info = self._package.bag.info
        if place[1] and info.kind != "share":
            raise BundleRefused("not-permitted", reason="home-stream", office=place[0], workspace=place[2])
        about = {info.office, "ITU"} if info.kind == "return" else {info.office}
        if place[0] not in about:
            raise BundleRefused("wrong-office", reason="other-office", office=place[0], expected=info.office)
        stream = Stream(place, self._known.heads(place[0]).get(place, NO_HEAD), number)
        self._streams.append(stream)
        return stream

    def _close(self, stream: Stream, seq: int, prev: str) -> None:
        """End a stream; one that is shorter than what is held must be its beginning."""
        stream.seq, stream.hash = seq, prev
        if seq < stream.held[0] and (ours := self._known.hash_at(stream.place, seq)) != prev:
            raise self._forked(stream, seq, prev, ours or "")

    def _forked(self, stream: Stream, seq: int, theirs: str, ours: str) -> BundleRefused:
        """Return the refusal of another history; of this store's own in headquarters' return, it names the branch."""
        office, _, workspace = stream.place
        facts: dict[str, Any] = {
            "workspace": workspace,
            "office": office,
            "seq": seq,
            "theirs": theirs,
            "ours": ours,
        }
        if self._package.bag.info.kind == "return" and workspace == self._known.workspace:
            facts["branch"] = workspace
        return BundleRefused("forked-history", **facts)

    def _caution(self, change: Change) -> None:
        """Note what is odd about a change that is taken all the same."""
        if not EARLIEST <= change.at <= self._latest:
            self._warn(
                Caution("clock", CHANGES, {"at": change.at, "office": change.office}), change.workspace
            )
        judge = self._judges.get(change.kind)
        for name in ("",) if judge is None else judge(change.set):
            self._warn(
                Caution("unknown-kind", CHANGES, {"kind": change.kind, "field": name}), change.kind, name
            )

    def _note_commitments(self, change: Change) -> None:
        for name in self._personal[change.kind]:
            value = change.set.get(name)
            if value is not None and log.is_commitment(value):
                named = self._commitments.setdefault(value["sha256"], [])
                if (change.kind, name) not in named:
                    named.append((change.kind, name))

    def _index_again(self, key: Key, offset: int) -> None:
        before = self._records[key]
        if isinstance(before, int):
            self._records[key] = [before, offset]
        else:
            before.append(offset)

    def _warn(self, caution: Caution, subject: str, name: str = "") -> None:
        self._warnings.setdefault((caution.code, subject, name), caution)


def _personal_fields(kinds: Mapping[str, Kind]) -> dict[str, tuple[str, ...]]:
    found = {name: tuple(q.name for q in kind.questions if q.personal) for name, kind in kinds.items()}
    return {name: fields for name, fields in found.items() if fields}
