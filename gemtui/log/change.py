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

LONGEST_LINE = 2**20
"""Bytes of a change's line: more, and no reader would take the bundle it stands in (spec/bundle.md)."""

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
# What differs on every line is matched at once, joined by a sign that none may hold; the rest is remembered.
_EACH_LINE = re.compile(r"\|".join(_PATTERNS[member] for member in ("at", "prev", "record")))
_MEMBER_NAME = re.compile(r"[A-Za-z0-9_.:/-]{1,64}")
_SIMPLE = frozenset({str, int, bool, type(None)})


class BadChange(Exception):
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


class _Draft:
    """A change being filled: a frozen dataclass sets its slots by object.__setattr__, which takes five times as long.

    With the same slots, it becomes a Change before anybody sees it.
    """

    __slots__ = tuple(Change.__dataclass_fields__)

    def __init__(self, *members: Value) -> None:  # in the order of _MEMBERS
        (
            self.at,
            self.author,
            self.home,
            self.kind,
            self.office,
            self.prev,
            self.record,
            self.seen,
            self.seq,
            self.set,
            self.why,
            self.workspace,
        ) = members


def canonical(value: Value) -> bytes:
    """Return the value's canonical JSON (RFC 8785); raises BadChange for what the log's values can't hold."""
    if type(value) not in _SIMPLE:
        _check_nested(value, "value", 0)
    return _written(value)


def digest(line: bytes) -> str:
    """Return the hash of a change's line: SHA-256, 64 hex digits."""
    return sha256(line).hexdigest()


def line(change: Change) -> bytes:
    """Return the change's canonical line without a newline; raises BadChange for one that `parse` refuses."""
    document = {member: getattr(change, member) for member in _MEMBERS}
    written = _written(document)
    _check(document, plain=False)
    return written


def parse(line: bytes) -> Change:
    """Return the change that a line holds; raises BadChange unless it is canonical and within all bounds."""
    try:
        document = orjson.loads(line)
    except (ValueError, RecursionError):
        raise _bad("line", "not-canonical") from None
    if _written(document) != line:
        raise _bad("line", "not-canonical")
    if type(document) is not dict or tuple(document) != _MEMBERS:
        raise _bad("line", "wrong-members")
    # A short line without an escape can't hold a text that is too long, or one with U+0000 in it.
    _check(document, plain=len(line) <= LONGEST_TEXT and b"\\" not in line)
    return _filled(document)


def reread(line: bytes) -> Change:
    """Return the change of a line that `parse` has passed a moment ago, without asking again."""
    return _filled(orjson.loads(line))


def _filled(document: Mapping[str, Value]) -> Change:
    change = _Draft(*document.values())
    change.__class__ = Change  # type: ignore[assignment]
    return change  # type: ignore[return-value]


def is_field_name(name: str) -> bool:
    """Return whether a change may set a field of that name."""
    return name not in _KEPT_BY_THE_STORE and re.fullmatch(_PATTERNS["kind"], name) is not None


def _written(value: Value) -> bytes:
    try:
        return orjson.dumps(value, option=_CANONICAL)
    except (TypeError, RecursionError):
        # An integer beyond 2^53 - 1, a lone surrogate, an object that is no JSON, or nesting without end.
        raise _bad("line", "out-of-range") from None


def _bad(member: str, reason: str, **facts: Any) -> BadChange:
    return BadChange("bad-change", {"member": member, "reason": reason, **facts})


def _check(document: Mapping[str, Value], *, plain: bool) -> None:
    """Raise BadChange unless the members are within their bounds; `plain` says that no text can be out of them."""
    at, author, home, kind, office, prev, record, seen, seq, given, why, workspace = document.values()
    if (
        _EACH_LINE.fullmatch(f"{at}|{prev}|{record}") is None
        or not type(workspace) is type(office) is type(kind) is str
        or not _is_place(workspace, office, kind, at[:10])
    ):
        raise _bad(_misshapen(document), "wrong-form")
    if type(seq) is not int or seq < 1:
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


@lru_cache(maxsize=4096)
def _is_workspace(text: str) -> bool:
    return re.fullmatch(_UUID, text) is not None


@lru_cache(maxsize=4096)
def _is_place(workspace: str, office: str, kind: str, day: str) -> bool:
    named = {"workspace": workspace, "office": office, "kind": kind}
    if not all(re.fullmatch(_PATTERNS[member], text) for member, text in named.items()):
        return False
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


def _deep_fields(names: tuple[str, ...], types: tuple[type, ...]) -> tuple[str, ...] | None:
    """Return the fields whose values are lists, objects or worse; None where a name may not be one."""
    if not all(map(is_field_name, names)):
        return None
    return tuple(name for name, of in zip(names, types, strict=True) if of not in _SIMPLE)


_deep_fields_again = lru_cache(maxsize=4096)(_deep_fields)
"""Most changes of a kind set the same fields; of the longest ones none is kept, so that nobody can fill the memory."""
_MANY_FIELDS = 100


def _misshapen(document: Mapping[str, Value]) -> str:
    for member, pattern in _PATTERNS.items():
        if type(document[member]) is not str or re.fullmatch(pattern, document[member]) is None:
            return member
    return "at"


def _is_seen(seen: Mapping[str, Value], workspace: str, seq: int) -> bool:
    for of, highest in seen.items():
        if type(highest) is not int or highest < 1 or not _is_workspace(of):
            return False
        if of == workspace and highest >= seq:
            return False
    return True


def _check_fields(given: Mapping[str, Value], plain: bool) -> None:
    names, types = tuple(given), tuple(map(type, given.values()))
    deep = (_deep_fields_again if len(names) <= _MANY_FIELDS else _deep_fields)(names, types)
    if deep is None:
        raise _bad("set", "field-name", field=next(name for name in given if not is_field_name(name)))
    if type(given.get("deleted", False)) is not bool:
        raise _bad("set", "wrong-type", field="deleted")
    for name in deep if plain else names:
        value = given[name]
        if not plain or type(value) is not list or not _SIMPLE.issuperset(map(type, value)):
            _check_nested(value, name, 0)


def _check_nested(value: Value, field: str, depth: int) -> None:
    of = type(value)
    if of is str:
        _check_text(value, field)
    elif of is list or of is dict:
        if depth == DEEPEST:
            raise _bad("set", "too-deep", field=field)
        if of is dict and not all(type(name) is str and _MEMBER_NAME.fullmatch(name) for name in value):
            raise _bad("set", "member-name", field=field)
        for part in value.values() if of is dict else value:
            _check_nested(part, field, depth + 1)
    elif of not in _SIMPLE:
        raise _bad("set", "wrong-type", field=field)


def _check_text(text: str | None, where: str) -> None:
    if text is not None and (len(text) > LONGEST_TEXT or "\0" in text):
        raise _bad(where, "too-long" if len(text) > LONGEST_TEXT else "zero-character")
