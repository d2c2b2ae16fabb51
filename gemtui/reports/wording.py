"""How a text speaks of women and men: findings, words and verdict, with the rules in force here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from gemtui.reference import OwnLanguage, language_names, language_rules, language_score
from gemtui.rules import Passage, Wording, language_of, language_verdict, wordings, words


class TextReview(NamedTuple):
    """What the checker says of one text."""

    lang: str
    words: int
    found: Sequence[Wording]
    verdict: str
    """`clean`, `minor` or `revise`."""

    def count(self, level: str) -> int:
        """Return how many findings are of that level: `error`, `warning` or `info`."""
        return sum(1 for wording in self.found if wording.level == level)

    def values(self) -> dict[str, Any]:
        """Return the counts as fields of a `document_review`; never the text."""
        return {
            "language": self.lang, "words": self.words, "errors": self.count("error"),
            "warnings": self.count("warning"), "informations": self.count("info"), "findings": len(self.found),
            "verdict": self.verdict,
        }  # fmt: skip


def text_review(passages: Sequence[Passage], lang: str = "", own: OwnLanguage | None = None) -> TextReview:
    """Return the review of a text in that language, or in the one it is most likely in (language-rules.toml)."""
    own = own or OwnLanguage()
    lang = lang or language_of(passages)
    by_id = {rule.id: rule for rule in (*language_rules(), *own.rules) if rule.lang == lang}
    names = (*(name for each in language_names().values() for name in each), *own.names)
    found = wordings(passages, tuple(by_id.values()), names, own.kept)
    count = words(passages)
    return TextReview(lang, count, found, language_verdict(found, count, language_score()))
