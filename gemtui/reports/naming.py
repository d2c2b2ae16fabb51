"""How figures name what they are about: references, units, shares."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from gemtui import locale
from gemtui.rules import Places
from gemtui.store import Store


def reference(db: Store, office: str, identifier: str) -> str:
    """Return the id of a record of the own office, `CODE/ID` of any other (spec/cli.md)."""
    return identifier if office == db.identity.office else f"{office}/{identifier}"


def unit_name(places: Places, unit: str) -> str:
    """Return the code of the unit that `OFFICE/REFERENCE` means, or what stands there where it is not here."""
    office, slash, at = unit.partition("/")
    row = places.row({"office": office}, at) if slash else None
    return str(row["code"]) if row and row.get("code") else (at or office)


def fraction(share: Fraction | None) -> str | None:
    """Return an exact fraction as text, reduced; None without a base."""
    return None if share is None else str(share)


def percent(share: Fraction | None) -> str | None:
    """Return a share as per cent with one decimal, more where rounding would touch a bound; None without a base."""
    return None if share is None else locale.share(share)


def readable(facts: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """Return a finding's facts as people read them: dates in words, codes without underscores."""
    return {name: _readable(value, lang) for name, value in facts.items()}


def _readable(value: Any, lang: str) -> Any:
    if not isinstance(value, str):
        return value
    if len(value) == 10 and value[4:5] == value[7:8] == "-" and value[:4].isdigit():
        return locale.day(value, lang)
    return value.replace("_", " ") if value.islower() else value
