"""A second reader of bundles, written from spec/merge.md and spec/bundle.md alone: nothing of gemtui is imported here.

It recomputes what a bundle's log says (chains, fold, conflicts, tables byte for byte), so that the program is judged by
somebody who never saw how it works.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import rfc8785

MEMBERS = {
    "at", "author", "home", "kind", "office", "prev", "record", "seen", "seq", "set", "why", "workspace",
}  # fmt: skip
ZEROS = "0" * 64
FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
Change = dict[str, Any]
Schema = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Bundle:
    """An unpacked bundle: the name of its base folder, and its files by path inside it."""

    base: str
    files: dict[str, bytes]

    @property
    def info(self) -> dict[str, str]:
        """The headers of bag-info.txt."""
        lines = self.files["bag-info.txt"].decode().splitlines()
        return dict(line.split(": ", 1) for line in lines)

    @property
    def changes(self) -> list[Change]:
        """The changes of the log, in the file's order."""
        return [json.loads(line) for line in self.lines("data/changes.jsonl")]

    @property
    def private(self) -> dict[str, Any]:
        """The values of personal fields by commitment, each checked against its salt."""
        known = {}
        for line in self.lines("data/private.jsonl"):
            one = json.loads(line)
            digest = sha256(bytes.fromhex(one["salt"]) + rfc8785.dumps(one["value"])).hexdigest()
            assert digest == one["sha256"], "a private value does not match its commitment"
            known[digest] = one["value"]
        return known

    def lines(self, path: str) -> list[bytes]:
        """The lines of a `.jsonl` file, each checked to be canonical; none where there is no such file."""
        content = self.files.get(path, b"")
        assert not content or content.endswith(b"\n"), f"{path}: no final newline"
        lines = content.split(b"\n")[:-1]
        for line in lines:
            assert rfc8785.dumps(json.loads(line)) == line, f"{path}: not canonical: {line[:200]!r}"
        return lines

    @property
    def tables(self) -> dict[str, bytes]:
        """The CSV files, by kind."""
        return {
            path.removeprefix("data/tables/").removesuffix(".csv"): content
            for path, content in self.files.items()
            if path.startswith("data/tables/")
        }


def canonical(value: Any) -> bytes:
    """Return RFC 8785 text, or what comes nearest to it for a number that it does not allow (a forger needs some)."""
    try:
        return rfc8785.dumps(value)
    except rfc8785.CanonicalizationError:
        return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def unpacked(path: Path | str) -> Bundle:
    """Return what a bundle holds; it must have one base folder."""
    with zipfile.ZipFile(path) as archive:
        found = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
    (base,) = {name.split("/", 1)[0] for name in found}
    return Bundle(base, {name.split("/", 1)[1]: content for name, content in found.items()})


def stream(change: Change) -> tuple[str, bool, str]:
    """Return the stream that a change belongs to, in the order of `changes.jsonl`."""
    return change["office"], change["home"], change["workspace"]


def check_chains(bundle: Bundle) -> None:
    """Check the streams' order, that each counts from 1 without gaps, and that each change names the one before."""
    heads: dict[tuple[str, bool, str], tuple[int, str]] = {}
    places = []
    for line in bundle.lines("data/changes.jsonl"):
        change = json.loads(line)
        assert set(change) == MEMBERS
        seq, prev = heads.get(stream(change), (0, ZEROS))
        assert (change["seq"], change["prev"]) == (seq + 1, prev), f"broken chain at {change}"
        heads[stream(change)] = (change["seq"], sha256(line).hexdigest())
        places.append((*stream(change), change["seq"]))
    assert places == sorted(places), "streams out of order"


def saw(later: Change, earlier: Change) -> bool:
    """Return whether the author of one change of a record had seen another."""
    if later["workspace"] == earlier["workspace"]:
        return bool(later["seq"] > earlier["seq"])
    return bool(later["seen"].get(earlier["workspace"], 0) >= earlier["seq"])


def rank(change: Change) -> tuple[str, str, int]:
    """Return what decides which head is shown."""
    return change["at"], change["workspace"], change["seq"]


def heads_of(changes: Iterable[Change], field: str) -> list[Change]:
    """Return the changes that set a field and that no other such change had seen."""
    setting = [one for one in changes if field in one["set"]]
    return [one for one in setting if not any(saw(other, one) for other in setting)]


@dataclass(frozen=True)
class Folded:
    """What a record's changes say: values, whether it is deleted, and the heads of the fields in conflict."""

    values: dict[str, Any]
    deleted: bool
    revision: int
    latest: Change
    conflicts: dict[str, list[tuple[Any, str]]]  # field -> (value, workspace), sorted by text


def fold(changes: list[Change]) -> Folded:
    """Return what the changes of one record say now."""
    values, conflicts = {}, {}
    for field in sorted({name for one in changes for name in one["set"]} - {"deleted"}):
        found = heads_of(changes, field)
        values[field] = max(found, key=rank)["set"][field]
        if len({canonical(one["set"][field]) for one in found}) > 1:
            conflicts[field] = sorted(((one["set"][field], one["workspace"]) for one in found), key=str)
    deleting = [one for one in heads_of(changes, "deleted") if one["set"]["deleted"] is True]
    others = [one for one in changes if one not in deleting]
    unseen = [
        one
        for one in others
        if not any(saw(gone, one) for gone in deleting) and not all(saw(one, gone) for gone in deleting)
    ]
    if deleting and unseen:
        latest = [one for one in unseen if not any(saw(other, one) for other in unseen)]
        sides = [(True, one["workspace"]) for one in deleting] + [(False, one["workspace"]) for one in latest]
        conflicts["deleted"] = sorted(sides, key=str)
    return Folded(values, bool(deleting and not unseen), len(changes), max(changes, key=rank), conflicts)


def records(changes: Iterable[Change]) -> dict[tuple[str, str], list[Change]]:
    """Return the changes of each record by (id, office)."""
    found: dict[tuple[str, str], list[Change]] = defaultdict(list)
    for one in changes:
        found[(one["record"], one["office"])].append(one)
    return dict(sorted(found.items()))


def conflicts(changes: Iterable[Change]) -> dict[tuple[str, str], list[tuple[Any, str]]]:
    """Return the open conflicts: heads by (record, field); nobody is asked about records in the trash."""
    folded = {record: fold(mine) for (record, _), mine in records(changes).items()}
    return {
        (record, field): sides
        for record, found in folded.items()
        if not found.deleted
        for field, sides in found.conflicts.items()
    }


def columns(fields: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the columns of a kind's table, with their types, in declared order."""
    found = [("id", "string"), ("office", "string")]
    for name, field in fields.items():
        found.append((name, field["type"]))
        if field["states"]:
            found.append((f"{name}_state", "string"))
    return [*found, ("revision", "integer"), ("changed_at", "datetime"), ("changed_by", "string")]


def cell(value: Any, of: str) -> str:
    """Return the text of a table's cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, dict)):
        return canonical(value).decode()
    text = str(value)
    return f"'{text}" if of == "string" and text.startswith(FORMULA) else text


def tables(changes: Iterable[Change], private: Mapping[str, Any], schema: Schema) -> dict[str, bytes]:
    """Return the CSV files that a log asks for, by kind."""
    rows: dict[str, list[list[str]]] = defaultdict(list)
    for (record, office), mine in records(changes).items():
        kind, folded = mine[0]["kind"], fold(mine)
        if kind not in schema or folded.deleted:
            continue
        fields = schema[kind]["fields"]
        values = dict(folded.values)
        for name, field in fields.items():
            if field["personal"] and isinstance(values.get(name), dict):
                values[name] = private.get(values[name]["sha256"])
        values |= {"id": record, "office": office, "revision": folded.revision}
        values |= {"changed_at": folded.latest["at"], "changed_by": folded.latest["author"]}
        rows[kind].append([cell(values.get(name), of) for name, of in columns(fields)])
    return {
        kind: _csv([name for name, _ in columns(schema[kind]["fields"])], mine) for kind, mine in rows.items()
    }


def _csv(names: list[str], rows: list[list[str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows(rows)
    return text.getvalue().encode()
