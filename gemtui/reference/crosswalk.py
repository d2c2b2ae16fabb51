"""From one framework to the next: which indicator goes on as which, so that a trend survives the change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from gemtui.reference.fault import Fault
from gemtui.reference.files import in_use, load, reader
from gemtui.reference.frameworks import Framework, frameworks

KINDS: Mapping[str, tuple[tuple[int, int | None], tuple[int, int | None]]] = {
    "same": ((1, 1), (1, 1)),
    "split": ((1, 1), (2, None)),
    "merged": ((2, None), (1, 1)),
    "new": ((0, 0), (1, 1)),
    "dropped": ((1, 1), (0, 0)),
}
"""How many indicators stand before and after a link of each kind: least and most, None for no limit."""


class Link(NamedTuple):
    """One way that indicators of a framework go on in the next; the catalogue's file says that it is our reading."""

    id: str
    kind: str
    """One of KINDS."""
    before: tuple[str, ...]
    after: tuple[str, ...]
    note: str
    confidence: str


@reader
def crosswalk() -> tuple[Link, ...]:
    """Return all links, of the package's crosswalk and of those that an office or a plan adds, in their order."""
    return tuple(_link(given) for document in _documents() for given in document["link"])


@reader
def links_before() -> dict[str, Link]:
    """Return by indicator the link that leads to it from the framework before."""
    return {name: link for link in crosswalk() for name in link.after}


@reader
def links_after() -> dict[str, Link]:
    """Return by indicator the link that leads from it to the next framework."""
    return {name: link for link in crosswalk() for name in link.before}


def is_crosswalk(document: Mapping[str, Any]) -> bool:
    """Return whether a catalogue says how frameworks follow each other."""
    return "link" in document and "step" in document


def crosswalk_faults(given: Mapping[str, Any]) -> list[Fault]:
    """Return what is wrong with a crosswalk whose tables have the right shape: unknown or forgotten indicators, counts."""
    known, faults = frameworks(), list[Fault]()
    for place, step in enumerate(given["step"], 1):
        for side in ("older", "newer"):
            if step[side] not in known:
                facts = {"value": step[side], "allowed": ", ".join(known)}
                faults.append(Fault(f"step[{place}].{side}", "catalogue-value", facts))
    if faults:
        return faults
    for side, at in (("before", "older"), ("after", "newer")):
        faults += _of_side(side, [known[step[at]] for step in given["step"]], given["link"])
    for place, link in enumerate(given["link"], 1):
        if link["kind"] not in KINDS:
            facts = {"value": link["kind"], "allowed": ", ".join(KINDS)}
            faults.append(Fault(f"link[{place}].kind", "catalogue-value", facts))
        elif not _fits(link):
            facts = {"kind": link["kind"], "before": len(link["before"]), "after": len(link["after"])}
            faults.append(Fault(f"link[{place}]", "crosswalk-count", facts))
    return faults


def _of_side(
    side: str, spoken_of: Iterable[Framework], links: Iterable[Mapping[str, Any]]
) -> Iterator[Fault]:
    wanted = [name for framework in spoken_of for name in framework.indicators]
    named = Counter(str(name) for link in links for name in link[side])
    for name, count in named.items():
        if name not in wanted:
            yield Fault(f"link.{side}", "crosswalk-unknown", {"indicator": name})
        elif count > 1:
            yield Fault(f"link.{side}", "catalogue-twice", {"value": name})
    for name in wanted:
        if name not in named:
            yield Fault(f"link.{side}", "crosswalk-missing", {"indicator": name, "side": side})


def _fits(link: Mapping[str, Any]) -> bool:
    counts = zip((len(link["before"]), len(link["after"])), KINDS[link["kind"]], strict=True)
    return all(least <= count and (most is None or count <= most) for count, (least, most) in counts)


def _documents() -> Iterator[Mapping[str, Any]]:
    for name in in_use().names():
        document = load(name)
        if is_crosswalk(document):
            yield document


def _link(given: Mapping[str, Any]) -> Link:
    sides = tuple(given["before"]), tuple(given["after"])
    return Link(given["id"], given["kind"], *sides, given["note"], given.get("confidence", ""))
