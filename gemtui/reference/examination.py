"""Checking a catalogue's file before anybody relies on it: the same shape as the one in the package."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from gemtui.reference.checklists import assessment_questions, image_checks, markers
from gemtui.reference.crosswalk import crosswalk, crosswalk_faults, is_crosswalk, links_after, links_before
from gemtui.reference.fault import Fault
from gemtui.reference.files import VERSION, Catalogues, Given, packaged, packaged_names, trial, version_of
from gemtui.reference.frameworks import frameworks, indicators, ratings, requirements
from gemtui.reference.language import own_language_faults
from gemtui.reference.offers import every_catalogue
from gemtui.reference.own_examination import is_own, own_framework_faults
from gemtui.reference.plausibility import compared, graded, jump
from gemtui.reference.policy import clauses, legal_bases, policy
from gemtui.reference.reporting import deadlines, usual
from gemtui.reference.structure import bodies, contracts, grades, offices, sectors, study_groups
from gemtui.reference.thresholds import bands, thresholds, verdicts

LARGEST = 1024 * 1024
"""Bytes; the largest catalogue in the package has a tenth of that."""

CODES = ("code", "id", "number")
"""What an entry is known by, the first of these that it has."""


NOTES = frozenset({"confidence", "confirmed", "note"})
"""What an entry says of its sources; no reader needs it."""


def catalogue_faults(content: bytes, name: str = "", beside: Iterable[Given] = ()) -> list[Fault]:
    """Return what is wrong with a catalogue's file, compared with the package's own of the same tables.

    With its name, that of its file without the ending, it is also read as if it were in force, together with those
    that lie `beside` it: a crosswalk may speak of an office's own frameworks.
    """
    if len(content) > LARGEST:
        return [Fault("", "catalogue-too-large", {"bytes": len(content), "most": LARGEST})]
    try:
        given = tomllib.loads(content.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        return [Fault("", "catalogue-unreadable", {"detail": str(error)})]
    own = {"kept", "names", "rule"}  # an office's own language file; the package's names are kept by language
    if given.keys() & own and not given.keys() - own and not isinstance(given.get("names"), dict):
        return own_language_faults(content)
    model = _model(given)
    if model is None:
        return [Fault("", "catalogue-unknown", {"tables": ", ".join(given)})]
    if is_own(given):
        faults = own_framework_faults(given)
    else:
        tables = [(table, value) for table, value in given.items() if table != "version"]
        faults = [fault for table, value in tables for fault in _compared(table, value, model)]
    if not VERSION.fullmatch(version_of(given)):
        faults.append(Fault("version", "catalogue-version", {"version": str(given.get("version"))[:40]}))
    return faults or (_tried(name, given, beside) if name else [])


def _tried(name: str, given: dict[str, Any], beside: Iterable[Given]) -> list[Fault]:
    """Return the fault that keeps the readers from reading the catalogue, if there is one."""
    if ("from_year" in given and given.get("code") != name) or (
        name in packaged_names() and not given.keys() & packaged(name).keys()
    ):
        return [Fault("", "catalogue-name", {"name": name, "code": str(given.get("code", ""))[:40]})]
    try:
        with trial(Catalogues(beside, instead={name: given})):
            if is_crosswalk(given) and (faults := crosswalk_faults(given)):
                return faults
            for read in READERS:
                read()
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        return [Fault("", "catalogue-unread", {"detail": f"{type(error).__name__}: {error}"[:200]})]
    return []


READERS: tuple[Callable[[], object], ...] = (
    assessment_questions, markers, image_checks, frameworks, ratings, indicators, requirements, clauses, legal_bases,
    policy, sectors, offices, bodies, grades, contracts, study_groups, bands, thresholds, verdicts, deadlines, usual,
    every_catalogue, compared, graded, jump,
    crosswalk, links_before, links_after,
)  # fmt: skip
"""All that reads catalogues: what any of them can't read would stop the program somewhere."""


def _model(given: dict[str, Any]) -> dict[str, Any] | None:
    """Return the package's catalogue that knows most of the tables, None where none knows any."""
    known = [packaged(name) for name in sorted(packaged_names())]
    best = max(known, key=lambda model: len(given.keys() & model.keys()), default={})
    return best if given.keys() & best.keys() else None


def _compared(name: str, value: Any, model: dict[str, Any]) -> Iterator[Fault]:
    if name not in model:
        yield Fault(name, "catalogue-table", {"name": name})
        return
    own = model[name]
    if type(value) is not type(own):
        yield Fault(name, "catalogue-type", {"name": name, "expected": type(own).__name__})
    elif isinstance(own, list) and own and isinstance(own[0], dict):
        yield from _entries(name, value, own)


def _entries(name: str, given: list[Any], own: list[dict[str, Any]]) -> Iterator[Fault]:
    needed = set.intersection(*(set(entry) for entry in own)) - NOTES
    types = {key: type(value) for entry in own for key, value in entry.items()}
    key = next((k for k in CODES if k in needed), "")
    met: set[Any] = set()
    for place, entry in enumerate(given, 1):
        at = f"{name}[{place}]"
        if not isinstance(entry, dict):
            yield Fault(at, "catalogue-type", {"name": at, "expected": "table"})
            continue
        for missing in sorted(needed - entry.keys()):
            yield Fault(f"{at}.{missing}", "catalogue-missing", {"name": missing})
        for each, value in entry.items():
            if each in types and type(value) is not types[each]:
                yield Fault(
                    f"{at}.{each}", "catalogue-type", {"name": each, "expected": types[each].__name__}
                )
        if key and key in entry:
            if str(entry[key]) in met:
                yield Fault(f"{at}.{key}", "catalogue-twice", {"value": str(entry[key])})
            met.add(str(entry[key]))
