"""What stops a save: values that their type refuses, missing ones, and errors within one record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from gemtui import log, rules
from gemtui.records import Kind, judge, required_missing
from gemtui.store.problems import Problem, Refused


def judged(kind: Kind, values: Mapping[str, Any], row: Mapping[str, Any], on: dt.date) -> list[Problem]:
    """Return what is wrong with the values to be set and the row they make, worst first; empty when it may be saved."""
    problems = []
    for name, value in values.items():
        question = kind.question(name)
        if question is None:
            problems.append(Problem(name, "unknown-field", {"kind": kind.name}))
        elif value is not None and (wrong := judge(question, value)) is not None:
            problems.append(Problem(name, wrong.code, wrong.facts))
    if problems:
        return problems
    for question in kind.questions:
        if (
            question.state_of
            and row.get(question.name) is not None
            and row.get(question.state_of) is not None
        ):
            problems.append(Problem(question.state_of, "state-and-value", {}))
    problems += [Problem(name, "required", {}) for name in required_missing(kind, row)]
    if problems:
        return problems
    return [Problem(f.field, f.code, f.facts) for f in rules.single(kind.name, row, on) if f.level == "error"]


def check_length(change: log.Change, line: bytes) -> None:
    """Refuse a line that no reader takes, at the field that holds most: it could never leave in a bundle."""
    if len(line) > log.LONGEST_LINE:
        longest = max(change.set, key=lambda name: len(log.canonical(change.set[name])))
        facts = {"bytes": len(line), "limit": log.LONGEST_LINE}
        raise Refused([Problem(longest, "record-too-long", facts)])
