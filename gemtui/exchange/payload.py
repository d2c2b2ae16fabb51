"""What a bundle carries: streams, tables, private values, evidence, summary, written in one pass over the store."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from operator import itemgetter
from typing import TYPE_CHECKING

import orjson

from gemtui import store
from gemtui.exchange import limits
from gemtui.exchange.bag_info import BagInfo
from gemtui.exchange.packing import Packer
from gemtui.exchange.planning import KEYS, RECIPIENTS
from gemtui.exchange.privacy import private_line
from gemtui.exchange.refusal import ExchangeProblem
from gemtui.exchange.resources import CHANGES, PACKAGE, PRIVATE, SEALS, SUMMARY, describe_package
from gemtui.exchange.seals import Seal, make_seal
from gemtui.exchange.summary import Tally, write_summary
from gemtui.exchange.table import columns, write_lines
from gemtui.records import Kind
from gemtui.store import Leaving, Store, Stream

if TYPE_CHECKING:
    from gemtui.exchange.keys import Signer

_LINES = 500
_KIND = b'"kind":"'
_COMMITTED = b'":{"sha256":"'
"""What stands in each line with a value that is told apart; most lines have none."""
_AT = itemgetter(slice(7, 31))
"""Where a line says when it was made: `at` is the first of its members, of fixed length."""


@dataclass(frozen=True, slots=True)
class Content:
    """Which part of a store a bundle is to carry."""

    info: BagInfo
    leaving: Leaving
    files: frozenset[str] | None
    """Attachments to leave out, by SHA-256; None leaves out all."""
    lang: str = "en"
    keys: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    """Only a plan's: trust lines, and whom to encrypt to."""
    catalogues: tuple[tuple[str, str], ...] = ()
    """Only a plan's: (file, text)."""


@dataclass(slots=True)
class Written:
    """What was written, for whoever asked and for the journal."""

    tally: Tally
    seals: list[Seal] = field(default_factory=list)
    """Those that were made now."""
    attachments: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    """Files that a record names and that stay behind."""


def write_payload(db: Store, packer: Packer, content: Content, signer: Signer | None) -> Written:
    """Write everything under `data/` and return what it was; to be called inside one snapshot of the store.

    Without a signer (a rehearsal) no stream is sealed. Raises ExchangeProblem line-too-long, StoreProblem.
    """
    payload = _Payload(db, packer, content)
    payload.write_changes()
    payload.write_seals(signer)
    payload.write_tables()
    payload.write_private()
    payload.write_attachments()
    payload.write_plan()
    packer.add(SUMMARY, [write_summary(content.info, payload.written.tally, db.kinds, content.lang)])
    packer.add(PACKAGE, [describe_package(content.info, packer.entries, db.kinds, payload.media_types)])
    return payload.written


def streams_of(db: Store, leaving: Leaving) -> list[Stream]:
    """Return the streams of these offices, in the order in which a bundle has them."""
    found = (stream for office in leaving.offices for stream in store.streams(db, office))
    return sorted(
        (s for s in found if leaving.home or not s.home), key=lambda s: (s.office, s.home, s.workspace)
    )


class _Payload:
    def __init__(self, db: Store, packer: Packer, content: Content) -> None:
        self._db, self._packer, self._content = db, packer, content
        self._streams = streams_of(db, content.leaving)
        self._named: set[bytes] = set()
        self._evidence: dict[str, int] = {}
        self.media_types: dict[str, str] = {}
        self.written = Written(Tally())

    def write_changes(self) -> None:
        if self._streams:  # a plan may bring keys alone
            self._packer.add(CHANGES, self._change_lines())

    def _change_lines(self) -> Iterator[bytes]:
        personal = self._personal_fields()
        tally, newest = self.written.tally, b""
        for page in chain.from_iterable(store.line_pages(self._db, stream) for stream in self._streams):
            if (longest := max(map(len, page))) > limits.LINE:
                raise ExchangeProblem("line-too-long", bytes=longest, limit=limits.LINE)
            newest = max(newest, *map(_AT, page))
            for line in page:
                if _COMMITTED not in line:
                    continue
                # The first such mark is the member and nothing else: what stands before it holds no other.
                found = personal.get(line[line.index(_KIND) + len(_KIND) :].partition(b'"')[0])
                if found:
                    self._named.update(found(line))
            tally.changes += len(page)
            yield b"\n".join((*page, b""))
        tally.newest = newest.decode("ascii")

    def _personal_fields(self) -> dict[bytes, Callable[[bytes], list[bytes]]]:
        """Return for each kind with personal values that travel what finds their hashes in a line."""
        sorts = self._content.leaving.personal
        found = (
            (kind.name.encode(), tuple(q.name for q in kind.questions if q.personal in sorts))
            for kind in self._db.kinds.values()
        )
        return {name: _commitments(fields) for name, fields in found if fields}

    def write_seals(self, signer: Signer | None) -> None:
        """Seal the head of each own stream, and pass on what others sealed."""
        own = self._db.identity
        lines = []
        for stream in self._streams:
            place = (stream.office, stream.home, stream.workspace)
            held = stream.seal if stream.seal and _covers(stream) else None
            if signer and (
                stream.workspace == own.workspace or (stream.principal == own.principal and not held)
            ):
                seal = make_seal(signer, place, stream.seq, stream.hash)
                self.written.seals.append(seal)
                held = seal.line
            if held:
                lines.append(held)
        if lines:
            self._packer.add(SEALS, [b"\n".join((*lines, b""))])

    def write_tables(self) -> None:
        for name in sorted(self._db.kinds):
            kind = self._db.kinds[name]
            lines = store.leaving_lines(self._db, name, self._content.leaving)
            first = next(lines, None)
            if first is None:
                continue
            counted = self.written.tally.of(kind, chain((first,), lines))
            told = self._note_evidence(kind, counted) if name == "evidence" else counted
            self._packer.add(f"data/tables/{name}.csv", write_lines(kind, told))

    def _note_evidence(self, kind: Kind, lines: Iterable[bytes]) -> Iterator[bytes]:
        names = columns(kind)
        wanted = [names.index(name) for name in ("sha256", "bytes", "media_type")]
        for line in lines:
            cells = line.split(store.CELL)
            sha256, size, media_type = (cells[at].decode() for at in wanted)
            if sha256:
                self._evidence[sha256] = int(size or -1)
                self.media_types[sha256] = media_type
            yield line

    def write_private(self) -> None:
        lines = self._private_lines()
        if first := next(lines, b""):
            self._packer.add(PRIVATE, chain((first,), lines))

    def _private_lines(self) -> Iterator[bytes]:
        names = iter(sorted(self._named))
        while batch := list(islice(names, _LINES)):
            items = store.private_items(self._db, [name.decode() for name in batch])
            if items:
                yield b"".join(private_line(h, salt, value) + b"\n" for h, (salt, value) in items.items())

    def write_attachments(self) -> None:
        for sha256 in sorted(self._evidence):
            left_out = self._content.files is None or sha256 in self._content.files
            content = None if left_out else store.attachment(self._db, sha256)
            # A file whose length is not the record's would have the whole bundle refused.
            if content is None or len(content) != self._evidence[sha256]:
                self.written.left_out.append(sha256)
                continue
            self._packer.add(f"data/attachments/{sha256}", [content])
            self.written.attachments.append(sha256)

    def write_plan(self) -> None:
        for name, lines in ((KEYS, self._content.keys), (RECIPIENTS, self._content.recipients)):
            if lines:
                self._packer.add(name, ["".join(f"{line}\n" for line in lines).encode()])
        for name, text in self._content.catalogues:
            self._packer.add(name, [text.encode()])


def _commitments(fields: Collection[str]) -> Callable[[bytes], list[bytes]]:
    """Return what finds the hashes of these fields' values in a line: no text in one can hold an unescaped quote."""
    return re.compile(f'"(?:{"|".join(fields)})":{{"sha256":"([0-9a-f]{{64}})"}}'.encode()).findall


def _covers(stream: Stream) -> bool:
    """Return whether the seal that is held of a stream is over the head that it has now."""
    seal = orjson.loads(stream.seal or b"{}")
    return (seal.get("seq"), seal.get("hash")) == (stream.seq, stream.hash)
