"""The README's procedure for a lost laptop, its commands run word by word as real processes."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.cli.gem import Gem

README = Path(__file__).parents[2] / "README.md"


def steps() -> list[list[str]]:
    """Return the commands of each numbered step, in their order."""
    section = README.read_text(encoding="utf-8").partition("## A lost laptop")[2].partition("\n## ")[0]
    numbered = [line for line in section.splitlines() if re.match(r"[0-9]\. ", line)]
    return [re.findall(r"`(gemtui [^`]+)`", line) for line in numbered]


@dataclass
class Desk:
    """A machine where commands are typed in a folder of mail."""

    gem: Gem
    mail: Path

    def type(self, written: str, **meant: str) -> str:
        """Run what the README says, its capital words replaced by what they mean here; returns what it printed."""
        words, _, target = written.partition(" > ")
        for name, value in meant.items():
            words = words.replace(name.replace("_", "-"), value)
        command = [sys.executable, "-m", *shlex.split(words)]
        done = subprocess.run(
            command, cwd=self.mail, env=self.gem.environment(), capture_output=True, check=True
        )
        if target:
            (self.mail / target).write_bytes(done.stdout)
        return done.stdout.decode()

    def json(self, *words: object) -> Any:
        """Run a command that is no part of the procedure, on the same clock, and return its document."""
        return json.loads(self.gem.real(*words, "--json").out)


@pytest.mark.skipif(sys.platform == "win32", reason="the README's words are a POSIX shell's")
def test_the_readme_replaces_a_lost_laptop_word_by_word(tmp_path: Path) -> None:
    mail = tmp_path / "mail"
    mail.mkdir()
    root = str(README.parent)
    lost, hq, new = (
        Desk(Gem(tmp_path / name, store="store.gemtui", env={"PYTHONPATH": root}), mail)
        for name in ("lost", "hq", "new")
    )
    hq.type("gemtui init --office ITU")
    lost.type("gemtui init --office NBO")
    council = lost.json("add", "committee", "name=Staff council", "size=9")["id"]
    (tmp_path / "minutes.pdf").write_bytes(b"%PDF minutes")
    lost.json("attach", "committee", council, tmp_path / "minutes.pdf")
    lost.type("gemtui key show > lost.pub")
    fingerprint = lost.json("key", "show")["fingerprint"]
    hq.type("gemtui key trust lost.pub --office NBO")
    sent = Path(lost.json("export", "--to", mail, "--despite", "a test")["bundle"])
    assert hq.json("merge", sent)["refused"] == []
    after_the_loss = Path(lost.json("export", "--to", mail / "thief.gem.zip", "--kind", "submission",
                                        "--despite", "by a thief")["bundle"])  # fmt: skip
    shutil.rmtree(lost.gem.home)

    at_headquarters, at_the_office, last = steps()
    assert fingerprint in hq.type(at_headquarters[0])
    assert sent.name in hq.type(at_headquarters[1], FINGERPRINT=fingerprint)
    before = set(mail.glob("*.gem.zip"))
    for command in at_headquarters[2:]:
        hq.type(command)
    (returned,) = set(mail.glob("*.gem.zip")) - before
    for command in at_the_office:
        new.type(command, RETURN_FILE=returned.name)
    assert [row["name"] for row in new.json("list", "committee")] == ["Staff council"]
    assert new.json("doctor")["ok"]
    with sqlite3.connect(new.gem.path) as held:
        assert held.execute("SELECT content FROM attachment").fetchall() == [(b"%PDF minutes",)]
    held.close()
    for command in last:
        hq.type(command)

    new.json("add", "committee", "name=Selection panel", "size=5")
    report = new.json("export", "--to", mail, "--despite", "a test")["bundle"]
    assert hq.json("merge", report)["refused"] == []
    assert new.json("digest", "--office", "NBO") == hq.json("digest", "--office", "NBO")
    (refused,) = hq.json("merge", after_the_loss)["refused"]
    assert [problem["code"] for problem in refused["problems"]] == ["revoked-key"]
