"""One gate for text that a person or a bundle wrote: nothing in it may steer a terminal or hide."""

from __future__ import annotations

import re
from functools import cache

PICTURES = 0x2400
DELETE = "\x7f"

SUSPECT = (
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U00013430-\U0001345f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]"
)
"""Characters that move, hide or turn text: controls, formats (bidi, zero width, tags), fillers, surrogates.

Left alone: variation selectors and Arabic number signs, which are seen, or change only the sign before them.
"""


def plain(text: str, lines: bool = False) -> str:
    """Return the text with every control, bidirectional or invisible character made visible.

    C0 and DEL become Unicode's control pictures, the others `‹U+202E›`. With `lines`, newline and tab stay.
    """
    if text.isascii() and text.isprintable():
        return text
    return _suspect().sub(lambda found: _kept(found[0]) if lines else _shown(found[0]), text)


def safe_json(document: object) -> str:
    """Return the document as JSON in which nothing steers a terminal: such characters are written as escapes."""
    import json  # most text is no JSON

    text = json.dumps(document, ensure_ascii=False, indent=2)
    return _suspect().sub(lambda found: found[0] if found[0] == "\n" else _escaped(found[0]), text)


@cache
def _suspect() -> re.Pattern[str]:
    return re.compile(SUSPECT)  # once, when a first text is not plain ASCII: a first paint needs none


def _kept(character: str) -> str:
    return character if character in "\n\t" else _shown(character)


def _shown(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(PICTURES + code)
    if character == DELETE:
        return "\u2421"
    return f"‹U+{code:04X}›"


def _escaped(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))
