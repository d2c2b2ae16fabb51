"""A second bundle writer, made of the standard library: it forges what gemtui itself would never write."""

from __future__ import annotations

import csv
import io
import json
import uuid
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from gemtui import log
from gemtui.exchange import Signer
from gemtui.exchange.keys import make_key
from gemtui.exchange.public_key import BUNDLE
from gemtui.exchange.seals import make_seal
from gemtui.exchange.signature import sign
from gemtui.exchange.table import cell, column_types
from gemtui.log import Change
from gemtui.records import kinds

WORKSPACE = "11111111-1111-4111-8111-111111111111"
OTHER = "22222222-2222-4222-8222-222222222222"
AT = "2026-11-23T09:00:00.000Z"


def record_id(number: int) -> str:
    """Return a UUIDv7 that sorts by number."""
    return f"01a20000-0000-7000-8000-{number:012x}"


def change(seq: int, record: int | str = 1, **given: Any) -> Change:
    """Return a change of a committee, or of what is given; `prev` is filled in by `chained`."""
    members: dict[str, Any] = {
        "workspace": WORKSPACE, "office": "NBO", "home": False, "seq": seq, "at": AT, "author": "focal point",
        "kind": "committee", "record": record_id(record) if isinstance(record, int) else record, "seen": {},
        "set": {"name": f"Committee {record}", "rule": "band"}, "why": None, "prev": log.ZEROS,
    }  # fmt: skip
    return Change(**{**members, **given})


def chained(changes: Iterable[Change]) -> list[bytes]:
    """Return the lines of these changes, sorted into streams and chained."""
    streams: dict[tuple[str, bool, str], list[Change]] = defaultdict(list)
    for one in changes:
        streams[(one.office, one.home, one.workspace)].append(one)
    lines = []
    for place in sorted(streams):
        prev = log.ZEROS
        for one in sorted(streams[place], key=lambda one: one.seq):
            members = {name: getattr(one, name) for name in Change.__slots__}
            line = log.canonical({**members, "prev": prev})
            prev = sha256(line).hexdigest()
            lines.append(line)
    return lines


def tables_of(lines: Sequence[bytes], clear: dict[str, Any] | None = None) -> dict[str, bytes]:
    """Return the CSV files that these lines ask for, written by csv alone."""
    records: dict[tuple[str, str], list[Change]] = defaultdict(list)
    for line in lines:
        one = log.parse(line)
        records[(one.record, one.office)].append(one)
    rows: dict[str, list[list[str]]] = defaultdict(list)
    for (record, office), changes in sorted(records.items()):
        kind = kinds().get(changes[0].kind)
        folded = log.fold(changes)
        if kind is None or folded.deleted:
            continue
        values = {**folded.values, "id": record, "office": office, "revision": folded.revision}
        values |= {"changed_at": folded.changed_at, "changed_by": folded.changed_by}
        for question in kind.questions:
            if question.personal and values.get(question.name):
                values[question.name] = (clear or {}).get(values[question.name]["sha256"])
        rows[kind.name].append([cell(values.get(name), of) for name, of in column_types(kind).items()])
    files = {}
    for name, found in rows.items():
        text = io.StringIO(newline="")
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(column_types(kinds()[name]))
        writer.writerows(found)
        files[f"data/tables/{name}.csv"] = text.getvalue().encode()
    return files


@dataclass
class Forged:
    """A bundle in parts; `write` lists, signs and packs whatever they are by then."""

    payload: dict[str, bytes]
    key: Signer
    info: dict[str, str] = field(default_factory=dict)
    base: str = ""
    """The base folder; made as it must be where empty."""
    tags: dict[str, bytes | None] = field(default_factory=dict)
    """Tag files that are to be these bytes, or with None not to be there at all."""
    package: dict[str, Any] | None = None
    """`datapackage.json`, where it is not to follow from the payload."""

    def write(self, path: Path) -> Path:
        """Write the bundle and return its path."""
        files = self.files()
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files.items():
                archive.writestr(f"{self.base}/{name}", content)
        return path

    def files(self) -> dict[str, bytes]:
        """Return all files below the base folder, whose name is settled by this."""
        payload = dict(self.payload)
        if "data/datapackage.json" not in payload:
            payload["data/datapackage.json"] = self._package(payload)
        tags: dict[str, bytes] = {"bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"}
        tags["manifest-sha256.txt"] = manifest(payload)
        tags["bag-info.txt"] = "".join(f"{n}: {v}\n" for n, v in self._info(payload).items()).encode()
        self._override(tags, "bagit.txt", "manifest-sha256.txt", "bag-info.txt")
        tags["tagmanifest-sha256.txt"] = manifest(tags)
        self._override(tags, "tagmanifest-sha256.txt")
        tag_manifest = tags.get("tagmanifest-sha256.txt", b"")
        tags["tagmanifest-sha256.txt.sig"] = sign(self.key.private, BUNDLE, tag_manifest).encode()
        self._override(tags, "tagmanifest-sha256.txt.sig", *self.tags)
        office, period = self._info(payload)["Gem-Office"], self._info(payload)["Gem-Period"]
        self.base = self.base or f"gem-{office.lower()}-{period}-{sha256(tag_manifest).hexdigest()[:8]}"
        return payload | tags

    def _override(self, tags: dict[str, bytes], *names: str) -> None:
        for name in names:
            if name in self.tags:
                content = self.tags[name]
                tags.pop(name, None)
                if content is not None:
                    tags[name] = content

    def _info(self, payload: dict[str, bytes]) -> dict[str, str]:
        return {
            "Source-Organization": "ITU",
            "External-Identifier": "01a20000-0000-7000-8000-000000000000",
            "Bagging-Date": "2026-11-23",
            "Payload-Oxum": f"{sum(map(len, payload.values()))}.{len(payload)}",
            "Bag-Software-Agent": "forge 1",
            "Gem-Format": "1",
            "Gem-Kind": "submission",
            "Gem-Office": "NBO",
            "Gem-Period": "2026",
            "Gem-Workspace": WORKSPACE,
            "Gem-Schema": "1",
        } | self.info

    def _package(self, payload: dict[str, bytes]) -> bytes:
        resources = [self._resource(name, content) for name, content in payload.items()]
        document = self.package or {"name": "forged", "resources": resources}
        return json.dumps(document).encode()

    def _resource(self, name: str, content: bytes) -> dict[str, Any]:
        resource: dict[str, Any] = {"name": f"r{len(name)}", "path": name.removeprefix("data/")}
        if name.endswith(".csv"):
            header = next(csv.reader(io.StringIO(content.decode("utf-8-sig", "replace"), newline="")))
            resource["schema"] = {"fields": [{"name": column} for column in header]}
        return resource


def manifest(files: dict[str, bytes]) -> bytes:
    """Return a manifest of these files."""
    return "".join(f"{sha256(content).hexdigest()}  {name}\n" for name, content in files.items()).encode()


def bundle(key: Signer, changes: Iterable[Change], **given: Any) -> Forged:
    """Return a good bundle of these changes; `given` are Forged's other parts."""
    lines = chained(changes)
    return of_lines(key, lines, **given)


def of_lines(key: Signer, lines: Sequence[bytes], **given: Any) -> Forged:
    """Return a bundle of these very lines with the tables that they ask for."""
    payload = {"data/changes.jsonl": b"".join(line + b"\n" for line in lines)}
    return Forged(payload | tables_of(lines), key, **given)


def seals(key: Signer, lines: Sequence[bytes]) -> bytes:
    """Return `seals.jsonl` for all streams of these lines, sealed by one key."""
    heads: dict[tuple[str, bool, str], tuple[int, str]] = {}
    for line in lines:
        one = log.parse(line)
        heads[(one.office, one.home, one.workspace)] = one.seq, sha256(line).hexdigest()
    made = (make_seal(key, place, *heads[place]).line for place in sorted(heads))
    return b"".join(line + b"\n" for line in made)


def signer(folder: Path) -> Signer:
    """Return a new key."""
    from gemtui.exchange import load_key

    path = folder / f"key-{uuid.uuid4().hex[:8]}"
    make_key(path)
    return load_key(path)


def unpacked(path: Path) -> tuple[str, dict[str, bytes]]:
    """Return base folder and files of a bundle, as the standard library reads it."""
    with zipfile.ZipFile(path) as archive:
        base = archive.namelist()[0].partition("/")[0]
        return base, {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}
