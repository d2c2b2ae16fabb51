"""A rule of the office's own from the words that it is to find."""

from __future__ import annotations

import re

ANY_ENDING = "*"
"""Stands for any ending, or beginning, of a word."""


def pattern_of(words: str, lang: str) -> str:
    """Return the pattern that finds these words: whole words, whatever stands between them; empty without a letter."""
    if not any(sign.isalnum() for sign in words):
        return ""
    pattern = r"\s+".join(
        r"\w*".join(re.escape(piece) for piece in word.split(ANY_ENDING)) for word in words.split()
    )
    if lang == "zh":  # no blanks between its words, so there is no edge to look for
        return pattern
    signs = words.strip()
    return f"{_edge(signs[0])}{pattern}{_edge(signs[-1])}"


def words_of(pattern: str, lang: str) -> str:
    """Return the words that `pattern_of` made a pattern from; a pattern that somebody wrote by hand stays as it is."""
    bare = pattern.removeprefix(r"\b").removesuffix(r"\b").replace(r"\s+", " ").replace(r"\w*", ANY_ENDING)
    words = re.sub(r"\\(.)", r"\1", bare)
    return words if pattern_of(words, lang) == pattern else pattern


def _edge(sign: str) -> str:
    return r"\b" if sign.isalnum() or sign in f"_{ANY_ENDING}" else ""
