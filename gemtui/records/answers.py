"""From what was typed to a value, and back to the text of an input field."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from functools import cache

from gemtui.records.ask import Question
from gemtui.records.dates import read_day
from gemtui.records.judgement import DECIMAL, LARGEST, REFERENCE, Unreadable, judge

Value = None | bool | int | str | list[object]

GROUPED = re.compile(r"(?<=\d)[ \u00a0\u202f'’](?=\d{3}(\D|$))")
"""A space or an apostrophe between thousands."""

WHOLE = re.compile(r"[+-]?\d+")
FRACTION = re.compile(r"([+-]?)(\d+)(?:\.(\d+)|,(\d{1,2}))?")
"""A comma counts as the decimal sign only where it can't be a thousands sign."""

OWN_CODES = frozenset({"offices"})
"""Catalogues that an office goes beyond with codes of its own, however near they come to a listed one."""

YES = {"yes", "y", "true", "1"}
NO = {"no", "n", "false", "0"}


def read(question: Question, typed: str, today: date | None = None, order: str = "") -> Value:
    """Return the value that was typed: None where nothing was.

    Dates as `read_day`; lists one a line, or separated by commas or semicolons, or as JSON. Raises `Unreadable`.
    """
    text = typed.strip()
    if not text:
        return None
    value: Value
    if question.type == "date":
        value = read_day(text, today, order)
    elif question.choices:
        value = _choice(question, text)
    elif question.refers and question.type == "string":
        value = _reference(text)
    else:
        value = READERS[question.type](text)
    problem = judge(question, value)
    if problem:
        raise problem
    return _listed(question, value) if question.catalogue else value


def show(question: Question, value: object) -> str:
    """Return a value as the text of an input field; `read` gives the value back."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        plain = all(isinstance(item, str) and _splits_back(item) for item in value)
        return ", ".join(map(str, value)) if plain and value else json.dumps(value, ensure_ascii=False)
    return str(value)


def _splits_back(item: str) -> bool:
    return item == item.strip() and not re.search(r"[,;\r\n]", item) and bool(item) and item[0] != "["


def _choice(question: Question, text: str) -> str:
    if text in question.choices:
        return text
    meant = re.sub(r"[\s_-]+", "_", text).casefold()
    found = [choice for choice in question.choices if choice.casefold() == meant]
    return found[0] if len(found) == 1 else text


def _listed(question: Question, value: Value) -> Value:
    """Return the catalogue's own code for one that is written otherwise, as `fixed_term` or `p4`; else what was typed."""
    if question.catalogue in OWN_CODES:
        return value
    meant = _by_meaning(question.catalogue)
    if isinstance(value, list):
        return [meant.get(_meaning(item), item) if isinstance(item, str) else item for item in value]
    return meant.get(_meaning(value), value) if isinstance(value, str) else value


@cache
def _by_meaning(catalogue: str) -> dict[str, str]:
    from gemtui.reference import catalogue as entries  # a form without choices needs none

    listed = entries(catalogue)
    found: dict[str, set[str]] = defaultdict(set)
    for code, label in listed:
        found[_meaning(code)].add(code)
        found[_meaning(label)].add(code)
    known = {code for code, _ in listed}
    return {said: min(codes) for said, codes in found.items() if len(codes) == 1 and said not in known}


def _meaning(text: str) -> str:
    return re.sub(r"[\s_–-]+", "", text).casefold()


def _reference(text: str) -> str:
    office, slash, identifier = text.rpartition("/")
    named = f"{office.upper()}{slash}{identifier.lower()}"
    if not REFERENCE.fullmatch(named):
        raise Unreadable("not-a-reference", value=text)  # said as it was typed
    return named


def _whole(text: str) -> int:
    digits = GROUPED.sub("", text)
    if WHOLE.fullmatch(digits):
        if len(digits) > 40:  # int() itself refuses some thousands of digits
            raise Unreadable("too-large", maximum=LARGEST)
        return int(digits)
    raise Unreadable("not-whole" if FRACTION.fullmatch(digits) else "not-a-number", value=text)


def _decimal(text: str) -> str:
    found = FRACTION.fullmatch(GROUPED.sub("", text))
    if not found:
        raise Unreadable("not-decimal", value=text)
    sign, whole, point, comma = found.groups()
    # str(int()) also turns digits of other scripts into ASCII; longer numbers than any amount stop before int() does.
    if len(whole) > 40:
        raise Unreadable("too-large", maximum="999999999999999")
    digits = str(int(whole))
    places = "".join(str(int(digit)) for digit in point or comma or "")
    exact = digits + (f".{places}" if places else "")
    if sign == "-" and set(exact) - set("0."):
        exact = f"-{exact}"
    if len(digits) > 15:
        raise Unreadable("too-large", maximum="999999999999999")
    if not DECIMAL.fullmatch(exact):
        raise Unreadable("not-decimal", value=text)
    return exact


def _yes_no(text: str) -> bool:
    if text.casefold() in YES | NO:
        return text.casefold() in YES
    raise Unreadable("not-yes-no", value=text)


def _list(text: str) -> list[object] | None:
    if text.startswith("["):
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            raise Unreadable("not-a-list", value=text) from None
        return found if isinstance(found, list) else None
    parts = text.splitlines() if "\n" in text else re.split("[,;]", text)
    return [part.strip() for part in parts if part.strip()] or None


READERS: dict[str, Callable[[str], Value]] = {
    "string": str,
    "integer": _whole,
    "number": _decimal,
    "boolean": _yes_no,
    "array": _list,
}
