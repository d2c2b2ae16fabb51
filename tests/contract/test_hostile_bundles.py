"""Hostile bundles, properly signed with a trusted office's real key: each is refused, by the code that is asked for."""

from __future__ import annotations

import shutil
import unicodedata
from pathlib import Path
from typing import Any

import pyrage
import pytest

from tests.contract import hostile_archives
from tests.contract import hostile_bundles as hostile
from tests.contract.conftest import Headquarters, World
from tests.contract.forger import Forgery, private_key
from tests.contract.laptop import Laptop

KNOWN_ONLY = {"own words added to headquarters' stream", "headquarters' words changed"}
"""What only a store can see that knows headquarters' workspace."""
PIECES = 8


def verdicts(reader: Laptop, paths: list[Path]) -> list[Any]:
    """Return what `verify` says of bundles; `merge` refuses the same ones for the same reasons, and nothing changes."""
    before = reader.json("digest")
    said = reader.run("verify", *paths, "--json", code=1)
    assert not [c for c in said.out if c != "\n" and unicodedata.category(c) in ("Cc", "Cf")]
    refused = {one["bundle"]: one["problems"] for one in reader.json("merge", *paths, code=1)["refused"]}
    assert refused == {one["bundle"]: one["problems"] for one in said.document if not one["ok"]}
    assert reader.json("digest") == before
    assert not list((reader.folder / "tmp").rglob("*"))
    return said.document  # type: ignore[no-any-return]


def check(found: list[Any], names: list[str], wanted: dict[str, set[str]]) -> None:
    """Compare the codes with those that may refuse each bundle."""
    codes = {
        name: [problem["code"] for problem in one["problems"]] for name, one in zip(names, found, strict=True)
    }
    wrong = {
        name: (got, wanted[name])
        for name, got in codes.items()
        if len(got) != 1 or got[0] not in wanted[name]
    }
    assert not wrong
    assert all(set(problem) == {"code", "message", "where"} for one in found for problem in one["problems"])


@pytest.mark.parametrize("piece", range(PIECES))
def test_each_forged_bundle_is_refused_with_its_code_and_nothing_is_kept(
    world: World, tmp_path: Path, piece: int
) -> None:
    names = [name for name in hostile.CASES if name not in KNOWN_ONLY][piece::PIECES]
    good, paths = world.forgery(), []
    for number, name in enumerate(names):
        forged = good.copy()
        hostile.CASES[name][1](forged)
        paths.append(forged.write(tmp_path / f"{number}.gem.zip"))
    check(verdicts(world.newcomer, paths), names, {name: hostile.CASES[name][0] for name in names})


def test_whoever_knows_headquarters_words_refuses_others_in_its_name(world: World, tmp_path: Path) -> None:
    names, paths = sorted(KNOWN_ONLY), []
    for number, name in enumerate(names):
        forged = world.forgery()
        hostile.CASES[name][1](forged)
        paths.append(forged.write(tmp_path / f"{number}.gem.zip"))
    check(verdicts(world.hq, paths), names, {name: hostile.CASES[name][0] for name in names})


def test_a_rewritten_past_is_a_forked_history_with_both_heads(world: World, tmp_path: Path) -> None:
    forged = world.forgery()
    hostile.row(forged, "committee")["set"]["size"] = 9
    (found,) = verdicts(world.hq, [forged.write(tmp_path / "forked.gem.zip")])
    (problem,) = found["problems"]
    assert problem["code"] == "forked-history"
    ours = world.hq.json("log")
    assert any(one["hash"] in problem["message"] for one in ours)


@pytest.mark.parametrize("piece", range(3))
def test_each_broken_archive_is_refused_with_its_code_and_nothing_is_kept(
    world: World, tmp_path: Path, piece: int
) -> None:
    names, content = list(hostile_archives.CASES)[piece::3], world.good.read_bytes()
    paths = [tmp_path / f"{number}.gem.zip" for number in range(len(names))]
    for path, name in zip(paths, names, strict=True):
        path.write_bytes(hostile_archives.CASES[name][1](content))
    wanted = {name: hostile_archives.CASES[name][0] for name in names}
    check(verdicts(world.newcomer, paths), names, wanted)


def test_a_file_over_256_mib_is_too_large(world: World, tmp_path: Path) -> None:
    (found,) = verdicts(world.newcomer, [hostile_archives.too_large(tmp_path / "large.gem.zip")])
    assert [one["code"] for one in found["problems"]] == ["too-large"]


def spoilt(world: World, path: Path, key_of: Laptop, **info: str) -> Path:
    """Return the good bundle, signed by another laptop's key."""
    forged: Forgery = world.forgery()
    forged.key = private_key(key_of.key)
    forged.info.update({name.replace("_", "-"): value for name, value in info.items()})
    return forged.write(path)


def codes(found: list[Any]) -> list[str]:
    return [problem["code"] for one in found for problem in one["problems"]]


def test_whose_key_it_is_decides(world: World, tmp_path: Path) -> None:
    stranger = Laptop(tmp_path / "stranger", world.office.today).init("NBO")
    found = verdicts(
        world.newcomer,
        [
            spoilt(world, tmp_path / "a.gem.zip", stranger),
            spoilt(world, tmp_path / "b.gem.zip", world.other),
            spoilt(world, tmp_path / "c.gem.zip", world.hq),
            spoilt(world, tmp_path / "d.gem.zip", world.office, Gem_Kind="return"),
            spoilt(world, tmp_path / "e.gem.zip", world.office, Gem_Kind="plan", Gem_Office="ITU"),
        ],
    )
    assert codes(found)[:3] == ["unknown-key", "wrong-office", "wrong-office"]
    assert set(codes(found)[3:]) <= {"wrong-office", "not-permitted"}
    unknown = found[0]["problems"][0]["message"]
    assert stranger.json("key", "show")["fingerprint"] in unknown
    assert "key trust" in unknown
    assert world.other.json("key", "show")["fingerprint"] == found[1]["signer"]["fingerprint"]
    assert found[1]["signer"]["principal"] == "office:ACC"


def test_revoked_and_expired_keys_are_told_apart(
    world: World, headquarters: Headquarters, tmp_path: Path
) -> None:
    line = world.office.json("key", "show")["line"]
    fingerprint = world.office.json("key", "show")["fingerprint"]
    for name, given, wanted in (
        ("past", ("--valid-before", "2026-11-01"), "expired-key"),
        ("future", ("--valid-after", "2026-12-01"), "expired-key"),
        ("now", ("--valid-after", "2026-01-01", "--valid-before", "2026-12-31"), None),
    ):
        reader = headquarters(tmp_path / name).init("ITU", "hq")
        reader.trust(world.hq)
        reader.run("key", "trust", line, *given)
        if wanted:
            assert codes(verdicts(reader, [world.good])) == [wanted]
        else:
            assert reader.json("verify", world.good)[0]["ok"]
    reader.run("key", "revoke", fingerprint)
    assert codes(verdicts(reader, [world.good])) == ["revoked-key"]
    (listed,) = [one for one in reader.json("key", "list") if one["fingerprint"] == fingerprint]
    assert listed["revoked"]


def test_a_revoked_key_counts_for_what_was_received_before(
    world: World, headquarters: Headquarters, tmp_path: Path
) -> None:
    reader = headquarters(tmp_path / "reader")
    reader.today = "2026-11-25"
    reader.init("ITU", "hq")
    reader.trust(world.office)
    reader.trust(world.hq)
    assert reader.json("merge", world.good)["merged"]
    fingerprint = world.office.json("key", "show")["fingerprint"]
    reader.today = "2026-11-28"
    reader.run("key", "revoke", fingerprint, "--from", "2026-11-27")
    before = reader.json("digest")
    (again,) = reader.json("merge", world.good)["merged"]
    assert again["new_changes"] == 0
    later = spoilt(world, tmp_path / "later.gem.zip", world.office, Bagging_Date="2026-11-20")
    assert reader.json("merge", later, code=1)["refused"][0]["problems"][0]["code"] == "revoked-key"
    assert reader.json("digest") == before


def test_a_bundle_encrypted_to_others_is_not_for_me(world: World, tmp_path: Path) -> None:
    others = pyrage.x25519.Identity.generate().to_public()
    sealed = tmp_path / "others.gem.zip.age"
    sealed.write_bytes(pyrage.encrypt(world.good.read_bytes(), [others]))
    assert codes(verdicts(world.newcomer, [sealed])) == ["not-for-me"]
    mine = pyrage.x25519.Recipient.from_str(world.newcomer.run("key", "recipient").out.strip())
    whole = pyrage.encrypt(world.good.read_bytes(), [mine])
    cut, flipped = tmp_path / "cut.gem.zip.age", tmp_path / "flipped.gem.zip.age"
    cut.write_bytes(whole[:-100])
    flipped.write_bytes(whole[:1000] + bytes([whole[1000] ^ 1]) + whole[1001:])
    assert set(codes(verdicts(world.newcomer, [cut, flipped]))) <= {
        "not-a-bundle",
        "not-for-me",
        "digest-mismatch",
    }
    fine = tmp_path / "renamed by mail"
    fine.write_bytes(whole)
    assert world.newcomer.json("verify", fine)[0]["ok"]


def test_one_bad_bundle_stops_only_itself(world: World, headquarters: Headquarters, tmp_path: Path) -> None:
    reader = headquarters(tmp_path / "reader").init("ITU", "hq")
    reader.trust(world.office)
    reader.trust(world.hq)
    bad = tmp_path / "bad.gem.zip"
    bad.write_text("Dear colleagues,\n")
    missing = tmp_path / "nothing.gem.zip"
    done = reader.json("merge", bad, world.good, code=1)
    assert [one["bundle"] for one in done["merged"]] == [str(world.good)]
    assert [one["bundle"] for one in done["refused"]] == [str(bad)]
    assert {name: type(value) for name, value in done["merged"][0].items()} == {
        "bundle": str, "new_changes": int, "new_records": int, "conflicts": int,
    }  # fmt: skip
    assert reader.run("verify", missing, code=2).err
    shutil.rmtree(tmp_path / "reader")
