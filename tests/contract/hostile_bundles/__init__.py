"""Hostile bundles by name, with the codes that may refuse each."""

from tests.contract.hostile_bundles import bags, contents, logs
from tests.contract.hostile_bundles.casebook import CASES, NEW, row

__all__ = ["CASES", "NEW", "bags", "contents", "logs", "row"]
