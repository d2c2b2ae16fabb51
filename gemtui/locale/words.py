"""Codes in, sentences out: one flat TOML file a room in each language's folder."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

from gemtui.locale.visible import plain

WORDS = Path(__file__).parent  # importlib.resources would cost a first paint 15 ms

FACT = re.compile(r"\{(\w+)(?:\|([^|{}]*)\|([^|{}]*))?\}")
"""Where a sentence tells a fact, or, as in `{count|record|records}`, says a word as it stands with 1 and with others."""


def say(code: str, facts: Mapping[str, object] | None = None, lang: str = "en") -> str:
    """Return the sentence for a code, in English where the language lacks it; the code itself where nobody has it.

    Facts are made visible first, a missing one shows as `?`. Of several rooms' sentences for one code, the one
    whose facts are all there is taken.
    """
    given = facts or {}
    candidates = words(lang).get(code) or words("en").get(code) or ()
    if not candidates:
        return plain(code)
    complete = (c for c in candidates if given.keys() >= facts_of(c))
    sentence = next(complete, candidates[0])
    return FACT.sub(lambda found: _said(found, given), sentence)


def unsaid(code: str, lang: str = "en") -> str:
    """Return the sentence for a code with `…` where its facts would stand; of several, the one that has most of them."""
    candidates = words(lang).get(code) or words("en").get(code) or (code,)
    longest = max(candidates, key=lambda sentence: len(facts_of(sentence)))
    return FACT.sub(lambda found: "…" if found[3] is None else found[3], longest)


def _said(found: re.Match[str], given: Mapping[str, object]) -> str:
    told = str(given.get(found[1], "?"))
    if found[3] is None:
        return plain(told)
    return found[2] if told == "1" else found[3]


@lru_cache(maxsize=4_096)
def facts_of(sentence: str) -> frozenset[str]:
    """Return the names of the facts that a sentence tells."""
    return frozenset(found[1] for found in FACT.finditer(sentence))


def choice(code: object, lang: str = "en") -> str:
    """Return a fixed choice, a state or a yes/no as people read it."""
    return _choice(str(code).lower() if isinstance(code, bool) else str(code), lang)


@lru_cache(maxsize=4_096)
def _choice(name: str, lang: str) -> str:
    known = f"choice.{name}" in words(lang) or f"choice.{name}" in words("en")
    return say(f"choice.{name}", lang=lang) if known else plain(name.replace("_", " "))


def languages() -> tuple[str, ...]:
    """Return the codes of the languages that there are words for, sorted."""
    return tuple(sorted(e.name for e in WORDS.iterdir() if e.is_dir() and not e.name.startswith("_")))


@cache
def words(lang: str) -> dict[str, tuple[str, ...]]:
    """Return the sentences of a language by code; empty for a language that there is none of."""
    from gemtui.parsed import parsed  # a first paint says nothing yet

    found: dict[str, tuple[str, ...]] = {}
    if lang not in languages():
        return found
    for entry in sorted((WORDS / lang).glob("*.toml")):
        for code, sentence in parsed(entry).items():
            found[code] = (*found.get(code, ()), sentence)
    return found
