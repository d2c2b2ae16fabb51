"""FIELD=VALUE and lines of JSON as values of a kind's fields; records as JSON documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from gemtui.cli.world import CallProblem
from gemtui.records import Kind, Question, Unreadable, is_state, read
from gemtui.store import Problem, Refused, Row

OWN = ("entry",)
"""Columns that only the store itself has a use for."""


def assignments(pairs: Iterable[str]) -> dict[str, str]:
    """Return {field: text} of arguments `FIELD=VALUE`; raises CallProblem no-assignment, given-twice."""
    found: dict[str, str] = {}
    for pair in pairs:
        name, equals, text = pair.partition("=")
        if not equals or not name:
            raise CallProblem("no-assignment", argument=pair)
        if name in found:
            raise CallProblem("given-twice", field=name)
        found[name] = text
    return found


def typed_values(kind: Kind, given: Mapping[str, str], today: date | None, order: str = "") -> dict[str, Any]:
    """Return the values that were typed, None where a field is to be cleared; raises Refused with every problem."""
    return _each(kind, given, lambda question, text: read(question, text, today, order))


def line_values(kind: Kind, given: Mapping[str, Any], today: date | None) -> dict[str, Any]:
    """Return the values of a JSON line, typed already or as text; raises Refused with every problem."""
    return _each(kind, given, lambda question, value: _from_json(question, value, today))


def _from_json(question: Question, value: Any, today: date | None) -> Any:
    if not isinstance(value, str):
        return value  # of the right type or not: the save judges it
    if question.type == "string" and not (question.choices or question.refers or question.catalogue):
        return value or None  # text stays as it is, blanks around it too
    return read(question, value, today)


def _each(kind: Kind, given: Mapping[str, Any], reader: Any) -> dict[str, Any]:
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for given_name, typed in given.items():
        name = kind.named(given_name)
        question = kind.question(name)
        if question is None:
            problems.append(Problem(name, "unknown-field", {"kind": kind.name}))
            continue
        at = f"{name}_state" if is_state(question, typed) else name
        if at in values:
            problems.append(Problem(at, "named-twice"))
            continue
        try:
            values[at] = typed if at != name else reader(question, typed)
        except Unreadable as wrong:
            problems.append(Problem(name, wrong.code, wrong.facts))
    if problems:
        raise Refused(problems)
    return kind.one_of_two(values)


def document(kind: Kind, row: Row) -> dict[str, Any]:
    """Return a record as JSON says it: fields in declared order, commitments left out."""
    kept = {f"{name}_sha256" for name in kind.personal} | set(OWN)
    return {name: value for name, value in row.items() if name not in kept}
