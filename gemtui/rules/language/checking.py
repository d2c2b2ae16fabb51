"""Which wordings leave somebody out, what could stand instead, and how a text stands as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from gemtui.reference import KeptWording, LanguageRule, language_score
from gemtui.rules.language.sparing import spared, without_quotations
from gemtui.rules.language.text import Passage

WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
SENTENCE_END = re.compile(r"(?<=[.!?…؟])[\"”»’)]*\s+|(?<=[。！？])")
ABBREVIATION = re.compile(
    r"(?:^|\W)(?:[A-Z]|mr|mrs|ms|dr|prof|st|no|nos|art|p|pp|cf|vs|etc|e\.g|i\.e|fig|m|mm|mme|mlle|sr|sra|srta|núm|т|г)\.$",
    re.IGNORECASE,
)
SCRIPTS = {
    "zh": re.compile(r"[\u4e00-\u9fff]"),
    "ar": re.compile(r"[\u0600-\u06ff]"),
    "ru": re.compile(r"[\u0400-\u04ff]"),
}
TELLING = {
    "en": frozenset(
        [
            "the",
            "and",
            "of",
            "to",
            "in",
            "is",
            "for",
            "that",
            "with",
            "are",
            "this",
            "by",
            "be",
            "on",
            "at",
            "it",
            "as",
            "from",
            "has",
            "will",
            "not",
            "or",
            "an",
            "their",
        ]
    ),
    "fr": frozenset(
        [
            "le",
            "la",
            "les",
            "des",
            "de",
            "du",
            "et",
            "en",
            "une",
            "un",
            "est",
            "pour",
            "que",
            "dans",
            "sur",
            "par",
            "avec",
            "au",
            "aux",
            "ce",
            "cette",
            "sont",
            "ne",
            "pas",
            "leurs",
        ]
    ),
    "es": frozenset(
        [
            "el",
            "la",
            "los",
            "las",
            "de",
            "del",
            "y",
            "en",
            "un",
            "una",
            "es",
            "por",
            "para",
            "que",
            "con",
            "se",
            "al",
            "lo",
            "su",
            "sus",
            "como",
            "no",
            "son",
            "está",
            "están",
        ]
    ),
}
"""Words so frequent that they tell the language."""


class Wording(NamedTuple):
    """A finding: where in the file it stands (line and columns from 1; the end is the column after it)."""

    line: int
    column: int
    end_column: int
    level: str
    rule: str
    text: str
    suggestion: str
    why: str


def wordings(
    passages: Iterable[Passage],
    rules: Sequence[LanguageRule],
    names: Sequence[str] = (),
    kept: Sequence[KeptWording] = (),
) -> list[Wording]:
    """Return every finding in reading order; findings may overlap. What the office keeps is left out."""
    left = {(each.rule, folded(each.text)) for each in kept}
    found = [
        wording
        for passage in passages
        for wording in _in_passage(passage, rules, names)
        if (wording.rule, folded(wording.text)) not in left
    ]
    return sorted(found, key=lambda w: (w.line, w.column, w.end_column, w.rule))


def words(passages: Iterable[Passage]) -> int:
    """Return the number of words, quotations left out; of Chinese, characters."""
    return sum(_words(without_quotations(passage.text)) for passage in passages)


def document_verdict(count: int, telling: int) -> str:
    """Return `clean`, `minor` or `revise` for so many words and so many errors and warnings (language-rules.toml, score)."""
    score = language_score()
    if not telling:
        return "clean"
    if count < score.short_text_words:
        return "minor" if telling <= score.short_minor_max else "revise"
    return "minor" if 1000 * telling / count <= score.minor_max else "revise"


def language_of(passages: Sequence[Passage]) -> str:
    """Return the language that a text is most likely in, by its script or its commonest words; English if nothing tells."""
    text = " ".join(passage.text for passage in passages)
    letters = sum(1 for sign in text if sign.isalpha()) or 1
    for lang, script in SCRIPTS.items():
        if len(script.findall(text)) * 2 > letters:
            return lang
    met = [word.lower() for word in WORD.findall(text)]
    counts = {lang: sum(1 for word in met if word in telling) for lang, telling in TELLING.items()}
    return max(counts, key=lambda lang: counts[lang])


def _in_passage(passage: Passage, rules: Sequence[LanguageRule], names: Sequence[str]) -> Iterator[Wording]:
    free = spared(passage.text, names)
    for start, end in _sentences(passage.text):
        sentence = passage.text[start:end]
        for rule in rules:
            for found in _search(rule, sentence):
                at, to = start + found[0], start + found[1]
                if not any(a < to and at < b for a, b in free):
                    yield _wording(passage, rule, at, to)


def _search(rule: LanguageRule, sentence: str) -> Iterator[tuple[int, int]]:
    """Yield the spans that a rule finds in a sentence, but for those that touch one of its exceptions."""
    excepted = None
    for found in _compiled(rule.pattern).finditer(sentence):
        if excepted is None:
            excepted = [m.span() for e in rule.exceptions for m in _compiled(e).finditer(sentence)]
        a, b = found.span()
        if a < b and not any(start < b and a < end for start, end in excepted):
            yield a, b


def _wording(passage: Passage, rule: LanguageRule, start: int, end: int) -> Wording:
    line, column = passage.place(start)
    length = min(end, passage.end_on_line(start)) - start
    return Wording(
        line,
        column,
        column + length,
        rule.level,
        rule.id,
        passage.text[start:end],
        " / ".join(rule.suggest),
        rule.note or rule.kind.replace("-", " "),
    )


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in SENTENCE_END.finditer(text):
        if found.end() > start and not ABBREVIATION.search(text[start : found.start()]):
            yield start, found.end()
            start = found.end()
    if start < len(text):
        yield start, len(text)


def _words(text: str) -> int:
    chinese = len(SCRIPTS["zh"].findall(text))
    return chinese + len(WORD.findall(SCRIPTS["zh"].sub(" ", text) if chinese else text))


def folded(text: str) -> str:
    """Return a wording as two of the same are recognised by: small letters, single blanks."""
    return " ".join(text.casefold().split())


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
