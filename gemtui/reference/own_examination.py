"""Checking a framework of an office's own before anybody relies on it; README, *Indicators of your own*, has its shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from gemtui.reference.fault import Fault
from gemtui.reference.files import packaged, packaged_names
from gemtui.reference.frameworks import MEASURES
from gemtui.reference.policy import clauses

TOP: Mapping[str, type] = {
    "code": str, "framework": str, "office": str, "from_year": int, "to_year": int, "indicator": list,
}  # fmt: skip
"""What a framework has at its top; all of it is needed."""
NEEDED: Mapping[str, type] = {"id": str, "number": int, "title": str, "measure": str}
OTHERS: Mapping[str, type] = {
    "numerator": str, "denominator": str, "baseline": str, "baseline_year": int, "target": str, "target_year": int,
    "better": str, "clauses": list, "field_input": str,
}  # fmt: skip
NAMES = {str: "text", int: "number", list: "list"}
BETTER = ("higher", "lower")
WHOLE = 100


def is_own(document: Mapping[str, Any]) -> bool:
    """Return whether a catalogue is a framework of an office's own."""
    return "office" in document and "indicator" in document


def own_framework_faults(given: Mapping[str, Any]) -> list[Fault]:
    """Return what is wrong with a framework of an office's own, the whole file and each indicator."""
    faults = [
        Fault(name, "catalogue-table", {"name": name})
        for name in given
        if name not in {*TOP, "version", "schema"}
    ]
    faults += _typed("", given, TOP, TOP)
    if faults:
        return faults
    if not given["office"].strip():
        faults.append(Fault("office", "catalogue-missing", {"name": "office"}))
    met: set[str] = set()
    taken = {entry["id"] for name in packaged_names() for entry in _packaged(name)}
    for place, entry in enumerate(given["indicator"], 1):
        at = f"indicator[{place}]"
        if not isinstance(entry, dict):
            faults.append(Fault(at, "catalogue-type", {"name": at, "expected": "table"}))
            continue
        faults += [
            Fault(f"{at}.{n}", "catalogue-table", {"name": n}) for n in entry if n not in {**NEEDED, **OTHERS}
        ]
        wrong = _typed(f"{at}.", entry, {**NEEDED, **OTHERS}, NEEDED)
        faults += wrong
        if not wrong:
            if entry["id"] in met | taken:
                faults.append(Fault(f"{at}.id", "catalogue-twice", {"value": entry["id"]}))
            met.add(entry["id"])
            faults += _measured(at, entry)
    return faults


def _packaged(name: str) -> list[Mapping[str, Any]]:
    document = packaged(name)
    return list(document["indicator"]) if "from_year" in document else []


def _typed(
    at: str, given: Mapping[str, Any], known: Mapping[str, type], needed: Mapping[str, type]
) -> list[Fault]:
    missing = [
        Fault(f"{at}{name}", "catalogue-missing", {"name": name}) for name in needed if name not in given
    ]
    wrong = [
        Fault(f"{at}{name}", "catalogue-type", {"name": name, "expected": NAMES[known[name]]})
        for name, value in given.items()
        if name in known and type(value) is not known[name]
    ]
    return missing + wrong


def _measured(at: str, entry: Mapping[str, Any]) -> Iterator[Fault]:
    for name, allowed in (("measure", MEASURES), ("better", BETTER)):
        if entry.get(name, allowed[0]) not in allowed:
            yield Fault(
                f"{at}.{name}", "catalogue-value", {"value": entry[name], "allowed": ", ".join(allowed)}
            )
    if entry["measure"] != "number":
        for name in ("numerator", "denominator"):
            if not entry.get(name, "").strip():
                yield Fault(f"{at}.{name}", "catalogue-missing", {"name": name})
    for name in ("baseline", "target"):
        number = _number(entry.get(name, "0"))
        if number is None:
            yield Fault(f"{at}.{name}", "catalogue-type", {"name": name, "expected": "a number as text"})
        elif entry["measure"] == "share" and not 0 <= number <= WHOLE:
            yield Fault(f"{at}.{name}", "catalogue-value", {"value": entry[name], "allowed": "0 to 100"})
    first, last = entry.get("baseline_year"), entry.get("target_year")
    if first is not None and last is not None and last < first:
        yield Fault(f"{at}.target_year", "catalogue-value", {"value": last, "allowed": f"{first} and later"})
    for clause in entry.get("clauses", ()):
        if clause not in clauses():
            yield Fault(
                f"{at}.clauses", "catalogue-value", {"value": clause, "allowed": "the policy's clauses"}
            )


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
