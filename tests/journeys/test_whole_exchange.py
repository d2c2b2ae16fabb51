"""The whole exchange by the command line: plan out, three offices with two laptops, submissions in, returns out, answers in.

On the way one bundle is forged, one is old, one is damaged; a laptop is lost, a store is copied and used in two places,
a person is erased. Everything arrives in an order drawn from a seed, and at the end all stores say the same.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from gemtui import reference
from tests import postgresql
from tests.cli.exchanged import Machines, merged, sent, taken, trusts
from tests.cli.gem import Gem

OFFICES = ("NBO", "ACC", "DKR")
NAME = "Wanjiru Kamau-Okafor"


@pytest.fixture(autouse=True)
def packaged() -> Iterator[None]:
    """Leave the package's catalogues behind, whatever store was opened last."""
    yield
    reference.use(reference.PACKAGED)


@dataclass
class World:
    """All machines, and the dice."""

    machines: Machines
    dice: random.Random
    headquarters: list[Gem]
    """The first one writes; the others only read along."""
    laptops: dict[str, list[Gem]] = field(default_factory=dict)
    ids: dict[tuple[str, str], str] = field(default_factory=dict)

    @property
    def hq(self) -> Gem:
        return self.headquarters[0]

    def shuffled(self, things: list[Any]) -> list[Any]:
        return self.dice.sample(things, len(things))

    def everybody(self) -> list[Gem]:
        return [gem for gems in self.laptops.values() for gem in gems]


def begun(folder: Path, seed: int, url: str = "") -> World:
    """Return the machines, which trust whom they must; `url` is a database for headquarters' first store."""
    machines, dice = Machines(folder), random.Random(seed)
    headquarters = [
        machines.machine("hq", "ITU", url=url, author="headquarters"),
        machines.machine("hq-second", "ITU", author="headquarters"),
    ]
    world = World(machines, dice, headquarters)
    for code in OFFICES:
        names = (f"{code}-a", "focal point"), (f"{code}-b", "alternate")
        world.laptops[code] = [machines.machine(name, code, author=author) for name, author in names]
        first, second = world.laptops[code]
        trusts(first, second, world.hq)
        trusts(second, first, world.hq)
    for gem in headquarters:
        trusts(gem, *world.everybody())
    trusts(headquarters[1], headquarters[0])
    return world


def plan_goes_out(world: World) -> None:
    world.hq.add(
        "action_plan", "title=Union plan", "starts_on=2026-01-01", "ends_on=2027-12-31", "policy_version=2013"
    )
    plan = sent(world.hq, "plan")
    for gem in world.shuffled([*world.everybody(), world.headquarters[1]]):
        taken(gem, plan, options=("--accept-keys",))
    recipient = world.hq.json("key", "recipient")["recipient"]
    assert recipient.startswith("age1")


def offices_record(world: World) -> None:
    """Let both laptops of each office write, apart, and bring it together; one field they answer differently."""
    for code in world.shuffled(list(OFFICES)):
        first, second = world.laptops[code]
        person = first.add("person", f"name={NAME}", "gender=woman", "grade=P3", "contact=ext. 4711")
        body = first.add("committee", "name=Contracts committee", "size=5", "rule=band")
        first.add("seat", f"committee={body}", "role=chair", f"person={person}")
        world.ids[code, "person"], world.ids[code, "committee"] = person, body
        taken(second, sent(first, "share"))
        first.json("set", "committee", body, "size=6")
        second.json("set", "committee", body, "size=7")
        second.json("set", "committee", body, "term_months=24")
        shares = [(second, sent(first, "share")), (first, sent(second, "share"))]
        for gem, share in world.shuffled(shares):
            taken(gem, share)
        for gem in (first, second):
            assert [c["field"] for c in gem.json("conflicts")] == ["size"]
        settler, other = world.shuffled([first, second])
        settler.json("resolve", "committee", body, "size", "--value", "7")
        taken(other, sent(settler, "share"))
        assert other.json("conflicts") == []
        assert first.json("digest") == second.json("digest")


def a_store_is_copied(world: World) -> None:
    """Copy the store of one laptop to a third machine; both go on, and find together again."""
    second = world.laptops["DKR"][1]
    home = world.machines.folder / "DKR-copy"
    home.mkdir()
    for path in second.home.glob("office.gemtui*"):
        shutil.copy2(path, home / path.name)
    copy = Gem(home)
    said = copy("add", "action", "title=From the copy")
    assert said.code in (0, 1)
    body = world.ids["DKR", "committee"]
    before = second.json("log")
    copy.json("set", "committee", body, "name=Contracts committee of the copy")
    second.add("meeting", f"committee={body}", "held_on=2026-10-01", "women=2", "men=3")
    drawn = {entry["workspace"] for entry in copy.json("log")} - {entry["workspace"] for entry in before}
    assert len(drawn) == 1
    for gem, bundle in world.shuffled([(second, sent(copy, "share")), (copy, sent(second, "share"))]):
        taken(gem, bundle)
    assert copy.json("digest") == second.json("digest")
    world.laptops["DKR"].append(copy)


def submitted(world: World) -> list[Path]:
    """Return the submissions of all offices, each from any of its laptops after a share of the others."""
    bundles = []
    for code in OFFICES:
        exchanged(world, code)
        bundles.append(sent(world.dice.choice(world.laptops[code]), "submission"))
    return bundles


def exchanged(world: World, code: str) -> None:
    """Bring the laptops of an office to the same state."""
    for _ in range(2):
        for gem in world.shuffled(world.laptops[code]):
            shares = [sent(other, "share") for other in world.laptops[code] if other is not gem]
            taken(gem, *world.shuffled(shares))


def forged(world: World) -> Path:
    """Return a submission in the name of an office, by a key that nobody trusts."""
    stranger = world.machines.machine("stranger", "NBO")
    stranger.add("committee", "name=Of nobody", "size=3", "rule=band")
    return sent(stranger, "submission")


def damaged(bundle: Path) -> Path:
    content = bytearray(bundle.read_bytes())
    content[len(content) // 3] ^= 0xFF
    path = bundle.with_name("damaged.gem.zip")
    path.write_bytes(content)
    return path


def headquarters_takes(world: World, bundles: list[Path], refused: int) -> None:
    for gem in world.headquarters:
        answer = merged(gem, *world.shuffled(bundles))
        assert answer.code == (1 if refused else 0)
        assert len(answer.json["refused"]) == refused, answer.json["refused"]
        codes = {problem["code"] for one in answer.json["refused"] for problem in one["problems"]}
        assert not refused or "unknown-key" in codes


def headquarters_answers(world: World) -> None:
    """Accept each office's report, ask each something about its committee, and send all of it back."""
    for code in OFFICES:
        found = world.hq.json("list", "submission", "--where", f"office={code}")
        latest = max(found, key=lambda row: (row["changed_at"], row["id"]))
        reference_ = f"{code}/{latest['id']}"
        world.hq.add("receipt", f"submission={reference_}", "decision=accepted", f"office={code}")
        about = (f"subject={world.ids[code, 'committee']}", "subject_kind=committee", f"office={code}")
        world.ids[code, "remark"] = world.hq.add("remark", "text=Who chairs it?", "status=open", *about)
    returns_go_out(world)


def returns_go_out(world: World) -> None:
    for code in OFFICES:
        bundle = sent(world.hq, "return", "--office", code)
        for gem in world.shuffled([*world.laptops[code], world.headquarters[1]]):
            taken(gem, bundle)


def offices_answer(world: World) -> None:
    for code in OFFICES:
        gem = world.dice.choice(world.laptops[code])
        status = gem.json("status")
        assert status["state"] == "accepted"
        body = world.ids[code, "committee"]
        about = (f"subject={body}", "subject_kind=committee", f"reply_to={world.ids[code, 'remark']}")
        gem.add("remark", "text=The head of office", "status=answered", *about)
        gem.json("set", "committee", body, "size=9", "--why", "One place more since October")
        assert gem.json("status")["changes_since"] >= 2


def late_changes_are_told(world: World) -> None:
    """What was changed after it was accepted is found late at headquarters, with the reason that was given."""
    for gem in world.headquarters:
        told = [one for one in gem.json("check")["findings"] if one["code"] == "late-change"]
        about = {one["id"]: one["message"] for one in told}
        for code in OFFICES:
            assert "One place more since October" in about[f"{code}/{world.ids[code, 'committee']}"]


def a_laptop_is_lost(world: World) -> None:
    """Revoke the lost laptop's key; a new one takes what the office had from headquarters' word."""
    first, lost = world.laptops["ACC"]
    for gem in (*world.headquarters, first):
        gem.json("key", "revoke", lost.json("key", "show")["fingerprint"])
    new = world.machines.machine("ACC-new", "ACC", author="alternate")
    trusts(new, world.hq, first)
    taken(new, sent(world.hq, "return", "--office", "ACC"), options=("--recover",))
    for gem in (*world.headquarters, first):
        trusts(gem, new)
    assert new.json("digest", "--office", "ACC") == world.hq.json("digest", "--office", "ACC")
    late = merged(world.hq, sent(lost, "submission"))
    assert [p["code"] for one in late.json["refused"] for p in one["problems"]] == ["revoked-key"]
    world.laptops["ACC"] = [first, new]
    new.json("set", "committee", world.ids["ACC", "committee"], "term_months=12")


def a_person_is_erased(world: World) -> None:
    """Erase a person on one laptop; the request travels, a bundle that still has the values brings nothing back."""
    first, second = world.laptops["NBO"][:2]
    person = world.ids["NBO", "person"]
    held = sent(second, "share")
    before = first.json("digest")["log"]
    erased = first.json("person", "erase", person)
    assert erased["erased"] >= 3
    assert erased["request"]
    assert before != first.json("digest")["log"]
    taken(first, held)
    shown = first.json("show", "person", person)["record"]
    assert [shown[name] for name in ("name", "gender", "contact")] == [None, None, None]
    assert NAME.encode() not in first.path.read_bytes()
    taken(second, sent(first, "share"))
    assert [r["subject"] for r in second.json("list", "remark") if r["subject_kind"] == "person"] == [person]
    assert second.json("show", "person", person)["record"]["name"] == NAME
    second.json("person", "erase", person)
    assert second.json("person", "show", person)["values"] == 0


def all_say_the_same(world: World) -> None:
    one, other = (gem.json("digest") for gem in world.headquarters)
    assert one == other
    for code in OFFICES:
        digests = [
            gem.json("digest", "--office", code) for gem in (*world.laptops[code], *world.headquarters)
        ]
        assert all(digest == digests[0] for digest in digests), code
    for gem in (*world.everybody(), *world.headquarters[1:]):
        assert gem.json("doctor")["ok"]


@pytest.mark.parametrize("seed", [1, 20, 300])
def test_the_whole_exchange(tmp_path: Path, seed: int) -> None:
    the_whole_exchange(begun(tmp_path, seed))


@pytest.mark.xdist_group("postgresql")
def test_the_whole_exchange_with_headquarters_on_a_server(tmp_path: Path) -> None:
    cluster = postgresql.cluster()
    try:
        the_whole_exchange(begun(tmp_path, 20, cluster.database()))
    finally:
        cluster.end()


def the_whole_exchange(world: World) -> None:
    """Play all of it, with headquarters' store wherever it is."""
    plan_goes_out(world)
    offices_record(world)
    old = sent(world.laptops["NBO"][0], "submission")
    detours = [a_store_is_copied, a_person_is_erased]
    for detour in world.shuffled(detours):
        detour(world)
    bundles = submitted(world)
    headquarters_takes(world, [*bundles, old, forged(world), damaged(bundles[1])], refused=2)
    headquarters_answers(world)
    a_laptop_is_lost(world)
    offices_answer(world)
    headquarters_takes(world, submitted(world), refused=0)
    late_changes_are_told(world)
    returns_go_out(world)
    for code in OFFICES:
        exchanged(world, code)
    all_say_the_same(world)
