"""On a terminal that shows ASCII only, every sign of the program has a stand-in of its own; none becomes `?`."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

import gemtui
from gemtui.tui.ascii import STAND_INS
from gemtui.tui.terminal_signs import shows_ascii

ROOT = Path(gemtui.__file__).parent


def test_every_sign_of_screens_and_sentences_has_a_stand_in() -> None:
    texts = [*(ROOT / "tui").rglob("*.py"), *(ROOT / "locale").rglob("*.toml")]
    signs = {sign for path in texts for sign in path.read_text("utf-8") if not sign.isascii()}
    drawn = {sign for sign in signs if not unicodedata.category(sign).startswith(("L", "Z", "C"))}
    assert {sign for sign in drawn if ord(sign) not in STAND_INS} == set()


@pytest.mark.parametrize(
    ("encoding", "env", "is_ascii"),
    [
        ("utf-8", {"LANG": "C.UTF-8"}, False),
        ("utf-8", {"LANG": "C"}, True),
        ("utf-8", {"LANG": "C", "LC_CTYPE": "C.UTF-8"}, True),  # as Python puts it there by itself
        ("utf-8", {"LC_ALL": "POSIX", "LANG": "en_GB.UTF-8"}, True),
        ("utf-8", {"LC_ALL": "en_GB.UTF-8", "LANG": "C"}, False),
        ("utf-8", {"LC_CTYPE": "en_GB.UTF-8", "LANG": "C"}, False),
        ("utf-8", {}, False),
        ("iso8859-1", {"LANG": "en_GB"}, True),
        ("cp65001", {}, False),
    ],
)
def test_signs_are_drawn_where_the_locale_has_them(
    encoding: str, env: dict[str, str], is_ascii: bool
) -> None:
    assert shows_ascii(encoding, env) is is_ascii
