"""BagIt, in a strict profile: SHA-256 and UTF-8, every file listed exactly once (RFC 8493; spec/bundle.md)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import BinaryIO

from gemtui.exchange import limits
from gemtui.exchange.archive import Archive
from gemtui.exchange.bag_info import BAGIT, BagInfo, read_info, read_newer
from gemtui.exchange.refusal import BundleRefused

MANIFEST = "manifest-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"
SIGNATURE = "tagmanifest-sha256.txt.sig"
_LISTED_TAGS = ("bag-info.txt", "bagit.txt", MANIFEST)
_LINE = re.compile(r"([0-9a-f]{64})  (\S+)")
_PATH = re.compile(r"[a-z0-9_-][a-z0-9_.-]*(?:/[a-z0-9_-][a-z0-9_.-]*)*")


@dataclass(frozen=True, slots=True)
class Bag:
    """An archive that is complete and whose every file has the digest its manifests say."""

    archive: Archive
    info: BagInfo
    digests: dict[str, str]
    """SHA-256 of each payload file, by path."""
    tag_manifest: bytes
    """What the signature is over."""

    @property
    def names(self) -> tuple[str, ...]:
        """Return the payload's paths, sorted."""
        return tuple(sorted(self.digests))

    def size(self, name: str) -> int:
        """Return a payload file's length in bytes."""
        return self.archive.entries[name].size

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield a payload file's content, digested again: the file may have changed since it was checked."""
        hasher = sha256()
        for chunk in self.archive.chunks(name):
            hasher.update(chunk)
            yield chunk
        if hasher.hexdigest() != self.digests[name]:
            raise BundleRefused("digest-mismatch", name)

    def content(self, name: str) -> bytes:
        """Return a small payload file's whole content."""
        return b"".join(self.chunks(name))

    def lines(self, name: str, copy: BinaryIO | None = None) -> Iterator[bytes]:
        """Yield a text file's lines without their line feeds, the whole going into `copy` where one is given."""
        rest = b""
        for chunk in self.chunks(name):
            if copy is not None:
                copy.write(chunk)
            *lines, rest = (rest + chunk).split(b"\n") if rest else chunk.split(b"\n")
            if len(rest) > limits.LINE or (lines and max(map(len, lines)) > limits.LINE):
                raise BundleRefused("too-large", name, limit=limits.LINE, reason="line")
            yield from lines
        if rest:
            raise BundleRefused("bad-package", name, reason="no-final-newline")


def check_bag(archive: Archive) -> Bag:
    """Return the archive as a bag that is complete and valid; raises BundleRefused."""
    tags = (*_LISTED_TAGS, TAG_MANIFEST)
    if archive.entries.keys().isdisjoint(tags):
        raise BundleRefused("not-a-bundle", reason="no-bag")
    for name in tags:
        if name not in archive.entries:
            raise BundleRefused("missing-file", name)
    newer = read_newer(archive.content("bag-info.txt"))
    if newer:
        return _of_newer_format(archive, newer)
    if archive.content("bagit.txt") != BAGIT:
        raise BundleRefused("bad-bag", "bagit.txt", reason="declaration")
    payload = _check_manifests(archive)
    tag_manifest = archive.content(TAG_MANIFEST)
    info = read_info(archive.content("bag-info.txt"))
    for name in sorted(payload, key=lambda name: archive.entries[name].start):
        if _digest(archive.chunks(name)) != payload[name]:
            raise BundleRefused("digest-mismatch", name)
    size = sum(archive.entries[name].size for name in payload)
    if info.oxum != f"{size}.{len(payload)}":
        raise BundleRefused("bad-bag", "bag-info.txt", reason="oxum")
    if archive.base != info.base(sha256(tag_manifest).hexdigest()):
        raise BundleRefused("bad-bag", archive.base, reason="base-folder")
    return Bag(archive, info, payload, tag_manifest)


def _of_newer_format(archive: Archive, info: BagInfo) -> Bag:
    """Return a bag of which only its own words are checked: who signed them may tell which version to install."""
    tag_manifest = archive.content(TAG_MANIFEST)
    listed = _digest(archive.chunks("bag-info.txt"))
    if f"{listed}  bag-info.txt".encode() not in tag_manifest.split(b"\n"):
        raise BundleRefused("digest-mismatch", "bag-info.txt")
    return Bag(archive, info, {}, tag_manifest)


def write_manifest(digests: Mapping[str, str]) -> bytes:
    """Return the bytes of a manifest, sorted by path."""
    return "".join(f"{digests[name]}  {name}\n" for name in sorted(digests)).encode()


def read_manifest(content: bytes, where: str) -> dict[str, str]:
    """Return digests by path; each path once, nothing but plain relative names; raises BundleRefused."""
    try:
        text = content.decode("ascii")
    except UnicodeDecodeError:
        raise BundleRefused("unsafe-path", where, reason="name") from None
    if not text.endswith("\n"):
        raise BundleRefused("bad-bag", where, reason="line-ends")
    listed: dict[str, str] = {}
    for number, line in enumerate(text[:-1].split("\n"), 1):
        found = _LINE.fullmatch(line)
        if found is None:
            raise BundleRefused("bad-bag", f"{where}:{number}", reason="manifest-line")
        digest, path = found.groups()
        if _PATH.fullmatch(path) is None:
            raise BundleRefused("unsafe-path", f"{where}:{number}", reason="name")
        if path in listed:
            raise BundleRefused("bad-bag", f"{where}:{number}", reason="listed-twice")
        listed[path] = digest
    return listed


def _check_manifests(archive: Archive) -> dict[str, str]:
    """Return the payload's digests; the tag files agree with the tag manifest, and both list all there is."""
    tags = read_manifest(archive.content(TAG_MANIFEST), TAG_MANIFEST)
    for name in tags:
        if name not in archive.entries:
            raise BundleRefused("missing-file", name)
    if tuple(sorted(tags)) != _LISTED_TAGS:
        raise BundleRefused("bad-bag", TAG_MANIFEST, reason="tag-files")
    for name, digest in tags.items():
        if _digest(archive.chunks(name)) != digest:
            raise BundleRefused("digest-mismatch", name)
    payload = read_manifest(archive.content(MANIFEST), MANIFEST)
    for name in payload:
        if not name.startswith("data/"):
            raise BundleRefused("unsafe-path", MANIFEST, reason="not-payload")
        if name not in archive.entries:
            raise BundleRefused("missing-file", name)
    for name in archive.entries:
        if name not in payload and name not in (*_LISTED_TAGS, TAG_MANIFEST, SIGNATURE):
            raise BundleRefused("bad-bag" if name == "fetch.txt" else "unlisted-file", name, reason="fetch")
    return payload


def _digest(chunks: Iterable[bytes]) -> str:
    hasher = sha256()
    for chunk in chunks:
        hasher.update(chunk)
    return hasher.hexdigest()
