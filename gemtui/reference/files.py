"""The catalogues' files: TOML in the package, and newer ones that a store was given in their place.

Readers ask the catalogues in use, which whoever opens a store hands in with `use`; without any, the package's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, wraps
from pathlib import Path
from typing import Any, NamedTuple, ParamSpec, TypeVar

from gemtui.parsed import Document, parsed

CATALOGUES = Path(__file__).parent / "catalogues"  # importlib.resources would cost a first paint 15 ms
VERSION = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6}){0,3}")

P = ParamSpec("P")
R = TypeVar("R")


class Given(NamedTuple):
    """A catalogue that a store holds, in one of its versions."""

    name: str
    text: str


class Catalogues:
    """The package's catalogues with those that were given; of each name the greatest version is in force."""

    def __init__(self, given: Iterable[Given] = (), instead: Mapping[str, Document] | None = None) -> None:
        """`instead` counts whatever its versions are: for trying a catalogue out."""
        self._given: dict[str, list[str]] = {}
        for one in given:
            self._given.setdefault(one.name, []).append(one.text)
        self._versions = {n: [(version_of(document), document)] for n, document in (instead or {}).items()}
        self.memo: dict[Any, Any] = {}
        """What readers made of these catalogues."""

    def names(self) -> list[str]:
        """Return the names of all catalogues, sorted."""
        return sorted({*packaged_names(), *self._given, *self._versions})

    def versions(self, name: str) -> list[tuple[str, Document]]:
        """Return a catalogue's versions with what they say, the one in force last; raises KeyError for an unknown name."""
        if name not in self._versions:
            known = [packaged(name)] if name in packaged_names() else []
            told = sorted((_read(text) for text in sorted(self._given.get(name, ()))), key=_age)
            # Of two with one version the package's stands last: what is given must be newer to count.
            every = sorted([*told, *known], key=_age)
            if not every:
                raise KeyError(name)
            self._versions[name] = [(version_of(document), document) for document in every]
        return self._versions[name]


PACKAGED = Catalogues()
_IN_USE = [PACKAGED]


def use(catalogues: Catalogues) -> None:
    """Let all readers read these from now on."""
    _IN_USE[0] = catalogues


_TRIAL: ContextVar[Catalogues | None] = ContextVar("trial", default=None)


def in_use() -> Catalogues:
    """Return the catalogues that readers read."""
    return _TRIAL.get() or _IN_USE[0]


@contextmanager
def trial(catalogues: Catalogues) -> Iterator[None]:
    """Let this thread's readers read these until the end, and nobody else's."""
    token = _TRIAL.set(catalogues)
    try:
        yield
    finally:
        _TRIAL.reset(token)


def reader(read: Callable[P, R]) -> Callable[P, R]:
    """Return a reader that reads each set of catalogues once."""

    @wraps(read)
    def found(*args: P.args, **kwargs: P.kwargs) -> R:
        memo, key = in_use().memo, (read, args)
        if key not in memo:
            memo[key] = read(*args, **kwargs)
        result: R = memo[key]
        return result

    return found


def load(name: str, version: str = "") -> Document:
    """Return the catalogue of that name as it stands, in force or of that version, if it is known.

    Shared: read it, never change it. Raises KeyError for an unknown name.
    """
    versions = in_use().versions(name)
    return next((document for told, document in reversed(versions) if told == version), versions[-1][1])


def version_of(document: Document) -> str:
    """Return the version of a catalogue: its own word, else that of its shape."""
    return str(document.get("version", document.get("schema", "0")))


def age(version: str) -> tuple[int, ...]:
    """Return what versions are compared by; one that is no version is older than all."""
    return tuple(map(int, version.split("."))) if VERSION.fullmatch(version) else ()


def _read(text: str) -> Document:
    import tomllib  # most stores were given none

    return tomllib.loads(text)


def _age(document: Document) -> tuple[int, ...]:
    return age(version_of(document))


@cache
def packaged_names() -> frozenset[str]:
    """Return the names of the package's catalogues."""
    return frozenset(path.stem for path in CATALOGUES.glob("*.toml"))


@cache
def packaged(name: str) -> Document:
    """Return the package's catalogue of that name."""
    return parsed(CATALOGUES / f"{name}.toml")
