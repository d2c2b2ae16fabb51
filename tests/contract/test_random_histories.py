"""Two laptops and headquarters in random order, with clocks wrong by ten years, judged by the second reader."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from tests.contract import second_reader
from tests.contract.conftest import Headquarters
from tests.contract.laptop import Laptop
from tests.contract.second_reader import Bundle

DAYS = ("2016-05-05", "2026-11-23", "2026-11-24", "2026-11-25", "2036-01-01")
NAMES = ("=1+1", 'Ü,"x"', "a\nb", "[/b]", "'q", "N2")
STEPS = (
    ["add"]
    + ["set"] * 12
    + ["delete", "undo", "redo", "resolve", "restore", "home"] * 2
    + ["share", "send"] * 2
)
KINDS = ("committee", "committee", "person", "seat", "composition")


class History:
    """What happens to an office's records, one step at a time."""

    def __init__(self, folder: Path, seed: int, headquarters: Headquarters) -> None:
        self.random = random.Random(seed)
        self.one = Laptop(folder / "one", DAYS[1]).init("NBO")
        self.two = Laptop(folder / "two", DAYS[1]).init("NBO", author="alternate")
        self.hq = headquarters(folder / "hq").init("ITU", "hq", "gender unit")
        everyone = (self.one, self.two, self.hq)
        for who in everyone:
            for whom in everyone:
                if who is not whom:
                    who.trust(whom)
        self.schema = self.one.json("schema")["kinds"]
        for who in (self.one, self.two):
            who.add("committee", {"name": f"First of {who.folder.name}", "rule": "band"})

    def bundle(self, who: Laptop, *given: str) -> Path:
        """Export a bundle and judge it."""
        path = who.export(*given)
        found = second_reader.unpacked(path)
        second_reader.check_chains(found)
        assert second_reader.tables(found.changes, found.private, self.schema) == found.tables
        return path

    def share(self, who: Laptop, whom: Laptop) -> None:
        self.take(whom, self.bundle(who, "--kind", "share"))

    def take(self, whom: Laptop, path: Path) -> None:
        whom.today = "2040-01-01"
        assert whom.json("merge", path)["refused"] == []

    def send(self, who: Laptop) -> None:
        """Send a report to headquarters, who asks something and sends it back."""
        self.take(self.hq, self.bundle(who, "--period", "2026", "--despite", "a rehearsal"))
        for row in self.hq.json("list", "committee")[:1]:
            asked = {"office": "NBO", "subject_kind": "committee", "subject": row["id"], "text": "Why?"}
            self.hq.add("remark", asked)
        self.take(who, self.bundle(self.hq, "--kind", "return", "--office", "NBO"))

    def step(self) -> None:
        who = self.random.choice((self.one, self.two))
        who.today = self.random.choice(DAYS)
        step, kind = self.random.choice(STEPS), self.random.choice(KINDS)
        if step == "share":
            self.share(who, self.two if who is self.one else self.one)
        elif step == "send":
            self.send(who)
        elif step in ("undo", "redo"):
            who.run(step, code=None)
        elif step == "resolve":
            self.resolve(who)
        elif step in ("add", "home"):
            self.add(who, kind, home=step == "home")
        else:
            self.edit(who, step, kind)

    def add(self, who: Laptop, kind: str, *, home: bool) -> None:
        committees = [row["id"] for row in who.json("list", "committee")]
        if not committees:
            return
        parent, number = self.random.choice(committees), self.random.randint(0, 9)
        values: dict[str, dict[str, Any]] = {
            "committee": {"name": self.random.choice(NAMES), "size": number, "term_months_state": "unknown"},
            "person": {"name": "Ana", "gender": "woman", "note": "part time"},
            "seat": {"committee": parent, "gender": "man", "role": "chair"},
            "composition": {"committee": parent, "as_of": "2016-01-01", "women": number, "men": 3},
        }
        given = ["--home"] if home else []
        who.run("add", kind, "--from", "-", *given, typed=json.dumps(values[kind]) + "\n", code=None)

    def edit(self, who: Laptop, step: str, kind: str) -> None:
        rows = who.json("list", kind, *(["--deleted"] if step == "restore" else []))
        rows = [row for row in rows if row["office"] == "NBO" and row["deleted"] == (step == "restore")]
        if not rows:
            return
        chosen = self.random.choice(rows)["id"]
        if step == "set":
            number = self.random.randint(1, 9)
            fields = {
                "committee": [
                    f"size={number}",
                    f"name=N{number}",
                    "term_months=n/a",
                    f"term_months={number}",
                ],
                "person": ["gender=other", "gender=man", f"name=A{number}", "active=yes"],
                "seat": ["gender=woman", "role=member", "ends_on=2030-01-01"],
                "composition": [f"women={number}", f"men={number}"],
            }
            who.run("set", kind, chosen, self.random.choice(fields[kind]), code=None)
        elif step == "delete":
            who.run("delete", kind, chosen, "--with-children", code=None)
        else:
            who.run("restore-record", kind, chosen, code=None)

    def resolve(self, who: Laptop) -> None:
        for one in who.json("conflicts")[:1]:
            side = self.random.choice(one["heads"])["workspace"]
            who.run("resolve", one["kind"], one["id"], one["field"], "--take", side)

    def check_conflicts(self, who: Laptop) -> None:
        """Compare the open conflicts with those that the second reader finds in everything this laptop holds."""
        found = second_reader.unpacked(self.bundle(who, "--kind", "share"))
        wanted = {
            key: sorted(w for _, w in sides) for key, sides in second_reader.conflicts(found.changes).items()
        }
        listed = who.json("conflicts")
        assert all(set(one) >= {"kind", "id", "field", "heads"} for one in listed)
        heads = [head for one in listed for head in one["heads"]]
        assert all(set(head) >= {"value", "at", "author", "workspace"} for head in heads)
        assert {
            (one["id"], one["field"]): sorted(h["workspace"] for h in one["heads"]) for one in listed
        } == wanted

    def end(self) -> Bundle:
        """Let everybody hear everything, and return what headquarters holds."""
        for _ in range(2):
            self.share(self.one, self.two)
            self.share(self.two, self.one)
        self.send(self.one)
        self.send(self.two)
        self.share(self.two, self.one)
        self.take(self.hq, self.bundle(self.one, "--period", "2026", "--despite", "a rehearsal"))
        last = self.bundle(self.hq, "--kind", "return", "--office", "NBO")
        self.take(self.one, last)
        self.take(self.two, last)
        self.share(self.one, self.two)
        self.share(self.two, self.one)
        return second_reader.unpacked(last)


def play(folder: Path, seed: int, steps: int, headquarters: Headquarters) -> None:
    history = History(folder, seed, headquarters)
    for number in range(steps):
        history.step()
        if number % 10 == 9:
            history.check_conflicts(history.random.choice((history.one, history.two)))
    last = history.end()
    digests = [who.json("digest", "--office", "NBO") for who in (history.one, history.two, history.hq)]
    assert digests[0] == digests[1] == digests[2]
    assert history.one.json("digest") == history.two.json("digest")
    assert not any(change["home"] for change in last.changes)
    for who in (history.one, history.two, history.hq):
        assert who.json("doctor")["ok"]


def test_a_short_history_ends_in_one_digest(tmp_path: Path, headquarters: Headquarters) -> None:
    play(tmp_path, 3, 20, headquarters)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(40, 52))
def test_any_history_ends_in_one_digest(tmp_path: Path, seed: int, headquarters: Headquarters) -> None:
    play(tmp_path, seed, 100, headquarters)
