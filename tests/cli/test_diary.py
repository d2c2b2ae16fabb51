"""`diary`: lines through the year by command, and the annual answer that takes them."""

from __future__ import annotations

from pathlib import Path

from tests.cli.gem import Gem


def test_lines_are_written_listed_and_taken_into_the_answer_as_one_step(gem: Gem, tmp_path: Path) -> None:
    memo = tmp_path / "memo.txt"
    memo.write_text("named")
    first = gem.json("diary", "add", "11: Focal person named", "--on", "2026-05-12", "--file", memo)
    second = gem.json("diary", "add", "11 14: Panels briefed on bias (Memo 3/2026)", "--on", "2026-06-01")
    third = gem.json("diary", "add", "11: The chair asked about it")
    rows = gem.json("diary", "show", "11")
    assert [row["id"] for row in rows] == [first["id"], second["id"], third["id"]]
    assert rows[0]["sha256"]
    assert (rows[1]["on"], rows[1]["indicators"], rows[1]["reference"]) == (
        "2026-06-01", ["SWAP3-11", "SWAP3-14"], "Memo 3/2026",
    )  # fmt: skip
    taken = gem.json("diary", "take", "11")
    assert (taken["lines"], taken["evidence"]) == (3, 2)
    record = gem.json("show", "indicator_entry", taken["id"])["record"]
    assert record["explanation"].splitlines() == [
        "12 May 2026: Focal person named",
        "1 Jun 2026: Panels briefed on bias (Memo 3/2026)",
        "23 Nov 2026: The chair asked about it",
    ]
    assert record["rating"] is None
    behind = gem.json("list", "evidence", "--where", f"subject={taken['id']}")
    assert {row["id"] for row in behind} == {first["id"], second["id"]}
    assert gem.json("diary", "take", "11")["id"] == taken["id"]
    assert len(gem.json("list", "evidence")) == 3
    other = gem.json("diary", "take", "14")
    assert (other["lines"], other["evidence"]) == (1, 1)
    assert len(gem.json("list", "evidence")) == 4
    gem.json("undo")
    assert len(gem.json("list", "evidence")) == 3
    assert len(gem.json("list", "indicator_entry")) == 1


def test_what_can_t_be_written_or_taken_is_said(gem: Gem) -> None:
    assert gem("diary", "add", "99: Nothing").code == 1
    assert gem("diary", "add", "11:").code == 2
    assert gem("diary", "add", "31.2. 11: Briefed").code != 0
    assert gem("diary", "take", "11").code == 1
    assert gem("diary", "take", "99").code == 2
    assert gem.json("list", "evidence") == []


def test_the_list_for_people_names_the_indicators_and_what_shows_it(gem: Gem) -> None:
    assert "Nothing" in gem("diary", "show").out
    gem.json("diary", "add", "14: Survey of staff held (OP-2026/4)", "--on", "2026-03-01")
    text = gem("diary", "show").out
    assert "1 Mar 2026" in text
    assert "Survey of staff held" in text
    assert "OP-2026/4" in text
