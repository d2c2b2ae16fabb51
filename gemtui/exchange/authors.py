"""Whose a stream is, and whether they may write what it says (spec/bundle.md, *Seals*; spec/merge.md, *Who writes what*)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from gemtui import store
from gemtui.exchange.allowed_signers import HEADQUARTERS, who
from gemtui.exchange.chains import Log, Stream
from gemtui.exchange.known import Known
from gemtui.exchange.refusal import BundleRefused, Caution, ExchangeProblem
from gemtui.exchange.resources import CHANGES, SEALS
from gemtui.exchange.seals import Seal, read_seal, read_seals

UNION = "ITU"


@dataclass(frozen=True, slots=True)
class Vouched:
    """A bundle's log whose every stream somebody trusted vouches for, and who may write what it says."""

    log: Log
    owners: dict[str, str]
    """Workspace → principal, as the receiving store shall believe from now on."""
    seals: tuple[Seal, ...]
    """The seals worth keeping: by keys trusted for the stream's author."""
    warnings: tuple[Caution, ...]


def check_authors(read: Log, known: Known, at: dt.datetime) -> Vouched:
    """Return the log with the author of each stream; raises BundleRefused.

    Codes: `not-sealed`, `wrong-office`, `not-permitted`, `bad-signature`, `bad-package`.
    """
    seals = read_seals(read.package.lines(SEALS), (stream.place for stream in read.streams))
    judge = _Judge(read, known, at)
    owners: dict[str, str] = {}
    warnings: list[Caution] = []
    for stream in read.streams:
        workspace, seal = stream.place[2], seals.get(stream.place)
        if seal and seal.seq >= stream.seq and not _covers(seal, stream):
            # Whoever made it vouched for another history, or for a longer one.
            raise _unsealed(stream, seal, known.owners.get(workspace, ""))
        author = judge.author(stream, seal)
        if owners.setdefault(workspace, author) != author:
            raise _refused("wrong-office", stream, principal=author, owner=owners[workspace])
        before = known.owners.get(workspace)
        if before and before != author:
            if _is_beyond_doubt(before, workspace, known) or judge.is_proven(before, workspace, author):
                raise _refused("wrong-office", stream, principal=author, owner=before)
            warnings.append(Caution("author-corrected", SEALS, {"before": before, "principal": author}))
        _check_permission(stream, author, known, every=bool(before) and before != author)
    covering = (seals[s.place] for s in read.streams if s.place in seals and _covers(seals[s.place], s))
    kept = tuple(seal for seal in covering if judge.speaks(seal) == owners[seal.place[2]])
    return Vouched(read, owners, kept, (*read.warnings, *warnings))


class _Judge:
    """Finds a stream's author among seal, earlier belief and the bundle's signer."""

    def __init__(self, read: Log, known: Known, at: dt.datetime) -> None:
        self._read, self._known, self._at = read, known, at
        self._signer = read.package.signed.principal
        self._recovering = known.recover and read.package.bag.info.kind == "return"

    def speaks(self, seal: Seal) -> str | None:
        """Return whom the seal's key speaks for, None where it is not trusted."""
        try:
            return who(self._known.trusted, seal.key, self._at)
        except ExchangeProblem:
            return None

    def is_proven(self, owner: str, workspace: str, author: str) -> bool:
        """Return whether a seal that is kept proves the owner, whom then only headquarters' seal outranks."""
        kept = map(read_seal, self._known.seals_of(workspace))
        return author != HEADQUARTERS and any(self.spoke(seal) == owner for seal in kept)

    def spoke(self, seal: Seal) -> str | None:
        """Return whom the seal's key speaks for, or spoke for before it was revoked or ran out."""
        try:
            return who(self._known.trusted, seal.key, self._at)
        except ExchangeProblem as problem:
            return str(problem.facts["principal"]) if "principal" in problem.facts else None

    def author(self, stream: Stream, seal: Seal | None) -> str:
        owner = self._known.owners.get(stream.place[2])
        sealed = self.speaks(seal) if seal else None
        if seal and sealed and _covers(seal, stream):
            return sealed
        if owner and not stream.new:
            return owner
        if owner:
            return self._by_belief(stream, owner, seal)
        if sealed and sealed != self._signer:
            # Who sealed another head of this stream wrote it, so these words are not the signer's to vouch for.
            raise _unsealed(stream, seal, sealed)
        if self._signer != HEADQUARTERS:
            return self._signer
        return self._from_headquarters(stream, seal)

    def _by_belief(self, stream: Stream, owner: str, seal: Seal | None) -> str:
        """Return the owner where the signer is it; nobody else may let a known workspace say something new."""
        office = stream.place[0]
        if owner == self._signer or self._is_own_recovered(office, owner) or self._is_branch(stream):
            return owner
        if owner in (HEADQUARTERS, f"office:{office}"):
            raise _unsealed(stream, seal, owner)
        raise _refused("wrong-office", stream, principal=self._signer, owner=owner)

    def _from_headquarters(self, stream: Stream, seal: Seal | None) -> str:
        """Return the author of a stream that headquarters sends and that nobody known has sealed."""
        office = stream.place[0]
        if office == UNION:
            return HEADQUARTERS
        if self._is_own_recovered(office, f"office:{office}"):
            return f"office:{office}"
        if all(_may_write(HEADQUARTERS, kind, office, self._known) for kind in stream.kinds):
            return HEADQUARTERS
        raise _unsealed(stream, seal, f"office:{office}")

    def _is_branch(self, stream: Stream) -> bool:
        """Return whether headquarters gives back this store's own stream, whose branch there is to be kept."""
        is_return = self._read.package.bag.info.kind == "return"
        return is_return and self._signer == HEADQUARTERS and stream.place[2] == self._known.branch

    def _is_own_recovered(self, office: str, owner: str) -> bool:
        return self._recovering and office == self._known.office and owner == f"office:{office}"


def _covers(seal: Seal, stream: Stream) -> bool:
    return (seal.seq, seal.hash) == (stream.seq, stream.hash)


def _is_beyond_doubt(owner: str, workspace: str, known: Known) -> bool:
    """Return whether the owner is no belief but knowledge: this store's own workspace, or headquarters' at its own."""
    return workspace == known.workspace or owner == known.principal == HEADQUARTERS


def _check_permission(stream: Stream, author: str, known: Known, *, every: bool) -> None:
    """Refuse what the author may not say; `every` looks at changes that are held already, too."""
    office = stream.place[0]
    kinds = stream.kinds if every else stream.new_kinds
    if kinds and author not in {HEADQUARTERS, f"office:{office}"}:
        raise _refused("wrong-office", stream, principal=author, owner=f"office:{office}")
    for kind in sorted(kinds):
        if not _may_write(author, kind, office, known):
            raise _refused("not-permitted", stream, principal=author, kind=kind)


def _may_write(principal: str, kind: str, office: str, known: Known) -> bool:
    """Return whether this author may write that kind about that office; of an unknown kind nobody can say no."""
    about = known.kinds.get(kind)
    if about is None:
        return True
    role = "hq" if principal == HEADQUARTERS else "field"
    try:
        store.may_write(store.Identity(principal.partition(":")[2], role, ""), about, office)
    except store.StoreProblem:
        return False
    return True


def _unsealed(stream: Stream, seal: Seal | None, owner: str) -> BundleRefused:
    return _refused("not-sealed", stream, owner=owner, fingerprint=seal.key.fingerprint if seal else "")


def _refused(code: str, stream: Stream, **facts: str) -> BundleRefused:
    office, _, workspace = stream.place
    return BundleRefused(code, f"{CHANGES}:{stream.line}", office=office, workspace=workspace, **facts)
