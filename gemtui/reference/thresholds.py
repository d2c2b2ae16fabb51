"""Thresholds of the balance rules, and what their verdicts mean."""

from __future__ import annotations

from typing import NamedTuple

from gemtui.reference.files import load, reader


class Verdict(NamedTuple):
    """A verdict on a head-count."""

    code: str
    label: str
    meets: str
    """`yes`, `no`, `unknown` or `n/a`."""


def bands() -> dict[str, int]:
    """Return the bounds of the bands in per cent, bounds included. Source: balance-rules.md, part 2."""
    return dict(load("balance")["bands"])


def thresholds() -> dict[str, int]:
    """Return the other thresholds: small cells, bases, days. Source: balance-rules.md, parts 7 to 10."""
    return dict(load("balance")["thresholds"])


@reader
def verdicts() -> dict[str, Verdict]:
    """Return the verdicts by code, in the order in which they are tried."""
    return {given["code"]: Verdict(**given) for given in load("balance")["verdict"]}
