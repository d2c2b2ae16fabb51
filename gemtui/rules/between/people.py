"""Rules between appointments, the group and its members. Source: clauses OBJ-3, RESP-4, RESP-5, RESP-6."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Any

from gemtui.rules.finding import Finding, finding
from gemtui.rules.focal_points import TERM_WARNING_DAYS, active, constituencies, ends_in
from gemtui.rules.picture import Picture
from gemtui.rules.references import UNION
from gemtui.rules.terms import Row, in_force


def appointments(picture: Picture) -> Iterator[Finding]:
    """Yield offices without a focal point, appointments without terms of reference, and terms about to end."""
    led = {row["office"] for row in picture.rows("focal_point") if _leads(row, picture)}
    for office in picture.offices:
        if office not in led:
            yield finding("no-focal-point", "focal_point", {"office": office})
    for row in picture.rows("focal_point"):
        if not active(row, picture.on):
            continue
        if not row.get("tor_signed_on"):
            yield finding("tor-missing", "focal_point", row, "tor_signed_on", role=row.get("role"))
        left = ends_in(row, picture.on)
        if left is not None and left <= TERM_WARNING_DAYS:
            yield finding(
                "term-ends-soon",
                "focal_point",
                row,
                "ends_on",
                days=left,
                last=row["ends_on"],
                role=row["role"],
            )


def _leads(row: Row, picture: Picture) -> bool:
    return row.get("role") == "focal_point" and active(row, picture.on)


def overlaps(picture: Picture) -> Iterator[Finding]:
    """Yield two focal points in one slot at the same time. Source: clause RESP-4."""
    slot = _slot(picture, "unit", "role")
    for first, second in clashing(picture.rows("focal_point"), slot, "appointed_on"):
        if first.get("person") != second.get("person") or not first.get("person"):
            yield finding(
                "overlapping-terms", "focal_point", second, "appointed_on", since=first.get("appointed_on")
            )


def _slot(picture: Picture, reference: str, name: str) -> Callable[[Row], Any]:
    def slot(row: Row) -> Any:
        return (*picture.places.key(row, row.get(reference)), row.get(name)) if row.get(name) else None

    return slot


def clashing(
    rows: Iterable[Row], slot: Callable[[Row], Any], starts: str = "starts_on"
) -> Iterator[tuple[Row, Row]]:
    """Yield each two terms in one slot that follow each other and overlap; a slot of None is no slot."""
    held: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        held[slot(row)].append(row)
    held.pop(None, None)
    for terms in held.values():
        if len(terms) > 1:
            terms.sort(key=lambda row: (row.get(starts) or "", row["id"]))
            yield from (
                (a, b) for a, b in pairwise(terms) if (b.get(starts) or "") <= (a.get("ends_on") or "9999")
            )


def groups(picture: Picture) -> Iterator[Finding]:
    """Yield what the group lacks: terms of reference, a constituency, resources. Source: RESP-4, RESP-5, RESP-6."""
    members = defaultdict(list)
    for row in picture.facts.get("group_member", ()):
        members[picture.places.key(row, row.get("gem_group"))].append(row)
    for row in picture.rows("gem_group"):
        if not in_force(row, picture.day, "established_on"):
            continue
        if not row.get("tor_signed_on"):
            yield finding("group-tor-missing", "gem_group", row, "tor_signed_on")
        if row["office"] == UNION:  # the group of the policy; an office's own circle has no constituencies
            for name in constituencies(members[row["office"], row["id"]], picture.on):
                yield finding("constituency-missing", "gem_group", row, "", constituency=name)
            if not _funded(picture, row):
                year = picture.context.year
                yield finding("group-without-resources", "gem_group", row, "", year=year)


def _funded(picture: Picture, group: Row) -> bool:
    lines = (row for row in picture.facts.get("resource_line", ()) if row["office"] == group["office"])
    return any(row.get("year") == picture.context.year and _for(picture, row, group) for row in lines)


def _for(picture: Picture, line: Row, group: Row) -> bool:
    named = line.get("gem_group")
    if named:
        return picture.places.key(line, named) == (group["office"], group["id"])
    return line.get("purpose") == "group"
