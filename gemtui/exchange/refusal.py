"""What the exchange can say no with: codes and facts, never sentences (words in locale/en/refusals.toml)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

REFUSALS = frozenset({
    "not-a-bundle", "too-large", "unsafe-path", "duplicate-entry", "unlisted-file", "missing-file",
    "digest-mismatch", "bad-bag", "unsigned", "bad-signature", "unknown-key", "revoked-key", "expired-key",
    "wrong-office", "not-sealed", "bad-package", "bad-value", "bad-change", "broken-chain", "forked-history",
    "not-permitted", "tables-disagree", "attachment-mismatch", "newer-format", "not-for-me",
})  # fmt: skip
"""Every code that refuses a bundle (spec/bundle.md, *Codes*)."""

WARNINGS = frozenset({"clock", "nothing-new", "unknown-kind", "missing-attachment", "author-corrected"})
"""Every code that only warns; `author-corrected` reports a stream whose proven author outranks an older belief."""


@dataclass(frozen=True, slots=True)
class Caution:
    """A warning about a bundle that is taken all the same."""

    code: str
    where: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


class BundleRefused(Exception):
    """A bundle of which nothing is taken; `where` names the file, entry or line that gave the reason."""

    def __init__(self, code: str, where: str = "", **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.where = where
        self.facts: dict[str, Any] = facts


class ExchangeProblem(Exception):
    """A key, a trust line or an export that can't be what was asked for."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts: dict[str, Any] = facts
