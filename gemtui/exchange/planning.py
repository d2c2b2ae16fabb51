"""What only a plan brings: trusted keys, recipients, catalogues (spec/bundle.md)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass

from gemtui.exchange.allowed_signers import HEADQUARTERS, Trusted, parse_lines
from gemtui.exchange.bag import Bag
from gemtui.exchange.package import Package
from gemtui.exchange.refusal import BundleRefused, ExchangeProblem
from gemtui.reference import catalogue_faults

KEYS = "data/trust/allowed_signers"
RECIPIENTS = "data/trust/recipients.txt"
CATALOGUES = "data/catalogues/"

_RECIPIENT = re.compile(r"age1[02-9ac-hj-np-z]{58}")


@dataclass(frozen=True, slots=True)
class Plan:
    """What a plan offers beside its records; keys and recipients are taken only after a yes."""

    keys: tuple[Trusted, ...] = ()
    recipients: tuple[str, ...] = ()
    catalogues: tuple[tuple[str, bytes], ...] = ()
    """(name, content) of those that this program can use, in all their versions."""
    unfit: tuple[str, ...] = ()
    """Files of catalogues that it can't: a newer program wrote them, or nobody checked them."""


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
    fit, unfit = _catalogues(bag)
    return Plan(keys, recipients, tuple(fit), tuple(unfit))


def catalogue_file(name: str, sha256: str, *, in_force: bool) -> str:
    """Return where a plan has a catalogue: by its name, an earlier version with the digest's first digits behind it."""
    return f"{CATALOGUES}{name}.toml" if in_force else f"{CATALOGUES}{name}_{sha256[:8]}.toml"


def _catalogues(bag: Bag) -> tuple[list[tuple[str, bytes]], list[str]]:
    fit: list[tuple[str, bytes]] = []
    unfit: list[str] = []
    for name in bag.names:
        if name.startswith(CATALOGUES):
            content = bag.content(name)
            try:
                tomllib.loads(_text(content, name))
            except (tomllib.TOMLDecodeError, RecursionError):
                raise BundleRefused("bad-package", name, reason="not-toml") from None
            called = name.removeprefix(CATALOGUES).removesuffix(".toml").partition("_")[0]
            if catalogue_faults(content, called):
                unfit.append(name)
            else:
                fit.append((called, content))
    return fit, unfit


def _text(content: bytes, where: str) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise BundleRefused("bad-package", where, reason="not-utf-8") from None
