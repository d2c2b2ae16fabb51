"""Who sent a bundle: its signature, and whose key made it (spec/bundle.md, *Signature*)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from gemtui.exchange.allowed_signers import HEADQUARTERS, Trusted, who
from gemtui.exchange.bag import SIGNATURE, Bag
from gemtui.exchange.bag_info import FORMAT, BagInfo
from gemtui.exchange.public_key import BUNDLE, PublicKey
from gemtui.exchange.refusal import BundleRefused, ExchangeProblem
from gemtui.exchange.signature import BadSignature, verify

UNION = "ITU"


@dataclass(frozen=True, slots=True)
class Signed:
    """A bag that a trusted key signed, by somebody who may send such a bundle."""

    bag: Bag
    principal: str
    """`office:CODE` or `hq:ITU`."""
    key: PublicKey

    @property
    def info(self) -> BagInfo:
        """Return what the bundle says of itself, which is now its signer's word."""
        return self.bag.info


def signing_key(bag: Bag) -> PublicKey:
    """Return the key that signed the bag, trusted or not; raises BundleRefused (unsigned, bad-signature)."""
    if SIGNATURE not in bag.archive.entries:
        raise BundleRefused("unsigned", SIGNATURE)
    try:
        return verify(bag.archive.content(SIGNATURE).decode("ascii"), BUNDLE, bag.tag_manifest)
    except UnicodeDecodeError:
        raise BundleRefused("bad-signature", SIGNATURE, reason="armor") from None
    except BadSignature as error:
        raise BundleRefused("bad-signature", SIGNATURE, reason=error.reason) from None


def check_sender(bag: Bag, key: PublicKey, trusted: Sequence[Trusted], at: dt.datetime) -> Signed:
    """Return the bag with who signed it, as trusted at this time; raises BundleRefused.

    Codes: `newer-format`, `unknown-key` (with the command that would trust it), `revoked-key`, `expired-key`, `wrong-office`.
    """
    info = bag.info
    try:
        principal = who(trusted, key, at)
    except ExchangeProblem as problem:
        author = UNION if sent_by(info) == HEADQUARTERS else info.office  # a return names whom it is for
        facts = {**problem.facts, "office": author, "command": _command(info, problem.facts["line"])}
        facts["spoken"] = key.spoken
        if others := [t.key.fingerprint for t in trusted if t.principal == sent_by(info) and not t.revoked]:
            facts["others"] = ", ".join(others)
        raise BundleRefused(problem.code, SIGNATURE, **facts) from None
    if info.is_newer:
        facts = {"format": info.format, "agent": info.agent, "ours": FORMAT}
        raise BundleRefused("newer-format", "bag-info.txt", **facts)
    expected = sent_by(info)
    if principal != expected or (info.kind == "plan" and info.office != UNION):
        facts = {
            "principal": principal,
            "expected": expected,
            "office": info.office,
            "fingerprint": key.fingerprint,
        }
        raise BundleRefused("wrong-office", SIGNATURE, **facts)
    return Signed(bag, principal, key)


def sent_by(info: BagInfo) -> str:
    """Return the principal that may sign a bundle which says this of itself."""
    from_headquarters = info.kind in ("return", "plan") or info.office == UNION
    return HEADQUARTERS if from_headquarters else f"office:{info.office}"


def _command(info: BagInfo, line: str) -> str:
    whose = "--hq" if sent_by(info) == HEADQUARTERS else f"--office {info.office}"
    return f'gemtui key trust "{line}" {whose}'
