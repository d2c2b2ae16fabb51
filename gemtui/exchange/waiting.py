"""A folder of bundles that have arrived."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ENDINGS = (".gem.zip", ".gem.zip.age")
FOLDERS = 200
"""Folders inside that are looked into."""


@dataclass(frozen=True, slots=True)
class Inbox:
    """A folder with its bundles, the newest first, and the folders in it that have some, with how many."""

    folder: Path
    bundles: Sequence[Path] = ()
    folders: Sequence[tuple[Path, int]] = ()


def inbox(folder: Path) -> Inbox | None:
    """Return what lies in a folder, nothing where it can't be read; None for what is no folder. Reads the disk."""
    try:
        if not folder.is_dir():
            return None
        inside = sorted(path for path in folder.iterdir() if path.is_dir())[:FOLDERS]
    except OSError:
        return None
    counted = ((path, len(_bundles(path))) for path in inside)
    return Inbox(folder, _bundles(folder), [(path, number) for path, number in counted if number])


def _bundles(folder: Path) -> list[Path]:
    try:
        found = [path for path in folder.iterdir() if path.name.endswith(ENDINGS) and path.is_file()]
        return sorted(found, key=lambda path: (-path.stat().st_mtime, path.name))
    except OSError:
        return []
