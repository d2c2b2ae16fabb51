"""`datapackage.json`: every file of a bundle described for other programs (Data Package v2)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import orjson

from gemtui.exchange.bag_info import BagInfo
from gemtui.exchange.packing import Packed
from gemtui.exchange.table import column_types
from gemtui.records import Kind, Question

PACKAGE = "data/datapackage.json"
CHANGES = "data/changes.jsonl"
SEALS = "data/seals.jsonl"
PRIVATE = "data/private.jsonl"
SUMMARY = "data/summary.html"

NOTE = (
    "UTF-8, CRLF. Lists are JSON. A text cell that begins with = + - @ tab, carriage return or ' has a ' put before "
    "it, so that no spreadsheet takes it for a formula: take that first ' away when reading."
)

_LINES: dict[str, tuple[str, dict[str, str]]] = {
    CHANGES: (
        "The log: one change a line, canonical JSON (RFC 8785); a change's hash is the SHA-256 of its line.",
        {
            "at": "string", "author": "string", "home": "boolean", "kind": "string", "office": "string",
            "prev": "string", "record": "string", "seen": "object", "seq": "integer", "set": "object",
            "why": "string", "workspace": "string",
        },
    ),
    SEALS: (
        "Who vouches for each stream: an SSHSIG over the canonical JSON of the other five members.",
        {
            "hash": "string", "home": "boolean", "office": "string", "seq": "integer", "signature": "string",
            "workspace": "string",
        },
    ),
    PRIVATE: (
        "Salts and values of personal fields; sha256 is that of the salt and the value's canonical JSON.",
        {"salt": "string", "sha256": "string", "value": "any"},
    ),
}  # fmt: skip


def describe_package(
    info: BagInfo, files: Iterable[Packed], kinds: Mapping[str, Kind], media_types: Mapping[str, str]
) -> bytes:
    """Return the bytes of `datapackage.json`; nothing in it depends on the day or on the bundle's identifier.

    `media_types` are those of the attachments, by SHA-256.
    """
    resources = [_resource(file, kinds, media_types) for file in sorted(files, key=lambda file: file.name)]
    document = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": f"gem-{info.office.lower()}-{info.period}",
        "title": f"Gender equality records, {info.office}, {info.period} ({info.kind})",
        "description": "The log in changes.jsonl is the truth; the tables are what it says.",
        "resources": resources,
    }
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def table_schema(kind: Kind) -> dict[str, Any]:
    """Return a kind's CSV file as a Table Schema."""
    questions = {q.name: q for q in kind.questions}
    fields = [
        _field(questions[name], of) if name in questions else {"name": name, "type": of}
        for name, of in column_types(kind).items()
    ]
    return {"fields": fields, "primaryKey": ["office", "id"]}


def _field(question: Question, of: str) -> dict[str, Any]:
    # Only what a merge judges stands here: a record that is complete in the log must be so for every reader.
    limits = {"minimum": question.minimum, "maximum": question.maximum} if of == "integer" else {}
    constraints: dict[str, Any] = {name: value for name, value in limits.items() if value is not None}
    if question.choices and of == "string":
        constraints["enum"] = list(question.choices)
    field = {"name": question.name, "type": of, "title": question.label, "description": question.help}
    return field | ({"constraints": constraints} if constraints else {})


def _resource(file: Packed, kinds: Mapping[str, Kind], media_types: Mapping[str, str]) -> dict[str, Any]:
    path = file.name.removeprefix("data/")
    stem = path.rpartition("/")[2]
    about: dict[str, Any] = {"path": path, "bytes": file.size, "hash": f"sha256:{file.sha256}"}
    if path.startswith("tables/"):
        kind = kinds[stem.removesuffix(".csv")]
        return {
            "name": kind.name.replace("_", "-"), **about, "type": "table", "title": kind.about.plural,
            "description": NOTE, "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
            "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
            "schema": table_schema(kind),
        }  # fmt: skip
    if file.name in _LINES:
        description, types = _LINES[file.name]
        fields = [{"name": name, "type": of} for name, of in types.items()]
        return {
            "name": stem.replace(".", "-"), **about, "type": "table", "description": description,
            "format": "jsonl", "mediatype": "application/jsonl", "encoding": "utf-8", "schema": {"fields": fields},
        }  # fmt: skip
    name = path.lower().replace("/", "-").replace(".", "-").replace("_", "-")
    told = media_types.get(stem, "")
    mediatype = (
        told
        if _MEDIA_TYPE.fullmatch(told)
        else _MEDIA_TYPES.get(stem.rpartition(".")[2], "application/octet-stream")
    )
    return {"name": name, **about, "mediatype": mediatype}


_MEDIA_TYPE = re.compile(r"[a-z0-9.+-]{1,64}/[a-z0-9.+-]{1,128}")
_MEDIA_TYPES = {
    "html": "text/html",
    "toml": "application/toml",
    "txt": "text/plain",
    "allowed_signers": "text/plain",
}
