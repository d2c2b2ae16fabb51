"""What the terminal program is handed at `__main__`: the store, the day, the clock, the person's settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gemtui.store import Store


@dataclass(frozen=True)
class Desk:
    """Everything that a screen may ask for; nothing below looks at a clock, a folder or the environment itself."""

    db: Store
    today: date
    monotonic: Callable[[], float]
    """Seconds that never go back, for keys typed ahead."""
    folder: Path
    """Where bundles are written to and looked for first."""
    lang: str = "en"
    keymap: str = "default"
    own_keys: Mapping[str, str] = field(default_factory=dict)
    ascii: bool = False
    """The terminal shows ASCII only."""
    light: bool = False
    editor: str = ""
    """Command that opens a long text, from $VISUAL or $EDITOR."""
    keys: Path | None = None
    """Folder of the signing keys."""

    @property
    def office(self) -> str:
        """Return the office's code."""
        return self.db.identity.office

    @property
    def is_headquarters(self) -> bool:
        """Return whether the store is headquarters'."""
        return self.db.identity.role == "hq"

    @property
    def period(self) -> int:
        """Return the year that is reported on."""
        return self.today.year
