"""What the terminal program is handed at `__main__`: the store, the day, the clock, the person's settings."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from gemtui.store import Store


class Desk:
    """Everything that a screen may ask for; nothing below looks at a clock, a folder or the environment itself.

    `open_store()` gives the store and `today`; it is called in a thread after the first paint, since loading what
    reads a store takes as long as drawing does.
    """

    def __init__(
        self,
        open_store: Callable[[], tuple[Store, date]],
        monotonic: Callable[[], float],
        folder: Path,
        **settings: Any,
    ) -> None:
        self._open_store = open_store
        self._db: Store | None = None
        self._today: date | None = None
        self.is_demo = False
        """All records are invented, and every screen says so."""
        self.monotonic = monotonic
        """Seconds that never go back, for keys typed ahead."""
        self.folder = folder
        """Where bundles are written to and looked for first."""
        self.lang: str = settings.pop("lang", "en")
        self.keymap: str = settings.pop("keymap", "default")
        self.own_keys: dict[str, str] = settings.pop("own_keys", {})
        self.ascii: bool = settings.pop("ascii", False)
        """The terminal shows ASCII only."""
        self.light: bool = settings.pop("light", False)
        self.editor: str = settings.pop("editor", "")
        """Command that opens a long text, from $VISUAL or $EDITOR."""
        self.language_file: Path | None = settings.pop("language_file", None)
        """The office's own language rules, names, and wordings that it keeps."""
        self.keys: Path | None = settings.pop("keys", None)
        """Folder of the signing keys."""
        self.notices: list[tuple[str, dict[str, str]]] = settings.pop("notices", [])
        """What should be said once at the start, beside what the store has to say."""
        self.terminal: dict[str, str] = settings.pop("terminal", {})
        """What the terminal says of itself in the environment, by variable."""
        if settings:
            raise TypeError(f"unknown settings: {', '.join(sorted(settings))}")

    def open(self) -> None:
        """Open the store; raises StoreProblem. Call it in a thread."""
        from gemtui import store  # not before the first paint

        db, self._today = self._open_store()
        self.is_demo = bool(store.setting(db, "demo"))
        db.asks_why = True
        self._db = db  # last, since a screen asks for all of it as soon as the store is there

    @property
    def is_open(self) -> bool:
        """Return whether the store is there."""
        return self._db is not None

    @property
    def db(self) -> Store:
        """Return the store, once it is open."""
        if self._db is None:
            raise RuntimeError("the store is not open yet")
        return self._db

    @property
    def today(self) -> date:
        """Return the day, once the store is open: a demo plays on a day of its own."""
        if self._today is None:
            raise RuntimeError("the store is not open yet")
        return self._today

    def named(self, typed: str) -> Path:
        """Return the file that a typed path means; a `~` of nobody's stays as it is."""
        return self.folder / os.path.expanduser(typed)  # noqa: PTH111 - `Path.expanduser` raises there

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
        from gemtui import rules

        return rules.reporting_year(self.today)
