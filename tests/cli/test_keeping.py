"""`where`, `backup`, `restore`, `doctor`: where everything lives, and whether it is whole."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from gemtui.reference import CATALOGUES
from tests.cli.gem import Gem

PLACES = {"store", "keys", "settings", "state", "backups", "catalogues"}


def test_where_names_every_place_with_size_and_day(gem: Gem) -> None:
    gem.add("committee", "name=A")
    told = gem.json("where")
    assert set(told) == PLACES
    assert all({"path", "bytes", "changed_at"} <= set(place) for place in told.values())
    assert (told["store"]["path"], told["keys"]["path"]) == (str(gem.path), f"{gem.path}.key")
    assert told["store"]["saved_at"].startswith("2026-11-23")
    assert (told["store"]["sent_at"], told["store"]["acknowledged_at"]) == (None, None)
    assert told["backups"]["bytes"] is None


def test_where_works_before_there_is_a_store(bare: Gem) -> None:
    told = bare.json("where")
    assert told["store"]["bytes"] is None
    assert told["catalogues"]["package"] == str(CATALOGUES)


def test_where_says_when_a_bundle_was_sent(gem: Gem) -> None:
    gem.add("committee", "name=A")
    gem.json("export", "--to", gem.home / "a.gem.zip", "--kind", "share")
    assert gem.json("where")["store"]["sent_at"].startswith("2026-11-23")


def test_a_backup_is_one_file_that_opens_by_itself(gem: Gem) -> None:
    gem.add("committee", "name=A")
    target = gem.home / "elsewhere" / "backup.gemtui"
    told = gem.json("backup", "--to", target)
    assert (told["ok"], told["problems"]) == (True, [])
    assert [path.name for path in target.parent.iterdir()] == ["backup.gemtui"]
    assert [
        row["name"]
        for row in Gem(gem.home, store="elsewhere/backup.gemtui")("list", "committee", "--json").json
    ] == ["A"]
    assert gem("backup", "--to", target).code == 2, "nothing is written over"


def test_restore_puts_a_backup_in_the_store_s_place_and_keeps_the_other(gem: Gem) -> None:
    gem.add("committee", "name=A")
    gem.json("backup", "--to", gem.home / "backup.gemtui")
    gem.add("committee", "name=B")
    before = gem.json("log")[0]["workspace"]
    told = gem.json("restore", gem.home / "backup.gemtui")
    assert told["ok"]
    assert [row["name"] for row in gem.json("list", "committee")] == ["A"]
    assert len(gem.at(Path(told["kept"]).name).json("doctor")["problems"]) == 0
    gem.add("committee", "name=C")
    assert {entry["workspace"] for entry in gem.json("log")} != {before}, (
        "its next numbers may have been used"
    )


def test_a_backup_that_is_not_there_is_not_told_as_a_store_to_be_made(gem: Gem) -> None:
    answer = gem("restore", gem.home / "none.gemtui")
    assert answer.err.rstrip().endswith("[no-such-backup]")
    assert "the store is as it was" in answer.err


def test_restore_takes_no_file_that_is_no_store(gem: Gem) -> None:
    (gem.home / "picture.png").write_bytes(b"\x89PNG" * 100)
    before = gem.path.read_bytes()
    assert gem("restore", gem.home / "picture.png").code == 2
    assert gem.path.read_bytes() == before


def test_doctor_finds_an_altered_change_and_says_where(gem: Gem) -> None:
    gem.add("committee", "name=A")
    with sqlite3.connect(gem.path) as db:
        line = db.execute("SELECT line FROM change").fetchone()[0]
        db.execute("UPDATE change SET line = ?", (line.replace(b'"name":"A"', b'"name":"B"'),))
    db.close()
    answer = gem("doctor", "--json")
    assert (answer.code, answer.json["ok"]) == (1, False)
    assert "hash-differs" in answer.codes
    assert gem("doctor", "--repair").code == 1, "what was altered can't be derived again"


def test_doctor_repairs_what_can_be_derived(gem: Gem) -> None:
    gem.add("committee", "name=A")
    with sqlite3.connect(gem.path) as db:
        db.execute("UPDATE committee SET name = 'B'")
    db.close()
    assert gem("doctor", "--json").codes == ["table-differs"]
    mended = gem("doctor", "--repair", "--json")
    assert (mended.code, mended.json["ok"]) == (0, True)
    assert [row["name"] for row in gem.json("list", "committee")] == ["A"]
    assert gem.json("doctor")["ok"]


def test_doctor_warns_of_keys_that_are_missing(gem: Gem) -> None:
    (gem.home / "office.gemtui.key").unlink()
    told = gem.json("doctor")
    assert "key-missing" in [warning["code"] for warning in told["warnings"]]


@pytest.mark.parametrize("path", sorted(CATALOGUES.glob("*.toml")), ids=lambda path: path.stem)
def test_doctor_finds_the_package_s_catalogues_fine(bare: Gem, path: Path) -> None:
    assert bare.json("doctor", "--catalogue", path)["ok"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("[[grade]]\ncode = 3\n", "catalogue-type"),
        ('[[grade]]\ncode = "P-9"\n', "catalogue-missing"),
        ("nothing = 1\n", "catalogue-unknown"),
        ("a = [\n", "catalogue-unreadable"),
        ("schema = 1\n[[office]]\n[[planet]]\n", "catalogue-table"),
    ],
)
def test_doctor_says_what_is_wrong_with_a_catalogue(
    bare: Gem, tmp_path: Path, content: str, code: str
) -> None:
    (tmp_path / "c.toml").write_text(content, encoding="utf-8")
    answer = bare("doctor", "--catalogue", tmp_path / "c.toml", "--json")
    assert answer.code == 1
    assert code in answer.codes


def test_every_report_is_one_document(gem: Gem) -> None:
    for call in (("where",), ("doctor",), ("key", "list"), ("conflicts",)):
        json.loads(gem(*call, "--json").out)
