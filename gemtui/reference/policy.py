"""The clauses of the policy, and the resolutions that it rests on."""

from __future__ import annotations

from typing import NamedTuple

from gemtui.reference.files import load, reader


class Clause(NamedTuple):
    """One clause of the policy, in our words."""

    id: str
    title: str
    area: str
    kind: str
    """`principle`, `reference`, `objective` or `duty`; only the last two can be a gap."""
    text: str
    answered_by: tuple[str, ...]
    """Kinds of record; `log` and `report` are made by the program itself."""
    who: str
    rhythm: str
    checks: str


class LegalBasis(NamedTuple):
    """A resolution with its revisions, oldest first."""

    code: str
    name: str
    revisions: tuple[str, ...]
    confidence: str


class Policy(NamedTuple):
    """What the policy says of itself."""

    code: str
    version: str
    adopted_by: str
    review_months: int
    monitoring_months: int


@reader
def policy() -> Policy:
    """Return the policy's version and rhythms, in months."""
    given = load("policy")
    return Policy(
        code=given["policy"],
        version=given["version"],
        adopted_by=given["adopted_by"],
        review_months=given["review_months"],
        monitoring_months=given["monitoring_months"],
    )


@reader
def clauses() -> dict[str, Clause]:
    """Return the clauses by id, in the policy's order."""
    found = (
        Clause(**{**given, "answered_by": tuple(given["answered_by"])}) for given in load("policy")["clause"]
    )
    return {clause.id: clause for clause in found}


@reader
def legal_bases() -> dict[str, LegalBasis]:
    """Return the resolutions by code."""
    return {
        given["code"]: LegalBasis(
            given["code"], given["name"], tuple(given["revisions"]), given["confidence"]
        )
        for given in load("itu")["legal_basis"]
    }
