"""Whoever says a sentence gives what stands in its braces: what is missing would be shown as a question mark."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import gemtui
from gemtui.locale.words import facts_of, words

HOUSE = Path(gemtui.__file__).parent


def said() -> Iterator[tuple[str, int, str, set[str]]]:
    """Yield module, line, code and the facts' names of each call whose code and facts stand there as they are."""
    for path in sorted(HOUSE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        imports = [n for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)]
        if not any(
            n.module and n.module.startswith("gemtui.locale") and "say" in {a.name for a in n.names}
            for n in imports
        ):
            continue
        for node in ast.walk(tree):
            match node:
                case ast.Call(func=ast.Name("say"), args=[ast.Constant(str(code))], keywords=[]):
                    yield path.relative_to(HOUSE).as_posix(), node.lineno, code, set()
                case ast.Call(func=ast.Name("say"), args=[ast.Constant(str(code)), ast.Dict(keys=keys), *_]):
                    names = {key.value for key in keys if isinstance(key, ast.Constant)}
                    if len(names) == len(keys):
                        yield path.relative_to(HOUSE).as_posix(), node.lineno, code, {str(n) for n in names}


def test_no_sentence_is_said_without_its_facts() -> None:
    calls = list(said())
    assert len(calls) > 300
    english = words("en")
    lacking = [
        (where, line, code)
        for where, line, code, given in calls
        if code and not any(given >= facts_of(sentence) for sentence in english.get(code, ()))
    ]
    assert lacking == []
