"""The package's TOML files, parsed once for each of their contents: parsing them took longer than most commands.

What was parsed lies where Python keeps compiled modules, and is trusted as they are: whoever can write there can
change the program itself. It counts only with a digest over the very text it was made of, and never runs as code.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

Document = dict[str, Any]

SIZE = hashlib.sha256().digest_size


def parsed(path: Path) -> Document:
    """Return what one of the package's TOML files says; raises OSError where it can't be read."""
    text = path.read_bytes()
    kept = _beside_modules(path)
    known = _known(kept, text) if kept else None
    if known is not None:
        return known
    import tomllib  # a start that finds everything parsed does without

    document = tomllib.loads(text.decode("utf-8"))
    if kept and not sys.dont_write_bytecode:
        _keep(kept, text, document)
    return document


def _beside_modules(path: Path) -> Path | None:
    """Return where the file's parsed form belongs, or None where this Python keeps nothing compiled."""
    from importlib.util import cache_from_source  # loaded by Python's own start

    try:
        return Path(cache_from_source(path)).with_suffix(".json")
    except NotImplementedError:
        return None


def _known(kept: Path, text: bytes) -> Document | None:
    """Return what is kept, if it is whole and was made of exactly this text."""
    try:
        found = kept.read_bytes()
    except OSError:
        return None
    digest, payload = found[:SIZE], found[SIZE:]
    if digest != _digest(text, payload):
        return None
    document: Document = json.loads(payload)
    return document


def _keep(kept: Path, text: bytes, document: Document) -> None:
    """Keep a document for the next start; where nothing can be written, that one parses again."""
    payload = json.dumps(document, ensure_ascii=False).encode()
    if json.loads(payload) != document:
        return
    making = kept.with_name(f"{kept.name}.{os.getpid()}")
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        making.write_bytes(_digest(text, payload) + payload)
        making.replace(kept)
    except OSError:
        with suppress(OSError):
            making.unlink()


def _digest(text: bytes, payload: bytes) -> bytes:
    """Return the digest over both, each of a length that is told."""
    return hashlib.sha256(b"%d %b%b" % (len(text), text, payload)).digest()
