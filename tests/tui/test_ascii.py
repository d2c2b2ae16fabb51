"""On a terminal that shows ASCII only, every sign of the program has a stand-in of its own; none becomes `?`."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import gemtui
from gemtui.tui.ascii import STAND_INS

ROOT = Path(gemtui.__file__).parent


def test_every_sign_of_screens_and_sentences_has_a_stand_in() -> None:
    texts = [*(ROOT / "tui").rglob("*.py"), *(ROOT / "locale").rglob("*.toml")]
    signs = {sign for path in texts for sign in path.read_text("utf-8") if not sign.isascii()}
    drawn = {sign for sign in signs if not unicodedata.category(sign).startswith(("L", "Z", "C"))}
    assert {sign for sign in drawn if ord(sign) not in STAND_INS} == set()
