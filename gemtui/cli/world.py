"""What the program needs of the machine it runs on, gathered once in `__main__` and handed down."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from gemtui.log import Clock, Ids
    from gemtui.store import Around, Server, Store

STORE_NAME = "store.gemtui"


class CallProblem(Exception):  # the call is at fault, not the program
    """A command that can't be carried out as it was written; exit 2, words in locale/en/cli.toml."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts: dict[str, object] = facts


@dataclass(frozen=True, slots=True)
class Dirs:
    """The platform's folders for this program."""

    data: Path
    config: Path
    state: Path

    @property
    def backups(self) -> Path:
        """Return where backups go that nobody gave a name."""
        return self.data / "backups"

    @property
    def catalogues(self) -> Path:
        """Return where the office lays catalogues of its own; headquarters' go out with its next plan."""
        return self.data / "catalogues"

    @property
    def settings(self) -> Path:
        """Return the person's settings file, which may not be there."""
        return self.config / "settings.toml"

    @property
    def language(self) -> Path:
        """Return the office's own language rules and the wordings it keeps, which may not be there."""
        return self.config / "language.toml"

    def store(self, given: str, env: Mapping[str, str]) -> Path | Server:
        """Return which store is meant: `--store`, GEMTUI_STORE, or the one in the user's data folder.

        Raises StoreProblem bad-url for a URL that names no PostgreSQL database.
        """
        named = given or env.get("GEMTUI_STORE", "")
        if "://" not in named:
            return self.file(given, env)
        from gemtui.store import server_at  # a help text needs no store

        return server_at(named, self.data / "servers")

    def file(self, given: str, env: Mapping[str, str]) -> Path:
        """Return the path that `--store` or GEMTUI_STORE names, or the one in the user's data folder."""
        named = given or env.get("GEMTUI_STORE", "")
        # `Path.expanduser` raises where a `~` is nobody's.
        return Path(os.path.expanduser(named)) if named else self.data / STORE_NAME  # noqa: PTH111


@dataclass(frozen=True, slots=True)
class World:
    """Clock, day, streams, folders, language and machine, as arguments for everything below."""

    clock: Clock
    ids: Ids
    today: date
    env: Mapping[str, str]
    stdin: TextIO
    stdout: TextIO
    stderr: TextIO
    dirs: Dirs
    lang: str = "en"
    machine: str = ""
    is_day_given: bool = False
    """True where GEMTUI_TODAY names the day: then a demo store's own day does not count."""
    interface: Callable[[Path], int] | None = None
    """Opens the terminal program on a store's file; its room is out of the command line's sight."""

    @property
    def is_terminal(self) -> bool:
        """Return whether a person sits at a terminal that can show the program."""
        is_browser = bool(self.env.get("TEXTUAL_DRIVER"))  # set by `serve` for the program that it starts
        return is_browser or (self.stdin.isatty() and self.stdout.isatty() and self.env.get("TERM") != "dumb")

    def around(self) -> Around:
        """Return what a store needs of the machine."""
        from gemtui.store import Around  # a help text needs no store

        return Around(self.clock, self.ids, self.dirs.state, self.machine, self.dirs.backups)

    def on_day_of(self, db: Store) -> World:
        """Return the world as a demo store wants it: on the day of its story, unless a day was given."""
        from gemtui import log, store  # as above

        day = "" if self.is_day_given else store.setting(db, "today")
        if not day:
            return self
        clock = log.ShiftedClock(date.fromisoformat(day), self.clock)
        world = replace(self, today=date.fromisoformat(day), clock=clock, ids=log.Ids(clock))
        db.around = world.around()
        return world
