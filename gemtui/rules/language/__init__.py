"""Gender-sensitive language: from a text and rules to findings; nothing is ever rewritten by machine."""

from gemtui.rules.language.checking import Wording, document_verdict, language_of, wordings, words
from gemtui.rules.language.deciding import Decided, Decision, decided, digest_of_wording
from gemtui.rules.language.text import Passage, document, is_markdown

__all__ = [
    "Decided",
    "Decision",
    "Passage",
    "Wording",
    "decided",
    "digest_of_wording",
    "document",
    "document_verdict",
    "is_markdown",
    "language_of",
    "wordings",
    "words",
]  # fmt: skip
