"""Who may write what (spec/merge.md, *Who writes what*)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gemtui.records import Kind
from gemtui.store.handle import Identity
from gemtui.store.problems import StoreProblem

ABOUT_ANY_OFFICE = frozenset({"remark"})
"""Kinds that headquarters writes about any office, besides those that only headquarters writes."""
SPEAKS_OF = {"receipt": "submission", "remark": "subject"}
"""Fields that name whose record headquarters speaks of: what it says goes back to that office."""


def about_whom(identity: Identity, kind: Kind, values: Mapping[str, Any]) -> str:
    """Return the office that a new record is about where nobody named one: the own one, or whose record headquarters answers."""
    spoken_of = str(values.get(SPEAKS_OF.get(kind.name, "")) or "").rpartition("/")[0]
    return spoken_of if identity.role == "hq" and spoken_of else identity.office


def may_write(identity: Identity, kind: Kind, office: str) -> None:
    """Return when this store may write that kind about that office; raises StoreProblem not-permitted."""
    only_headquarters = kind.about.written_by == "headquarters"
    if identity.role == "hq":
        allowed = office == "ITU" or only_headquarters or kind.name in ABOUT_ANY_OFFICE
    else:
        allowed = office == identity.office and not only_headquarters
    if not allowed:
        raise StoreProblem("not-permitted", kind=kind.name, office=office, own=identity.office)
