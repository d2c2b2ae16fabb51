"""How large a bundle and its parts may be (spec/bundle.md, *Reading one safely*)."""

from __future__ import annotations

MIB = 2**20

PACKED = 256 * MIB
UNPACKED = 1024 * MIB
ENTRIES = 20_000
RATIO = 200
"""Unpacked to packed bytes of an entry, asked only of entries over RATIO_FROM."""
RATIO_FROM = MIB
TEXT_FILE = 256 * MIB
"""A CSV or `.jsonl` file."""
ATTACHMENT = 25 * MIB
LINE = MIB
TAG_FILE = 8 * MIB
"""A file that is read whole; a manifest of ENTRIES lines is some 3 MiB."""
READ_WHOLE = frozenset({
    "bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt", "tagmanifest-sha256.txt.sig",
    "data/datapackage.json", "data/trust/allowed_signers", "data/trust/recipients.txt",
})  # fmt: skip

CHUNK = 128 * 1024


def most(name: str) -> int:
    """Return how many bytes the entry of that name, base folder left out, may unpack to."""
    if name.startswith("data/attachments/"):
        return ATTACHMENT
    if name.endswith((".csv", ".jsonl")):
        return TEXT_FILE
    return TAG_FILE if name in READ_WHOLE else ATTACHMENT
