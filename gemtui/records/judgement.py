"""Whether a value is one that a field may hold: pure, and the same for a form, a script and a merge.

Source: spec/merge.md, *Bounds*. Only types, fixed choices and those bounds are judged here; catalogue codes and
what a field means beside another are rules, which give findings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from gemtui.records.ask import Kind, Question
from gemtui.records.questions import MAX_TEXT

LARGEST = 2**53 - 1
DEEPEST = 8

DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,4})?")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
REFERENCE = re.compile(
    r"([A-Z0-9]{2,8}(-[A-Z0-9]{1,8})?/)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
)
UNHOLDABLE = re.compile("[\0\ud800-\udfff]")
MEMBER = re.compile(r"[A-Za-z0-9_.:/-]{1,64}")


class Unreadable(Exception):
    """What a field can't hold, as a code of `locale/en/problems.toml` with its facts."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts: dict[str, object] = facts

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Unreadable) and (self.code, self.facts) == (other.code, other.facts)

    __hash__ = None  # type: ignore[assignment] # facts are a dict: equal, never a key


def judge(question: Question, value: object) -> Unreadable | None:
    """Return what is wrong with a typed (JSON) value for this field, or None. Null is always allowed here."""
    if value is None:
        return None
    try:
        JUDGES[question.type](question, value)
    except Unreadable as problem:
        return problem
    return None


def faults(kind: Kind, row: Mapping[str, Any]) -> dict[str, Unreadable]:
    """Return what is wrong by field in a record's values: unknown-field, a value that can't be, state-and-value."""
    found: dict[str, Unreadable] = {}
    questions = {q.name: q for q in kind.questions}
    for name, value in row.items():
        problem = (
            judge(questions[name], value) if name in questions else Unreadable("unknown-field", field=name)
        )
        if problem:
            found[name] = problem
    for q in kind.questions:
        if q.state_of and row.get(q.name) is not None and row.get(q.state_of) is not None:
            found.setdefault(q.name, Unreadable("state-and-value", field=q.state_of, state=row[q.name]))
    return found


def required_missing(kind: Kind, row: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the required fields that the row leaves blank, in declared order."""
    return tuple(q.name for q in kind.questions if q.required and row.get(q.name) is None)


def judge_text(value: object) -> str:
    """Return the text if the log may hold it; raises `not-text`, `too-long`, `bad-text`."""
    if not isinstance(value, str):
        raise Unreadable("not-text")
    if len(value) > MAX_TEXT:
        raise Unreadable("too-long", maximum=MAX_TEXT, length=len(value))
    if not value or UNHOLDABLE.search(value):
        raise Unreadable("bad-text")
    return value


def _string(question: Question, value: object) -> None:
    text = judge_text(value)
    if question.refers:
        _reference(text)
    if question.choices and text not in question.choices:
        raise Unreadable("not-a-choice", value=text, choices=", ".join(question.choices))


def _reference(text: str) -> None:
    if not REFERENCE.fullmatch(text):
        raise Unreadable("not-a-reference", value=text)


def _integer(question: Question, value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int):
        raise Unreadable("not-whole")
    low = -LARGEST if question.minimum is None else question.minimum
    high = LARGEST if question.maximum is None else question.maximum
    if value < low:
        raise Unreadable("too-small", minimum=low)
    if value > high:
        raise Unreadable("too-large", maximum=high)


def _boolean(_question: Question, value: object) -> None:
    if not isinstance(value, bool):
        raise Unreadable("not-yes-no")


def _number(_question: Question, value: object) -> None:
    if not isinstance(value, str) or not DECIMAL.fullmatch(value):
        raise Unreadable("not-decimal")


def _date(_question: Question, value: object) -> None:
    if not isinstance(value, str) or not DAY.fullmatch(value):
        raise Unreadable("not-a-date")
    try:
        date.fromisoformat(value)
    except ValueError:
        raise Unreadable("not-a-date") from None


def _array(question: Question, value: object) -> None:
    if not isinstance(value, list):
        raise Unreadable("not-a-list")
    for item in value:
        if question.items == "any":
            _json(item, 2)
        else:
            text = judge_text(item)
            if question.refers:
                _reference(text)


def _json(value: object, depth: int) -> None:
    if depth > DEEPEST:
        raise Unreadable("not-a-list")
    if isinstance(value, list):
        for item in value:
            _json(item, depth + 1)
    elif isinstance(value, dict):
        for name, item in value.items():
            if not isinstance(name, str) or not MEMBER.fullmatch(name):
                raise Unreadable("not-a-list")
            _json(item, depth + 1)
    elif isinstance(value, str):
        judge_text(value)
    elif isinstance(value, float) or (isinstance(value, int) and abs(value) > LARGEST):
        raise Unreadable("not-whole")


JUDGES: dict[str, Callable[[Question, object], None]] = {
    "string": _string,
    "integer": _integer,
    "boolean": _boolean,
    "number": _number,
    "date": _date,
    "array": _array,
}
