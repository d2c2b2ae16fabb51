"""From a file to a bundle of which everything is verified, step by step; the first failure stops it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from gemtui.exchange.agreement import Checked, check_agreement
from gemtui.exchange.allowed_signers import who
from gemtui.exchange.archive import open_archive
from gemtui.exchange.authors import check_authors
from gemtui.exchange.bag import check_bag
from gemtui.exchange.bag_info import BagInfo
from gemtui.exchange.chains import read_log
from gemtui.exchange.known import Known
from gemtui.exchange.opening import Arrived, Identities, arrived
from gemtui.exchange.package import Package, check_package
from gemtui.exchange.planning import check_plan
from gemtui.exchange.public_key import PublicKey
from gemtui.exchange.refusal import BundleRefused, Caution, ExchangeProblem
from gemtui.exchange.sender import check_sender, signing_key


@dataclass(slots=True)
class Inspection:
    """How far a bundle's examination came; what is not known yet, or not proven, is None."""

    path: Path
    sha256: str = ""
    """Of the file as it arrived; empty where it could not be read."""
    key: PublicKey | None = None
    """The key that signed it, trusted or not."""
    principal: str | None = None
    """Whom the key speaks for, or spoke for before it was revoked or ran out."""
    info: BagInfo | None = None
    """What it says of itself, once its signer may say so."""
    checked: Checked | None = None
    refused: BundleRefused | None = None


@contextmanager
def inspected(path: Path, known: Known, identities: Identities = tuple) -> Iterator[Inspection]:
    """Give the examination of the bundle at that path, refused or checked; its file is open as long as that.

    Raises ExchangeProblem where the file can't be read or an identity not be opened, OSError where the disk fails.
    """
    inspection = Inspection(path)
    with ExitStack() as closing:
        try:
            file = closing.enter_context(arrived(path, identities))
            inspection.sha256 = file.sha256
            inspection.checked = _examine(file, known, inspection)
            closing.callback(inspection.checked.log.spool.close)
        except BundleRefused as refused:
            inspection.sha256 = refused.facts.pop("sha256", inspection.sha256)
            # Without its traceback, since that holds on to every file that was open.
            inspection.refused = refused.with_traceback(None)
        yield inspection


def _examine(file: Arrived, known: Known, inspection: Inspection) -> Checked:
    bag = check_bag(open_archive(file.file))
    inspection.key = signing_key(bag)
    at = known.received(file.sha256)
    inspection.principal = _spoke_for(known, inspection.key)
    signed = check_sender(bag, inspection.key, known.trusted, at)
    inspection.info = signed.info
    package = check_package(signed, known.kinds)
    _check_addressee(package, known)
    unfit = check_plan(package).unfit
    checked = check_agreement(check_authors(read_log(package, known), known, at), known)
    cautions = tuple(Caution("unknown-kind", name, {"kind": name, "field": ""}) for name in unfit)
    return replace(checked, warnings=(*checked.warnings, *cautions))


def _spoke_for(known: Known, key: PublicKey) -> str | None:
    try:
        return who(known.trusted, key, known.now)
    except ExchangeProblem as problem:
        return str(problem.facts["principal"]) if "principal" in problem.facts else None


def _check_addressee(package: Package, known: Known) -> None:
    info = package.bag.info
    if info.kind == "share" and info.office != known.office:
        raise BundleRefused(
            "not-for-me", "bag-info.txt", reason="share", office=info.office, own=known.office
        )
