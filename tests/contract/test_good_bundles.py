"""Bundles that must be taken: old ones, replayed ones, those of a newer schema, of a wrong clock, without their files."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.contract import second_reader
from tests.contract.conftest import Headquarters, World
from tests.contract.forger import Forgery
from tests.contract.hostile_bundles import NEW
from tests.contract.laptop import Laptop


@pytest.fixture
def reader(world: World, headquarters: Headquarters, tmp_path: Path) -> Laptop:
    """A headquarters' store that trusts the office and headquarters, and holds nothing."""
    made = headquarters(tmp_path / "reader").init("ITU", "hq", "gender unit")
    made.trust(world.office)
    made.trust(world.hq)
    return made


def taken(reader: Laptop, path: Path) -> dict[str, Any]:
    """Return what `verify` says of a bundle that must be good, and merge it."""
    (found,) = reader.json("verify", path)
    assert found["ok"]
    assert found["problems"] == []
    assert set(found) == {
        "bundle", "ok", "kind", "office", "period", "signer", "changes", "records", "new", "problems", "warnings",
    }  # fmt: skip
    (merged,) = reader.json("merge", path)["merged"]
    assert merged["new_changes"] == found["new"]
    return found  # type: ignore[no-any-return]


def warnings(found: dict[str, Any]) -> set[str]:
    return {one["code"] for one in found["warnings"]}


def test_a_good_bundle_says_what_is_in_it(world: World, reader: Laptop) -> None:
    found = taken(reader, world.good)
    log = second_reader.unpacked(world.good).changes
    assert (found["kind"], found["office"], found["period"]) == ("submission", "NBO", "2026")
    assert found["signer"] == {
        "principal": "office:NBO",
        "fingerprint": world.office.json("key", "show")["fingerprint"],
    }
    assert (found["changes"], found["new"]) == (len(log), len(log))
    assert found["records"] == len({one["record"] for one in log})
    assert found["warnings"] == []
    assert reader.json("digest", "--office", "NBO") == world.office.json("digest", "--office", "NBO")


def test_a_bundle_that_came_before_changes_nothing(world: World, reader: Laptop, tmp_path: Path) -> None:
    taken(reader, world.good)
    before = reader.json("digest")
    renamed = Path(shutil.copy(world.good, tmp_path / "AW  Report (1).zip"))
    again = reader.json("verify", renamed)[0]
    assert (again["ok"], again["new"], warnings(again)) == (True, 0, {"nothing-new"})
    assert reader.json("merge", renamed, world.good)["refused"] == []
    assert reader.json("digest") == before


def test_an_older_bundle_after_a_newer_one_changes_nothing(
    world: World, reader: Laptop, tmp_path: Path
) -> None:
    shorter = world.forgery()
    last = max(one["seq"] for one in shorter.changes if one["author"] == "focal point")
    shorter.changes = [
        one for one in shorter.changes if one["author"] != "focal point" or one["seq"] < last - 1
    ]
    old = shorter.write(tmp_path / "old.gem.zip")
    taken(reader, world.good)
    before = reader.json("digest")
    assert warnings(taken(reader, old)) == {"nothing-new"}
    assert reader.json("digest") == before


def _newer(forged: Forgery) -> None:
    """Make it a bundle of a release that knows a kind and a field more."""
    forged.info["Gem-Schema"] = "99"
    forged.extend(
        record=NEW.format(1), kind="surprise", set={"title": "new", "parts": [{"a": 1}, [True, None]]}
    )
    forged.extend(record=NEW.format(2), kind="committee", set={"name": "Known", "mood": "fine"})


def test_what_a_newer_release_writes_is_kept_and_carried_on(
    world: World, reader: Laptop, tmp_path: Path
) -> None:
    newer = world.forgery()
    _newer(newer)
    found = taken(reader, newer.write(tmp_path / "newer.gem.zip"))
    assert warnings(found) == {"unknown-kind"}
    reader.trust(reader)
    back = second_reader.unpacked(reader.export("--kind", "return", "--office", "NBO"))
    kept = [one["set"] for one in back.changes if one["kind"] == "surprise" or "mood" in one["set"]]
    assert kept == [{"title": "new", "parts": [{"a": 1}, [True, None]]}, {"name": "Known", "mood": "fine"}]
    assert "surprise" not in back.tables
    assert reader.json("doctor")["ok"]


def test_columns_and_tables_that_only_a_newer_release_knows_are_left_unchecked(
    world: World, reader: Laptop, tmp_path: Path
) -> None:
    newer = world.forgery()
    _newer(newer)
    fields = {name: dict(field) for name, field in world.schema["committee"]["fields"].items()}
    fields["mood"] = {"type": "string", "states": False, "personal": None}
    parts = {"title": {"type": "string", "states": False, "personal": None}}
    newer.schema = {**world.schema, "committee": {"fields": fields}, "surprise": {"fields": parts}}

    def describe(package: dict[str, Any]) -> None:
        for one in package["resources"]:
            if one["path"] == "tables/committee.csv":
                one["schema"] = newer._table_schema("committee")

    newer.package = describe
    path = newer.write(tmp_path / "newer.gem.zip")
    assert {"mood", "surprise"} <= {
        *second_reader.unpacked(path).tables["committee"].decode().splitlines()[0].split(","),
        *second_reader.unpacked(path).tables,
    }
    assert warnings(taken(reader, path)) == {"unknown-kind"}


def test_the_same_tables_in_a_known_schema_are_refused(world: World, reader: Laptop, tmp_path: Path) -> None:
    forged = world.forgery()
    _newer(forged)
    forged.info["Gem-Schema"] = "1"
    forged.schema = {**world.schema, "surprise": {"fields": {}}}
    (found,) = reader.json("verify", forged.write(tmp_path / "odd.gem.zip"), code=1)
    assert next(one["code"] for one in found["problems"]) in ("tables-disagree", "bad-package")


@pytest.mark.parametrize(
    "at", ["2026-11-26T09:00:00.000Z", "2036-01-01T00:00:00.000Z", "2012-12-31T23:59:59.999Z"]
)
def test_a_wrong_clock_only_warns(world: World, reader: Laptop, tmp_path: Path, at: str) -> None:
    forged = world.forgery()
    forged.extend(record=NEW.format(1), kind="committee", set={"name": "x"}, at=at)
    assert warnings(taken(reader, forged.write(tmp_path / "clock.gem.zip"))) == {"clock"}


@pytest.mark.parametrize("at", ["2026-11-24T23:59:00.000Z", "2013-01-01T00:00:00.000Z"])
def test_a_clock_that_is_less_than_a_day_ahead_is_fine(
    world: World, reader: Laptop, tmp_path: Path, at: str
) -> None:
    forged = world.forgery()
    forged.extend(record=NEW.format(1), kind="committee", set={"name": "x"}, at=at)
    assert warnings(taken(reader, forged.write(tmp_path / "clock.gem.zip"))) == set()


def test_a_file_that_stayed_behind_is_named(world: World, reader: Laptop, tmp_path: Path) -> None:
    forged = world.forgery()
    for path in [path for path in forged.files if path.startswith("data/attachments/")]:
        del forged.files[path]
    found = taken(reader, forged.write(tmp_path / "without.gem.zip"))
    assert warnings(found) == {"missing-attachment"}
    assert "memo.txt" in found["warnings"][0]["message"]
    assert warnings(taken(reader, world.good)) <= {"nothing-new"}


def _partial_group(forged: Forgery) -> None:
    forged.extend(
        record=NEW.format(1),
        kind="composition",
        set={"committee": NEW.format(2), "as_of": "2026-01-02", "women": 3},
    )


def _reference_to_come(forged: Forgery) -> None:
    forged.extend(record=NEW.format(1), kind="seat", set={"committee": NEW.format(9)})


def _null_for_nothing(forged: Forgery) -> None:
    forged.extend(record=NEW.format(1), kind="committee", set={"name": "x", "size": None, "rule": None})


def _withdrawn_codes(forged: Forgery) -> None:
    forged.extend(record=NEW.format(1), kind="staffing_snapshot", set={"as_of": "2026-01-01", "grade": "P-9"})


def _without_required_fields(forged: Forgery) -> None:
    forged.extend(record=NEW.format(1), kind="action", set={"number": "7"})


def _deleted_at_once(forged: Forgery) -> None:
    forged.extend(record=NEW.format(1), kind="committee", set={"name": "x", "deleted": True})


def _another_author(forged: Forgery) -> None:
    forged.extend(record=NEW.format(1), kind="committee", set={"name": "x"}, author="\u202eevil [/b] \x1b[2J")


def _hostile_text(forged: Forgery) -> None:
    for text in (
        "[/]",
        "\x1b]52;c;aGk=\x07",
        "\u202e",
        "=1+1",
        "'",
        "a\r\nb",
        "\u2028",
        "\ufeff",
        "😀",
        '"',
        ",",
    ):
        forged.extend(
            record=NEW.format(1)[:-1] + f"{ord(text[0]) % 16:x}", kind="committee", set={"name": text}
        )


@pytest.mark.parametrize(
    "more",
    [
        _partial_group, _reference_to_come, _null_for_nothing, _withdrawn_codes, _without_required_fields,
        _deleted_at_once, _another_author, _hostile_text,
    ],
)  # fmt: skip
def test_odd_but_honest_changes_are_taken(
    world: World, reader: Laptop, tmp_path: Path, more: Callable[[Forgery], None]
) -> None:
    forged = world.forgery()
    more(forged)
    assert warnings(taken(reader, forged.write(tmp_path / "odd.gem.zip"))) == set()
    assert reader.json("doctor")["ok"]
    reader.run("check", "--json", code=None)
    reader.run("balance")
    for kind in ("committee", "seat", "action", "composition", "staffing_snapshot"):
        assert not set(reader.run("list", kind).out) & {"\x1b", "\u202e", "\x07"}
