"""What a field with a catalogue offers: codes with their labels, by the catalogue's name."""

from __future__ import annotations

from collections.abc import Callable

from gemtui.reference.checklists import image_checks
from gemtui.reference.files import load, reader
from gemtui.reference.frameworks import frameworks, indicators, requirements
from gemtui.reference.policy import clauses, legal_bases
from gemtui.reference.structure import bodies, contracts, grades, offices

Entries = tuple[tuple[str, str], ...]

MADE: dict[str, Callable[[], dict[str, str]]] = {
    "bodies": lambda: {b.code: b.name for b in bodies().values()},
    "clauses": lambda: {c.id: c.title for c in clauses().values()},
    "contracts": lambda: {code: code for code in contracts()},
    "countries": lambda: load("countries")["countries"],
    "frameworks": lambda: {f.code: f.title for f in frameworks().values()},
    "grades": lambda: {g.code: g.name for g in grades().values()},
    "image_checks": lambda: {c.id: c.question for c in image_checks().values()},
    "indicators": lambda: {i.id: f"{i.name} {i.title}" for i in indicators().values()},
    "legal_bases": lambda: {b.code: b.name for b in legal_bases().values()},
    "offices": lambda: {o.code: o.name for o in offices().values()},
    "requirements": requirements,
}


@reader
def catalogue(name: str) -> Entries:
    """Return the codes and labels that a catalogue offers, in its order; raises KeyError for an unknown name."""
    if name in MADE:
        return tuple(MADE[name]().items())
    found = load("choices")[name]
    if not isinstance(found, dict):
        raise KeyError(name)
    return tuple(found.items())


@reader
def codes(name: str) -> frozenset[str]:
    """Return the codes of a catalogue, for asking whether one is listed."""
    return frozenset(code for code, _ in catalogue(name))


def catalogue_names() -> tuple[str, ...]:
    """Return the names of all catalogues, sorted."""
    return tuple(
        sorted({*MADE, *(name for name, found in load("choices").items() if isinstance(found, dict))})
    )


def every_catalogue() -> dict[str, Entries]:
    """Return the codes and labels of all catalogues by name."""
    return {name: catalogue(name) for name in catalogue_names()}
