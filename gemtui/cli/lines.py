"""`add --from`: one record a line of JSON, one id printed a line, each after its save is on the disk."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any, BinaryIO

import orjson

from gemtui import store
from gemtui.cli.call import FINE, FOUND, Call
from gemtui.cli.values import line_values
from gemtui.store import Edit, Problem, Refused, Store, StoreProblem

LONGEST = 1024 * 1024
"""Bytes of a line, as in a bundle (spec/bundle.md)."""

TELL_EVERY = 0.2
"""Seconds between two reports of progress."""


def add_lines(call: Call, db: Store, source: BinaryIO, kind: str, *, home: bool) -> int:
    """Save each line as a record; returns 1 at the first refused one, whose number and code go to standard error."""
    about = store.kind_of(db, kind)
    told = time.monotonic()
    for number, line in _lines(source):
        try:
            given = _record(line)
            office = given.pop("office", "")
            if not isinstance(office, str):
                raise Refused([Problem("office", "not-text")])
            values = line_values(about, given, call.world.today)
            saved = store.save(db, Edit(kind, values, office=office, home=bool(home)))
        except StoreProblem as problem:
            _complain(call, number, problem)
            return FOUND
        call.print(saved.id)
        call.world.stdout.flush()
        if time.monotonic() - told > TELL_EVERY:
            told = time.monotonic()
            call.progress(call.say("lines-saved", count=number))
    return FINE


def _lines(source: BinaryIO) -> Iterator[tuple[int, bytes]]:
    number = 0
    while line := source.readline(LONGEST + 1):
        number += 1
        if line.strip():
            yield number, line


def _record(line: bytes) -> dict[str, Any]:
    if len(line) > LONGEST:
        raise Refused([Problem("", "line-too-long", {"most": LONGEST})])
    try:
        found = orjson.loads(line.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError):
        raise Refused([Problem("", "not-json")]) from None
    if not isinstance(found, dict):
        raise Refused([Problem("", "not-a-record")])
    json.loads(line.decode("utf-8-sig"), object_pairs_hook=_each_once)
    return found


def _each_once(pairs: list[tuple[str, Any]]) -> None:
    """Refuse a name that stands twice: which of the two values was meant, nobody knows."""
    names = [name for name, _ in pairs]
    twice = next((name for at, name in enumerate(names) if name in names[:at]), None)
    if twice is not None:
        raise Refused([Problem(twice, "named-twice")])


def _complain(call: Call, number: int, problem: StoreProblem) -> None:
    found = problem.problems if isinstance(problem, Refused) else [Problem("", problem.code, problem.facts)]
    for each in found:
        field = f"{each.field}: " if each.field else ""
        call.tell(f"{number}: {each.code}: {field}{call.say(each.code, **each.facts)}")
