"""What the subjects share: sizes, rounds, a folder, and stores that are filled once and used by several."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gemtui import store
from tests.benchmarks.filling import ACTIONS, NOW, TODAY, Content, fill, world
from tests.benchmarks.processes import compiled


@dataclass
class Stage:
    """Where a run takes place."""

    folder: Path
    rounds: int = 5
    quick: bool = False
    _made: dict[str, Path] = field(default_factory=dict)

    @property
    def large(self) -> int:
        """Return the size of a large list: 100,000 rows."""
        return 20_000 if self.quick else 100_000

    @property
    def huge(self) -> int:
        """Return the size of a list that nobody has: a million rows."""
        return 100_000 if self.quick else 1_000_000

    @property
    def env(self) -> Mapping[str, str]:
        """Return the environment in which programs run: folders of their own."""
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        names = ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")
        own = {**dict.fromkeys(names, str(home)), "LANG": "C.UTF-8"}
        return compiled(self.folder / "compiled") | own

    def store(self, records: int, shares: Mapping[str, int] = ACTIONS, name: str = "") -> Path:
        """Return a field store of so many records, filled at first use; nobody may write to it."""
        name = name or f"{'actions' if shares is ACTIONS else 'mixed'}-{records}"
        path = self.folder / f"{name}.gemtui"
        if not path.exists():
            self.say(f"filling {name}")
            start = time.perf_counter()
            made = self.folder / f"{name}.making.gemtui"
            made.unlink(missing_ok=True)
            db = store.create(made, store.Identity("NBO", "field", "focal point"), world(self.folder))
            fill(db, Content(records, shares))
            db.close()
            made.rename(path)
            self.say(f"filled {name} in {time.perf_counter() - start:.0f} s")
        return path

    def copy(self, path: Path, name: str) -> Path:
        """Return a copy of a store that a subject may write to."""
        target = self.folder / f"{name}.gemtui"
        for rest in self.folder.glob(f"{target.name}*"):
            rest.unlink()
        shutil.copyfile(path, target)
        return target

    def open(self, path: Path) -> store.Store:
        """Return an open store."""
        return store.open_store(path, world(self.folder))

    def say(self, text: str) -> None:
        """Say on the error output what is going on."""
        print(f"  {text}", file=sys.stderr, flush=True)


__all__ = ["NOW", "TODAY", "Stage"]
