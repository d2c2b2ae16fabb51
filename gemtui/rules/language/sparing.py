"""What of a passage is not the writer's own wording: quotations, official names, titles, code, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

QUOTATIONS = re.compile(
    r"“[^”]*(?:”|$)|«[^»]*(?:»|$)|„[^“”]*[“”]|‹[^›]*›|「[^」]*」|『[^』]*』|《[^》]*》|(?<![\w\"])\"[^\"]+\"(?!\w)"
    r"|(?<!\w)‘[^‘’]*(?:\w’\w[^‘’]*)*’(?!\w)|(?<![\w'])'[^']*(?:\w'\w[^']*)*'(?![\w'])"
)
"""In pairs; a single straight mark inside a word is an apostrophe."""

CODE = re.compile(r"`[^`]+`|\]\([^)\s]*\)|<[a-zA-Z/][^>]*>")
ADDRESSES = re.compile(r"\b(?:https?|ftp|mailto):[^\s<>]+|\bwww\.[^\s<>]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
EMPHASIS = re.compile(r"(?<![\w*_])(\*{1,2}|_{1,2})(?=\S)([^*_]+?)(?<=\S)\1(?![\w*_])")
SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "of",
        "on",
        "or",
        "the",
        "to",
        "with",
        "de",
        "des",
        "du",
        "la",
        "le",
        "les",
        "et",
        "en",
        "au",
        "aux",
        "el",
        "los",
        "las",
        "y",
        "del",
        "da",
        "do",
    ]
)
"""Words that stand small in a title."""


def spared(text: str, names: Iterable[str]) -> list[tuple[int, int]]:
    """Return the spans (start, end) in which nothing is found."""
    return sorted([*_spans(text), *(found.span() for name in names for found in _name(name).finditer(text))])


def without_quotations(text: str) -> str:
    """Return a text without what it quotes."""
    return QUOTATIONS.sub(" ", text)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    for pattern in (QUOTATIONS, CODE, ADDRESSES):
        for found in pattern.finditer(text):
            yield found.span()
    for found in EMPHASIS.finditer(text):
        if _is_title(found.group(2)):
            yield found.span()


def _is_title(text: str) -> bool:
    """Return whether words are capitalised as in a book's title."""
    telling = [word for word in re.findall(r"[^\W\d_]+", text) if word.lower() not in SMALL]
    return len(telling) > 1 and all(word[0].isupper() for word in telling)


@cache
def _name(name: str) -> re.Pattern[str]:
    words = r"\s+".join(re.escape(word).replace("'", "['’]") for word in name.split())
    return re.compile(rf"(?<!\w){words}(?!\w)")
