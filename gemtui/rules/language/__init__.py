"""Gender-sensitive language: from a text and rules to findings; nothing is ever rewritten by machine."""

from gemtui.rules.language.checking import Wording, language_of, language_verdict, wordings, words
from gemtui.rules.language.text import Passage, document, is_markdown

__all__ = [
    "Passage", "Wording", "document", "is_markdown", "language_of", "language_verdict", "wordings", "words",
]  # fmt: skip
