"""A change's values against their types: what was judged once is not judged again (spec/merge.md, *Merge*).

A consolidation judges millions of values, most of them texts, which any text may be, or one of a few codes and dates.
So a set of fields with its types is looked at once, and of the rest each value that passed is remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from gemtui import log
from gemtui.exchange.refusal import BundleRefused
from gemtui.records import Kind, Question, judge
from gemtui.records.judgement import REFERENCE

Judge = Callable[[Mapping[str, Any]], tuple[str, ...]]
"""Returns the fields that the kind does not know; raises BundleRefused (bad-value)."""

_TEXTS = frozenset({str})
_REMEMBERED = 1_000
"""So many values a field, and half as many shapes a kind: enough for its codes, too few to fill the memory."""
_DAYS: set[Any] = set()
"""Dates that have passed, whatever field they stood in."""
_MANY_DAYS = 20_000
_MANY_FIELDS = 100


class _Shape:
    """What is left to judge where these fields have values of these types."""

    __slots__ = ("both", "known", "lists", "unknown")

    def __init__(self, names: tuple[str, ...], types: tuple[type, ...], fields: Mapping[str, _Field]) -> None:
        given = [(name, of) for name, of in zip(names, types, strict=True) if of is not type(None)]
        judged = [(fields[name], of) for name, of in given if name in fields]
        filled = {name for name, _ in given}
        self.both = next(
            (name for name in filled if name in fields and fields[name].question.state_of in filled), None
        )
        self.unknown = tuple(name for name, _ in given if name not in fields and name != "deleted")
        self.lists = tuple(field for field, of in judged if field.is_text_list and of is list)
        # Remembered values are looked up by equality, and to Python True is 1: only for the type asked for.
        self.known = tuple(
            (field, field.passed if of is field.of else None)
            for field, of in judged
            if not (field.is_text_list and of is list) and not (field.is_free_text and of is str)
        )


class _Field:
    """One field of a kind, with the values that have passed."""

    __slots__ = (
        "is_free_text", "is_reference", "is_text_list", "kind", "most", "name", "of", "passed", "question",
    )  # fmt: skip

    def __init__(self, kind: str, question: Question) -> None:
        self.kind, self.name, self.question = kind, question.name, question
        self.of = int if question.type == "integer" else bool if question.type == "boolean" else str
        is_open = not (question.personal or question.refers or question.choices)
        self.is_free_text = is_open and question.type == "string"
        self.is_text_list = is_open and question.type == "array" and question.items != "any"
        self.is_reference = question.type == "string" and bool(question.refers) and not question.choices
        self.passed: set[Any] = _DAYS if question.type == "date" else set()
        self.most = _MANY_DAYS if question.type == "date" else _REMEMBERED

    def judge(self, value: Any) -> None:
        """Raise BundleRefused (bad-value) unless the field may hold the value; remember it where that pays."""
        if self.question.personal:
            if log.is_commitment(value):
                return
            raise BundleRefused("bad-value", kind=self.kind, field=self.name, reason="not-a-commitment")
        if self.is_reference and type(value) is str and REFERENCE.fullmatch(value):
            return
        wrong = judge(self.question, value)
        if wrong is not None:
            raise BundleRefused("bad-value", kind=self.kind, field=self.name, reason=wrong.code)
        if type(value) is self.of and not self.question.refers and len(self.passed) < self.most:
            self.passed.add(value)


_JUDGES: dict[int, tuple[Kind, Judge]] = {}


def judge_of(kind: Kind) -> Judge:
    """Return the judge of that kind's changes, whose texts' lengths and characters `log.parse` has checked.

    It is kept by the kind's identity, so that the next bundle is judged by what the ones before have shown.
    """
    known = _JUDGES.get(id(kind))
    if known is None or known[0] is not kind:
        known = _JUDGES[id(kind)] = kind, _judge_of(kind)
    return known[1]


def _judge_of(kind: Kind) -> Judge:
    fields = {q.name: _Field(kind.name, q) for q in kind.questions}
    shapes: dict[tuple[tuple[str, ...], tuple[type, ...]], _Shape] = {}

    def judge_set(given: Mapping[str, Any]) -> tuple[str, ...]:
        key = tuple(given), tuple(map(type, given.values()))
        shape = shapes.get(key)
        if shape is None:
            shape = _Shape(*key, fields)
            if len(shapes) < _REMEMBERED // 2 and len(given) < _MANY_FIELDS:
                shapes[key] = shape
        if shape.both:
            raise BundleRefused("bad-value", kind=kind.name, field=shape.both, reason="state-and-value")
        for field, passed in shape.known:
            value = given[field.name]
            if passed is None or value not in passed:
                field.judge(value)
        for field in shape.lists:
            value = given[field.name]
            if not _TEXTS.issuperset(map(type, value)) or "" in value:
                field.judge(value)
        if "" in given.values():
            raise BundleRefused("bad-value", kind=kind.name, field=_empty(given), reason="bad-text")
        return shape.unknown

    return judge_set


def _empty(given: Mapping[str, Any]) -> str:
    return next(name for name, value in given.items() if value == "")
