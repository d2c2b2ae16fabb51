"""Whatever a person or a bundle wrote, no command lets it steer the terminal (reliability row 13)."""

from __future__ import annotations

import json
import re

import pytest

from tests.cli.gem import Answer, Gem

HOSTILE = (
    "\x1b]52;c;ZXZpbA==\x07",  # writes the clipboard
    "\x1b[2J\x1b[31mred",
    "\x9b31m8-bit",
    "\u202etxt.exe",
    "a\u200bb\u2028c\ufeff",
    "\x7f\x08\x0d",
    "[/] [bold] [@click=app.quit]x[/]",
    "=cmd|' /C calc'!A0",
)
RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def clean(answer: Answer) -> Answer:
    """Return the answer, in which nothing raw stands."""
    assert not RAW.search(answer.out), answer.out
    assert not RAW.search(answer.err), answer.err
    return answer


@pytest.fixture
def infested(gem: Gem) -> tuple[Gem, list[str]]:
    """A store with hostile text in every field that takes text."""
    ids = []
    for text in HOSTILE:
        record = {"name": text, "mandate": text, "category": text, "study_period": text}
        answer = gem("add", "committee", "--from", "-", stdin=json.dumps(record))
        assert answer.code == 0
        ids.append(answer.out.strip())
        gem(
            "add",
            "person",
            "--from",
            "-",
            stdin=json.dumps({"name": text, "gender": "woman", "contact": text}),
        )
    return gem, ids


def test_no_command_prints_it_raw(infested: tuple[Gem, list[str]]) -> None:
    gem, ids = infested
    calls: list[tuple[object, ...]] = [
        ("list", "committee"), ("list", "committee", "--csv"), ("list", "person"), ("log",), ("check",), ("balance",),
        ("status",), ("policy",), ("conflicts",), ("where",), ("doctor",), ("delete", "committee", ids[0]), ("undo",), ("redo",),
    ]  # fmt: skip
    calls += [("show", "committee", identifier, "--history") for identifier in ids]
    for call in calls:
        clean(gem(*call))
        if "--csv" not in call:
            json.loads(clean(gem(*call, "--json")).out)


def test_json_gives_it_back_unchanged(infested: tuple[Gem, list[str]]) -> None:
    gem, _ = infested
    assert {row["name"] for row in gem.json("list", "committee")} == set(HOSTILE)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_wrong_call_does_not_echo_it(gem: Gem, text: str) -> None:
    if "\0" in text:
        return
    calls = (
        (text,), ("list", text), ("show", "committee", text), ("add", "committee", text), ("add", "committee", f"{text}=1"),
        ("add", "committee", "name=A", f"rule={text}"), ("list", "committee", "--where", f"{text}=1"), ("key", "trust", text),
        ("key", "revoke", text), ("merge", text), ("verify", text), ("restore", text), ("attach", "committee", text, text),
        ("check", "--on", text), ("export", "--to", ".", "--encrypt-to", text), ("import", "committee", text), ("--lang", text, "where"),
    )  # fmt: skip
    for call in calls:
        assert clean(gem(*call)).code in (1, 2), call


def test_lines_that_are_refused_do_not_echo_it(gem: Gem) -> None:
    for text in HOSTILE:
        for record in (
            {"name": "A", "rule": text},
            {text: 1},
            {"name": "A", "size": text},
            {"name": "A", "office": text},
        ):
            assert clean(gem("add", "committee", "--from", "-", stdin=json.dumps(record))).code == 1, record
