"""A change: one save of one record, its canonical line and its hash (spec/merge.md, *A change*)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from typing import Any

import orjson

Value = Any
"""A value of the log: None, bool, int, str, or lists and objects of these."""

ZEROS = "0" * 64
"""What stands for the hash before a stream's first change."""

LARGEST = 2**53 - 1
"""The largest integer that every JSON reader holds exactly."""

LONGEST_TEXT = 20_000
DEEPEST = 8

_CANONICAL = (
    orjson.OPT_SORT_KEYS
    | orjson.OPT_STRICT_INTEGER
    | orjson.OPT_PASSTHROUGH_DATACLASS
    | orjson.OPT_PASSTHROUGH_DATETIME
    | orjson.OPT_PASSTHROUGH_SUBCLASS
)
_MEMBERS = (
    "at", "author", "home", "kind", "office", "prev", "record", "seen", "seq", "set", "why", "workspace",
)  # fmt: skip
_KEPT_BY_THE_STORE = frozenset({"id", "office", "revision", "changed_at", "changed_by"})

_UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_PATTERNS = {
    "at": r"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{3}Z",
    "kind": "[a-z][a-z0-9_]{0,40}",
    "office": "[A-Z0-9]{2,8}(?:-[A-Z0-9]{1,8})?",
    "prev": "[0-9a-f]{64}",
    "record": "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
    "workspace": _UUID,
}
# One match over the six members joined by a sign that none of them may hold costs a third of six matches.
_TOGETHER = re.compile(r"\|".join(_PATTERNS.values()))
_MEMBER_NAME = re.compile(r"[A-Za-z0-9_.:/-]{1,64}")


class BadChange(Exception):  # noqa: N818 - named like the code it carries
    """A change or a chain that the specification refuses; `code` is `bad-change` or `broken-chain`."""

    def __init__(self, code: str, facts: Mapping[str, Any]) -> None:
        super().__init__(code)
        self.code = code
        self.facts = dict(facts)


@dataclass(frozen=True, slots=True)
class Change:
    """One save of one record, immutable; the members are those of spec/merge.md."""

    workspace: str
    office: str
    home: bool
    seq: int
    at: str
    author: str
    kind: str
    record: str
    seen: dict[str, int]
    set: dict[str, Value]
    why: str | None
    prev: str


def canonical(value: Value) -> bytes:
    """Return the value's canonical JSON (RFC 8785); raises BadChange for what JSON without floats can't say."""
    try:
        return orjson.dumps(value, option=_CANONICAL)
    except (TypeError, RecursionError) as error:
        raise BadChange("bad-change", {"member": "set", "reason": "not-json", "detail": str(error)}) from None


def digest(line: bytes) -> str:
    """Return the hash of a change's line: SHA-256, 64 hex digits."""
    return sha256(line).hexdigest()


def line(change: Change) -> bytes:
    """Return the change's canonical line without a newline; raises BadChange for one that `parse` refuses."""
    document = {member: getattr(change, member) for member in _MEMBERS}
    written = canonical(document)
    _check(document, plain=False)
    return written


def parse(line: bytes) -> Change:
    """Return the change that a line holds; raises BadChange unless it is canonical and within all bounds."""
    try:
        document = orjson.loads(line)
        same = orjson.dumps(document, option=_CANONICAL) == line
    except (ValueError, TypeError, RecursionError):
        raise _bad("line", "not-canonical") from None
    if not same:
        raise _bad("line", "not-canonical")
    if type(document) is not dict or tuple(document) != _MEMBERS:
        raise _bad("line", "wrong-members")
    # A short line without the escape of U+0000 can't hold a text that is too long or has one in it.
    _check(document, plain=len(line) <= LONGEST_TEXT and b"\\u0000" not in line)
    at, author, home, kind, office, prev, record, seen, seq, given, why, workspace = document.values()
    return Change(workspace, office, home, seq, at, author, kind, record, seen, given, why, prev)


def is_field_name(name: str) -> bool:
    """Return whether a change may set a field of that name."""
    return name not in _KEPT_BY_THE_STORE and re.fullmatch(_PATTERNS["kind"], name) is not None


_known_field = lru_cache(maxsize=4096)(is_field_name)


@lru_cache(maxsize=4096)
def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=4096)
def _is_workspace(text: str) -> bool:
    return re.fullmatch(_UUID, text) is not None


def _bad(member: str, reason: str, **facts: Any) -> BadChange:
    return BadChange("bad-change", {"member": member, "reason": reason, **facts})


def _check(document: Mapping[str, Value], *, plain: bool) -> None:
    at, author, home, kind, office, prev, record, seen, seq, given, why, workspace = document.values()
    if _TOGETHER.fullmatch(f"{at}|{kind}|{office}|{prev}|{record}|{workspace}") is None:
        raise _bad(_misshapen(document), "wrong-form")
    if not _is_day(at[:10]):
        raise _bad("at", "no-such-day")
    if type(seq) is not int or not 1 <= seq <= LARGEST:
        raise _bad("seq", "out-of-range")
    if home is not True and home is not False:
        raise _bad("home", "wrong-type")
    if type(author) is not str:
        raise _bad("author", "wrong-type")
    if why is not None and type(why) is not str:
        raise _bad("why", "wrong-type")
    if type(seen) is not dict or (seen and not _is_seen(seen, workspace, seq)):
        raise _bad("seen", "out-of-range")
    if type(given) is not dict or not given:
        raise _bad("set", "empty")
    if not plain:
        _check_text(author, "author")
        _check_text(why, "why")
    _check_fields(given, plain)


def _misshapen(document: Mapping[str, Value]) -> str:
    for member, pattern in _PATTERNS.items():
        if type(document[member]) is not str or re.fullmatch(pattern, document[member]) is None:
            return member
    return "line"


def _is_seen(seen: Mapping[str, Value], workspace: str, seq: int) -> bool:
    for of, highest in seen.items():
        if not _is_workspace(of) or type(highest) is not int or not 1 <= highest <= LARGEST:
            return False
        if of == workspace and highest >= seq:
            return False
    return True


def _check_fields(given: Mapping[str, Value], plain: bool) -> None:
    for name, value in given.items():
        if not _known_field(name):
            raise _bad("set", "field-name", field=name)
        of = type(value)
        if of is str:
            if not plain:
                _check_text(value, name)
        elif of is list or of is dict:
            _check_nested(value, name, 1)
        elif of is int:
            if not -LARGEST <= value <= LARGEST:
                raise _bad("set", "out-of-range", field=name)
        elif of is not bool and value is not None:
            raise _bad("set", "wrong-type", field=name)
    if "deleted" in given and type(given["deleted"]) is not bool:
        raise _bad("set", "wrong-type", field="deleted")


def _check_nested(value: Value, field: str, depth: int) -> None:
    of = type(value)
    if of is str:
        _check_text(value, field)
    elif of is list or of is dict:
        if depth > DEEPEST:
            raise _bad("set", "too-deep", field=field)
        if of is dict and not all(_MEMBER_NAME.fullmatch(name) for name in value):
            raise _bad("set", "member-name", field=field)
        for part in value.values() if of is dict else value:
            _check_nested(part, field, depth + 1)
    elif of is float or (of is int and not -LARGEST <= value <= LARGEST):
        raise _bad("set", "out-of-range", field=field)


def _check_text(text: str | None, where: str) -> None:
    if text is not None and (len(text) > LONGEST_TEXT or "\0" in text):
        raise _bad(where, "too-long" if len(text) > LONGEST_TEXT else "zero-character")
