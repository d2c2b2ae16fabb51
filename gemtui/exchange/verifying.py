"""`verify`: what a bundle is and whether it would be taken, without taking it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gemtui.exchange.inspecting import Inspection, inspected
from gemtui.exchange.opening import Identities, check_paths
from gemtui.exchange.receiver import known_of
from gemtui.exchange.refusal import BundleRefused, Caution
from gemtui.locale import say
from gemtui.store import Store


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is known of a bundle after its examination; what its signer has not proven is None."""

    bundle: str
    ok: bool
    kind: str | None
    office: str | None
    period: str | None
    principal: str | None
    fingerprint: str | None
    changes: int
    records: int
    new: int
    refused: BundleRefused | None
    warnings: tuple[Caution, ...]

    def document(self, lang: str = "en") -> dict[str, Any]:
        """Return the verdict in the shape of spec/cli.md, `verify`."""
        signer = {"principal": self.principal, "fingerprint": self.fingerprint} if self.principal else None
        return {
            "bundle": self.bundle, "ok": self.ok, "kind": self.kind, "office": self.office, "period": self.period,
            "signer": signer, "changes": self.changes, "records": self.records, "new": self.new,
            "problems": self.problems(lang), "warnings": [told(c, self.bundle, lang) for c in self.warnings],
        }  # fmt: skip

    def problems(self, lang: str = "en") -> list[dict[str, Any]]:
        """Return the refusal, if it is one, as a list of `{code, message, where}`: the first failure stops."""
        return [told(self.refused, self.bundle, lang)] if self.refused else []


def verify(db: Store, paths: Sequence[Path], identities: Identities = tuple) -> Iterator[Verdict]:
    """Yield the verdict on each bundle, as this store would take it; writes nothing.

    Raises ExchangeProblem where a file can't be read or a key not be opened, StoreProblem.
    """
    check_paths(paths)
    for path in paths:
        with inspected(path, known_of(db), identities) as inspection:
            yield verdict_of(inspection)


def verdict_of(inspection: Inspection) -> Verdict:
    """Return what an examination found, without holding on to the bundle's file."""
    info, checked = inspection.info, inspection.checked
    return Verdict(
        bundle=str(inspection.path),
        ok=checked is not None,
        kind=info.kind if info else None,
        office=info.office if info else None,
        period=info.period if info else None,
        principal=inspection.principal,
        fingerprint=inspection.key.fingerprint if inspection.key else None,
        changes=checked.log.changes if checked else 0,
        records=checked.records if checked else 0,
        new=checked.log.new if checked else 0,
        refused=inspection.refused,
        warnings=checked.warnings if checked else (),
    )


def told(problem: BundleRefused | Caution, bundle: str, lang: str = "en") -> dict[str, Any]:
    """Return a refusal or a warning as `{code, message, where}`."""
    facts = {**problem.facts, "where": problem.where or Path(bundle).name}
    sort = "refused" if isinstance(problem, BundleRefused) else "warned"
    return {
        "code": problem.code,
        "message": say(f"{sort}.{problem.code}", facts, lang),
        "where": problem.where,
    }
