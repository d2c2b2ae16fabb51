"""Every code that the command line can say has a sentence."""

from __future__ import annotations

import re
from pathlib import Path

import gemtui
from gemtui.locale import say

ROOMS = ("cli/*.py", "exchange/*.py", "store/*.py", "reference/*.py")
CODE = re.compile(
    r"(?:CallProblem|ExchangeProblem|StoreProblem|Fault|(?<!Row)Problem|say)\(\s*"
    r'(?:(?:""|f?"[^"]*"|\w+|f"[^"]*"), *)?"([a-z]+(?:-[a-z]+)*)"'
)

ROW = re.compile(r'RowProblem\(\s*\w+,\s*(?:"\w*"|\w+),\s*"([a-z-]+)"')


def test_every_code_has_its_words() -> None:
    folder = Path(gemtui.__file__).parent
    sources = [path.read_text("utf-8") for room in ROOMS for path in folder.glob(room)]
    codes = {code for source in sources for code in (*CODE.findall(source), *ROW.findall(source))}
    assert len(codes) > 100
    silent = {code for code in codes if say(code) == code and say(f"refused.{code}") == f"refused.{code}"}
    assert not silent, sorted(silent)
