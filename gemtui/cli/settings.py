"""The person's settings on this machine: language, keys, colours; one small TOML file."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def read_settings(path: Path) -> dict[str, Any]:
    """Return the settings of a file; none where it is missing, or damaged: no setting is worth not starting for."""
    try:
        content = path.read_bytes()
    except OSError:
        return {}
    import tomllib  # most people have no settings

    try:
        return tomllib.loads(content.decode("utf-8"))
    except (ValueError, RecursionError):
        return {}


def settings_fault(path: Path) -> str:
    """Return why a settings file can't be read; empty where it can, or where there is none."""
    import tomllib  # as above

    try:
        tomllib.loads(path.read_bytes().decode("utf-8"))
    except FileNotFoundError:
        return ""
    except (OSError, ValueError, RecursionError) as fault:
        return str(fault)
    return ""


def keep_setting(path: Path, name: str, value: str) -> None:
    """Write one setting, the others kept; raises OSError."""
    import tomli_w  # asked for once

    settings = {**read_settings(path), name: value}
    fresh = path.with_name(f".{path.name}.new")
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh.write_text(tomli_w.dumps(settings), encoding="utf-8")
    fresh.replace(path)
