"""One call of a command: its streams, its store, and how it answers."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from gemtui.cli.world import World
from gemtui.locale import languages, plain, safe_json, say

if TYPE_CHECKING:
    from gemtui.store import Server, Store

FINE, FOUND, WRONG, INTERRUPTED = 0, 1, 2, 130
"""Exit codes of spec/cli.md: fine; something was found or refused; the call or the environment is wrong; Ctrl+C."""


@dataclass
class Call:
    """What a command is given besides its own arguments."""

    world: World
    store: str = ""
    """As typed after `--store`."""
    lang: str = ""
    json: bool = False
    closing: ExitStack = field(default_factory=ExitStack, repr=False)
    shown: int = 0
    """Columns of the progress line that stands there now."""

    @property
    def language(self) -> str:
        """Return the language that sentences are said in."""
        return self.lang or (self.world.lang if self.world.lang in languages() else "en")

    @property
    def named(self) -> str:
        """Return the store as it was named, by `--store` or by the environment."""
        return self.store or self.world.env.get("GEMTUI_STORE", "")

    @property
    def place(self) -> Path | Server:
        """Return where the store that is meant is: a file, or a database on a server; raises StoreProblem bad-url."""
        return self.world.dirs.store(self.store, self.world.env)

    @property
    def path(self) -> Path:
        """Return the path of the store that is meant, or beside which the keys of one on a server lie."""
        place = self.place
        return place if isinstance(place, Path) else place.path

    def open(self, *, read_only: bool = False, saves: bool = False, quiet: bool = False) -> Store:
        """Return the open store, which is closed when the command ends; raises StoreProblem.

        Whoever `saves` is told at once that the store can only be read, not by chance after some of the work.
        What the person should know of it goes to standard error, unless `quiet` leaves that to the caller.
        """
        from gemtui import store  # help and completion need none

        db = store.open_store(self.place, self.world.around(), read_only=read_only)
        self.closing.callback(db.close)
        if saves and db.read_only:
            raise store.StoreProblem("read-only", path=db.name)
        self.world = self.world.on_day_of(db)
        db.notices += store.take_own(db, self.world.dirs.catalogues)
        store.use_catalogues(db)
        if not (self.json or read_only or quiet):
            for code, facts in db.notices:
                self.tell(say(code, facts, self.language))
        return db

    def answer(self, document: object, lines: Iterable[str]) -> None:
        """Print the answer: one JSON document, or lines for a person."""
        if self.json:
            self.print(safe_json(document))
        else:
            for line in lines:
                self.print(line)

    def print(self, line: str) -> None:
        """Write one line, whose values have been through `plain`, to the standard output."""
        self._wipe()
        self.world.stdout.write(f"{line}\n")

    def prose(self, line: str) -> None:
        """Write a line for a person, whose values have been through `plain`: on a terminal it breaks between words."""
        if not self.world.stdout.isatty():
            self.print(line)
            return
        from shutil import get_terminal_size  # only plain questions at a terminal need them
        from textwrap import wrap

        indent = " " * (len(line) - len(line.lstrip()))
        for part in wrap(
            line, get_terminal_size().columns - 1, subsequent_indent=indent, break_long_words=False
        ) or [""]:
            self.print(part)

    def tell(self, sentence: str) -> None:
        """Write one sentence to the standard error."""
        self._wipe()
        self.world.stderr.write(f"{plain(sentence, lines=True)}\n")
        self.world.stderr.flush()

    def progress(self, sentence: str) -> None:
        """Write how far it is, over the last such line; only where a person watches."""
        if self.world.stderr.isatty():
            self._wipe()
            self.world.stderr.write(plain(sentence))
            self.world.stderr.flush()
            self.shown = len(sentence)

    def _wipe(self) -> None:
        """Take the progress line away."""
        if self.shown:
            self.world.stderr.write(f"\r{' ' * self.shown}\r")
            self.world.stderr.flush()
            self.shown = 0

    def say(self, code: str, /, **facts: object) -> str:
        """Return the sentence for a code."""
        return say(code, facts, self.language)
