"""What only a plan brings: trusted keys, recipients, catalogues (spec/bundle.md)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass

from gemtui.exchange.allowed_signers import HEADQUARTERS, Trusted, parse_lines
from gemtui.exchange.package import Package
from gemtui.exchange.refusal import BundleRefused, ExchangeProblem

KEYS = "data/trust/allowed_signers"
RECIPIENTS = "data/trust/recipients.txt"

_RECIPIENT = re.compile(r"age1[02-9ac-hj-np-z]{58}")


@dataclass(frozen=True, slots=True)
class Plan:
    """What a plan offers beside its records; nothing of it is taken without a yes."""

    keys: tuple[Trusted, ...] = ()
    recipients: tuple[str, ...] = ()


def check_plan(package: Package) -> Plan:
    """Return the keys and recipients that a plan offers, nothing for another bundle; raises BundleRefused bad-package.

    Its keys are offices' keys only: headquarters' own key changes by `key trust --hq`.
    """
    bag = package.bag
    keys: tuple[Trusted, ...] = ()
    if KEYS in bag.digests:
        try:
            keys = parse_lines(_text(bag.content(KEYS), KEYS).splitlines())
        except ExchangeProblem as problem:
            raise BundleRefused("bad-package", KEYS, **problem.facts) from None
        if any(key.principal == HEADQUARTERS for key in keys):
            raise BundleRefused("bad-package", KEYS, reason="headquarters-key")
    recipients = (
        tuple(_text(bag.content(RECIPIENTS), RECIPIENTS).split()) if RECIPIENTS in bag.digests else ()
    )
    if not all(_RECIPIENT.fullmatch(recipient) for recipient in recipients):
        raise BundleRefused("bad-package", RECIPIENTS, reason="recipient")
    for name in bag.names:
        if name.startswith("data/catalogues/"):
            try:
                tomllib.loads(_text(bag.content(name), name))
            except (tomllib.TOMLDecodeError, RecursionError):
                raise BundleRefused("bad-package", name, reason="not-toml") from None
    return Plan(keys, recipients)


def _text(content: bytes, where: str) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise BundleRefused("bad-package", where, reason="not-utf-8") from None
