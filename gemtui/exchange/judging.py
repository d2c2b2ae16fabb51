"""A change's values against their types: one loop a change, the full judgement only where the quick look says no."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from gemtui import log
from gemtui.exchange.refusal import BundleRefused
from gemtui.records import Kind, Question, judge

Judge = Callable[[Mapping[str, Any]], tuple[str, ...]]
"""Returns the fields that the kind does not know; raises BundleRefused (bad-value)."""

_TEXT, _DAY, _WHOLE, _SLOW = range(4)


def judge_of(kind: Kind) -> Judge:
    """Return the judge of that kind's changes, whose texts' lengths and characters `log.parse` has checked."""
    quick = {q.name: _quick(q) for q in kind.questions}

    def judge_set(given: Mapping[str, Any]) -> tuple[str, ...]:
        unknown: list[str] = []
        for name, value in given.items():
            if value is None:
                continue
            known = quick.get(name)
            if known is None:
                if name != "deleted":
                    unknown.append(name)
                continue
            sort, choices, question = known
            if choices is not None:
                if value.__class__ is str and value in choices:
                    continue
            elif sort == _TEXT:
                if value.__class__ is str and value:
                    continue
            elif sort == _DAY:
                if value.__class__ is str and _is_day(value):
                    continue
            elif sort == _WHOLE and value.__class__ is int and question.minimum <= value <= question.maximum:
                continue
            _judge_slowly(kind, question, value)
        return tuple(unknown)

    return judge_set


def _quick(question: Question) -> tuple[int, frozenset[str] | None, Any]:
    if question.personal or question.refers:
        return _SLOW, None, question
    if question.type == "string":
        return _TEXT, frozenset(question.choices) or None, question
    if question.type == "date":
        return _DAY, None, question
    bounded = question.type == "integer" and question.minimum is not None and question.maximum is not None
    return (_WHOLE if bounded else _SLOW), None, question


def _judge_slowly(kind: Kind, question: Question, value: Any) -> None:
    if question.personal:
        if log.is_commitment(value):
            return
        code = "not-a-commitment"
    else:
        wrong = judge(question, value)
        if wrong is None:
            return
        code = wrong.code
    raise BundleRefused("bad-value", kind=kind.name, field=question.name, reason=code)


@lru_cache(maxsize=4096)
def _is_day(text: str) -> bool:
    try:
        return len(text) == 10 and dt.date.fromisoformat(text) is not None
    except ValueError:
        return False
