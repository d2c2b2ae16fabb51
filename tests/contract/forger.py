"""A forger of bundles, written from spec/bundle.md alone: it takes a good bundle apart, spoils it, and signs it again.

It holds an office's real, trusted key (the OpenSSH file that `where` names), so that what it makes is refused for what
it says, not for a signature that is not there. Nothing of gemtui is imported here.
"""

from __future__ import annotations

import base64
import copy
import json
import struct
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256, sha512
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_ssh_private_key

from tests.contract.second_reader import ZEROS, Bundle, Change, Schema, canonical, stream, tables, unpacked

BUNDLE, SEAL = "gemtui-bundle@1", "gemtui-seal@1"
MANIFEST, TAGS, SIGNATURE = "manifest-sha256.txt", "tagmanifest-sha256.txt", "tagmanifest-sha256.txt.sig"


def private_key(path: Path) -> Ed25519PrivateKey:
    """Return the key of an OpenSSH file without a passphrase."""
    key = load_ssh_private_key(path.read_bytes(), None)
    assert isinstance(key, Ed25519PrivateKey)
    return key


def _string(content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + content


def public_blob(key: Ed25519PrivateKey) -> bytes:
    """Return the key's public half as OpenSSH writes it on the wire."""
    return _string(b"ssh-ed25519") + _string(key.public_key().public_bytes_raw())


def public_line(key: Ed25519PrivateKey) -> str:
    """Return the key's public half as a line of a `.pub` file."""
    return "ssh-ed25519 " + base64.b64encode(public_blob(key)).decode()


def sshsig(key: Ed25519PrivateKey, message: bytes, namespace: str) -> bytes:
    """Return an armored SSHSIG over a message (PROTOCOL.sshsig)."""
    name = namespace.encode()
    digest = _string(name) + _string(b"") + _string(b"sha512") + _string(sha512(message).digest())
    signature = _string(b"ssh-ed25519") + _string(key.sign(b"SSHSIG" + digest))
    blob = (
        b"SSHSIG" + struct.pack(">I", 1) + _string(public_blob(key))
        + _string(name) + _string(b"") + _string(b"sha512") + _string(signature)
    )  # fmt: skip
    text = base64.b64encode(blob).decode()
    lines = [text[start : start + 70] for start in range(0, len(text), 70)]
    return "\n".join(["-----BEGIN SSH SIGNATURE-----", *lines, "-----END SSH SIGNATURE-----", ""]).encode()


def canonical_lines(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Return a `.jsonl` file of canonical lines."""
    return b"".join(canonical(dict(row)) + b"\n" for row in rows)


Spoil = Callable[["Forgery"], None]


@dataclass
class Forgery:
    """A bundle in the making: change its parts, then `write` seals, lists, signs and packs what is there.

    Where a part is set by hand (`files`, `info`), it stays as it is; what follows from it (digests, the signature, the
    base folder's name) is made to fit, unless told otherwise: only what a test means to be wrong is wrong.
    """

    good: Bundle
    key: Ed25519PrivateKey
    schema: Schema
    changes: list[Change] = field(default_factory=list)
    private: list[dict[str, Any]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    info: dict[str, str] = field(default_factory=dict)
    signed_as: str = BUNDLE
    base: str = ""
    seals: list[dict[str, Any]] | None = None
    is_chained: bool = True
    after: list[Callable[[dict[str, bytes]], None]] = field(default_factory=list)  # spoil what is on the disk
    unlisted: dict[str, bytes] = field(default_factory=dict)
    tables: Callable[[dict[str, bytes]], None] | None = None
    package: Callable[[dict[str, Any]], None] | None = None

    @classmethod
    def of(cls, path: Path, key: Ed25519PrivateKey, schema: Schema) -> Forgery:
        """Take a good bundle apart."""
        good = unpacked(path)
        return cls(
            good, key, schema, good.changes,
            [json.loads(line) for line in good.lines("data/private.jsonl")], dict(good.files), good.info,
        )  # fmt: skip

    def copy(self) -> Forgery:
        """Return another to spoil."""
        return copy.copy(self)._own()

    def _own(self) -> Forgery:
        for name in ("changes", "private", "files", "info", "after", "unlisted"):
            setattr(self, name, copy.deepcopy(getattr(self, name)))
        return self

    def extend(self, **given: Any) -> Change:
        """Append a change to the first stream that carries the members given, else to the first one of all."""
        model = next(
            (one for one in self.changes if all(one[name] == given[name] for name in given if name in ("office", "home", "workspace"))),
            self.changes[0],
        )  # fmt: skip
        made = {**copy.deepcopy(model), "seen": {}, "why": None, **given}
        same = [one["seq"] for one in self.changes if stream(one) == stream(made)]
        made["seq"] = given.get("seq", max(same, default=0) + 1)
        self.changes.append(made)
        return made

    def packed(self) -> dict[str, bytes]:
        """Return every file of the bag, by path inside the base folder."""
        content = dict(self.files)
        if not self.is_chained or canonical(self.changes) != canonical(self.good.changes):
            if self.is_chained:
                self._chain()
            content["data/changes.jsonl"] = canonical_lines(self.changes)
            self._make_tables(content)
        elif self.tables:
            self._make_tables(content)
        if self.private or "data/private.jsonl" in content:
            content["data/private.jsonl"] = canonical_lines(
                sorted(self.private, key=lambda one: one["sha256"])
            )
        content["data/seals.jsonl"] = canonical_lines(
            self.seals if self.seals is not None else self.made_seals()
        )
        for path, given in self.files.items():
            if given != self.good.files.get(path):
                content[path] = given
        self._describe(content)
        return self._bagged(content)

    def _chain(self) -> None:
        self.changes.sort(key=lambda one: (*map(str, stream(one)), f"{one['seq']:>20}"))
        heads: dict[Any, str] = {}
        for one in self.changes:
            one["prev"] = heads.get(stream(one), ZEROS)
            heads[stream(one)] = sha256(canonical(one)).hexdigest()

    def _make_tables(self, content: dict[str, bytes]) -> None:
        for path in [path for path in content if path.startswith("data/tables/")]:
            del content[path]
        values = {one["sha256"]: one.get("value") for one in self.private}
        try:
            made = tables(self.changes, values, self.schema)
        except (TypeError, ValueError, KeyError):  # so bad a log that no tables follow from it
            made = self.good.tables
        if self.tables:
            self.tables(made)
        content.update({f"data/tables/{kind}.csv": text for kind, text in made.items()})

    def made_seals(self) -> list[dict[str, Any]]:
        """Return the good bundle's seals where they still fit, else seals by this key over each stream's last change."""
        good = {one["hash"]: one for one in map(json.loads, self.good.lines("data/seals.jsonl"))}
        last = {stream(one): one for one in self.changes}
        made = []
        for (office, home, workspace), one in sorted(last.items()):
            digest = sha256(canonical(one)).hexdigest()
            if digest in good:
                made.append(good[digest])
                continue
            seal = {"hash": digest, "home": home, "office": office, "seq": one["seq"], "workspace": workspace}
            made.append({**seal, "signature": sshsig(self.key, canonical(seal), SEAL).decode()})
        return made

    def _describe(self, content: dict[str, bytes]) -> None:
        if content.get("data/datapackage.json") != self.good.files["data/datapackage.json"]:
            return
        package = json.loads(content["data/datapackage.json"])
        known = {one["path"]: one for one in package["resources"]}
        table = next(one for path, one in known.items() if path.startswith("tables/"))
        resources = []
        for path in sorted(path.removeprefix("data/") for path in content if path.startswith("data/")):
            if path == "datapackage.json":
                continue
            text = content[f"data/{path}"]
            found = known.get(path) or {"name": path.replace("/", "-").replace(".", "-"), "path": path}
            if path.startswith("tables/") and path not in known:
                found = {
                    **table,
                    **found,
                    "schema": self._table_schema(path.split("/")[1].removesuffix(".csv")),
                }
            resources.append({**found, "bytes": len(text), "hash": f"sha256:{sha256(text).hexdigest()}"})
        package["resources"] = resources
        if self.package:
            self.package(package)
        content["data/datapackage.json"] = json.dumps(package).encode()

    def _table_schema(self, kind: str) -> dict[str, Any]:
        from tests.contract.second_reader import columns

        return {
            "fields": [
                {"name": n, "type": t} for n, t in columns(self.schema.get(kind, {"fields": {}})["fields"])
            ],
            "primaryKey": ["office", "id"],
        }

    def _bagged(self, content: dict[str, bytes]) -> dict[str, bytes]:
        payload = {path: text for path, text in content.items() if path.startswith("data/")}
        info = dict(self.info)
        if info.get("Payload-Oxum") == self.good.info["Payload-Oxum"]:
            info["Payload-Oxum"] = f"{sum(map(len, payload.values()))}.{len(payload)}"
        tags = {
            "bagit.txt": content["bagit.txt"],
            "bag-info.txt": "".join(f"{name}: {value}\n" for name, value in info.items()).encode(),
            MANIFEST: _manifest(payload),
        }
        tags |= {
            name: text for name, text in self.files.items() if name in tags and text != self.good.files[name]
        }
        made = {**payload, **tags, TAGS: _manifest(tags)}
        made |= {name: self.files[name] for name in (TAGS,) if self.files[name] != self.good.files[name]}
        for spoil in self.after:
            spoil(made)
        made.setdefault(SIGNATURE, sshsig(self.key, made.get(TAGS, b""), self.signed_as))
        return {**made, **self.unlisted}

    def write(self, path: Path) -> Path:
        """Pack it into a ZIP file and return its path."""
        made = self.packed()
        made = {name: text for name, text in made.items() if text is not GONE}
        digest = sha256(made.get(TAGS, b"")).hexdigest()[:8]
        base = self.base or f"gem-{self.info['Gem-Office'].lower()}-{self.info['Gem-Period']}-{digest}"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in sorted(made.items()):
                archive.writestr(
                    zipfile.ZipInfo(f"{base}/{name}", (2026, 11, 23, 9, 0, 0)), text, zipfile.ZIP_DEFLATED
                )
        return path


GONE = b"\0gone"


def _manifest(content: Mapping[str, bytes]) -> bytes:
    return "".join(f"{sha256(text).hexdigest()}  {path}\n" for path, text in sorted(content.items())).encode()
