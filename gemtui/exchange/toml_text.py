"""A TOML file that a person writes by hand: an entry is taken out of its text, and every remark stays."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from typing import Any

import tomli_w

HEADER = re.compile(r"^[ \t]*\[")
WORD = re.compile(r"""("(?:[^"\\\n]|\\.)*"|'[^'\n]*')[ \t]*,?[ \t]*""")
"""A text of one line, with the comma behind it."""


def without(text: str, table: str, is_it: Callable[[Any], bool]) -> str:
    """Return the file without the entries of a list that `is_it` names; remarks in an entry go with it.

    Where that can't be done in the text as it is written, the file is written anew, and its remarks are lost.
    """
    document = tomllib.loads(text)
    held = document.get(table, [])
    gone = [n for n, entry in enumerate(held) if is_it(entry)]
    if not gone:
        return text
    left = [entry for n, entry in enumerate(held) if n not in gone]
    wanted = {name: value for name, value in document.items() if name != table} | (
        {table: left} if left else {}
    )
    for shorter in (_without_blocks(text, table, gone), _without_words(text, table, gone)):
        try:
            found = tomllib.loads(shorter)
        except tomllib.TOMLDecodeError:
            continue
        if found == wanted or (not left and found == {**wanted, table: []}):
            return shorter if shorter.strip() else ""
    return tomli_w.dumps(wanted)


def _without_blocks(text: str, table: str, gone: list[int]) -> str:
    """Return the text without some of the `[[table]]` blocks, each up to the remarks above the next."""
    lines = text.splitlines(keepends=True)
    opens = re.compile(rf"^[ \t]*\[\[[ \t]*{re.escape(table)}[ \t]*\]\]")
    heads = [n for n, line in enumerate(lines) if HEADER.match(line)]
    own = [n for n in heads if opens.match(lines[n])]
    taken: set[int] = set()
    for start in (own[n] for n in gone if n < len(own)):
        end = next((n for n in heads if n > start), len(lines))
        while end > start + 1 and lines[end - 1].lstrip()[:1] in ("", "#"):
            end -= 1  # blank lines and remarks at its end are about what follows, or about nothing in it
        taken.update(range(start, end))
    return "".join(line for n, line in enumerate(lines) if n not in taken)


def _without_words(text: str, table: str, gone: list[int]) -> str:
    """Return the text without some of the words of `table = ["…", "…"]`."""
    found = re.search(rf"^[ \t]*{re.escape(table)}[ \t]*=[ \t]*\[", text, re.MULTILINE)
    if found is None:
        return text
    head, tail = text[: found.end()], text[found.end() :]
    words = list(WORD.finditer(tail))
    for n in sorted(gone, reverse=True):
        if n < len(words):
            tail = tail[: words[n].start()] + tail[words[n].end() :]
    return head + tail
