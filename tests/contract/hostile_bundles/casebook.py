"""Hostile bundles by name, each with the code that spec/bundle.md asks for: all are signed with the office's real key.

Where the specification leaves two codes open, both are given.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.contract.forger import Forgery

NEW = "01b00000-0000-7000-8000-00000000000{}"
OTHER = "33333333-3333-4333-8333-333333333333"
CASES: dict[str, tuple[set[str], Callable[[Forgery], Any]]] = {}


def case(name: str, *codes: str) -> Callable[[Callable[[Forgery], Any]], Callable[[Forgery], Any]]:
    """Put a way to spoil a bundle into the list, with the codes that may refuse it."""

    def noted(spoil: Callable[[Forgery], Any]) -> Callable[[Forgery], Any]:
        assert name not in CASES
        CASES[name] = (set(codes), spoil)
        return spoil

    return noted


def row(forgery: Forgery, kind: str) -> dict[str, Any]:
    """Return the first change of a kind, to be spoilt in place."""
    return next(one for one in forgery.changes if one["kind"] == kind and not one["seen"])


def put(case_name: str, codes: tuple[str, ...], kind: str, /, **values: Any) -> None:
    """List a bundle with a change whose `set` has these values."""
    case(case_name, *codes)(lambda f: row(f, kind)["set"].update(values))


def add(name: str, code: str, /, **members: Any) -> None:
    """List a bundle with one more change, of the members given."""
    case(name, code)(lambda f: f.extend(**{"record": NEW.format(1), **members}))


def mine(f: Forgery) -> list[dict[str, Any]]:
    """Return the office's own changes; headquarters' stand before or after them."""
    return [one for one in f.changes if one["author"] == "focal point"]


def own(name: str, code: str, /, **members: Any) -> None:
    """List a bundle whose first own change has these members."""
    case(name, code)(lambda f: mine(f)[0].update(members))
