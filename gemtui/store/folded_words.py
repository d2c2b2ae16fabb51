"""Words as they are searched for: cut at what is no letter and no digit, without accents and without case.

SQLite's full-text index does this itself (`unicode61 remove_diacritics 2`); for PostgreSQL, whose own way depends on how
the server was set up, the program does it.
"""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
LONGEST = 500
"""Characters of a word that count; PostgreSQL holds at most 2,046 bytes of one."""


def words_in(text: str) -> list[str]:
    """Return the words of a text in their order."""
    if not text.isascii():
        apart = unicodedata.normalize("NFKD", text)
        text = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return [word[:LONGEST] for word in _WORD.findall(text.casefold())]
