"""What a checked bundle hands to the store, and what the journal says of it."""

from __future__ import annotations

from typing import Any

from gemtui import log
from gemtui.exchange.agreement import Checked
from gemtui.exchange.inspecting import Inspection
from gemtui.exchange.planning import check_plan
from gemtui.exchange.refusal import REFUSALS, BundleRefused
from gemtui.store import Incoming, Note, StoreProblem


def incoming_of(inspection: Inspection, checked: Checked) -> Incoming:
    """Return what the store takes of a checked bundle; changes and files are read from it as they are asked for."""
    seals = [
        ((seal.place[2], seal.place[0], seal.place[1]), seal.seq, seal.line) for seal in checked.vouched.seals
    ]
    facts = {
        "changes": checked.log.changes, "records": checked.records, "new": checked.log.new,
        "warnings": sorted({caution.code for caution in checked.warnings}),
    }  # fmt: skip
    if (info := inspection.info) and info.kind == "return":
        # What headquarters holds of the office, so that each record can say whether it has arrived.
        facts["heads"] = _heads(checked, f"office:{info.office}")
    return Incoming(
        changes=checked.log.new_changes(),
        owners=checked.vouched.owners,
        seals=seals,
        private=[(hashed, salt, value) for hashed, (salt, value) in checked.private.items()],
        attachments=checked.attachments(),
        catalogues=check_plan(checked.log.package).catalogues,
        note=note_of(inspection, "merged" if checked.log.new else "nothing-new", facts),
    )


def _heads(checked: Checked, principal: str) -> dict[str, int]:
    """Return how far the bundle's streams of an author reach, by workspace."""
    owners = checked.vouched.owners
    return {s.place[2]: s.seq for s in checked.log.streams if owners.get(s.place[2]) == principal}


def refusal_of(problem: BundleRefused | log.BadChange | StoreProblem) -> BundleRefused:
    """Return as a refusal what only the store could find; raises the problem where the store itself failed."""
    if isinstance(problem, BundleRefused):
        return problem
    if problem.code in REFUSALS:
        return BundleRefused(problem.code, **problem.facts)
    raise problem


def note_of(inspection: Inspection, verdict: str, facts: dict[str, Any]) -> Note:
    """Return the journal's line about a bundle."""
    info = inspection.info
    return Note(
        "in", inspection.sha256, inspection.path.name, verdict,
        info.kind if info else None, info.office if info else None, info.period if info else None,
        inspection.principal, inspection.key.fingerprint if inspection.key else None, facts,
    )  # fmt: skip


def refused_note(inspection: Inspection) -> Note | None:
    """Return the journal's line about a refused bundle, None for one that is not."""
    refused = inspection.refused
    return note_of(inspection, refused.code, refused.facts) if refused else None
