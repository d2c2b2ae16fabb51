"""`merge`: bundles verified and taken one by one, so that a bad one stops only itself."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from gemtui import log, store
from gemtui.exchange import limits
from gemtui.exchange.agreement import Checked
from gemtui.exchange.allowed_signers import who, with_key
from gemtui.exchange.inspecting import inspected
from gemtui.exchange.keyring import trusted_keys
from gemtui.exchange.known import Head, Known, Place
from gemtui.exchange.offering import told_renewed
from gemtui.exchange.opening import Identities, check_paths, file_digest
from gemtui.exchange.planning import check_plan
from gemtui.exchange.receiver import known_of
from gemtui.exchange.refusal import BundleRefused, Caution, ExchangeProblem
from gemtui.exchange.taking import incoming_of, refusal_of, refused_note
from gemtui.exchange.verifying import Verdict, verdict_of
from gemtui.locale import count, say
from gemtui.store import Merged, Note, Renewed, Store, StoreProblem

TAKEN = ("merged", "nothing-new")
MANY = 8
"""Bundles from which on it pays to start processes; fewer are merged before those have woken."""
MOST_JOBS = 4
"""Jobs unless more are asked for: one writer takes what they verify, and each takes some 50 MB of memory."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person who merges has said yes to."""

    recover: bool = False
    """Take the office's own streams on headquarters' word (a lost laptop)."""
    accept_keys: bool = False
    """Trust the offices' keys, and keep the recipients, that a plan brings."""
    identities: Identities = tuple


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one bundle."""

    verdict: Verdict
    merged: Merged | None
    keys: tuple[str, ...] = ()
    """Fingerprints of the keys that were accepted with it."""
    renewed: tuple[Renewed, ...] = ()
    """What is other in the catalogues that it brought."""


@dataclass(slots=True)
class Merging:
    """What became of all bundles."""

    outcomes: list[Outcome] = field(default_factory=list)

    def document(self, lang: str = "en") -> dict[str, Any]:
        """Return the outcomes in the shape of spec/cli.md, `merge`."""
        merged = [
            {
                "bundle": one.verdict.bundle, "new_changes": one.merged.new_changes,
                "new_records": one.merged.new_records, "conflicts": one.merged.conflicts,
                **({"appended": one.merged.appended} if one.merged.appended else {}),
                **({"catalogues": [told_renewed(each) for each in one.renewed]} if one.renewed else {}),
            }
            for one in self.outcomes if one.merged
        ]  # fmt: skip
        refused = [
            {"bundle": one.verdict.bundle, "problems": one.verdict.problems(lang)}
            for one in self.outcomes
            if one.verdict.refused
        ]
        return {"merged": merged, "refused": refused}


def merge(db: Store, paths: Sequence[Path], choices: Choices = Choices(), jobs: int = 1) -> Iterator[Outcome]:
    """Verify and merge each bundle, in this order, and yield what became of it; each leaves a line in the journal.

    With several jobs, so many bundles are verified ahead in processes of their own; the outcome is the same.
    Raises ExchangeProblem where a file can't be read, StoreProblem where the store itself fails (full, read-only);
    what was yielded before is merged and stays so.
    """
    check_paths(paths)
    if jobs > 1 and len(paths) > 1 and not choices.recover:
        from gemtui.exchange.ahead import merge_ahead  # here: it needs this module, and few need it

        yield from merge_ahead(db, paths, choices, jobs)
        return
    for path in paths:
        yield merge_one(db, path, choices)


def merged_words(found: Merged, lang: str = "en") -> str:
    """Return in a sentence what a merge has brought."""
    code = (
        "branch-kept"
        if found.appended
        else "merged-with-conflicts"
        if found.conflicts
        else "merged"
        if found.new_changes
        else "merged-nothing"
    )
    facts = {"changes": found.new_changes, "records": found.new_records, "appended": found.appended}
    told = {name: count(number) for name, number in facts.items()} | {"conflicts": found.conflicts}
    return say(code, told, lang)


def jobs_for(paths: Sequence[Path]) -> int:
    """Return how many jobs suit these bundles and this machine."""
    return min(os.cpu_count() or 1, MOST_JOBS) if len(paths) >= MANY else 1


def merge_one(db: Store, path: Path, choices: Choices) -> Outcome:
    """Verify and merge one bundle, all of it or nothing, and return what became of it."""
    known = known_of(db, recover=choices.recover)
    if earlier := taken_before(db, path, known, choices):
        return _nothing_new(db, path, earlier)
    if not choices.recover:
        return _merge(db, path, known, choices)
    return _merge(db, path, branch_of(known, path, choices), choices)


def branch_of(known: Known, path: Path, choices: Choices) -> Known:
    """Return what is known with the own stream taken for unknown, where headquarters' return has another branch of it."""
    with inspected(path, known, choices.identities) as inspection:
        refused = inspection.refused
        if refused is None or not is_own_branch(refused):
            return known
    own = known.workspace

    def heads(office: str) -> dict[Place, Head]:
        return {place: head for place, head in known.heads(office).items() if place[2] != own or place[1]}

    return replace(known, branch=own, heads=heads)


def is_own_branch(refused: BundleRefused | None) -> bool:
    """Return whether a return was refused because headquarters has another branch of this very store."""
    return refused is not None and refused.code == "forked-history" and "branch" in refused.facts


def _merge(db: Store, path: Path, known: Known, choices: Choices) -> Outcome:
    with inspected(path, known, choices.identities) as inspection:
        merged: Merged | None = None
        keys: tuple[str, ...] = ()
        renewed: tuple[Renewed, ...] = ()
        if inspection.checked:
            try:
                incoming = incoming_of(inspection, inspection.checked)
                if known.branch:
                    incoming = replace(incoming, branch=_shared(db, inspection.checked, known.branch))
                merged = store.merge(db, incoming)
                keys = _accept(db, inspection.checked) if choices.accept_keys else ()
                renewed = tuple(store.use_catalogues(db)) if incoming.catalogues else ()
            except (BundleRefused, log.BadChange, StoreProblem) as problem:
                inspection.refused, inspection.checked = refusal_of(problem), None
        verdict = verdict_of(inspection)
        if note := refused_note(inspection):
            store.note_bundle(db, note)
        return Outcome(verdict, merged, keys, renewed)


def _shared(db: Store, checked: Checked, workspace: str) -> tuple[store.Place, int]:
    """Return the own stream, and how many of its first changes headquarters' branch and this store have in common."""
    stream = next(s for s in checked.log.streams if s.place[2] == workspace)
    place = (workspace, stream.place[0], False)
    shared = 0
    for change, _, hashed in checked.log.new_changes():
        if change.workspace == workspace and store.hash_at(db, place, change.seq) == hashed:
            shared = change.seq
    return place, shared


def taken_before(db: Store, path: Path, known: Known, choices: Choices) -> Note | None:
    """Return the journal's line of a file that was merged as it is, by a key that still counts for that day, or None.

    Nothing in it can be new: the log only grows. So a thousand bundles are merged again in no time.
    """
    if not path.is_file() or path.stat().st_size > limits.PACKED:
        return None
    with path.open("rb") as file:
        digest = file_digest(file)
    notes = store.arrivals(db, digest)
    taken = next((note for note in notes if note.verdict in TAKEN), None)
    if taken is None or (taken.kind == "plan" and choices.accept_keys):
        return None
    listed = next((t for t in known.trusted if t.key.fingerprint == taken.fingerprint), None)
    try:
        if listed is None or who(known.trusted, listed.key, known.received(digest)) != taken.signer:
            return None
    except ExchangeProblem:
        return None
    return taken


def _nothing_new(db: Store, path: Path, taken: Note) -> Outcome:
    """Note that a file came again, and return that nothing in it is new."""
    facts = taken.facts
    verdict = Verdict(
        str(path), True, taken.kind, taken.office, taken.period, taken.signer, taken.fingerprint,
        facts.get("changes", 0), facts.get("records", 0), 0, None, (Caution("nothing-new"),),
    )  # fmt: skip
    again = {name: facts.get(name, 0) for name in ("changes", "records")} | {"new": 0}
    store.note_bundle(db, Note("in", taken.digest, path.name, "nothing-new", taken.kind, taken.office, taken.period,
                               taken.signer, taken.fingerprint, again))  # fmt: skip
    return Outcome(verdict, Merged(0, 0, 0))


def _accept(db: Store, checked: Checked) -> tuple[str, ...]:
    """Trust the keys, and keep the recipients, of a plan; returns the keys' fingerprints."""
    plan = check_plan(checked.log.package)
    keys = before = trusted_keys(db)
    for key in plan.keys:
        listed = next((t for t in keys if t.key == key.key), None)
        if listed is None or (listed.principal == key.principal and not listed.revoked):
            keys = with_key(keys, key)
    accepted = tuple(t.key.fingerprint for t in keys if t not in before)
    if accepted:
        store.put_trusted_lines(db, [t.line for t in keys])
    if plan.recipients:
        store.put_setting(db, "recipients", " ".join(plan.recipients))
    return accepted
