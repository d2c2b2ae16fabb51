"""How a text speaks of women and men: findings, what was made of them, counts and verdict, with the rules in force."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

from gemtui.reference import (
    LanguageRule,
    OwnLanguage,
    image_checks,
    language_names,
    language_rules,
    language_score,
)
from gemtui.rules import (
    Decided,
    Decision,
    Passage,
    Wording,
    decided,
    document_verdict,
    language_of,
    wordings,
    words,
)
from gemtui.rules.language.deciding import OTHERS_WORDS


class PictureAnswer(NamedTuple):
    """An answer to one question about pictures."""

    code: str
    reason: str = ""


@dataclass(frozen=True)
class TextReview:
    """What the checker says of one text, and what somebody made of it."""

    lang: str
    words: int
    decisions: Sequence[Decided]

    @property
    def found(self) -> Sequence[Wording]:
        """Return the findings in reading order."""
        return [each.wording for each in self.decisions]

    def count(self, level: str) -> int:
        """Return how many findings of a level (`error`, `warning`, `info`) count: see `Decided.counts`."""
        return sum(1 for each in self.decisions if each.wording.level == level and each.counts)

    @property
    def open(self) -> int:
        """Return how many findings have no answer yet."""
        return sum(1 for each in self.decisions if each.answer is None)

    @property
    def telling(self) -> int:
        """Return the errors and warnings that the verdict counts."""
        return self.count("error") + self.count("warning")

    @property
    def per_thousand(self) -> Fraction | None:
        """Return errors and warnings per 1,000 words, None without a word."""
        return Fraction(1000 * self.telling, self.words) if self.words else None

    @property
    def is_short(self) -> bool:
        """Return whether the text is judged by the bare count (language-rules.toml, score)."""
        return self.words < language_score().short_text_words

    @property
    def verdict(self) -> str:
        """Return `clean`, `minor` or `revise`."""
        return document_verdict(self.words, self.telling)

    def values(self) -> dict[str, Any]:
        """Return the counts as fields of a `document_review`; never the text."""
        answers = [each.answer for each in self.decisions if each.answer is not None]
        rejected = [answer for answer in answers if not answer.follows]
        return {
            "language": self.lang, "words": self.words, "errors": self.count("error"),
            "warnings": self.count("warning"), "informations": self.count("info"), "findings": len(self.decisions),
            "accepted": len(answers) - len(rejected), "rejected": len(rejected),
            "quotations": sum(1 for answer in rejected if answer.reason in OTHERS_WORDS), "verdict": self.verdict,
        }  # fmt: skip


def text_review(
    passages: Sequence[Passage],
    lang: str = "",
    own: OwnLanguage | None = None,
    answers: Iterable[Decision] = (),
) -> TextReview:
    """Return the review of a text in that language, or in the one it is most likely in (language-rules.toml)."""
    own = own or OwnLanguage()
    lang = lang or language_of(passages)
    by_id = {rule.id: rule for rule in (*language_rules(), *own.rules) if rule.lang == lang}
    names = (*(name for each in language_names().values() for name in each), *own.names)
    found = wordings(passages, tuple(by_id.values()), names, own.kept)
    return TextReview(lang, words(passages), decided(found, answers))


def picture_lines(answers: Mapping[str, PictureAnswer]) -> list[str]:
    """Return answers to the picture checklist as a `document_review` holds them, in the checklist's order."""
    return [
        ":".join(part for part in (item, answers[item].code, answers[item].reason) if part)
        for item in image_checks()
        if item in answers
    ]


def rule_of(rule: str, own: OwnLanguage) -> tuple[LanguageRule | None, bool]:
    """Return a rule by its id, and whether it is the office's own."""
    mine = next((each for each in own.rules if each.id == rule), None)
    return mine or next((each for each in language_rules() if each.id == rule), None), mine is not None
