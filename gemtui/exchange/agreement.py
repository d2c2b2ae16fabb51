"""The tables and attachments of a bundle must be exactly what its changes say (spec/bundle.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from gemtui import log
from gemtui.exchange.authors import Vouched
from gemtui.exchange.chains import Key, Log
from gemtui.exchange.known import Known
from gemtui.exchange.privacy import Private, read_private
from gemtui.exchange.refusal import BundleRefused, Caution
from gemtui.exchange.resources import CHANGES
from gemtui.exchange.table import FORMULA, Rows, cell, column_types, guard
from gemtui.log import Change
from gemtui.records import Kind

EVIDENCE = "evidence"
_MANY_RECORDS = 2_000


@dataclass(frozen=True, slots=True)
class Checked:
    """A bundle of which everything has been verified: the only thing that may be merged."""

    vouched: Vouched
    private: Private
    records: int
    """Records that are not deleted, of kinds that this program knows."""
    warnings: tuple[Caution, ...]

    @property
    def log(self) -> Log:
        """Return the bundle's log."""
        return self.vouched.log

    def attachments(self) -> Iterator[tuple[str, bytes]]:
        """Yield (SHA-256, content) of each attached file, one in memory at a time."""
        package = self.log.package
        for sha256 in package.attachments:
            yield sha256, package.bag.content(f"data/attachments/{sha256}")


def check_agreement(vouched: Vouched, known: Known) -> Checked:
    """Return the bundle as checked; raises BundleRefused.

    Codes: `bad-change` (what one record's changes can't be), `bad-value`, `tables-disagree`, `attachment-mismatch`.
    """
    read = vouched.log
    private = read_private(read, known.kinds)
    tables = {kind: _Table(read, known.kinds[kind], private) for kind in read.package.tables}
    evidence = _Evidence(read.package.attachments)
    sorts = _Sorts(read, known)
    records = 0
    for key in sorted(read.records):
        record = _fold(read, key, known)
        sorts.note(key, record)
        if record.kind == EVIDENCE:
            evidence.note(record)
        if record.deleted or record.kind not in known.kinds:
            continue
        records += 1
        table = tables.get(record.kind)
        if table is None:
            raise BundleRefused(
                "tables-disagree", f"data/tables/{record.kind}.csv", record=key[0], reason="no-table"
            )
        table.compare(key, record)
    sorts.finish()
    for table in tables.values():
        table.finish()
    warnings = (*vouched.warnings, *evidence.finish(known), *(() if read.new else (Caution("nothing-new"),)))
    return Checked(vouched, private, records, warnings)


class _Record(NamedTuple):
    """What one record's changes say, or the only one of them as it stands."""

    kind: str
    home: bool
    values: Mapping[str, Any]
    deleted: bool
    revision: int
    changed_at: str
    changed_by: str
    sets: tuple[Mapping[str, Any], ...]
    """What each change gave."""


def _fold(read: Log, key: Key, known: Known) -> _Record:
    changes = read.read(key)
    if len(changes) == 1 and not changes[0].seen:
        one = changes[0]
        deleted = one.set.get("deleted", False)
        return _Record(one.kind, one.home, one.set, deleted, 1, one.at, one.author, (one.set,))
    _check_history(changes, known)
    folded = log.fold(changes)
    sets = tuple(change.set for change in changes)
    return _Record(
        changes[0].kind,
        changes[0].home,
        folded.values,
        folded.deleted,
        folded.revision,
        folded.changed_at,
        folded.changed_by,
        sets,
    )


def _check_history(changes: list[Change], known: Known) -> None:
    """Refuse what can't be one record's history; a change that the bundle lacks may be one that the store holds."""
    there = {(change.workspace, change.seq) for change in changes}
    first = changes[0]
    try:
        for change in changes:
            if (change.kind, change.home) != (first.kind, first.home):
                raise BundleRefused("bad-change", CHANGES, reason="two-kinds", record=first.record)
            for workspace, seq in change.seen.items():
                held = (workspace, seq) in there or known.holds(first.office, first.record, workspace, seq)
                if not held:
                    facts = {"record": first.record, "workspace": workspace, "seq": seq}
                    raise BundleRefused("bad-change", CHANGES, reason="unknown-change", **facts)
        log.in_order(changes)
    except log.BadChange as bad:
        raise BundleRefused(bad.code, CHANGES, **bad.facts) from None


class _Sorts:
    """The bundle's records beside those of the same ids that the store holds: one id is of one kind, and home or not."""

    def __init__(self, read: Log, known: Known) -> None:
        offices = {stream.place[0] for stream in read.streams} if read.new else set()
        self._known = known
        self._noted: dict[str, dict[str, tuple[str, bool]]] = {o: {} for o in offices if known.heads(o)}

    def note(self, key: Key, record: _Record) -> None:
        """Take what one record is; many are compared at once."""
        noted = self._noted.get(key[1])
        if noted is None:
            return
        noted[key[0]] = record.kind, record.home
        if len(noted) == _MANY_RECORDS:
            self._compare(key[1])

    def finish(self) -> None:
        """Compare what has not been compared yet."""
        for office in self._noted:
            self._compare(office)

    def _compare(self, office: str) -> None:
        noted = self._noted[office]
        for record, (kind, home) in self._known.sorts(office, tuple(noted)).items():
            if noted[record] != (kind, home):
                reason = "home-and-not" if noted[record][0] == kind else "two-kinds"
                raise BundleRefused("bad-change", CHANGES, reason=reason, record=record)
        noted.clear()


class _Table:
    """One CSV file, read beside the records that its rows must be."""

    def __init__(self, read: Log, kind: Kind, private: Private) -> None:
        self._where = f"data/tables/{kind.name}.csv"
        self._rows = Rows(read.package.bag.chunks(self._where), self._where)
        self._header = next(self._rows)
        types = column_types(kind)
        self._places = {name: (at, types[name]) for at, name in enumerate(self._header) if name in types}
        # Columns of a newer schema are passed over; fields that an older one lacked can't have a value.
        self._strange = tuple(at for at, name in enumerate(self._header) if name not in types)
        self._absent = frozenset(kind.names) - set(self._header)
        self._personal = tuple(q.name for q in kind.questions if q.personal)
        self._private = private
        self._blank = [""] * len(self._header)
        self._kept = [self._header.index(name) for name in ("revision", "changed_at", "changed_by")]

    def compare(self, key: Key, record: _Record) -> None:
        """Take the next row, which must be this record."""
        said, lists = self._said(key, record)
        if self._rows.take(said, lists):
            return
        for at, text in lists.items():
            said[at] = text
        row = next(self._rows, None)
        if row is None or len(row) != len(said):
            raise self._disagree(key, "row" if row is None else "width")
        for at in self._strange:
            row[at] = ""
        if row != said:
            cells = zip(self._header, row, said, strict=True)
            raise self._disagree(key, "value", next(name for name, theirs, ours in cells if theirs != ours))

    def _said(self, key: Key, record: _Record) -> tuple[list[str], dict[int, str]]:
        """Return the row that the record's changes ask for, its lists by their places apart."""
        said, lists = self._blank.copy(), dict[int, str]()
        said[0], said[1] = key
        for name, value in self._clear(record).items():
            if value is None:
                continue
            place = self._places.get(name)
            if place is None:
                if name in self._absent:
                    raise self._disagree(key, "value", name)
                continue
            at, of = place
            if value.__class__ is str:
                said[at] = f"'{value}" if of == "string" and value[:1] in FORMULA and value else value
            elif of == "array":
                lists[at] = cell(value, of)
            else:
                said[at] = cell(value, of)
        revision, changed_at, changed_by = self._kept
        said[revision], said[changed_at] = str(record.revision), record.changed_at
        said[changed_by] = guard(record.changed_by)
        return said, lists

    def _clear(self, record: _Record) -> Mapping[str, Any]:
        """Return the record's values, personal ones as the bundle brings them or not at all."""
        if not self._personal:
            return record.values
        values = {**record.values}
        for name in self._personal:
            value = values.get(name)
            if value is not None and log.is_commitment(value):
                values[name] = self._private.get(value["sha256"], ("", None))[1]
        return values

    def finish(self) -> None:
        """Refuse rows that no record asked for, and a table that has none at all."""
        if next(self._rows, None) is not None or self._rows.number == 1:
            raise self._disagree(("", ""), "row")

    def _disagree(self, key: Key, reason: str, name: str = "") -> BundleRefused:
        where = f"{self._where}:{self._rows.number}"
        return BundleRefused(
            "tables-disagree", where, record=key[0], office=key[1], field=name, reason=reason
        )


@dataclass(slots=True)
class _Evidence:
    """The attached files beside the evidence records that name them."""

    attached: Mapping[str, int]
    named: set[str] = field(default_factory=set)
    wanted: dict[str, str] = field(default_factory=dict)
    """Files that a living record names, with its id's place for the warning."""

    def note(self, record: _Record) -> None:
        """Take what one evidence record says about its file, now and before."""
        for given in record.sets:
            sha256 = given.get("sha256")
            if isinstance(sha256, str):
                self._match(sha256, given.get("bytes", record.values.get("bytes")))
        now = record.values.get("sha256")
        if isinstance(now, str) and not record.deleted:
            self.wanted[now] = str(record.values.get("title") or "")

    def _match(self, sha256: str, size: Any) -> None:
        if sha256 in self.attached and self.attached[sha256] != size:
            where = f"data/attachments/{sha256}"
            raise BundleRefused(
                "attachment-mismatch", where, reason="size", bytes=self.attached[sha256], told=size
            )
        self.named.add(sha256)

    def finish(self, known: Known) -> Iterator[Caution]:
        """Refuse files that no record names; yield a warning for each file that is nowhere."""
        for sha256 in self.attached:
            if sha256 not in self.named:
                raise BundleRefused("attachment-mismatch", f"data/attachments/{sha256}", reason="not-named")
        elsewhere = sorted(self.wanted.keys() - self.attached.keys())
        here = known.holds_files(elsewhere)
        for sha256, title in ((sha256, self.wanted[sha256]) for sha256 in elsewhere):
            if sha256 not in here:
                yield Caution("missing-attachment", f"data/attachments/{sha256}", {"title": title})
