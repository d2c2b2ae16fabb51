"""The Frictionless Data Package around a bundle's data: written for others, read strictly (spec/bundle.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

import orjson

from gemtui.exchange.bag import Bag
from gemtui.exchange.refusal import BundleRefused, Caution
from gemtui.exchange.resources import CHANGES, PACKAGE, PRIVATE, SEALS
from gemtui.exchange.sender import Signed
from gemtui.exchange.table import Rows, columns
from gemtui.records import SCHEMA, Kind

_ALLOWED = re.compile(
    r"data/(?:datapackage\.json|changes\.jsonl|seals\.jsonl|private\.jsonl|summary\.html|tables/[a-z][a-z0-9_]{0,40}\.csv"
    r"|attachments/[0-9a-f]{64}|(catalogues/[a-z0-9][a-z0-9_-]{0,63}\.toml|trust/allowed_signers|trust/recipients\.txt))"
)


@dataclass(frozen=True, slots=True)
class Package:
    """A signed bundle whose files are those of a bundle, described as they are, with columns that this reader knows."""

    signed: Signed
    tables: dict[str, tuple[str, ...]]
    """By kind: the columns of its CSV file."""
    unread: tuple[str, ...]
    """Kinds of a newer schema whose tables this reader leaves unchecked."""
    attachments: dict[str, int]
    """Length in bytes by SHA-256."""
    warnings: tuple[Caution, ...]

    @property
    def bag(self) -> Bag:
        """Return the bag that all of it lies in."""
        return self.signed.bag

    def lines(self, name: str, copy: BinaryIO | None = None) -> Iterator[bytes]:
        """Yield the lines of a `.jsonl` file, the whole going into `copy`; none where the bundle has no such file."""
        return self.bag.lines(name, copy) if name in self.bag.digests else iter(())


def check_package(signed: Signed, kinds: Mapping[str, Kind]) -> Package:
    """Return the bundle as a data package this reader can take; raises BundleRefused.

    Codes: `bad-package`, `unsafe-path`, `attachment-mismatch`.
    """
    bag = signed.bag
    for name in bag.names:
        found = _ALLOWED.fullmatch(name)
        if found is None or (found[1] and bag.info.kind != "plan"):
            raise BundleRefused("bad-package", name, reason="file")
    for name in (PACKAGE, CHANGES):
        if name not in bag.digests and not (name == CHANGES and bag.info.kind == "plan"):
            raise BundleRefused("bad-package", name, reason="missing")
    tables, unread, warnings = _tables(bag, kinds, _check_resources(bag))
    return Package(signed, tables, unread, _attachments(bag), warnings)


def _check_resources(bag: Bag) -> dict[str, list[str]]:
    """Refuse a descriptor that leaves out a file, names one twice or elsewhere, or tells it wrongly.

    Returns the header of each table.
    """
    try:
        document = orjson.loads(bag.content(PACKAGE))
    except orjson.JSONDecodeError:
        raise BundleRefused("bad-package", PACKAGE, reason="not-json") from None
    resources = document.get("resources") if isinstance(document, dict) else None
    if not isinstance(resources, list) or not all(isinstance(one, dict) for one in resources):
        raise BundleRefused("bad-package", PACKAGE, reason="resources")
    described: set[str] = set()
    headers: dict[str, list[str]] = {}
    for resource in resources:
        path = resource.get("path")
        if not isinstance(path, str):
            raise BundleRefused("bad-package", PACKAGE, reason="path")
        if path.startswith(("/", "~")) or ".." in path.split("/") or ":" in path or "\\" in path:
            raise BundleRefused("unsafe-path", PACKAGE, reason="path")
        if f"data/{path}" not in bag.digests or path in described:
            raise BundleRefused("bad-package", PACKAGE, reason="path", path=path)
        described.add(path)
        _check_resource(bag, resource, f"data/{path}")
        if path.endswith(".csv"):
            headers[f"data/{path}"] = _checked_header(bag, resource, f"data/{path}")
    for name in bag.names:
        if name != PACKAGE and name.removeprefix("data/") not in described:
            raise BundleRefused("bad-package", PACKAGE, reason="undescribed", path=name)
    return headers


def _check_resource(bag: Bag, resource: Mapping[str, Any], name: str) -> None:
    if resource.get("hash", f"sha256:{bag.digests[name]}") != f"sha256:{bag.digests[name]}":
        raise BundleRefused("bad-package", PACKAGE, reason="hash", path=name)
    if resource.get("bytes", bag.size(name)) != bag.size(name):
        raise BundleRefused("bad-package", PACKAGE, reason="bytes", path=name)
    if resource.get("encoding", "utf-8") not in ("utf-8", "UTF-8"):
        raise BundleRefused("bad-package", PACKAGE, reason="encoding", path=name)


def _checked_header(bag: Bag, resource: Mapping[str, Any], name: str) -> list[str]:
    """Return a table's column names, which its schema must tell as they stand there."""
    schema = resource.get("schema")
    fields = schema.get("fields") if isinstance(schema, dict) else None
    if not isinstance(fields, list) or not all(isinstance(one, dict) for one in fields):
        raise BundleRefused("bad-package", PACKAGE, reason="schema", path=name)
    header = next(Rows(bag.chunks(name), name), None)
    if not header or len(set(header)) != len(header):
        raise BundleRefused("bad-package", f"{name}:1", reason="columns")
    if [one.get("name") for one in fields] != header:
        raise BundleRefused("bad-package", PACKAGE, reason="columns", path=name)
    return header


def _tables(
    bag: Bag, kinds: Mapping[str, Kind], headers: Mapping[str, list[str]]
) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...], tuple[Caution, ...]]:
    tables: dict[str, tuple[str, ...]] = {}
    unread: list[str] = []
    warnings: list[Caution] = []
    for name in bag.names:
        if not name.endswith(".csv"):
            continue
        kind = name.removeprefix("data/tables/").removesuffix(".csv")
        if kind in kinds:
            header = headers[name]
            tables[kind] = tuple(header)
            strange = _strange_columns(header, columns(kinds[kind]), name, bag.info.schema)
            warnings += [Caution("unknown-kind", name, {"kind": kind, "field": column}) for column in strange]
        elif bag.info.schema > SCHEMA:
            unread.append(kind)
            warnings.append(Caution("unknown-kind", name, {"kind": kind, "field": ""}))
        else:
            raise BundleRefused("bad-package", name, reason="unknown-table", kind=kind)
    return tables, tuple(unread), tuple(warnings)


def _strange_columns(header: list[str], known: tuple[str, ...], where: str, schema: int) -> list[str]:
    """Return the columns that only a newer schema has; the known ones stand in their order, all of them.

    A bundle of an older schema may lack fields that came later (types only ever widen).
    """
    strange = [column for column in header if column not in known]
    ours = [column for column in header if column in known]
    expected = [column for column in known if column in ours] if schema < SCHEMA else list(known)
    kept_by_the_store = {"id", "office", "revision", "changed_at", "changed_by"}
    if ours != expected or not kept_by_the_store <= set(ours) or (strange and schema <= SCHEMA):
        raise BundleRefused("bad-package", f"{where}:1", reason="columns")
    return strange


def _attachments(bag: Bag) -> dict[str, int]:
    found: dict[str, int] = {}
    for name in bag.names:
        if name.startswith("data/attachments/"):
            sha256 = name.removeprefix("data/attachments/")
            if bag.digests[name] != sha256:
                raise BundleRefused("attachment-mismatch", name, reason="name")
            found[sha256] = bag.size(name)
    return found


__all__ = ["CHANGES", "PACKAGE", "PRIVATE", "SEALS", "Package", "check_package"]
