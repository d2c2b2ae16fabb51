"""The office's own language file: rules and names it adds, wordings it keeps. TOML beside the settings."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import tomli_w

from gemtui.exchange.refusal import ExchangeProblem
from gemtui.exchange.target import put_whole
from gemtui.exchange.toml_text import without
from gemtui.reference import KeptWording, OwnLanguage, language_rules, own_language, own_language_faults
from gemtui.rules.language.own_rules import ANY_ENDING, pattern_of

LARGEST = 1024 * 1024
"""Bytes of the file that is read."""


class OwnRule(NamedTuple):
    """A rule as a person says it: words, what is better, and why."""

    words: str
    suggest: tuple[str, ...]
    note: str
    lang: str
    severity: str = "warn"
    """error, warn or info, as the file says it."""


class Rewritten(NamedTuple):
    """A change of the office's file: what it said before, and what after; empty for no file."""

    before: bytes
    after: bytes

    @property
    def back(self) -> Rewritten:
        """Return the change that takes this one back."""
        return Rewritten(self.after, self.before)


def read_own_language(path: Path) -> OwnLanguage:
    """Return what the office adds, nothing where there is no file; raises ExchangeProblem bad-language-file."""
    content = _content(path)
    faults = own_language_faults(content)
    if faults:
        first = faults[0]
        raise ExchangeProblem("bad-language-file", path=str(path), where=first.where, fault=first.code)
    return own_language(content)


def keep_wordings(path: Path, kept: Iterable[KeptWording]) -> Rewritten:
    """Add wordings that the office keeps to its file; raises ExchangeProblem bad-language-file, unknown-language-rule."""
    own, before = read_own_language(path), _content(path)
    known = {rule.id for rule in (*language_rules(), *own.rules)}
    content = before
    for each in kept:
        if each.rule not in known:
            raise ExchangeProblem("unknown-language-rule", rule=each.rule)
        entry = {"rule": each.rule, "text": each.text, "reason": each.reason}
        content = _with(
            content, "kept", entry, lambda old, new: all(old[n] == new[n] for n in ("rule", "text"))
        )
    return _put(path, before, content)


def add_own_rule(path: Path, rule: OwnRule) -> tuple[str, Rewritten]:
    """Add a rule to the office's file; returns its name and the change. Raises ExchangeProblem bad-language-file, -rule."""
    own, before = read_own_language(path), _content(path)
    taken = {each.id for each in (*language_rules(), *own.rules)}
    name = next(name for n in count(1) if (name := f"own-{n}") not in taken)
    entry = {
        "id": name, "lang": rule.lang, "severity": rule.severity, "pattern": pattern_of(rule.words, rule.lang),
        "suggest": [*rule.suggest], "note": rule.note, "positive": rule.words.replace(ANY_ENDING, ""),
    }  # fmt: skip
    content = _with(before, "rule", entry, lambda old, new: False)
    faults = own_language_faults(content)
    if faults:
        raise ExchangeProblem("bad-language-rule", words=rule.words, fault=faults[0].code)
    return name, _put(path, before, content)


def drop_own(path: Path, table: str, is_it: Callable[[Any], bool]) -> Rewritten:
    """Take entries out of a table of the office's file (`rule`, `names`, `kept`); raises ExchangeProblem bad-language-file."""
    read_own_language(path)
    before = _content(path)
    return _put(path, before, without(before.decode("utf-8"), table, is_it).encode("utf-8"))


def rewrite(path: Path, change: Rewritten) -> None:
    """Make a change of the office's file, or take one back; raises ExchangeProblem language-file-moved where it says something else by now."""
    if _content(path) != change.before:
        raise ExchangeProblem("language-file-moved", path=str(path))
    _put(path, change.before, change.after)


def _with(content: bytes, table: str, entry: dict[str, Any], replaces: Callable[[Any, Any], bool]) -> bytes:
    """Return a file with one entry more, in place of those that it replaces; remarks that a person wrote stay."""
    text = without(content.decode("utf-8"), table, lambda old: replaces(old, entry))
    document: dict[str, Any] = tomllib.loads(text)
    wanted = {**document, table: [*document.get(table, []), entry]}
    blank = "" if not text or text.endswith("\n") else "\n"
    longer = f"{text}{blank}\n[[{table}]]\n{tomli_w.dumps(entry)}".lstrip("\n")
    try:
        if tomllib.loads(longer) == wanted:
            return longer.encode("utf-8")
    except tomllib.TOMLDecodeError:
        pass  # its table is written in one line, behind which nothing can be added
    return tomli_w.dumps(wanted).encode("utf-8")


def _put(path: Path, before: bytes, after: bytes) -> Rewritten:
    """Write the file, whole or not at all; what was nothing before becomes nothing again."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if after:
            put_whole(path, after)
        else:
            path.unlink(missing_ok=True)
    except (OSError, ExchangeProblem) as error:
        detail = getattr(error, "strerror", "") or getattr(error, "facts", {}).get("detail", "")
        raise ExchangeProblem("language-file-unwritten", path=str(path), detail=detail) from None
    return Rewritten(before, after)


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise ExchangeProblem("bad-language-file", path=str(path), where="", fault=error.strerror) from None
    if len(content) > LARGEST:
        raise ExchangeProblem("bad-language-file", path=str(path), where="", fault="catalogue-too-large")
    return content
