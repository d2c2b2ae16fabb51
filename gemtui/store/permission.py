"""Who may write what (spec/merge.md, *Who writes what*)."""

from __future__ import annotations

from gemtui.records import Kind
from gemtui.store.handle import Identity
from gemtui.store.problems import StoreProblem

ABOUT_ANY_OFFICE = frozenset({"remark"})
"""Kinds that headquarters writes about any office, besides those that only headquarters writes."""


def may_write(identity: Identity, kind: Kind, office: str) -> None:
    """Return when this store may write that kind about that office; raises StoreProblem not-permitted."""
    only_headquarters = kind.about.written_by == "headquarters"
    if identity.role == "hq":
        allowed = office == "ITU" or only_headquarters or kind.name in ABOUT_ANY_OFFICE
    else:
        allowed = office == identity.office and not only_headquarters
    if not allowed:
        raise StoreProblem("not-permitted", kind=kind.name, office=office, own=identity.office)
