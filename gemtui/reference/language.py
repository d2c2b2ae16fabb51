"""Gender-sensitive language: the starter rules, names that stay as they are, and an office's own rules."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from gemtui.reference.fault import Fault
from gemtui.reference.files import load, reader

INFORMATION_ONLY = frozenset({"ru", "ar", "zh"})
"""Languages whose rules no native speaker has read yet: whatever they find is information (language-rules.toml)."""

LEVELS_OF = {"error": "error", "warn": "warning", "warning": "warning", "info": "info"}
LONGEST_PATTERN = 1000
"""Characters of an office's own pattern."""


class LanguageRule(NamedTuple):
    """One rule: what it finds, what is better, and why."""

    id: str
    lang: str
    kind: str
    level: str
    pattern: str
    suggest: tuple[str, ...]
    note: str
    exceptions: tuple[str, ...]
    positive: str
    negative: str


class LanguageScore(NamedTuple):
    """Where a text stops being clean: findings (errors and warnings) per 1,000 words, or in a short text their count."""

    minor_max: float
    short_text_words: int
    short_minor_max: int = 2


class KeptWording(NamedTuple):
    """A finding that the office has looked at and keeps, with its reason."""

    rule: str
    text: str
    reason: str


class OwnLanguage(NamedTuple):
    """What an office adds: rules, names, and wordings that it keeps."""

    rules: tuple[LanguageRule, ...] = ()
    names: tuple[str, ...] = ()
    kept: tuple[KeptWording, ...] = ()


@reader
def language_rules() -> tuple[LanguageRule, ...]:
    """Return the package's rules: the starter rules, then ours beyond them, which may replace one by its id."""
    found = {rule["id"]: _rule(rule) for rule in load("language-rules")["rule"]}
    return tuple({**found, **{rule["id"]: _rule(rule) for rule in load("language-more")["rule"]}}.values())


@reader
def language_names() -> dict[str, tuple[str, ...]]:
    """Return official names of treaties, organs and laws by language: they stay as they are."""
    return {lang: tuple(names) for lang, names in load("language-more")["names"].items()}


@reader
def language_score() -> LanguageScore:
    """Return where a verdict changes."""
    given = load("language-rules")["score"]
    return LanguageScore(float(given["minor_max"]), int(given["short_text_words"]))


@reader
def rule_languages() -> tuple[str, ...]:
    """Return the languages that there are rules for."""
    return tuple(load("language-rules")["languages"])


def own_language(content: bytes) -> OwnLanguage:
    """Return an office's own rules, names and kept wordings from its TOML; only of a file without `own_language_faults`."""
    given = tomllib.loads(content.decode("utf-8"))
    return OwnLanguage(
        tuple(_rule({**_DEFAULTS, **rule}) for rule in given.get("rule", ())),
        tuple(given.get("names", ())),
        tuple(KeptWording(k["rule"], k["text"], k.get("reason", "")) for k in given.get("kept", ())),
    )


def own_language_faults(content: bytes) -> list[Fault]:
    """Return what is wrong with an office's file: unreadable, or a rule that misses its own example."""
    try:
        given = tomllib.loads(content.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        return [Fault("", "catalogue-unreadable", {"detail": str(error)})]
    faults = [
        Fault(name, "catalogue-table", {"name": name}) for name in given.keys() - {"rule", "names", "kept"}
    ]
    for name, wanted in (("rule", ("id", "lang", "severity", "pattern")), ("kept", ("rule", "text"))):
        entries = given.get(name, [])
        if not isinstance(entries, list):
            faults.append(Fault(name, "catalogue-type", {"name": name, "expected": "list"}))
            continue
        for place, entry in enumerate(entries, 1):
            faults += _entry_faults(f"{name}[{place}]", entry, wanted)
    names = given.get("names", [])
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        faults.append(Fault("names", "catalogue-type", {"name": "names", "expected": "list"}))
    return faults or [
        f for place, rule in enumerate(given.get("rule", ()), 1) for f in rule_faults(place, rule)
    ]


def rule_faults(place: int, rule: Mapping[str, Any]) -> Iterable[Fault]:
    """Yield what is wrong with a rule's pattern, language, level and examples; `place` counts from 1."""
    at = f"rule[{place}]"
    if rule["lang"] not in rule_languages():
        yield Fault(
            f"{at}.lang", "catalogue-value", {"value": rule["lang"], "allowed": ", ".join(rule_languages())}
        )
    if rule["severity"] not in LEVELS_OF:
        yield Fault(
            f"{at}.severity", "catalogue-value", {"value": rule["severity"], "allowed": ", ".join(LEVELS_OF)}
        )
    try:
        if len(rule["pattern"]) > LONGEST_PATTERN:
            raise re.error(f"over {LONGEST_PATTERN} characters")
        pattern = re.compile(rule["pattern"], re.IGNORECASE)
        for exception in rule.get("except", ()):
            re.compile(exception, re.IGNORECASE)
    except (re.error, TypeError, OverflowError, RecursionError) as error:
        yield Fault(f"{at}.pattern", "catalogue-pattern", {"detail": str(error)})
        return
    if rule.get("positive") and not pattern.search(rule["positive"]):
        yield Fault(f"{at}.positive", "catalogue-example", {"value": rule["positive"]})


_DEFAULTS: Mapping[str, Any] = {
    "kind": "own", "suggest": (), "note": "", "except": (), "positive": "", "negative": "",
}  # fmt: skip


def _entry_faults(at: str, entry: object, wanted: tuple[str, ...]) -> list[Fault]:
    if not isinstance(entry, dict):
        return [Fault(at, "catalogue-type", {"name": at, "expected": "table"})]
    missing = [
        Fault(f"{at}.{name}", "catalogue-missing", {"name": name}) for name in wanted if name not in entry
    ]
    lists = ("suggest", "except")
    wrong = [
        Fault(
            f"{at}.{name}", "catalogue-type", {"name": name, "expected": "list" if name in lists else "text"}
        )
        for name, value in entry.items()
        if not (
            isinstance(value, list) and all(isinstance(each, str) for each in value)
            if name in lists
            else isinstance(value, str)
        )
    ]
    return missing + wrong


def _rule(given: Mapping[str, Any]) -> LanguageRule:
    level = "info" if given["lang"] in INFORMATION_ONLY else LEVELS_OF[given["severity"]]
    return LanguageRule(
        given["id"], given["lang"], given["kind"], level, given["pattern"], tuple(given["suggest"]),
        given["note"], tuple(given["except"]), given["positive"], given["negative"],
    )  # fmt: skip
