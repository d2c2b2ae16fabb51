"""One thing that is wrong with a catalogue's file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Fault:
    """Where in a catalogue's file something is wrong, and what."""

    where: str
    """Table and entry, like `grade[3].code`."""
    code: str
    facts: dict[str, Any] = field(default_factory=dict)
