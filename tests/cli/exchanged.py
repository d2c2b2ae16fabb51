"""Machines of several offices and headquarters, and what goes between them, by the command line alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.cli.gem import Answer, Gem


@dataclass
class Machines:
    """Makes machines in folders of their own; each has one store with its key."""

    folder: Path
    made: dict[str, Gem] = field(default_factory=dict)

    def machine(self, name: str, office: str, *, url: str = "", author: str = "focal point") -> Gem:
        """Return a new machine with the store of an office, or of headquarters for ITU."""
        home = self.folder / name
        home.mkdir()
        gem = Gem(home, store=url or "office.gemtui")
        role = ("--role", "hq") if office == "ITU" else ()
        gem.json("init", "--office", office, *role, "--author", author)
        self.made[name] = gem
        return gem


def line_of(gem: Gem) -> str:
    """Return the line with which others trust this machine's key."""
    return str(gem.json("key", "show")["line"])


def trusts(gem: Gem, *others: Gem) -> None:
    """Let a machine trust the keys of others."""
    for other in others:
        gem.json("key", "trust", line_of(other))


def sent(gem: Gem, kind: str, *options: object) -> Path:
    """Write a bundle into the machine's own folder and return its path."""
    out = gem.home / "out"
    out.mkdir(exist_ok=True)
    given = ("--despite", "a test") if kind == "submission" else ()
    return Path(gem.json("export", "--to", out, "--kind", kind, *given, *options)["bundle"])


def merged(gem: Gem, *bundles: Path, options: tuple[object, ...] = ()) -> Answer:
    """Merge bundles; those that a test expects to be refused are in the answer."""
    return gem("merge", *bundles, *options, "--json")


def taken(gem: Gem, *bundles: Path, options: tuple[object, ...] = ()) -> Any:
    """Merge bundles that must all be taken, and return what the command says."""
    answer = merged(gem, *bundles, options=options)
    assert answer.code == 0, answer
    return answer.json["merged"]
