"""What a reader must know of the store that a bundle arrives at, handed in so that reading stays free of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from gemtui.exchange.allowed_signers import Trusted
from gemtui.records import Kind

Place = tuple[str, bool, str]
"""A stream: (office, home, workspace), in the order in which `changes.jsonl` is sorted."""

Head = tuple[int, str]
"""The last change that is held of a stream: (seq, hash)."""

NO_HEAD: Head = (0, "")


def _nothing(_place: Place, _seq: int) -> str | None:
    return None


def _none_held(_office: str, _record: str, _workspace: str, _seq: int) -> bool:
    return False


def _no_sorts(_office: str, _records: Sequence[str]) -> Mapping[str, tuple[str, bool]]:
    return {}


@dataclass(frozen=True, slots=True)
class Known:
    """The receiving store as a reader needs it; the defaults are an empty store's."""

    office: str
    principal: str
    """Whom the store itself speaks for: `office:CODE` or `hq:ITU`."""
    workspace: str
    """The store's own."""
    kinds: Mapping[str, Kind]
    trusted: tuple[Trusted, ...]
    now: dt.datetime
    heads: Callable[[str], Mapping[Place, Head]] = lambda _office: {}
    """The streams held about an office."""
    hash_at: Callable[[Place, int], str | None] = _nothing
    owners: Mapping[str, str] = field(default_factory=dict)
    """Workspace → principal that it was first merged from."""
    seals_of: Callable[[str], Sequence[bytes]] = lambda _workspace: ()
    """The lines of the seals that are kept of a workspace's streams."""
    holds: Callable[[str, str, str, int], bool] = _none_held
    """Whether (office, record, workspace, seq) is a change that is held about this very record."""
    sorts: Callable[[str, Sequence[str]], Mapping[str, tuple[str, bool]]] = _no_sorts
    """{id: (kind, home)} of those of an office's records that are held."""
    holds_files: Callable[[Sequence[str]], Collection[str]] = lambda _digests: ()
    """Those of these evidence files, named by SHA-256, that are here."""
    first_received: Callable[[str], dt.datetime | None] = lambda _sha256: None
    """When the file of that digest arrived for the first time, if it did."""
    outside: Collection[tuple[Place, int]] = frozenset()
    """Changes that are held but don't count: carried unread by an older program, wrong once they could be read."""
    branch: str = ""
    """The own workspace, where headquarters' branch of it is to be kept: nothing of it counts as held."""
    recover: bool = False
    """The office's own streams are taken on headquarters' word (`merge --recover`)."""

    def received(self, sha256: str) -> dt.datetime:
        """Return the time that counts for a bundle's keys: now, or when the same file first arrived."""
        return self.first_received(sha256) or self.now
